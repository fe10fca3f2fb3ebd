/** After a round that repeats has closed, the next one is planned: as long, with the same reminders and words. */
import { sql } from 'kysely';
import { hashInstrument } from '../../survey/hash-instrument.ts';
import { latestInstrument } from '../../survey/versions.ts';
import type { Database } from '../database/schema.ts';
import type { OngoingChange } from '../log/act.ts';
import { lockNetwork } from '../networks/networks.ts';

/**
 * Plans the round after this one, as a part of closing it, with a line of its own. Nothing when it does not repeat, or
 * when the network has a planned round already: somebody was first.
 */
export async function planNextRound({ db, log }: OngoingChange, roundId: string): Promise<void> {
  const round = await db.selectFrom('round').selectAll().where('id', '=', roundId).executeTakeFirstOrThrow();
  if (round.repeats === 'once') return;
  // Whoever plans a round at this moment is waited for, and then was first.
  await lockNetwork(db, round.networkId);
  const others = await db
    .selectFrom('round')
    .select(['name', 'openedAt', 'closedAt'])
    .where('networkId', '=', round.networkId)
    .execute();
  if (others.some(({ openedAt, closedAt }) => !openedAt && !closedAt)) return;

  const next = await findNextPeriod(db, roundId, round.repeats === 'yearly' ? 12 : 6);
  const name = nameNextRound(
    round.name,
    next.years,
    others.map((other) => other.name),
  );
  const { id } = await db
    .insertInto('round')
    .values({
      networkId: round.networkId,
      name,
      sender: round.sender,
      language: round.language,
      message: round.message,
      repeats: round.repeats,
      opensAt: next.opensAt,
      openedAt: null,
      closesAt: next.closesAt,
      instrumentId: latestInstrument.id,
      instrumentVersion: String(latestInstrument.version),
      instrumentHash: hashInstrument(latestInstrument),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await sql`
    INSERT INTO reminder (round_id, send_on)
    SELECT DISTINCT ${id}::bigint, send_on + ${next.days}::integer
    FROM reminder WHERE round_id = ${roundId}`.execute(db);
  await log({ action: 'rounds.planned', roundId: id, note: name });
}

/** The name of the next round: the year in it raised, and a number behind it when that name is taken. */
export function nameNextRound(name: string, years: number, taken: readonly string[]): string {
  const base = name
    .replace(/ \(\d{1,3}\)$/, '')
    .replace(/\b20\d{2}\b/g, (year) => String(Number(year) + years));
  const isTaken = (candidate: string) => taken.includes(candidate);
  if (!isTaken(base)) return base;
  let number = 2;
  while (isTaken(`${base} (${number})`)) number += 1;
  return `${base} (${number})`;
}

/**
 * So many months later, or as often as is needed to lie ahead: nine in the morning of that day, and as many days
 * later as this one lasted. Counted in days of the Netherlands, so that summer time shifts nothing.
 */
async function findNextPeriod(transaction: Database, roundId: string, months: number) {
  const { rows } = await sql<{ opensAt: Date; closesAt: Date; days: number; years: number }>`
    WITH period AS (
      SELECT opens_at AT TIME ZONE 'Europe/Amsterdam' AS opens, closes_at AT TIME ZONE 'Europe/Amsterdam' AS closes
      FROM round WHERE id = ${roundId}
    ), next AS (
      SELECT (opens + make_interval(months => times * ${months}))::date - opens::date AS days, opens, closes
      FROM period, generate_series(1, 100) AS times
      WHERE (opens + make_interval(months => times * ${months}))::date > (now() AT TIME ZONE 'Europe/Amsterdam')::date
      ORDER BY times LIMIT 1
    )
    SELECT
      (opens::date + days + time '09:00') AT TIME ZONE 'Europe/Amsterdam' AS opens_at,
      greatest(closes + make_interval(days => days), opens::date + days + time '23:59:59')
        AT TIME ZONE 'Europe/Amsterdam' AS closes_at,
      days,
      (extract(year FROM opens::date + days) - extract(year FROM opens))::integer AS years
    FROM next`.execute(transaction);
  return rows[0]!;
}
