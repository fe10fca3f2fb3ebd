/** The people of a partner on the desk: add, change, archive, and what is known of their address. */
import type { FastifyReply } from 'fastify';
import { type Static, Type } from 'typebox';
import { isLanguage } from '../../../survey/texts.ts';
import type { DeskRule } from '../../desk/desk.ts';
import type { DoneKey } from '../../desk/done.ts';
import { Line, partnerParams, personParams, RevisionField } from '../../desk/fields.ts';
import { languageOf, type Refused, submitForm } from '../../desk/submit-form.ts';
import type { Acting } from '../../log/act.ts';
import { crumbsOf, networkDone } from '../../networks/network-frame.ts';
import { networkTexts } from '../../networks/texts.ts';
import type { App } from '../../web/fastify.ts';
import type { ConflictRow, FieldOption } from '../../web/parts/parts.ts';
import { type DescribedPerson, describePerson, listLanguageChoices } from '../describe-partner.ts';
import { findPartner, type Partner } from '../partners.ts';
import { addPerson } from './add-person.ts';
import { archivePerson } from './archive-person.ts';
import { changePerson } from './change-person.ts';
import { markAddress } from './mark-address.ts';
import { findPerson } from './people.ts';
import { restorePerson } from './restore-person.ts';
import { resumeMail } from './resume-mail.ts';

declare module '../../web/views.ts' {
  interface DeskViews {
    'partners/people/person-new': {
      partner: Partner;
      partnerHref: string;
      values: PersonFields;
      languages: readonly FieldOption[];
    };
    'partners/people/person': {
      done: string | undefined;
      person: DescribedPerson;
      /** Where each button leads. */
      buttons: Record<PersonButton, string>;
      values: PersonFields;
      languages: readonly FieldOption[];
      conflict: readonly ConflictRow[] | undefined;
    };
  }
}

const read: DeskRule = { thing: 'network', verb: 'read' };
const change: DeskRule = { thing: 'network', verb: 'change' };

const personFields = { person: Line, email: Line, language: Line };
const PersonForm = Type.Object(personFields);
type PersonFields = Static<typeof PersonForm>;

type PersonButton = 'archive' | 'return' | 'address-fails' | 'address-works' | 'mail-wanted';

/** What each button does, and what the page says then. */
const buttons: Record<
  PersonButton,
  { press: (acting: Acting, person: string) => Promise<void>; done: DoneKey<typeof networkDone> }
> = {
  archive: { press: archivePerson, done: 'personArchived' },
  return: { press: restorePerson, done: 'personReturned' },
  'address-fails': { press: (acting, person) => markAddress(acting, person, 'fails'), done: 'addressFails' },
  'address-works': { press: (acting, person) => markAddress(acting, person, 'works'), done: 'addressWorks' },
  'mail-wanted': { press: resumeMail, done: 'mailWanted' },
};

export async function deskPeopleRoutes(app: App) {
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
      return submitForm(
        reply,
        async () => {
          await addPerson(request.acting, partner, readPerson(request.body));
          return networkDone.after(`/desk/partners/${partner}`, 'personAdded');
        },
        (refused) => showNew(reply, partner, request.body, refused),
      );
    },
  );

  app.get('/people/:person', { config: { desk: read }, schema: { params: personParams } }, (request, reply) =>
    showPerson(reply, request.params.person),
  );

  app.post(
    '/people/:person',
    {
      config: { desk: change },
      schema: { params: personParams, body: Type.Object({ ...personFields, revision: RevisionField }) },
    },
    (request, reply) => {
      const { person } = request.params;
      return submitForm(
        reply,
        async () => {
          const revision = Number(request.body.revision);
          await changePerson(request.acting, person, { ...readPerson(request.body), revision });
          const { partner } = await findPerson(app.db, person);
          return networkDone.after(`/desk/partners/${partner.id}`, 'personChanged');
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
            return networkDone.after(`/desk/people/${person}`, done);
          },
          (refused) => showPerson(reply, person, refused),
        );
      },
    );
  }

  async function showNew(
    reply: FastifyReply,
    partnerId: string,
    values: PersonFields = { person: '', email: '', language: 'nl' },
    refused?: Refused,
  ) {
    const { request } = reply;
    const label = networkTexts(languageOf(request))('networks.person.newTitle');
    const partner = await findPartner(app.db, partnerId);
    return reply.desk('partners/people/person-new', {
      title: label,
      crumbs: crumbsOf(request, { network: partner.network, partners: true, partner }),
      partner,
      partnerHref: `/desk/partners/${partner.id}`,
      values,
      languages: listLanguageChoices(languageOf(request)),
      problems: refused?.problems,
    });
  }

  async function showPerson(
    reply: FastifyReply,
    id: string,
    { typed, problems, conflict }: { typed?: PersonFields } & Partial<Refused> = {},
  ) {
    const { request } = reply;
    const t = networkTexts(languageOf(request));
    const person = describePerson(await findPerson(app.db, id), languageOf(request));
    const { network } = await findPartner(app.db, person.partner.id);
    const languages = listLanguageChoices(languageOf(request));
    const languageName = (code?: string) => languages.find(({ value }) => value === code)?.label;
    return reply.desk('partners/people/person', {
      title: person.label,
      crumbs: crumbsOf(request, { network, partners: true, partner: person.partner }),
      done: networkDone.read(request),
      person,
      buttons: mapButtons((name) => `/desk/people/${id}/${name}`),
      values: typed ?? { person: person.name, email: person.email ?? '', language: person.language },
      languages,
      problems,
      conflict: conflict
        ? [
            { label: t('networks.person.name'), stored: person.name, typed: typed?.person },
            { label: t('networks.person.email'), stored: person.email, typed: typed?.email },
            {
              label: t('networks.person.language'),
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

function readPerson({ person, email, language }: PersonFields) {
  return { name: person, email, language: isLanguage(language) ? language : ('nl' as const) };
}
