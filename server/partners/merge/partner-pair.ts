/** The two partners of a merge. */
import type { Database } from '../../database/schema.ts';
import { isId } from '../../text/ids.ts';
import { refuseProblems } from '../../text/problems.ts';
import { notFound } from '../../text/refusal.ts';
import { findPartner, type Partner } from '../partners.ts';

/** `keep` stays, `drop` goes into it. */
export interface PartnerPair<One> {
  keep: One;
  drop: One;
}

/** Both, by id; refuses the same twice, one of another network, and one that is archived. */
export async function findPartnerPair(
  db: Database,
  networkId: string,
  { keep, drop }: PartnerPair<string>,
): Promise<PartnerPair<Partner>> {
  const unknown = Object.entries({ keep, drop }).filter(([, id]) => !isId(id));
  if (unknown.length > 0) throw refuseProblems(unknown.map(([where]) => ({ where, code: 'choosePartner' })));
  if (keep === drop) throw refuseProblems([{ where: 'drop', code: 'samePartner' }]);
  const [kept, dropped] = [await findPartner(db, keep), await findPartner(db, drop)];
  if (kept.network.id !== networkId || dropped.network.id !== networkId) throw notFound();
  const archived = [kept, dropped].find((partner) => partner.archived);
  if (archived) {
    throw refuseProblems([{ where: 'drop', code: 'archivedPartner', values: { name: archived.name } }]);
  }
  return { keep: kept, drop: dropped };
}
