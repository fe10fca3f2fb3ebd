/** Reads the log: filtered, searched, a page at a time. */
import { type Expression, type SqlBool, sql } from 'kysely';
import type { Database } from '../database/schema.ts';
import type { ActorKind } from './lines.ts';

/** What is asked of the log; an empty field asks for everything. */
export interface LogFilter {
  /** Words that each stand somewhere in the line. */
  words?: string | undefined;
  /** The id of an account, or one of the actors that have none. */
  actor?: string | undefined;
  action?: string | undefined;
  network?: string | undefined;
  outcome?: 'done' | 'refused' | undefined;
  /** Days in the Netherlands, both included. */
  from?: string | undefined;
  to?: string | undefined;
}

/** Which actions a word is about, in the language of the reader. */
type FindActions = (word: string) => string[];

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
  origin: string | null;
  refusal: string | null;
  position: string | null;
  hash: Buffer | null;
}

interface Reading extends LogFilter {
  /** Only with `words`. */
  findActions: FindActions;
}

/** Lines from new to old. `before`: only those that are older than the line with this id. */
export async function listLines(
  db: Database,
  reading: Reading,
  { limit, before }: { limit: number; before?: string | undefined },
): Promise<LoggedLine[]> {
  return selectLines(db, reading)
    .select(['audit.id', 'audit.at', 'audit.actor', 'audit.action', 'audit.note', 'audit.thingId as thing'])
    .select(['audit.origin', 'audit.refusal', 'audit.position', 'audit.hash'])
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
  reading: Reading,
  before: string,
  limit: number,
): Promise<string | undefined> {
  const row = await selectLines(db, reading)
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

function selectLines(
  db: Database,
  { words, actor, action, network, outcome, from, to, findActions }: Reading,
) {
  const day = (text: string, after: number) =>
    sql<Date>`((${text}::date + ${after}::int)::timestamp AT TIME ZONE 'Europe/Amsterdam')`;
  const isPerson = actor !== undefined && /^\d+$/.test(actor);
  let query = db
    .selectFrom('audit')
    .leftJoin('account', 'account.id', 'audit.accountId')
    .leftJoin('municipality', 'municipality.id', 'audit.municipalityId')
    .leftJoin('network', 'network.id', 'audit.networkId')
    .leftJoin('round', 'round.id', 'audit.roundId')
    .$if(isPerson, (query) => query.where('audit.accountId', '=', actor!))
    .$if(actor !== undefined && !isPerson, (query) => query.where('audit.actor', '=', actor as ActorKind))
    .$if(action !== undefined, (query) => query.where('audit.action', '=', action!))
    .$if(network !== undefined, (query) => query.where('audit.networkId', '=', network!))
    .$if(outcome === 'done', (query) => query.where('audit.refusal', 'is', null))
    .$if(outcome === 'refused', (query) => query.where('audit.refusal', 'is not', null))
    .$if(from !== undefined, (query) => query.where('audit.at', '>=', day(from!, 0)))
    .$if(to !== undefined, (query) => query.where('audit.at', '<', day(to!, 1)));
  for (const word of words?.split(/\s+/).filter(Boolean) ?? []) {
    query = query.where(holdsWord(word, findActions(word)));
  }
  return query;
}

function holdsWord(word: string, actions: readonly string[]): Expression<SqlBool> {
  const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
  return sql<boolean>`(
    concat_ws(' ', audit.note, audit.origin, audit.thing_id, account.name, account.email, municipality.name,
      network.name, round.name) ILIKE ${pattern}
    OR audit.action = ANY(${actions}::text[])
  )`;
}
