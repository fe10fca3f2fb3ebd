/**
 * The log of every change and every download: who did what, when. Never what somebody answered. Lines are written
 * through `act.ts`.
 */
import { sql } from 'kysely';
import type { Database, Schema } from '../database/schema.ts';
import type { Action } from '../text/page-texts.ts';

/** What was done and where. A round gives its network, and a network its municipality. */
export interface NewLine {
  action: Action;
  municipalityId?: string | undefined;
  networkId?: string | undefined;
  roundId?: string | undefined;
  /** The id of what was made or changed. */
  thingId?: string | undefined;
  /** A few words: a name or a number. Never an answer or a link. */
  note?: string | undefined;
}
export type ActorKind = Schema['audit']['actor'];

/** Who did it. */
export type Actor =
  | { kind: 'account'; accountId: string }
  /** Nobody signed in; whose account it is about, when it is about one. */
  | { kind: 'visitor'; accountId?: string | undefined }
  | { kind: 'key' | 'shell' | 'job' };

/** What is asked of the log; an empty field asks for everything. */
export interface LogFilter {
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
  actor: ActorKind;
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
export async function addLine(db: Database, actor: Actor, line: NewLine): Promise<void> {
  const { action, roundId = null, thingId = null, note = '' } = line;
  const networkId = sql<string | null>`coalesce(
    ${line.networkId ?? null}::bigint, (SELECT network_id FROM round WHERE id = ${roundId}::bigint)
  )`;
  const municipalityId = sql<string | null>`coalesce(
    ${line.municipalityId ?? null}::bigint, (SELECT municipality_id FROM network WHERE id = ${networkId})
  )`;
  await db
    .insertInto('audit')
    .values({
      actor: actor.kind,
      accountId: ('accountId' in actor && actor.accountId) || null,
      action,
      municipalityId,
      networkId,
      roundId,
      thingId,
      note,
    })
    .execute();
}

/**
 * Removes the lines that are older than the log is kept, 24 months, and gives their number. The server may be a user
 * that can't remove lines: this function of the database can, and only these.
 */
export async function removeOldLines(db: Database): Promise<number> {
  const { rows } = await sql<{ lines: number }>`SELECT remove_old_lines() AS lines`.execute(db);
  return rows[0]!.lines;
}

/** Takes the name and the address of a person out of the notes. What was done stays, with the id of that person. */
export async function eraseNameFromLog(db: Database, personId: string): Promise<void> {
  await sql`SELECT erase_name_from_log(${personId})`.execute(db);
}

/** Lines from new to old. `before`: only those that are older than the line with this id. */
export async function listLines(
  db: Database,
  filter: LogFilter,
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
  filter: LogFilter,
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
export async function listLogChoices(db: Database) {
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

function selectLines(db: Database, { actor, action, network, from, to }: LogFilter) {
  const day = (text: string, after: number) =>
    sql<Date>`((${text}::date + ${after}::int)::timestamp AT TIME ZONE 'Europe/Amsterdam')`;
  const isPerson = actor !== undefined && /^\d+$/.test(actor);
  return db
    .selectFrom('audit')
    .$if(isPerson, (query) => query.where('audit.accountId', '=', actor!))
    .$if(actor !== undefined && !isPerson, (query) => query.where('audit.actor', '=', actor as ActorKind))
    .$if(action !== undefined, (query) => query.where('audit.action', '=', action!))
    .$if(network !== undefined, (query) => query.where('audit.networkId', '=', network!))
    .$if(from !== undefined, (query) => query.where('audit.at', '>=', day(from!, 0)))
    .$if(to !== undefined, (query) => query.where('audit.at', '<', day(to!, 1)));
}
