/** A new network from another one on the desk: one page that shows what comes along and what stays, and the press. */
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { DeskRule } from '../desk/desk.ts';
import { LineField, networkParams, readQuery, TicksField } from '../desk/fields.ts';
import { type Refused, readerLanguage } from '../desk/submit-form.ts';
import { submitOnce } from '../desk/submit-once.ts';
import { networkCrumbs, networkDone, networkHome } from '../networks/network-frame.ts';
import { findNetwork } from '../networks/networks.ts';
import { notFound } from '../text/refusal.ts';
import type { App } from '../web/fastify.ts';
import type { FieldOption } from '../web/parts/parts.ts';
import { copiedParts, copyNetwork } from './copy-network.ts';
import { findCopySource } from './copy-source.ts';
import { describeLook, describeParts, describeStays } from './describe-copy.ts';
import { copyTexts } from './texts.ts';

declare module '../web/views.ts' {
  interface DeskViews {
    'network-copies/copy': {
      action: string;
      network: { name: string };
      home: string;
      values: { name: string; parts: readonly string[] };
      parts: readonly FieldOption[];
      look: ReturnType<typeof describeLook>;
      stays: readonly string[];
    };
  }
}

const read: DeskRule = { thing: 'network', verb: 'read' };
const change: DeskRule = { thing: 'network', verb: 'change' };

const CopyForm = Type.Object({ name: LineField, parts: TicksField });

export async function deskCopyRoutes(app: App) {
  // The choice on the page of a new network; the page it leads to looks whether this reader may see that network.
  app.get('/networks/copy', { config: { desk: read } }, async (request, reply) => {
    const from = readQuery(request, 'from');
    if (from === '') return reply.redirect('/desk/networks/new', 303);
    if (!/^\d{1,19}$/.test(from)) throw notFound();
    return reply.redirect(`/desk/networks/${from}/copy`, 303);
  });

  app.get(
    '/networks/:network/copy',
    { config: { desk: read }, schema: { params: networkParams } },
    (request, reply) => showCopy(reply, request.params.network),
  );

  app.post(
    '/networks/:network/copy',
    { config: { desk: change }, schema: { params: networkParams, body: CopyForm } },
    (request, reply) => {
      const { network } = request.params;
      const { role, accountId, municipalityId } = request.session;
      const ticked = [request.body.parts].flat();
      const values = { name: request.body.name, parts: ticked };
      return submitOnce(
        reply,
        async (acting) => {
          const id = await copyNetwork(acting, network, {
            name: values.name,
            parts: copiedParts.filter((part) => ticked.includes(part)),
            coordinator:
              role === 'coordinator' ? { id: accountId, municipalityId: municipalityId! } : undefined,
          });
          return networkDone.after(`/desk/networks/${id}`, 'copied');
        },
        (refused) => showCopy(reply, network, { values, ...refused }),
      );
    },
  );

  async function showCopy(
    reply: FastifyReply,
    id: string,
    { values, problems }: { values?: { name: string; parts: string[] } } & Partial<Refused> = {},
  ) {
    const { request } = reply;
    const language = readerLanguage(request);
    const network = await findNetwork(app.db, id);
    const source = await findCopySource(app.db, id);
    return reply.desk('network-copies/copy', {
      title: copyTexts(language)('copies.title'),
      crumbs: networkCrumbs(request),
      action: `${networkHome(network)}/copy`,
      network,
      home: networkHome(network),
      values: values ?? { name: '', parts: copiedParts },
      parts: describeParts(source, language),
      look: describeLook(source, language),
      stays: describeStays(source, language),
      problems,
    });
  }
}
