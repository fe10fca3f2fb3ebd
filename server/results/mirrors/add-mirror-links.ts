/** Links to mirrors that go out by mail: a share for each mail, which nobody else gets to see. */
import { sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { makeSeededToken } from '../../web/link-key.ts';

/** A link to the mirror of each one's partner; gives their ids in the same order. */
export async function addMirrorLinks(
  db: Database,
  linkKey: string,
  roundId: string,
  people: readonly { partner: string }[],
): Promise<string[]> {
  const rows = people.map(({ partner }) => {
    const { seed, hash } = makeSeededToken(linkKey);
    return { partner, seed: seed.toString('hex'), hash: hash.toString('hex') };
  });
  const { rows: stored } = await sql<{ id: string; hash: string }>`
    INSERT INTO share (round_id, scope, partner_id, seed, token_hash)
    SELECT ${roundId}::bigint, 'partner', partner, decode(seed, 'hex'), decode(hash, 'hex')
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS list (partner bigint, seed text, hash text)
    RETURNING id, encode(token_hash, 'hex') AS hash`.execute(db);
  const ids = new Map(stored.map(({ id, hash }) => [hash, id]));
  return rows.map(({ hash }) => ids.get(hash)!);
}
