/**
 * What partners agreed on after a round: who does what, about which facet, before which day. An agreement belongs to
 * a round that closed, because the partners discussed its result.
 */
import { sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { dutchDay } from '../../text/days.ts';
import { notFound } from '../../text/refusal.ts';
import { hasContact, presentOwner } from './owners.ts';

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
  /** The partner that sees to it; undefined: somebody else, named in `who`. */
  owner: { id: string; name: string; hasContact: boolean } | undefined;
  /** What the owner said of it last, and when. */
  standing: { words: string; at: Date } | undefined;
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
export async function listAgreementsByNetwork(
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

function selectAgreements(db: Database) {
  return db
    .selectFrom('agreement')
    .innerJoin('round', 'round.id', 'agreement.roundId')
    .select(['agreement.id', 'agreement.networkId', 'agreement.roundId', 'round.name as round'])
    .select(['agreement.facet', 'agreement.what', 'agreement.who', 'agreement.note'])
    .select(['agreement.doneAt', 'agreement.revision', 'agreement.standing', 'agreement.stoodAt'])
    .leftJoin('partner as owner', 'owner.id', 'agreement.ownerId')
    .leftJoin('partner as present', (join) => join.on('present.id', '=', presentOwner))
    .select(['present.id as ownerId', 'present.name as ownerName', hasContact.as('hasContact')])
    .select(sql<string>`by_when::text`.as('byWhen'));
}

type AgreementRow = Awaited<ReturnType<ReturnType<typeof selectAgreements>['execute']>>[number];

function toAgreement(row: AgreementRow): Agreement {
  const isLate = row.byWhen < dutchDay(new Date());
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
    owner:
      row.ownerId === null
        ? undefined
        : { id: row.ownerId, name: row.ownerName!, hasContact: row.hasContact },
    standing: row.stoodAt ? { words: row.standing, at: row.stoodAt } : undefined,
  };
}
