/** The tables of `migrations/`, as Kysely knows them. */

import { type Generated, type JSONColumnType, Kysely, PostgresDialect } from 'kysely';
import type { Pool } from 'pg';
import type { Scores } from '../../scoring/scores.ts';
import type { PageContent } from '../../survey/answers.ts';
import type { Language } from '../../survey/texts.ts';
import { prepareStatements } from './prepare-statements.ts';

interface MunicipalityTable {
  id: Generated<string>;
  code: string;
  name: string;
}

interface NetworkTable {
  id: Generated<string>;
  municipality_id: string;
  name: string;
  made_up: Generated<boolean>;
}

interface PartnerTable {
  id: Generated<string>;
  network_id: string;
  code: string;
  name: string;
  kind: string | null;
  size: number | null;
}

interface RoundTable {
  id: Generated<string>;
  network_id: string;
  name: string;
  sender: string;
  language: Generated<Language>;
  instrument_id: string;
  instrument_version: string;
  instrument_hash: string;
  opened_at: Generated<Date>;
  closes_at: Date;
  closed_at: Date | null;
  interim_results: Generated<boolean>;
  scores: JSONColumnType<Scores> | null;
}

interface RoundPartnerTable {
  round_id: string;
  partner_id: string;
  code: string;
  name: string;
  kind: string | null;
  size: number | null;
}

interface InvitationTable {
  id: Generated<string>;
  round_id: string;
  partner_id: string;
  person: Generated<string>;
  token_hash: Buffer;
  created_at: Generated<Date>;
  revoked_at: Date | null;
  language: Language | null;
  sent_at: Date | null;
  receipt: string | null;
}

interface AnswerPageTable {
  invitation_id: string;
  page: string;
  content: JSONColumnType<PageContent>;
  revision: number;
  view: string;
  saved_at: Generated<Date>;
}

interface ShareTable {
  id: Generated<string>;
  round_id: string;
  scope: 'overview' | 'factsheet' | 'partner';
  partner_id: string | null;
  token_hash: Buffer;
  created_at: Generated<Date>;
  revoked_at: Date | null;
}

interface OperatorKeyTable {
  key_hash: Buffer;
  created_at: Generated<Date>;
}

export interface Schema {
  municipality: MunicipalityTable;
  network: NetworkTable;
  partner: PartnerTable;
  round: RoundTable;
  round_partner: RoundPartnerTable;
  invitation: InvitationTable;
  answer_page: AnswerPageTable;
  share: ShareTable;
  operator_key: OperatorKeyTable;
}

export type Database = Kysely<Schema>;

/** Kysely on a pool that somebody else owns and ends: never call `destroy()` on it. */
export function borrowPool(pool: Pool): Database {
  const isServer = pool.options.connectionString !== undefined;
  return new Kysely<Schema>({
    dialect: new PostgresDialect({ pool: isServer ? prepareStatements(pool) : pool }),
  });
}
