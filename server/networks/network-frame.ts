/** What the pages about a network share: their language, the pages above them, and what was just done. */
import type { FastifyRequest } from 'fastify';
import { createDone } from '../desk/done.ts';
import { languageOf } from '../desk/submit-form.ts';
import { networkTexts } from './texts.ts';

type Named = { id: string; name: string };

/** Says what was done to a network, a partner or a person. */
export const networkDone = createDone('networks');

/** The pages above this one: networks › network › partners › partner, as far as they are named. */
export function crumbsOf(
  request: FastifyRequest,
  { network, partners = false, partner }: { network?: Named; partners?: boolean; partner?: Named } = {},
): { href: string; label: string }[] {
  const t = networkTexts(languageOf(request));
  const home = `/desk/networks/${network?.id}`;
  return [
    { href: '/desk/networks', label: t('networks.title') },
    ...(network ? [{ href: home, label: network.name }] : []),
    ...(partners ? [{ href: `${home}/partners`, label: t('networks.partners.title') }] : []),
    ...(partner ? [{ href: `/desk/partners/${partner.id}`, label: partner.name }] : []),
  ];
}

export type NetworkHrefs = ReturnType<typeof hrefsOf>;

/** The addresses that pages about a network lead to. */
export function hrefsOf({ id }: { id: string }) {
  const home = `/desk/networks/${id}`;
  return {
    home,
    partnersHref: `${home}/partners`,
    newHref: `${home}/partners/new`,
    importHref: `${home}/import`,
    mergeHref: `${home}/merge`,
  };
}
