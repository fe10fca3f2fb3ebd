/**
 * Who may do what, in one table: role × thing × verb, and then only where the thing belongs to that role. Every
 * route of the desk names its thing and its verb; the check itself is one hook (`server/desk/desk.ts`).
 *
 * - desk: what everybody who signed in may use: the first page, one's own account.
 * - installation: accounts, the log, the jobs of everybody.
 * - network: a network with its partners, people, rounds, invitations, mails and jobs.
 * - results: the results of a round, and the comparison of rounds.
 * - comments: what respondents let the coordinator read in their own words, and what she writes instead for researchers;
 *   nobody else, the operator included.
 * - looks: how the documents of a municipality look, and the texts that its networks have in common.
 * - address-book: the partners of a municipality and their people, as far as the reader may see their networks.
 * - data: the answers of respondents who allowed research, without names.
 *
 * Nobody reads who answered what: not the operator, not the coordinator.
 */
import type { Role } from '../database/schema.ts';

export type { Role };
/** From the role that may do most to the one that may do least. */
export const roles: readonly Role[] = ['operator', 'coordinator', 'municipality', 'researcher'];
export type Thing =
  | 'desk'
  | 'installation'
  | 'network'
  | 'results'
  | 'comments'
  | 'looks'
  | 'address-book'
  | 'data';
export type Verb = 'read' | 'change' | 'download';

/** Somebody who signed in. */
export interface SignedIn {
  accountId: string;
  role: Role;
  municipalityId: string | null;
  /** A coordinator's own networks; those that were granted to a researcher. */
  networkIds: readonly string[];
}

/** Whose networks count: all of them for an operator, else those that this one may see. */
export type NetworkReader = Pick<SignedIn, 'role' | 'networkIds'>;

/** Where a thing belongs. */
export interface Place {
  municipalityId: string;
  /** Undefined: the municipality as a whole, for instance a network that is still to be made in it. */
  networkId?: string | undefined;
  /** Only for things of a round. */
  round?: { id: string; closed: boolean; released: boolean } | undefined;
}

const allowed: Record<Role, Partial<Record<Thing, readonly Verb[]>>> = {
  operator: {
    desk: ['read', 'change'],
    installation: ['read', 'change', 'download'],
    network: ['read', 'change', 'download'],
    results: ['read', 'change', 'download'],
    looks: ['read', 'change'],
    'address-book': ['read'],
  },
  coordinator: {
    desk: ['read', 'change'],
    network: ['read', 'change', 'download'],
    results: ['read', 'change', 'download'],
    comments: ['read', 'change'],
    'address-book': ['read'],
  },
  municipality: {
    desk: ['read', 'change'],
    results: ['read', 'download'],
    looks: ['read', 'change'],
    'address-book': ['read'],
  },
  researcher: { desk: ['read', 'change'], results: ['read', 'download'], data: ['read', 'download'] },
};

/** May this person do this here? Without a place only the role counts. */
export function mayDo(person: SignedIn, verb: Verb, thing: Thing, place: Place | undefined): boolean {
  if (!allowed[person.role][thing]?.includes(verb)) return false;
  return place === undefined || belongsTo(person, place);
}

function belongsTo({ role, municipalityId, networkIds }: SignedIn, place: Place): boolean {
  const { networkId, round } = place;
  switch (role) {
    case 'operator':
      return true;
    case 'coordinator':
      return networkId === undefined
        ? place.municipalityId === municipalityId
        : networkIds.includes(networkId);
    case 'municipality':
      return place.municipalityId === municipalityId && (round === undefined || round.closed);
    case 'researcher':
      return (
        networkId !== undefined &&
        networkIds.includes(networkId) &&
        (round === undefined || (round.closed && round.released))
      );
  }
}
