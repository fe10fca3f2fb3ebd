/** A network's own ideas of what can be done about a facet, beside those of the library. */
import { sql } from 'kysely';
import type { FacetClass } from '../../../scoring/scores.ts';
import { latestInstrument } from '../../../survey/versions.ts';
import type { Database } from '../../database/schema.ts';
import { checkText, tidyText } from '../../text/check-text.ts';
import { type Problem, refuseProblems } from '../../text/problems.ts';
import { notFound, Refusal } from '../../text/refusal.ts';

export const facetClasses: readonly FacetClass[] = ['weak', 'unequal', 'attention', 'strong'];

export interface LocalRecommendation {
  id: string;
  network: { id: string };
  facet: string;
  /** For which outcome it is meant; null: for any. */
  class: FacetClass | null;
  action: string;
  text: string;
  who: string;
  firstStep: string;
  revision: number;
  archived: boolean;
}

export interface LocalRecommendationWish {
  facet: string;
  /** Empty: for any outcome. */
  class: string;
  action: string;
  text: string;
  who: string;
  firstStep: string;
}

/** Those of a network in the order in which they were written; archived ones too. */
export async function listLocalRecommendations(
  db: Database,
  networkId: string,
): Promise<LocalRecommendation[]> {
  const rows = await selectRecommendations(db).where('networkId', '=', networkId).orderBy('id').execute();
  return rows.map(toRecommendation);
}

/** One of them; refuses one that does not exist. */
export async function findLocalRecommendation(db: Database, id: string): Promise<LocalRecommendation> {
  const row = await selectRecommendations(db).where('id', '=', id).executeTakeFirst();
  if (!row) throw notFound();
  return toRecommendation(row);
}

/** Gives the id. */
export async function addLocalRecommendation(
  db: Database,
  networkId: string,
  wish: LocalRecommendationWish,
): Promise<string> {
  const { id } = await db
    .insertInto('localRecommendation')
    .values({ networkId, ...checkRecommendation(wish) })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Refuses when somebody else changed it after this revision. */
export async function changeLocalRecommendation(
  db: Database,
  id: string,
  wish: LocalRecommendationWish & { revision: number },
): Promise<void> {
  const changed = await db
    .updateTable('localRecommendation')
    .set({ ...checkRecommendation(wish), revision: wish.revision + 1 })
    .where('id', '=', id)
    .where('revision', '=', wish.revision)
    .returning('id')
    .executeTakeFirst();
  if (!changed) throw new Refusal(409, 'changedMeanwhile');
}

/** Takes it off the factsheets, or puts it back; doing it twice is the same as once. */
export async function archiveLocalRecommendation(
  db: Database,
  id: string,
  isArchived: boolean,
): Promise<void> {
  await db
    .updateTable('localRecommendation')
    .set({
      archivedAt: isArchived ? sql<Date>`coalesce(archived_at, now())` : null,
      revision: sql<number>`revision + 1`,
    })
    .where('id', '=', id)
    .where('archivedAt', isArchived ? 'is' : 'is not', null)
    .execute();
}

function selectRecommendations(db: Database) {
  return db.selectFrom('localRecommendation').selectAll();
}

/** What is stored, or all problems at once. */
function checkRecommendation(wish: LocalRecommendationWish) {
  const [action, text] = [tidyText(wish.action), tidyText(wish.text)];
  const [who, firstStep] = [tidyText(wish.who), tidyText(wish.firstStep)];
  const isFacet = latestInstrument.concepts.some(({ facets }) => facets.some(({ id }) => id === wish.facet));
  const facetClass = facetClasses.find((one) => one === wish.class);
  const problems: Problem[] = [
    ...(isFacet ? [] : [{ where: 'facet', code: 'chooseFacet' } as const]),
    ...(facetClass || wish.class === '' ? [] : [{ where: 'class', code: 'chooseOutcome' } as const]),
    ...checkText('action', action, { most: 70 }),
    ...checkText('text', text, { most: 240 }),
    ...checkText('who', who, { most: 150 }),
    ...checkText('firstStep', firstStep, { most: 140 }),
  ];
  if (problems.length > 0) throw refuseProblems(problems);
  return { facet: wish.facet, class: facetClass ?? null, action, text, who, firstStep };
}

type Row = Awaited<ReturnType<ReturnType<typeof selectRecommendations>['execute']>>[number];

function toRecommendation({ networkId, firstStep, archivedAt, ...row }: Row): LocalRecommendation {
  return { ...row, network: { id: networkId }, firstStep, archived: archivedAt !== null };
}
