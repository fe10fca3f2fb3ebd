/** One person on the desk: changing, archiving and bringing back, and what is known of the address. */
import type { FastifyReply } from 'fastify';
import type { DeskRule } from '../../desk/desk.ts';
import type { DoneKey } from '../../desk/done.ts';
import { personParams } from '../../desk/fields.ts';
import { type Refused, readerLanguage, submitForm } from '../../desk/submit-form.ts';
import type { Acting } from '../../log/act.ts';
import { networkCrumbs } from '../../networks/network-frame.ts';
import type { App } from '../../web/fastify.ts';
import type { ConflictRow, FieldOption } from '../../web/parts/parts.ts';
import { type DescribedPerson, describePerson, listLanguageChoices } from '../describe-partner.ts';
import { partnerDone } from '../partner-done.ts';
import { findPartner } from '../partners.ts';
import { partnerTexts } from '../texts.ts';
import { archivePerson } from './archive-person.ts';
import type { AskingOptions, PersonAsking } from './asking.ts';
import { markAddress } from './mark-address.ts';
import { findPerson } from './people.ts';
import { asksWhoShares, ChangedPersonForm, type PersonFormFields, readPersonForm } from './person-form.ts';
import { restorePerson } from './restore-person.ts';
import { resumeMail } from './resume-mail.ts';
import { changePersonElsewhere, findSamePeople } from './same-person.ts';

declare module '../../web/views.ts' {
  interface DeskViews {
    'partners/people/person': {
      done: string | undefined;
      person: DescribedPerson;
      /** Where each button leads. */
      buttons: Record<PersonButton, string>;
      values: PersonFormFields;
      languages: readonly FieldOption[];
      asksWhoShares: boolean;
      /** Other networks in which this same person is. */
      elsewhere: readonly FieldOption[];
      ticked: readonly string[];
      /** Rounds that run and have no answer of this person. */
      asking: readonly PersonAsking[];
      conflict: readonly ConflictRow[] | undefined;
    };
  }
}

const read: DeskRule = { thing: 'network', verb: 'read' };
const change: DeskRule = { thing: 'network', verb: 'change' };

type PersonButton = 'archive' | 'return' | 'address-fails' | 'address-works' | 'mail-wanted';

/** What each button does, and what the page says then. */
const buttons: Record<
  PersonButton,
  { press: (acting: Acting, person: string) => Promise<void>; done: DoneKey<typeof partnerDone> }
> = {
  archive: { press: archivePerson, done: 'personArchived' },
  return: { press: restorePerson, done: 'personReturned' },
  'address-fails': { press: (acting, person) => markAddress(acting, person, 'fails'), done: 'addressFails' },
  'address-works': { press: (acting, person) => markAddress(acting, person, 'works'), done: 'addressWorks' },
  'mail-wanted': { press: resumeMail, done: 'mailWanted' },
};

export async function deskPersonRoutes(app: App, { asking }: AskingOptions) {
  app.get('/people/:person', { config: { desk: read }, schema: { params: personParams } }, (request, reply) =>
    showPerson(reply, request.params.person),
  );

  app.post(
    '/people/:person',
    {
      config: { desk: change },
      schema: { params: personParams, body: ChangedPersonForm },
    },
    (request, reply) => {
      const { person } = request.params;
      return submitForm(
        reply,
        async () => {
          const revision = Number(request.body.revision);
          const before = await findPerson(app.db, person);
          await changePersonElsewhere(
            request.acting,
            person,
            { ...readPersonForm(request.body), revision },
            { reader: request.session, ticked: [request.body.elsewhere].flat() },
          );
          const { partner, email } = await findPerson(app.db, person);
          // What went to the old address can go to the new one at once.
          const isOther = email !== null && email !== before.email;
          const rounds = isOther ? await asking.ofPerson(app.db, person, readerLanguage(request)) : [];
          if (rounds.some(({ isDue }) => isDue))
            return partnerDone.after(`/desk/people/${person}`, 'addressChanged');
          return partnerDone.after(`/desk/partners/${partner.id}`, 'personChanged');
        },
        (refused) => showPerson(reply, person, { typed: request.body, ...refused }),
      );
    },
  );

  for (const [name, { press, done }] of Object.entries(buttons)) {
    app.post(
      `/people/:person/${name}`,
      { config: { desk: change }, schema: { params: personParams } },
      (request, reply) => {
        const { person } = request.params;
        return submitForm(
          reply,
          async () => {
            await press(request.acting, person);
            return partnerDone.after(`/desk/people/${person}`, done);
          },
          (refused) => showPerson(reply, person, refused),
        );
      },
    );
  }

  async function showPerson(
    reply: FastifyReply,
    id: string,
    {
      typed,
      problems,
      conflict,
    }: { typed?: PersonFormFields & { elsewhere: string | string[] } } & Partial<Refused> = {},
  ) {
    const { request } = reply;
    const t = partnerTexts(readerLanguage(request));
    const stored = await findPerson(app.db, id);
    const person = describePerson(stored, readerLanguage(request));
    const same = await findSamePeople(app.db, stored, request.session);
    const { network } = await findPartner(app.db, person.partner.id);
    const languages = listLanguageChoices(readerLanguage(request));
    const values = typed ?? {
      person: person.name,
      email: person.email ?? '',
      language: person.language,
      shares: '',
      sharesFor: '',
    };
    const languageName = (code?: string) => languages.find(({ value }) => value === code)?.label;
    return reply.desk('partners/people/person', {
      title: person.label,
      crumbs: networkCrumbs(request, { network, partners: true, partner: person.partner }),
      done: partnerDone.read(request),
      person,
      buttons: mapButtons((name) => `/desk/people/${id}/${name}`),
      asksWhoShares: asksWhoShares(values, problems),
      elsewhere: same.map((other) => ({
        value: other.id,
        label: other.network.name,
        hint: t('partners.person.elsewhereAt', { partner: other.partner }),
      })),
      ticked: typed ? [typed.elsewhere].flat() : [],
      values,
      languages,
      asking: await asking.ofPerson(app.db, id, readerLanguage(request)),
      problems,
      conflict: conflict
        ? [
            { label: t('partners.person.name'), stored: person.name, typed: typed?.person },
            { label: t('partners.person.email'), stored: person.email, typed: typed?.email },
            {
              label: t('partners.person.language'),
              stored: languageName(person.language),
              typed: languageName(typed?.language),
            },
          ]
        : undefined,
    });
  }
}

function mapButtons(toHref: (name: string) => string): Record<PersonButton, string> {
  return Object.fromEntries(Object.keys(buttons).map((name) => [name, toHref(name)])) as never;
}
