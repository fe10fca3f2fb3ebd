/** Adding somebody to a partner on the desk. */
import type { FastifyReply } from 'fastify';
import type { DeskRule } from '../../desk/desk.ts';
import { partnerParams } from '../../desk/fields.ts';
import { type Refused, readerLanguage } from '../../desk/submit-form.ts';
import { submitOnce } from '../../desk/submit-once.ts';
import { networkCrumbs } from '../../networks/network-frame.ts';
import type { App } from '../../web/fastify.ts';
import type { FieldOption } from '../../web/parts/parts.ts';
import { listLanguageChoices } from '../describe-partner.ts';
import { partnerDone } from '../partner-done.ts';
import { findPartner, type Partner } from '../partners.ts';
import { partnerTexts } from '../texts.ts';
import { addPerson } from './add-person.ts';
import { asksWhoShares, PersonForm, type PersonFormFields, readPersonForm } from './person-form.ts';

declare module '../../web/views.ts' {
  interface DeskViews {
    'partners/people/person-new': {
      partner: Partner;
      partnerHref: string;
      values: PersonFormFields;
      languages: readonly FieldOption[];
      asksWhoShares: boolean;
    };
  }
}

const read: DeskRule = { thing: 'network', verb: 'read' };
const change: DeskRule = { thing: 'network', verb: 'change' };

export async function deskNewPersonRoutes(app: App) {
  app.get(
    '/partners/:partner/people/new',
    { config: { desk: read }, schema: { params: partnerParams } },
    (request, reply) => showNew(reply, request.params.partner),
  );

  app.post(
    '/partners/:partner/people',
    { config: { desk: change }, schema: { params: partnerParams, body: PersonForm } },
    (request, reply) => {
      const { partner } = request.params;
      return submitOnce(
        reply,
        async (acting) => {
          await addPerson(acting, partner, readPersonForm(request.body));
          return partnerDone.after(`/desk/partners/${partner}`, 'personAdded');
        },
        (refused) => showNew(reply, partner, request.body, refused),
      );
    },
  );

  async function showNew(
    reply: FastifyReply,
    partnerId: string,
    values: PersonFormFields = { person: '', email: '', language: 'nl', shares: '', sharesFor: '' },
    refused?: Refused,
  ) {
    const { request } = reply;
    const label = partnerTexts(readerLanguage(request))('partners.person.newTitle');
    const partner = await findPartner(app.db, partnerId);
    return reply.desk('partners/people/person-new', {
      title: label,
      crumbs: networkCrumbs(request, { network: partner.network, partners: true, partner }),
      partner,
      partnerHref: `/desk/partners/${partner.id}`,
      values,
      asksWhoShares: asksWhoShares(values, refused?.problems),
      languages: listLanguageChoices(readerLanguage(request)),
      problems: refused?.problems,
    });
  }
}
