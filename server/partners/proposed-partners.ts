/**
 * Organisations that respondents miss in a network, in their own words and without their names: proposals for the
 * coordinator, and no part of any result. In the order of the alphabet, so that none of them tells when it came.
 */
import { sql } from 'kysely';
import type { Database } from '../database/schema.ts';

const most = 100;

/** Of the round that began last, once the answers were sent; what several wrote alike stands here once. */
export async function listProposedPartners(db: Database, networkId: string): Promise<string[]> {
  const { rows } = await sql<{ missing: string }>`
    SELECT DISTINCT page.content ->> 'missing' AS missing
    FROM invitation JOIN answer_page page ON page.holder_id = invitation.sent_by AND page.page = 'contacts'
    WHERE page.content ->> 'missing' <> '' AND invitation.round_id = (
      SELECT id FROM round
      WHERE network_id = ${networkId} AND opened_at IS NOT NULL
      ORDER BY opened_at DESC, id DESC LIMIT 1
    )
    LIMIT ${most}`.execute(db);
  return rows.map(({ missing }) => missing).sort((a, b) => a.localeCompare(b, 'nl'));
}
