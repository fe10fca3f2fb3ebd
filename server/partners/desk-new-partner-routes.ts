/** Adding one partner on the desk, with whoever fills in the questionnaire first. */
import type { FastifyReply } from 'fastify';
import { type Static, Type } from 'typebox';
import type { DeskRule } from '../desk/desk.ts';
import { LineField, networkParams } from '../desk/fields.ts';
import { type Refused, readerLanguage } from '../desk/submit-form.ts';
import { submitOnce } from '../desk/submit-once.ts';
import { networkCrumbs, networkHome } from '../networks/network-frame.ts';
import { findNetwork } from '../networks/networks.ts';
import type { App } from '../web/fastify.ts';
import type { FieldOption } from '../web/parts/parts.ts';
import { addPartner } from './add-partner.ts';
import { listKindChoices, listLanguageChoices } from './describe-partner.ts';
import { partnerDone } from './partner-done.ts';
import { asksWhoShares, readPersonForm } from './people/person-form.ts';
import { partnerTexts } from './texts.ts';

declare module '../web/views.ts' {
  interface DeskViews {
    'partners/partner-new': {
      partnersHref: string;
      values: NewPartnerFields;
      kinds: readonly FieldOption[];
      languages: readonly FieldOption[];
      asksWhoShares: boolean;
    };
  }
}

const read: DeskRule = { thing: 'network', verb: 'read' };
const change: DeskRule = { thing: 'network', verb: 'change' };

const NewPartnerForm = Type.Object({
  name: LineField,
  kind: LineField,
  size: LineField,
  person: LineField,
  email: LineField,
  language: LineField,
  shares: LineField,
  sharesFor: LineField,
});
type NewPartnerFields = Static<typeof NewPartnerForm>;

export async function deskNewPartnerRoutes(app: App) {
  app.get(
    '/networks/:network/partners/new',
    { config: { desk: read }, schema: { params: networkParams } },
    (request, reply) => showNew(reply, request.params.network),
  );

  app.post(
    '/networks/:network/partners',
    { config: { desk: change }, schema: { params: networkParams, body: NewPartnerForm } },
    (request, reply) => {
      const { network } = request.params;
      const { person, email, language, shares, sharesFor, ...partner } = request.body;
      return submitOnce(
        reply,
        async (acting) => {
          const somebody = readPersonForm({ person, email, language, shares, sharesFor });
          const id = await addPartner(acting, network, partner, somebody);
          return partnerDone.after(`/desk/partners/${id}`, 'added');
        },
        (refused) => showNew(reply, network, request.body, refused),
      );
    },
  );

  async function showNew(
    reply: FastifyReply,
    id: string,
    values: NewPartnerFields = {
      name: '',
      kind: '',
      size: '',
      person: '',
      email: '',
      language: 'nl',
      shares: '',
      sharesFor: '',
    },
    refused?: Refused,
  ) {
    const { request } = reply;
    const t = partnerTexts(readerLanguage(request));
    const network = await findNetwork(app.db, id);
    return reply.desk('partners/partner-new', {
      title: t('partners.partner.newTitle'),
      crumbs: networkCrumbs(request, { network, partners: true }),
      partnersHref: `${networkHome(network)}/partners`,
      values,
      asksWhoShares: asksWhoShares(values, refused?.problems),
      languages: listLanguageChoices(readerLanguage(request)),
      kinds: listKindChoices(readerLanguage(request)),
      problems: refused?.problems,
    });
  }
}
