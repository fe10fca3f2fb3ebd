/**
 * With whom the last result of the network draws this partner in contact: proposed to whoever answers for it now, so that a
 * list of sixty need not be read again. It comes from the map that a factsheet shows to everybody, never from what
 * somebody typed: a colleague, or whoever else has this link, may not read that.
 */
import type { Database } from '../database/schema.ts';
import { findRound } from '../rounds/rounds.ts';
import { loadScores } from '../rounds/scores/scores.ts';
import { findEarlierRound } from '../rounds/scores/scoring-input.ts';

export interface EarlierContacts {
  /** The name of the round that they come from. */
  round: string;
  /** The codes that these partners have in the round that is open. */
  codes: ReadonlySet<string>;
}

/** Undefined where there was no round before, its map is withheld, or it draws no contact with a partner of this round. */
export async function findEarlierContacts(
  db: Database,
  { roundId, partnerId }: { roundId: string; partnerId: string },
): Promise<EarlierContacts | undefined> {
  const earlier = await findEarlierRound(db, roundId);
  if (!earlier) return undefined;
  const scores = await loadScores(db, await findRound(db, earlier.id));
  const map = scores?.({ kind: 'network' }).map;
  if (!map || 'withheld' in map) return undefined;

  const rows = await db
    .selectFrom('roundPartner as before')
    .leftJoin('roundPartner as now', (join) =>
      join.onRef('now.partnerId', '=', 'before.partnerId').on('now.roundId', '=', roundId),
    )
    .select(['before.code as earlierCode', 'before.partnerId', 'now.code'])
    .where('before.roundId', '=', earlier.id)
    .execute();
  const own = rows.find((row) => row.partnerId === partnerId)?.earlierCode;
  const codeNow = new Map(rows.map((row) => [row.earlierCode, row.code]));
  const contacts = map.edges
    .filter(({ from, to, frequency }) => (from === own || to === own) && (frequency ?? 1) > 0)
    .map(({ from, to }) => codeNow.get(from === own ? to : from))
    .filter((code) => code !== undefined && code !== null);
  return contacts.length > 0 ? { round: earlier.name, codes: new Set(contacts) } : undefined;
}
