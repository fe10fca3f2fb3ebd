/** The partners of a network on the desk: the list, adding and changing one, archiving and bringing back. */
import type { FastifyReply } from 'fastify';
import { type Static, Type } from 'typebox';
import { isLanguage } from '../../survey/texts.ts';
import type { DeskRule } from '../desk/desk.ts';
import { Line, networkParams, partnerParams, RevisionField, readPage, readQuery } from '../desk/fields.ts';
import { languageOf, type Refused, submitForm } from '../desk/submit-form.ts';
import { crumbsOf, hrefsOf, type NetworkHrefs, networkDone } from '../networks/network-frame.ts';
import { findNetwork, type Network } from '../networks/networks.ts';
import { networkTexts } from '../networks/texts.ts';
import type { App } from '../web/fastify.ts';
import type { ConflictRow, FieldOption } from '../web/parts/parts.ts';
import { addPartner } from './add-partner.ts';
import { archivePartner } from './archive-partner.ts';
import { type BegunRound, listBegunRounds } from './begun-rounds.ts';
import { changePartner } from './change-partner.ts';
import {
  type DescribedPartner,
  type DescribedPerson,
  describePartner,
  describePerson,
  listKindChoices,
  listLanguageChoices,
} from './describe-partner.ts';
import type { TypedPartner } from './partner-fields.ts';
import { partnerKinds } from './partner-kinds.ts';
import { findPartners, type ListedPartner, listMissingKinds } from './partner-lists.ts';
import { findPartner, type Partner } from './partners.ts';
import { listPeople } from './people/people.ts';
import { restorePartner } from './restore-partner.ts';

declare module '../web/views.ts' {
  interface DeskViews {
    'partners/partners': NetworkHrefs & {
      done: string | undefined;
      network: Network;
      search: string;
      hasSearch: boolean;
      /** How many there are, or have what was searched for. */
      found: number;
      partners: readonly DescribedPartner<ListedPartner>[];
      previous: string | undefined;
      next: string | undefined;
      page: number;
      pages: number;
      archived: readonly { id: string; name: string }[];
      archivedCount: number;
      /** Kinds of partner that the network does not have, in words. */
      missing: readonly string[];
    };
    'partners/partner-new': NetworkHrefs & {
      values: NewPartnerFields;
      kinds: readonly FieldOption[];
      languages: readonly FieldOption[];
    };
    'partners/partner': NetworkHrefs & {
      done: string | undefined;
      archiveHref: string;
      returnHref: string;
      newPersonHref: string;
      partner: Partner;
      values: TypedPartner;
      kinds: readonly FieldOption[];
      people: readonly DescribedPerson[];
      hasPeoplePart: boolean;
      archivedPeople: readonly DescribedPerson[];
      openRounds: readonly BegunRound[];
      conflict: readonly ConflictRow[] | undefined;
    };
  }
}

const read: DeskRule = { thing: 'network', verb: 'read' };
const change: DeskRule = { thing: 'network', verb: 'change' };

const NewPartnerForm = Type.Object({
  name: Line,
  kind: Line,
  size: Line,
  person: Line,
  email: Line,
  language: Line,
});
type NewPartnerFields = Static<typeof NewPartnerForm>;

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
        found: list.found,
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
    (request, reply) => showNew(reply, request.params.network),
  );

  app.post(
    '/networks/:network/partners',
    { config: { desk: change }, schema: { params: networkParams, body: NewPartnerForm } },
    (request, reply) => {
      const { network } = request.params;
      const { person, email, language, ...partner } = request.body;
      return submitForm(
        reply,
        async () => {
          const id = await addPartner(request.acting, network, partner, {
            name: person,
            email,
            language: isLanguage(language) ? language : 'nl',
          });
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
      config: { desk: change },
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
          await changePartner(request.acting, partner, { ...typed, revision: Number(revision) });
          return networkDone.after(`/desk/partners/${partner}`, 'partnerChanged');
        },
        (refused) => showPartner(reply, partner, { typed, ...refused }),
      );
    },
  );

  for (const [path, done, changePlace] of [
    ['archive', 'partnerArchived', archivePartner],
    ['return', 'partnerReturned', restorePartner],
  ] as const) {
    app.post(
      `/partners/:partner/${path}`,
      { config: { desk: change }, schema: { params: partnerParams } },
      (request, reply) => {
        const { partner } = request.params;
        return submitForm(
          reply,
          async () => {
            await changePlace(request.acting, partner);
            return networkDone.after(`/desk/partners/${partner}`, done);
          },
          ({ problems }) => showPartner(reply, partner, { problems: problems.map(withoutField) }),
        );
      },
    );
  }

  async function showNew(
    reply: FastifyReply,
    id: string,
    values: NewPartnerFields = { name: '', kind: '', size: '', person: '', email: '', language: 'nl' },
    refused?: Refused,
  ) {
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
    { typed, problems, conflict = false }: { typed?: TypedPartner } & Partial<Refused> = {},
  ) {
    const { request } = reply;
    const language = languageOf(request);
    const t = networkTexts(language);
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
      conflict: conflict
        ? [
            { label: t('networks.partner.name'), stored: partner.name, typed: typed?.name },
            {
              label: t('networks.partner.kind'),
              stored: shown.kind,
              typed: partnerKinds.includes(typed?.kind as never) ? typedKind : '',
            },
            { label: t('networks.partner.size'), stored: shown.size, typed: typed?.size },
          ]
        : undefined,
    });
  }
}

/** A problem of something that has no field on this page. */
function withoutField({ sentence }: { sentence: string }) {
  return { where: '', sentence };
}
