/** Reaching a partner otherwise, on the desk: another address for the person, or another person. */
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { DeskRule } from '../../desk/desk.ts';
import { LineField } from '../../desk/fields.ts';
import { type Refused, readerLanguage, submitForm } from '../../desk/submit-form.ts';
import { listLanguageChoices } from '../../partners/describe-partner.ts';
import { findPerson } from '../../partners/people/people.ts';
import {
  asksWhoShares,
  PersonForm,
  type PersonFormFields,
  readPersonForm,
} from '../../partners/people/person-form.ts';
import { Refusal } from '../../text/refusal.ts';
import type { App } from '../../web/fastify.ts';
import type { FieldOption } from '../../web/parts/parts.ts';
import { acceptProposal } from '../proposals/accept-proposal.ts';
import { findProposal } from '../proposals/proposals.ts';
import { invitationParams, roundCrumbs, roundDone } from '../round-frame.ts';
import { findRound } from '../rounds.ts';
import { roundTexts } from '../texts.ts';
import { correctAddress } from './correct-address.ts';
import { findInvitation } from './invitations.ts';
import { listUninvited } from './invitees.ts';
import { replaceContact } from './replace-contact.ts';

interface AddressFields {
  email: string;
  shares: string;
  sharesFor: string;
}
type ContactFields = PersonFormFields & { who: string; archives: string };

declare module '../../web/views.ts' {
  interface DeskViews {
    'rounds/invitations/address': {
      lead: string;
      action: string;
      back: string;
      values: AddressFields;
      asksWhoShares: boolean;
    };
    'rounds/invitations/contact': {
      lead: string;
      action: string;
      back: string;
      values: ContactFields;
      languages: readonly FieldOption[];
      /** Who stands at the partner and was not invited, and somebody new; undefined when only that is possible. */
      choices: readonly FieldOption[] | undefined;
      /** Undefined: the first person stands in no list. */
      archives: string | undefined;
      asksWhoShares: boolean;
    };
  }
}

const read = { desk: { thing: 'network', verb: 'read' } satisfies DeskRule };
const change = { desk: { thing: 'network', verb: 'change' } satisfies DeskRule };
const AddressForm = Type.Object({ email: LineField, shares: LineField, sharesFor: LineField });
const ContactForm = Type.Object({ ...PersonForm.properties, who: LineField, archives: LineField });

export async function deskContactRoutes(app: App) {
  app.get(
    '/invitations/:invitation/address',
    { config: read, schema: { params: invitationParams } },
    (request, reply) => showAddress(reply, request.params.invitation),
  );

  app.post(
    '/invitations/:invitation/address',
    { config: change, schema: { params: invitationParams, body: AddressForm } },
    (request, reply) => {
      const { invitation } = request.params;
      return submitForm(
        reply,
        async () => {
          const { email, shares } = readPersonForm({ ...request.body, person: '', language: '' });
          await correctAddress(request.acting, invitation, { email, shares });
          return roundDone.after(board(request.place!.round!.id), 'addressCorrected');
        },
        (refused) => showAddress(reply, invitation, request.body, refused),
      );
    },
  );

  app.get(
    '/invitations/:invitation/contact',
    { config: read, schema: { params: invitationParams } },
    (request, reply) => showContact(reply, request.params.invitation),
  );

  app.post(
    '/invitations/:invitation/contact',
    { config: change, schema: { params: invitationParams, body: ContactForm } },
    (request, reply) => {
      const { invitation } = request.params;
      const { who, archives } = request.body;
      return submitForm(
        reply,
        async () => {
          await replaceContact(request.acting, invitation, {
            person: who === '' || who === 'new' ? readPersonForm(request.body) : { id: who },
            archives: archives !== '',
          });
          return roundDone.after(board(request.place!.round!.id), 'contactReplaced');
        },
        (refused) => showContact(reply, invitation, request.body, refused),
      );
    },
  );

  app.post(
    '/invitations/:invitation/proposal',
    { config: change, schema: { params: invitationParams, body: Type.Object({ seen: LineField }) } },
    (request, reply) => {
      const { invitation } = request.params;
      return submitForm(
        reply,
        async () => {
          await acceptProposal(request.acting, invitation, request.body.seen);
          return roundDone.after(board(request.place!.round!.id), 'contactReplaced');
        },
        async (refused) => {
          // To be put right where another contact person is chosen.
          const proposed = await findProposal(app.db, invitation);
          const { name = '', email = '', language = 'nl' } = proposed ?? {};
          const typed = {
            who: 'new',
            archives: 'on',
            person: name,
            email,
            language,
            shares: '',
            sharesFor: '',
          };
          return showContact(reply, invitation, typed, refused);
        },
      );
    },
  );

  async function showAddress(
    reply: FastifyReply,
    id: string,
    typed?: AddressFields,
    { problems }: Partial<Refused> = {},
  ) {
    const { invitation, frame } = await describe(reply, id, 'address');
    if (invitation.personId === null) throw new Refusal(409, 'noAddressToMail');
    const { email } = await findPerson(app.db, invitation.personId);
    const values = typed ?? { email: email ?? '', shares: '', sharesFor: '' };
    return reply.desk('rounds/invitations/address', {
      ...frame,
      problems,
      values,
      asksWhoShares: asksWhoShares(values, problems),
    });
  }

  async function showContact(
    reply: FastifyReply,
    id: string,
    typed?: ContactFields,
    { problems }: Partial<Refused> = {},
  ) {
    const { invitation, frame } = await describe(reply, id, 'contact');
    const language = readerLanguage(reply.request);
    const t = roundTexts(language);
    const others = (await listUninvited(app.db, invitation.roundId)).filter(
      ({ partnerId }) => partnerId === invitation.partnerId,
    );
    const first = others[0]?.personId ?? 'new';
    const blank = { person: '', email: '', language: 'nl', shares: '', sharesFor: '' };
    const values = typed ?? { ...blank, who: first, archives: '' };
    return reply.desk('rounds/invitations/contact', {
      ...frame,
      problems,
      values,
      languages: listLanguageChoices(language),
      choices:
        others.length === 0
          ? undefined
          : [
              ...others.map(({ personId, name, email }) => ({ value: personId, label: name || email || '' })),
              { value: 'new', label: t('rounds.contact.new') },
            ],
      archives:
        invitation.personId === null
          ? undefined
          : t('rounds.contact.archives', { person: invitation.person || t('rounds.invitations.noName') }),
      asksWhoShares: asksWhoShares(values, problems),
    });
  }

  async function describe(reply: FastifyReply, id: string, page: 'address' | 'contact') {
    const { request } = reply;
    const t = roundTexts(readerLanguage(request));
    const invitation = await findInvitation(app.db, id);
    const round = await findRound(app.db, invitation.roundId);
    const person = invitation.person || t('rounds.invitations.noName');
    const frame = {
      title: t(`rounds.${page}.title`),
      crumbs: roundCrumbs(request, { network: round.network, round }),
      lead: t(`rounds.${page}.lead`, { person, partner: invitation.name }),
      action: `/desk/invitations/${id}/${page}`,
      back: board(round.id),
    };
    return { invitation, frame };
  }
}

const board = (roundId: string) => `/desk/rounds/${roundId}/invitations`;
