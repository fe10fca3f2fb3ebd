/** What the pages about a network share: the address of its home, the pages above them, and what was just done. */
import type { FastifyRequest } from 'fastify';
import { createDone } from '../desk/done.ts';
import { readerLanguage } from '../desk/submit-form.ts';
import { networkTexts } from './texts.ts';

type Named = { id: string; name: string };

/** Says what was done to a network. */
export const networkDone = createDone('networks');

/** The pages above this one: networks › network › partners › partner, as far as they are named. */
export function networkCrumbs(
  request: FastifyRequest,
  { network, partners = false, partner }: { network?: Named; partners?: boolean; partner?: Named } = {},
): { href: string; label: string }[] {
  const t = networkTexts(readerLanguage(request));
  const home = network && networkHome(network);
  return [
    { href: '/desk/networks', label: t('networks.title') },
    ...(network ? [{ href: home!, label: network.name }] : []),
    ...(partners ? [{ href: `${home}/partners`, label: t('networks.columns.partners') }] : []),
    ...(partner ? [{ href: `/desk/partners/${partner.id}`, label: partner.name }] : []),
  ];
}

/** The address of the home of a network, under which its other pages stand. */
export function networkHome({ id }: { id: string }): string {
  return `/desk/networks/${id}`;
}
