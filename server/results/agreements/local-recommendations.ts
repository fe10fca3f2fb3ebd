/** A network's own ideas of what can be done about a facet, beside those of the library. */
import type { FacetClass } from '../../../scoring/scores.ts';
import type { Database } from '../../database/schema.ts';
import { notFound } from '../../text/refusal.ts';

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

function selectRecommendations(db: Database) {
  return db.selectFrom('localRecommendation').selectAll();
}

type Row = Awaited<ReturnType<ReturnType<typeof selectRecommendations>['execute']>>[number];

function toRecommendation({ networkId, firstStep, archivedAt, ...row }: Row): LocalRecommendation {
  return { ...row, network: { id: networkId }, firstStep, archived: archivedAt !== null };
}
