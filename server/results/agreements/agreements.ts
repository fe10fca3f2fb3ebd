/**
 * What partners agreed on after a round: who does what, about which facet, before which day. An agreement belongs to
 * a round that closed, because its result was on the table.
 */
import { sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { findRound } from '../../rounds/rounds.ts';
import { requireInstrument } from '../../rounds/scores/scoring-input.ts';
import { checkText, tidyMessage, tidyText } from '../../text/check-text.ts';
import { dayOf, isDay } from '../../text/days.ts';
import { isId } from '../../text/ids.ts';
import { type Problem, refuseProblems } from '../../text/problems.ts';
import { notFound, Refusal } from '../../text/refusal.ts';

export interface Agreement {
  id: string;
  network: { id: string };
  round: { id: string; name: string };
  /** The id of a facet. */
  facet: string;
  what: string;
  who: string;
  /** A day, as YYYY-MM-DD. */
  byWhen: string;
  /** late: not done, and the day is past. */
  state: 'done' | 'open' | 'late';
  doneAt: Date | null;
  note: string;
  revision: number;
}

export interface AgreementWish {
  round: string;
  facet: string;
  what: string;
  who: string;
  byWhen: string;
  note: string;
}

/** The agreements of a network: of the latest round first, and then by their day. */
export async function listAgreements(db: Database, networkId: string): Promise<Agreement[]> {
  const rows = await selectAgreements(db)
    .where('agreement.networkId', '=', networkId)
    .orderBy('round.opensAt', 'desc')
    .orderBy('agreement.byWhen')
    .orderBy('agreement.id')
    .execute();
  return rows.map(toAgreement);
}

/** Those of several networks, by network: the ones that are not done first, and then by their day. */
export async function listAgreementsOf(
  db: Database,
  networkIds: readonly string[],
): Promise<Map<string, Agreement[]>> {
  const rows = await selectAgreements(db)
    .where('agreement.networkId', 'in', ['0', ...networkIds])
    .orderBy(sql`done_at IS NOT NULL`)
    .orderBy('agreement.byWhen')
    .orderBy('agreement.id')
    .execute();
  return Map.groupBy(rows.map(toAgreement), ({ network }) => network.id);
}

/** One agreement; refuses one that does not exist. */
export async function findAgreement(db: Database, id: string): Promise<Agreement> {
  const row = await selectAgreements(db).where('agreement.id', '=', id).executeTakeFirst();
  if (!row) throw notFound();
  return toAgreement(row);
}

/** Writes an agreement of this network and gives its id. */
export async function addAgreement(db: Database, networkId: string, wish: AgreementWish): Promise<string> {
  const values = await checkAgreement(db, networkId, wish);
  const { id } = await db
    .insertInto('agreement')
    .values({ networkId, ...values })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Refuses when somebody else changed it after this revision. */
export async function changeAgreement(
  db: Database,
  id: string,
  wish: AgreementWish & { revision: number },
): Promise<void> {
  const { network } = await findAgreement(db, id);
  const values = await checkAgreement(db, network.id, wish);
  const changed = await db
    .updateTable('agreement')
    .set({ ...values, revision: wish.revision + 1 })
    .where('id', '=', id)
    .where('revision', '=', wish.revision)
    .returning('id')
    .executeTakeFirst();
  if (!changed) throw new Refusal(409, 'changedMeanwhile');
}

/** Marks an agreement as done or not done; doing it twice is the same as once. */
export async function markAgreement(db: Database, id: string, isDone: boolean): Promise<void> {
  await db
    .updateTable('agreement')
    .set({
      doneAt: isDone ? sql<Date>`coalesce(done_at, now())` : null,
      revision: sql<number>`revision + 1`,
    })
    .where('id', '=', id)
    .where('doneAt', isDone ? 'is' : 'is not', null)
    .execute();
}

/** Factsheets of rounds that closed keep it. */
export async function removeAgreement(db: Database, id: string): Promise<void> {
  await db.deleteFrom('agreement').where('id', '=', id).execute();
}

/** What is stored, or all problems at once. The round and its facet must exist, and the round have a result. */
async function checkAgreement(db: Database, networkId: string, wish: AgreementWish) {
  const [what, who, note] = [tidyText(wish.what), tidyText(wish.who), tidyMessage(wish.note)];
  const round = isId(wish.round) ? await findRound(db, wish.round).catch(() => undefined) : undefined;
  const isOwn = round?.network.id === networkId && round.status === 'closed';
  const facets = isOwn
    ? requireInstrument(round.instrument).concepts.flatMap(({ facets: own }) => own.map(({ id }) => id))
    : undefined;
  const problems: Problem[] = [
    ...(isOwn ? [] : [{ where: 'round', code: 'chooseClosedRound' } as const]),
    ...(wish.facet === '' || (facets && !facets.includes(wish.facet))
      ? [{ where: 'facet', code: 'chooseFacet' } as const]
      : []),
    ...checkText('what', what, { most: 300 }),
    ...checkText('who', who, { most: 150 }),
    ...(isDay(wish.byWhen) ? [] : [{ where: 'byWhen', code: 'notADate' } as const]),
    ...checkText('note', note.replaceAll('\n', ' '), { most: 500, optional: true }),
  ];
  if (problems.length > 0) throw refuseProblems(problems);
  return { roundId: wish.round, facet: wish.facet, what, who, byWhen: wish.byWhen, note };
}

function selectAgreements(db: Database) {
  return db
    .selectFrom('agreement')
    .innerJoin('round', 'round.id', 'agreement.roundId')
    .select(['agreement.id', 'agreement.networkId', 'agreement.roundId', 'round.name as round'])
    .select(['agreement.facet', 'agreement.what', 'agreement.who', 'agreement.note'])
    .select(['agreement.doneAt', 'agreement.revision'])
    .select(sql<string>`by_when::text`.as('byWhen'));
}

type AgreementRow = Awaited<ReturnType<ReturnType<typeof selectAgreements>['execute']>>[number];

function toAgreement(row: AgreementRow): Agreement {
  const isLate = row.byWhen < dayOf(new Date());
  return {
    id: row.id,
    network: { id: row.networkId },
    round: { id: row.roundId, name: row.round },
    facet: row.facet,
    what: row.what,
    who: row.who,
    byWhen: row.byWhen,
    state: row.doneAt ? 'done' : isLate ? 'late' : 'open',
    doneAt: row.doneAt,
    note: row.note,
    revision: row.revision,
  };
}
