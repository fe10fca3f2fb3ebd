/**
 * With whom the last result of the network draws each partner in contact. It comes from the map that a factsheet shows to
 * everybody, never from what somebody typed: so it may be proposed to whoever answers for a partner now, behind a link that a
 * colleague may have too, and be a reason at the desk to call a partner.
 */
import { isWithheld } from '../../../scoring/figure.ts';
import type { Database } from '../../database/schema.ts';
import { findRound } from '../rounds.ts';
import { findScores } from './scores.ts';
import { findEarlierRound } from './scoring-input.ts';

export interface EarlierContacts {
  /** The name of the round that they come from. */
  round: string;
  /** By the id of a partner the ids of the partners that it has contact with; a code may differ by round. */
  contacts: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Undefined where no round closed before this one opened, or its map is withheld. */
export async function findEarlierContacts(
  db: Database,
  roundId: string,
): Promise<EarlierContacts | undefined> {
  const earlier = await findEarlierRound(db, roundId);
  if (!earlier) return undefined;
  const scores = await findScores(db, await findRound(db, earlier.id), { kind: 'network' });
  if (!scores || isWithheld(scores.map)) return undefined;

  const partners = await db
    .selectFrom('roundPartner')
    .select(['code', 'partnerId'])
    .where('roundId', '=', earlier.id)
    .execute();
  const idOf = new Map(partners.map(({ code, partnerId }) => [code, partnerId]));
  const contacts = new Map<string, Set<string>>();
  for (const { from, to } of scores.map.edges)
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      const id = idOf.get(one)!;
      contacts.set(id, (contacts.get(id) ?? new Set()).add(idOf.get(other)!));
    }
  return { round: earlier.name, contacts };
}
