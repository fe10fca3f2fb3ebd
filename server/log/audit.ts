/** The log of every change and every download: who did what, when. Never what somebody answered. */
import { type Insertable, sql } from 'kysely';
import type { Database, Schema } from '../database/schema.ts';

export type AuditLine = Omit<Insertable<Schema['audit']>, 'id' | 'at'>;
export type Actor = Schema['audit']['actor'];

/** What is asked of the log; an empty field asks for everything. */
export interface AuditFilter {
  /** The id of an account, or one of the actors that have none. */
  actor?: string | undefined;
  action?: string | undefined;
  network?: string | undefined;
  /** Days in the Netherlands, both included. */
  from?: string | undefined;
  to?: string | undefined;
}

export interface LoggedLine {
  id: string;
  at: Date;
  actor: Actor;
  person: string | null;
  email: string | null;
  action: string;
  municipality: string | null;
  network: string | null;
  round: string | null;
  thing: string | null;
  note: string;
}

/** Writes one line. */
export async function addAuditLine(db: Database, line: AuditLine): Promise<void> {
  await db.insertInto('audit').values(line).execute();
}

/** Lines from new to old. `before`: only those that are older than the line with this id. */
export async function listAudit(
  db: Database,
  filter: AuditFilter,
  { limit, before }: { limit: number; before?: string | undefined },
): Promise<LoggedLine[]> {
  return selectLines(db, filter)
    .leftJoin('account', 'account.id', 'audit.accountId')
    .leftJoin('municipality', 'municipality.id', 'audit.municipalityId')
    .leftJoin('network', 'network.id', 'audit.networkId')
    .leftJoin('round', 'round.id', 'audit.roundId')
    .select(['audit.id', 'audit.at', 'audit.actor', 'audit.action', 'audit.note', 'audit.thingId as thing'])
    .select(['account.name as person', 'account.email', 'municipality.name as municipality'])
    .select(['network.name as network', 'round.name as round'])
    .$if(before !== undefined, (query) => query.where('audit.id', '<', before!))
    .orderBy('audit.id', 'desc')
    .limit(limit)
    .execute();
}

/** Where the page of newer lines begins, as a `before`; undefined: at the newest line of all. */
export async function findEarlierStart(
  db: Database,
  filter: AuditFilter,
  before: string,
  limit: number,
): Promise<string | undefined> {
  const row = await selectLines(db, filter)
    .select('audit.id')
    .where('audit.id', '>=', before)
    .orderBy('audit.id')
    .offset(limit)
    .executeTakeFirst();
  return row?.id;
}

/** Who and what occurs in the log, to choose from. */
export async function listAuditChoices(db: Database) {
  const [people, actions, networks] = await Promise.all([
    db.selectFrom('account').select(['id', 'name', 'email']).orderBy(sql`lower(name)`).execute(),
    db.selectFrom('audit').select('action').distinct().execute(),
    db
      .selectFrom('network')
      .innerJoin('municipality', 'municipality.id', 'municipalityId')
      .select(['network.id', 'network.name', 'municipality.name as municipality'])
      .orderBy('municipality.name')
      .orderBy('network.name')
      .execute(),
  ]);
  return { people, actions: actions.map(({ action }) => action), networks };
}

function selectLines(db: Database, { actor, action, network, from, to }: AuditFilter) {
  const day = (text: string, after: number) =>
    sql<Date>`((${text}::date + ${after}::int)::timestamp AT TIME ZONE 'Europe/Amsterdam')`;
  const isPerson = actor !== undefined && /^\d+$/.test(actor);
  return db
    .selectFrom('audit')
    .$if(isPerson, (query) => query.where('audit.accountId', '=', actor!))
    .$if(actor !== undefined && !isPerson, (query) => query.where('audit.actor', '=', actor as Actor))
    .$if(action !== undefined, (query) => query.where('audit.action', '=', action!))
    .$if(network !== undefined, (query) => query.where('audit.networkId', '=', network!))
    .$if(from !== undefined, (query) => query.where('audit.at', '>=', day(from!, 0)))
    .$if(to !== undefined, (query) => query.where('audit.at', '<', day(to!, 1)));
}
