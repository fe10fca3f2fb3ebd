/** The people of a partner on the desk: add, change, archive, and what is known of their address. */
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { isLanguage } from '../../../survey/texts.ts';
import type { DeskRule } from '../../desk/desk.ts';
import type { DoneKey } from '../../desk/done.ts';
import { Line, partnerParams, personParams, RevisionField } from '../../desk/fields.ts';
import { languageOf, type Refused, submitForm } from '../../desk/submit-form.ts';
import { crumbsOf, networkDone } from '../../networks/network-frame.ts';
import { networkTexts } from '../../networks/texts.ts';
import type { Action } from '../../text/page-texts.ts';
import type { App } from '../../web/fastify.ts';
import { describePerson, listLanguageChoices } from '../describe-partner.ts';
import { findPartner } from '../partners.ts';
import { findPerson } from './people.ts';
import { addPerson, changePerson, markPerson, type PersonMark } from './person-changes.ts';

const read: DeskRule = { thing: 'network', verb: 'read' };
const change = (action: Action): DeskRule => ({ thing: 'network', verb: 'change', action });
const personFields = { person: Line, email: Line, language: Line };

const actions: Record<PersonMark, DoneKey<typeof networkDone>> = {
  archive: 'personArchived',
  return: 'personReturned',
  'address-fails': 'addressFails',
  'address-works': 'addressWorks',
  'mail-wanted': 'mailWanted',
};

export async function deskPeopleRoutes(app: App) {
  app.get(
    '/partners/:partner/people/new',
    { config: { desk: read }, schema: { params: partnerParams } },
    (request, reply) => showNew(reply, request.params.partner, { language: 'nl' }),
  );

  app.post(
    '/partners/:partner/people',
    {
      config: { desk: change('networks.personAdded') },
      schema: { params: partnerParams, body: Type.Object(personFields) },
    },
    (request, reply) => {
      const { partner } = request.params;
      return submitForm(
        reply,
        async () => {
          const id = await addPerson(app.db, partner, readPerson(request.body));
          request.logged = { thingId: id };
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
      config: { desk: change('networks.personChanged') },
      schema: { params: personParams, body: Type.Object({ ...personFields, revision: RevisionField }) },
    },
    (request, reply) => {
      const { person } = request.params;
      return submitForm(
        reply,
        async () => {
          const revision = Number(request.body.revision);
          await changePerson(app.db, person, { ...readPerson(request.body), revision });
          request.logged = { thingId: person };
          const { partner } = await findPerson(app.db, person);
          return networkDone.after(`/desk/partners/${partner.id}`, 'personChanged');
        },
        (refused) => showPerson(reply, person, { typed: request.body, ...refused }),
      );
    },
  );

  for (const [mark, action] of Object.entries(actions) as [PersonMark, (typeof actions)[PersonMark]][]) {
    app.post(
      `/people/:person/${mark}`,
      { config: { desk: change(`networks.${action}`) }, schema: { params: personParams } },
      (request, reply) => {
        const { person } = request.params;
        return submitForm(
          reply,
          async () => {
            await markPerson(app.db, person, mark);
            request.logged = { thingId: person };
            return networkDone.after(`/desk/people/${person}`, action);
          },
          (refused) => showPerson(reply, person, refused),
        );
      },
    );
  }

  async function showNew(reply: FastifyReply, partnerId: string, values: object, refused?: Refused) {
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
    { typed, problems, conflict }: { typed?: PersonForm } & Partial<Refused> = {},
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
      marks: Object.fromEntries(Object.keys(actions).map((mark) => [mark, `/desk/people/${id}/${mark}`])),
      values: typed ?? { person: person.name, email: person.email ?? '', language: person.language },
      languages,
      problems,
      conflict: conflict && [
        { label: t('networks.person.name'), stored: person.name, typed: typed?.person },
        { label: t('networks.person.email'), stored: person.email, typed: typed?.email },
        {
          label: t('networks.person.language'),
          stored: languageName(person.language),
          typed: languageName(typed?.language),
        },
      ],
    });
  }
}

interface PersonForm {
  person: string;
  email: string;
  language: string;
}

function readPerson({ person, email, language }: PersonForm) {
  return { name: person, email, language: isLanguage(language) ? language : ('nl' as const) };
}
