/** The partners of a network on the desk: the list, searched and page by page, and those in the archive. */
import type { DeskRule } from '../desk/desk.ts';
import { networkParams, readPage, readQuery } from '../desk/fields.ts';
import { readerLanguage } from '../desk/submit-form.ts';
import { networkCrumbs, networkHome } from '../networks/network-frame.ts';
import { findNetwork, type Network } from '../networks/networks.ts';
import type { App } from '../web/fastify.ts';
import { type DescribedPartner, describePartner } from './describe-partner.ts';
import { partnerDone } from './partner-done.ts';
import { findPartners, type ListedPartner, listMissingKinds, partnerFilters } from './partner-lists.ts';
import { listProposedPartners } from './proposed-partners.ts';
import { partnerTexts } from './texts.ts';

declare module '../web/views.ts' {
  interface DeskViews {
    'partners/partners': Record<
      'partnersHref' | 'newHref' | 'importHref' | 'mergeHref' | 'knownHref',
      string
    > & {
      done: string | undefined;
      network: Network;
      search: string;
      hasSearch: boolean;
      /** Says that only a part is shown. */
      narrowed: string | undefined;
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
      /** Organisations that respondents miss, in their words. */
      proposed: readonly string[];
    };
  }
}

const read: DeskRule = { thing: 'network', verb: 'read' };

/** With fewer partners than this a search box is in the way. */
const manyPartners = 20;

export async function deskPartnerListRoutes(app: App) {
  app.get(
    '/networks/:network/partners',
    { config: { desk: read }, schema: { params: networkParams } },
    async (request, reply) => {
      const t = partnerTexts(readerLanguage(request));
      const language = readerLanguage(request);
      const network = await findNetwork(app.db, request.params.network);
      const home = networkHome(network);
      const search = readQuery(request, 'search').slice(0, 200);
      const asked = readQuery(request, 'show');
      const show = partnerFilters.find((filter) => filter === asked);
      const list = await findPartners(app.db, network.id, { search, page: readPage(request), show });
      const archived = await findPartners(app.db, network.id, { archived: true });
      const missing = network.partners === 0 ? [] : await listMissingKinds(app.db, network.id);
      const address = (page: number) =>
        `?${new URLSearchParams({ search, page: String(page), ...(show && { show }) })}`;
      return reply.desk('partners/partners', {
        title: t('partners.title'),
        crumbs: networkCrumbs(request, { network }),
        done: partnerDone.read(request),
        partnersHref: `${home}/partners`,
        newHref: `${home}/partners/new`,
        importHref: `${home}/import`,
        mergeHref: `${home}/merge`,
        knownHref: `${home}/partners/known`,
        network,
        search,
        hasSearch: network.partners > manyPartners,
        narrowed: show && t(`partners.narrowed.${show}`, { count: list.found }),
        found: list.found,
        partners: list.partners.map((partner) => describePartner(partner, language)),
        previous: list.page > 1 ? address(list.page - 1) : undefined,
        next: list.page < list.pages ? address(list.page + 1) : undefined,
        page: list.page,
        pages: list.pages,
        archived: archived.partners,
        archivedCount: archived.found,
        missing: missing.map((kind) => t(`partners.kinds.${kind}`)),
        proposed: await listProposedPartners(app.db, network.id),
      });
    },
  );
}
