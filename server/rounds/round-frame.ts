/** What the pages about a round share: the pages above them, what was just done, and the shapes of their addresses. */
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { readQuery } from '../desk/fields.ts';
import { textsOf } from '../networks/network-frame.ts';
import type { Round } from './rounds.ts';
import roundsNl from './texts.nl.json' with { type: 'json' };

// Ids that belong to nothing were refused at the door already.
export const roundParams = Type.Object({ round: Type.String() });
export const invitationParams = Type.Object({ invitation: Type.String() });
export const shareParams = Type.Object({ share: Type.String() });

/** The sentence of `?done=KEY`; undefined when there is none with that key. */
export function readDoneRound(request: FastifyRequest): string | undefined {
  const key = readQuery(request, 'done');
  return Object.hasOwn(roundsNl.done, key) ? textsOf(request)(`rounds.done.${key}`) : undefined;
}

/** The pages above one about a round: networks, network, rounds, and with `round` the page of that round. */
export function roundCrumbs(
  request: FastifyRequest,
  { network, round, isList }: { network: Round['network']; round?: Round; isList?: boolean },
): { href: string; label: string }[] {
  const t = textsOf(request);
  const home = `/desk/networks/${network.id}`;
  return [
    { href: '/desk/networks', label: t('networks.title') },
    { href: home, label: network.name },
    ...(isList ? [] : [{ href: `${home}/rounds`, label: t('rounds.title') }]),
    ...(round ? [{ href: `/desk/rounds/${round.id}`, label: round.name }] : []),
  ];
}
