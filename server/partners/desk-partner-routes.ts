/** The partners of a network on the desk: the list, adding and changing one, archiving and bringing back. */
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { isLanguage } from '../../survey/texts.ts';
import type { DeskRule } from '../desk/desk.ts';
import { Line, networkParams, partnerParams, RevisionField, readPage, readQuery } from '../desk/fields.ts';
import { languageOf, type Refused, submitForm } from '../desk/submit-form.ts';
import { crumbsOf, hrefsOf, networkDone } from '../networks/network-frame.ts';
import { findNetwork } from '../networks/networks.ts';
import { networkTexts } from '../networks/texts.ts';
import type { Action } from '../text/page-texts.ts';
import type { App } from '../web/fastify.ts';
import { describePartner, describePerson, listKindChoices, listLanguageChoices } from './describe-partner.ts';
import { listBegunRounds } from './merge/partner-merges.ts';
import {
  addPartner,
  archivePartner,
  changePartner,
  type NewPartner,
  returnPartner,
} from './partner-changes.ts';
import { partnerKinds } from './partner-kinds.ts';
import { findPartners, listMissingKinds } from './partner-lists.ts';
import { findPartner } from './partners.ts';
import { listPeople } from './people/people.ts';

const read: DeskRule = { thing: 'network', verb: 'read' };
const change = (action: Action): DeskRule => ({ thing: 'network', verb: 'change', action });

/** With fewer partners than this a search box is in the way. */
const manyPartners = 20;

export async function deskPartnerRoutes(app: App) {
  app.get(
    '/networks/:network/partners',
    { config: { desk: read }, schema: { params: networkParams } },
    async (request, reply) => {
      const t = networkTexts(languageOf(request));
      const language = languageOf(request);
      const network = await findNetwork(app.db, request.params.network);
      const search = readQuery(request, 'search').slice(0, 200);
      const list = await findPartners(app.db, network.id, {
        search,
        page: readPage(request),
      });
      const archived = await findPartners(app.db, network.id, { archived: true });
      const missing = network.partners === 0 ? [] : await listMissingKinds(app.db, network.id);
      const address = (page: number) => `?${new URLSearchParams({ search, page: String(page) })}`;
      return reply.desk('partners/partners', {
        title: t('networks.partners.title'),
        crumbs: crumbsOf(request, { network }),
        done: networkDone.read(request),
        ...hrefsOf(network),
        network,
        search,
        hasSearch: network.partners > manyPartners,
        found: search === '' ? undefined : list.found,
        partners: list.partners.map((partner) => describePartner(partner, language)),
        previous: list.page > 1 ? address(list.page - 1) : undefined,
        next: list.page < list.pages ? address(list.page + 1) : undefined,
        page: list.page,
        pages: list.pages,
        archived: archived.partners,
        archivedCount: archived.found,
        missing: missing.map((kind) => t(`networks.kinds.${kind}`)),
      });
    },
  );

  app.get(
    '/networks/:network/partners/new',
    { config: { desk: read }, schema: { params: networkParams } },
    (request, reply) => showNew(reply, request.params.network, { language: 'nl' }),
  );

  app.post(
    '/networks/:network/partners',
    {
      config: { desk: change('networks.partnerAdded') },
      schema: {
        params: networkParams,
        body: Type.Object({
          name: Line,
          kind: Line,
          size: Line,
          person: Line,
          email: Line,
          language: Line,
        }),
      },
    },
    (request, reply) => {
      const { network } = request.params;
      const { person, email, language, ...partner } = request.body;
      return submitForm(
        reply,
        async () => {
          const id = await addPartner(app.db, network, partner, {
            name: person,
            email,
            language: isLanguage(language) ? language : 'nl',
          });
          request.logged = { thingId: id, note: partner.name };
          return networkDone.after(`/desk/partners/${id}`, 'partnerAdded');
        },
        (refused) => showNew(reply, network, request.body, refused),
      );
    },
  );

  app.get(
    '/partners/:partner',
    { config: { desk: read }, schema: { params: partnerParams } },
    (request, reply) => showPartner(reply, request.params.partner),
  );

  app.post(
    '/partners/:partner',
    {
      config: { desk: change('networks.partnerChanged') },
      schema: {
        params: partnerParams,
        body: Type.Object({ name: Line, kind: Line, size: Line, revision: RevisionField }),
      },
    },
    (request, reply) => {
      const { partner } = request.params;
      const { revision, ...typed } = request.body;
      return submitForm(
        reply,
        async () => {
          await changePartner(app.db, partner, { ...typed, revision: Number(revision) });
          request.logged = { thingId: partner, note: typed.name };
          return networkDone.after(`/desk/partners/${partner}`, 'partnerChanged');
        },
        (refused) => showPartner(reply, partner, { typed, ...refused }),
      );
    },
  );

  for (const [path, action, act] of [
    ['archive', 'partnerArchived', archivePartner],
    ['return', 'partnerReturned', returnPartner],
  ] as const) {
    app.post(
      `/partners/:partner/${path}`,
      { config: { desk: change(`networks.${action}`) }, schema: { params: partnerParams } },
      (request, reply) => {
        const { partner } = request.params;
        return submitForm(
          reply,
          async () => {
            await act(app.db, partner);
            request.logged = { thingId: partner, note: (await findPartner(app.db, partner)).name };
            return networkDone.after(`/desk/partners/${partner}`, action);
          },
          ({ problems }) => showPartner(reply, partner, { problems: problems.map(withoutField) }),
        );
      },
    );
  }

  async function showNew(reply: FastifyReply, id: string, values: object, refused?: Refused) {
    const { request } = reply;
    const t = networkTexts(languageOf(request));
    const network = await findNetwork(app.db, id);
    return reply.desk('partners/partner-new', {
      title: t('networks.partner.newTitle'),
      crumbs: crumbsOf(request, { network, partners: true }),
      ...hrefsOf(network),
      values,
      languages: listLanguageChoices(languageOf(request)),
      kinds: listKindChoices(languageOf(request)),
      problems: refused?.problems,
    });
  }

  async function showPartner(
    reply: FastifyReply,
    id: string,
    { typed, problems, conflict = false }: { typed?: NewPartner } & Partial<Refused> = {},
  ) {
    const { request } = reply;
    const language = languageOf(request);
    const partner = await findPartner(app.db, id);
    const people = (await listPeople(app.db, [id])).map((person) => describePerson(person, language));
    const shown = describePartner(partner, language);
    const kinds = listKindChoices(language);
    const typedKind = kinds.find(({ value }) => value === typed?.kind)?.label;
    return reply.desk('partners/partner', {
      title: partner.name,
      crumbs: crumbsOf(request, { network: partner.network, partners: true }),
      done: networkDone.read(request),
      ...hrefsOf(partner.network),
      mergeHref: `${hrefsOf(partner.network).mergeHref}?drop=${id}`,
      archiveHref: `/desk/partners/${id}/archive`,
      returnHref: `/desk/partners/${id}/return`,
      newPersonHref: `/desk/partners/${id}/people/new`,
      partner,
      values: typed ?? { name: partner.name, kind: partner.kind ?? '', size: shown.size },
      kinds,
      people: people.filter(({ archived }) => !archived),
      hasPeoplePart: people.length > 0 || !partner.archived,
      archivedPeople: people.filter(({ archived }) => archived),
      openRounds: (await listBegunRounds(app.db, id)).filter(({ open }) => open),
      problems,
      conflict: conflict && [
        {
          label: networkTexts(languageOf(request))('networks.partner.name'),
          stored: partner.name,
          typed: typed?.name,
        },
        {
          label: networkTexts(languageOf(request))('networks.partner.kind'),
          stored: shown.kind,
          typed: partnerKinds.includes(typed?.kind as never) ? typedKind : '',
        },
        {
          label: networkTexts(languageOf(request))('networks.partner.size'),
          stored: shown.size,
          typed: typed?.size,
        },
      ],
    });
  }
}

/** A problem of something that has no field on this page. */
function withoutField({ sentence }: { sentence: string }) {
  return { where: '', sentence };
}
