/**
 * What a digest tells of the rounds of a network: who sent answers on the days that it is about, and whose address takes
 * no mail, from the day on which that was known. Whole days, so that it says no more of a person than the board does; never anything of an answer.
 */
import { sql } from 'kysely';
import type { Database } from '../database/schema.ts';
import { lastIsRefused } from './is-refused.ts';

export interface RoundNews {
  roundId: string;
  round: string;
  invited: number;
  sent: number;
  /** Who sent answers in this time. */
  answered: { name: string; partner: string }[];
  /** How many people have not answered whose address took no mail; and how many of these are new. */
  refused: number;
  newlyRefused: number;
}

/** Rounds that run, or closed in this time; by id. */
export async function findNews(
  db: Database,
  { networkId, from, until }: { networkId: string; from: Date; until: Date },
): Promise<RoundNews[]> {
  const { rows } = await sql<RoundNews>`
    SELECT round.id AS "roundId", round.name AS round,
      count(invitation.id) FILTER (WHERE counts)::int AS invited,
      count(invitation.submitted_at)::int AS sent,
      coalesce(json_agg(json_build_object('name', coalesce(nullif(person.name, ''), invitation.person),
          'partner', round_partner.name) ORDER BY round_partner.name, invitation.id)
        FILTER (WHERE invitation.submitted_at >= ${from} AND invitation.submitted_at < ${until}), '[]') AS answered,
      count(*) FILTER (WHERE is_refused)::int AS refused,
      count(*) FILTER (WHERE is_refused AND last.known_at >= ${from} AND last.known_at < ${until})::int
        AS "newlyRefused"
    FROM round
      JOIN invitation ON invitation.round_id = round.id
      JOIN round_partner ON round_partner.round_id = round.id
        AND round_partner.partner_id = invitation.partner_id
      LEFT JOIN person ON person.id = invitation.person_id
      LEFT JOIN LATERAL (
        SELECT state, reason, coalesce(returned_at, created_at) AS known_at FROM mail
        WHERE invitation_id = invitation.id AND kind IN ('invitation', 'reminder')
        ORDER BY id DESC LIMIT 1
      ) AS last ON true
      CROSS JOIN LATERAL (SELECT
        invitation.revoked_at IS NULL OR invitation.submitted_at IS NOT NULL AS counts,
        round_state(round) <> 'closed' AND invitation.submitted_at IS NULL AND invitation.revoked_at IS NULL
          AND ${lastIsRefused} AS is_refused) AS found
    WHERE round.network_id = ${networkId}::bigint AND round.opened_at IS NOT NULL
      AND (round_state(round) IN ('open', 'paused') OR round_closed_at(round) >= ${from})
    GROUP BY round.id, round.name
    ORDER BY round.id`.execute(db);
  return rows;
}

/** Is there anything to tell? */
export function isNews(news: readonly RoundNews[]): boolean {
  return news.some(({ answered, newlyRefused }) => answered.length > 0 || newlyRefused > 0);
}

/** The begin of this day in the Netherlands: a digest tells of the days before it. For a moment in a query. */
export const beginOfDay = (moment: ReturnType<typeof sql>) =>
  sql<Date>`(date_trunc('day', ${moment} AT TIME ZONE 'Europe/Amsterdam') AT TIME ZONE 'Europe/Amsterdam')`;
