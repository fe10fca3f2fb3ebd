/** The mail of the day on the desk: a page where somebody switches it on or off, for oneself. */
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { DeskRule } from '../../desk/desk.ts';
import { LineField, networkParams } from '../../desk/fields.ts';
import { type Refused, readerLanguage, submitForm } from '../../desk/submit-form.ts';
import { networkCrumbs } from '../../networks/network-frame.ts';
import { findNetwork } from '../../networks/networks.ts';
import type { App } from '../../web/fastify.ts';
import { roundDone } from '../round-frame.ts';
import { roundTexts } from '../texts.ts';
import { wantsDigest } from './digests.ts';
import { switchDigest } from './switch-digest.ts';

declare module '../../web/views.ts' {
  interface DeskViews {
    'rounds/digests/digest': {
      done: string | undefined;
      isOn: boolean;
      state: string;
      action: string;
      fields: Record<string, string>;
      /** No mail server: it can't be sent. */
      isImpossible: boolean;
    };
  }
}

// Also reading it: it is a setting of who coordinates.
const change: DeskRule = { thing: 'network', verb: 'change' };

export async function deskDigestRoutes(app: App) {
  app.get(
    '/networks/:network/digest',
    { config: { desk: change }, schema: { params: networkParams } },
    (request, reply) => showDigest(reply, request.params.network),
  );

  app.post(
    '/networks/:network/digest',
    {
      config: { desk: change },
      schema: { params: networkParams, body: Type.Object({ digest: LineField }) },
    },
    (request, reply) => {
      const { network } = request.params;
      const isOn = request.body.digest === 'on';
      return submitForm(
        reply,
        async () => {
          const { accountId } = request.session;
          await switchDigest(request.acting, { accountId, networkId: network, isOn });
          return roundDone.after(`/desk/networks/${network}/digest`, isOn ? 'digestOn' : 'digestOff');
        },
        (refused) => showDigest(reply, network, refused),
      );
    },
  );

  async function showDigest(reply: FastifyReply, id: string, { problems }: Partial<Refused> = {}) {
    const { request } = reply;
    const t = roundTexts(readerLanguage(request));
    const network = await findNetwork(app.db, id);
    const isOn = await wantsDigest(app.db, request.session.accountId, id);
    const { email } = request.session;
    return reply.desk('rounds/digests/digest', {
      title: t('rounds.digest.title'),
      crumbs: networkCrumbs(request, { network }),
      problems,
      done: roundDone.read(request),
      isOn,
      state: t(isOn ? 'rounds.digest.on' : 'rounds.digest.off', { email }),
      action: `/desk/networks/${id}/digest`,
      fields: { digest: isOn ? 'off' : 'on' },
      isImpossible: app.config.smtpUrl === undefined,
    });
  }
}
