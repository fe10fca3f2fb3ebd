/** The address book of a municipality on the desk, and choosing partners for a network from it. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { DeskRule } from '../../desk/desk.ts';
import { LineField, networkParams, readPage, readQuery, TicksField } from '../../desk/fields.ts';
import { type Refused, readerLanguage } from '../../desk/submit-form.ts';
import { submitOnce } from '../../desk/submit-once.ts';
import { findMunicipalityTexts } from '../../networks/municipality-texts.ts';
import { networkCrumbs, networkHome } from '../../networks/network-frame.ts';
import { findNetwork } from '../../networks/networks.ts';
import type { App } from '../../web/fastify.ts';
import type { FieldOption } from '../../web/parts/parts.ts';
import { partnerDone } from '../partner-done.ts';
import { partnerTexts } from '../texts.ts';
import { addKnownPartners } from './add-known-partners.ts';
import { findOrganisations } from './address-book.ts';
import { type DescribedOrganisation, describeOrganisation, describeSearch } from './describe-address-book.ts';

declare module '../../web/views.ts' {
  interface DeskViews {
    'partners/address-book/address-book': ReturnType<typeof describeSearch> & {
      lead: string;
      organisations: DescribedOrganisation[];
    };
    'partners/address-book/known-partners': ReturnType<typeof describeSearch> & {
      options: FieldOption[];
      peopleOptions: FieldOption[];
      values: { partners: readonly string[]; people: string };
      partnersHref: string;
      newHref: string;
      bookHref: string;
    };
  }
}

const readBook: DeskRule = { thing: 'address-book', verb: 'read' };
const read: DeskRule = { thing: 'network', verb: 'read' };
const change: DeskRule = { thing: 'network', verb: 'change' };
const municipalityParams = Type.Object({ municipality: Type.String() });
const KnownForm = Type.Object({ partners: TicksField, people: LineField });

export async function deskAddressBookRoutes(app: App) {
  app.get('/address-book', { config: { desk: readBook } }, (request, reply) => {
    const { municipalityId } = request.session;
    return reply.redirect(municipalityId === null ? '/desk/looks' : bookOf(municipalityId), 303);
  });

  app.get(
    '/municipalities/:municipality/address-book',
    { config: { desk: readBook }, schema: { params: municipalityParams } },
    async (request, reply) => {
      const { municipality } = request.params;
      const { role } = request.session;
      const t = partnerTexts(readerLanguage(request));
      const { name } = (await findMunicipalityTexts(app.db, municipality)).municipality;
      const search = readQuery(request, 'search').slice(0, 200);
      const book = await findOrganisations(app.db, municipality, request.session, {
        search,
        page: readPage(request),
      });
      return reply.desk('partners/address-book/address-book', {
        title: t('partners.book.title', { name }),
        crumbs: [{ href: '/desk/address-book', label: t('partners.book.crumb') }],
        lead: t(role === 'coordinator' ? 'partners.book.leadOwn' : 'partners.book.lead'),
        ...describeSearch(book, search, bookOf(municipality)),
        organisations: book.organisations.map((organisation) =>
          describeOrganisation(organisation, {
            language: readerLanguage(request),
            // Pages of networks are not for the municipality.
            hasLinks: role !== 'municipality',
          }),
        ),
      });
    },
  );

  app.get(
    '/networks/:network/partners/known',
    { config: { desk: read }, schema: { params: networkParams } },
    (request, reply) => showKnown(request, reply, request.params.network),
  );

  app.post(
    '/networks/:network/partners/known',
    { config: { desk: change }, schema: { params: networkParams, body: KnownForm } },
    (request, reply) => {
      const { network } = request.params;
      const partners = [request.body.partners].flat();
      const { people } = request.body;
      return submitOnce(
        reply,
        async (acting) => {
          await addKnownPartners(acting, network, request.session, {
            partnerIds: partners,
            withPeople: people !== '',
          });
          return partnerDone.after(`/desk/networks/${network}/partners`, 'knownAdded');
        },
        (refused) => showKnown(request, reply, network, { values: { partners, people }, ...refused }),
      );
    },
  );

  async function showKnown(
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    { values, problems }: { values?: { partners: string[]; people: string } } & Partial<Refused> = {},
  ) {
    const language = readerLanguage(request);
    const t = partnerTexts(language);
    const network = await findNetwork(app.db, id);
    const { municipalityId } = request.place!;
    const home = networkHome(network);
    const search = readQuery(request, 'search').slice(0, 200);
    const book = await findOrganisations(app.db, municipalityId, request.session, {
      search,
      page: readPage(request),
      outside: id,
    });
    return reply.desk('partners/address-book/known-partners', {
      title: t('partners.book.chooseTitle'),
      crumbs: networkCrumbs(request, { network, partners: true }),
      ...describeSearch(book, search, `${home}/partners/known`),
      options: book.organisations.map((organisation) => {
        const { name, about } = describeOrganisation(organisation, { language, hasLinks: false });
        return { value: organisation.partners[0]!.id, label: name, hint: about };
      }),
      peopleOptions: [
        { value: 'on', label: t('partners.book.withPeople'), hint: t('partners.book.withPeopleHint') },
      ],
      values: values ?? { partners: [], people: '' },
      partnersHref: `${home}/partners`,
      newHref: `${home}/partners/new`,
      bookHref: bookOf(municipalityId),
      problems,
    });
  }
}

function bookOf(municipalityId: string): string {
  return `/desk/municipalities/${municipalityId}/address-book`;
}
