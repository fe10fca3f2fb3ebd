/** The tables of `migrations/`, as Kysely knows them. */

import { type ColumnType, type Generated, type JSONColumnType, Kysely, PostgresDialect } from 'kysely';
import type { Pool } from 'pg';
import type { EarlierAgreement } from '../../reports/figures/factsheet-input.ts';
import type { FacetClass, Scores } from '../../scoring/scores.ts';
import type { PageContent } from '../../survey/answers.ts';
import type { Profile } from '../../survey/profile.ts';
import type { Language } from '../../survey/texts.ts';
import type { Role } from '../accounts/access.ts';
import { prepareStatements } from './prepare-statements.ts';

/** After closing the next round is planned, or not. */
export type Repeats = 'once' | 'yearly' | 'half-yearly';
export type MailKind = 'invitation' | 'reminder' | 'sign-in' | 'account' | 'personal-data' | 'mirror';

/** The grounds of the GDPR, article 6, on which personal data may be used. */
export type LegalGround =
  | 'consent'
  | 'contract'
  | 'legal-obligation'
  | 'vital-interests'
  | 'public-task'
  | 'legitimate-interests';

/** What the start page says about privacy, in the coordinator's words; empty where nothing was filled in. */
export interface PrivacyTexts {
  controller: string;
  purpose: string;
  legalGround: LegalGround | '';
  legalBasis: string;
  contact: string;
  keepMonths: number;
}

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
  revision: Generated<number>;
  controller: Generated<string>;
  purpose: Generated<string>;
  legal_ground: Generated<LegalGround | ''>;
  legal_basis: Generated<string>;
  contact: Generated<string>;
  keep_months: Generated<number>;
  /** Agrees to stand beside networks of other municipalities that agreed as well. */
  shares_comparison: Generated<boolean>;
}

interface PartnerTable {
  id: Generated<string>;
  network_id: string;
  code: string;
  name: string;
  kind: string | null;
  size: number | null;
  revision: Generated<number>;
  archived_at: Date | null;
  merged_into: string | null;
}

interface PersonTable {
  id: Generated<string>;
  partner_id: string;
  name: Generated<string>;
  email: string | null;
  language: Generated<Language>;
  revision: Generated<number>;
  seed: Generated<Buffer>;
  unsubscribed_at: Date | null;
  address_fails_at: Date | null;
  archived_at: Date | null;
  erased_at: Date | null;
  created_at: Generated<Date>;
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
  revision: Generated<number>;
  opens_at: Generated<Date>;
  opened_at: Generated<Date | null>;
  paused_at: Date | null;
  repeats: Generated<Repeats>;
  released_at: Date | null;
  message: Generated<string>;
  privacy: JSONColumnType<PrivacyTexts> | null;
  closes_at: Date;
  closed_at: Date | null;
  interim_results: Generated<boolean>;
  scores: JSONColumnType<Scores> | null;
  agreements: JSONColumnType<EarlierAgreement[]> | null;
}

interface AgreementTable {
  id: Generated<string>;
  network_id: string;
  round_id: string;
  facet: string;
  what: string;
  who: string;
  /** A day, as YYYY-MM-DD. */
  by_when: ColumnType<string, string, string>;
  done_at: Date | null;
  note: Generated<string>;
  revision: Generated<number>;
  created_at: Generated<Date>;
}

interface LocalRecommendationTable {
  id: Generated<string>;
  network_id: string;
  facet: string;
  class: FacetClass | null;
  action: string;
  text: Generated<string>;
  who: Generated<string>;
  first_step: Generated<string>;
  revision: Generated<number>;
  archived_at: Date | null;
}

interface ReminderTable {
  round_id: string;
  /** A day, as YYYY-MM-DD. */
  send_on: ColumnType<string, string, string>;
  sent_at: Date | null;
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
  person_id: string | null;
  token_hash: Buffer;
  seed: Buffer | null;
  created_at: Generated<Date>;
  revoked_at: Date | null;
  language: Language | null;
  sent_at: Date | null;
  receipt: string | null;
  consents_withdrawn_at: Date | null;
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
  scope: 'overview' | 'factsheet' | 'partner' | 'social-map';
  partner_id: string | null;
  token_hash: Buffer;
  seed: Buffer | null;
  created_at: Generated<Date>;
  revoked_at: Date | null;
}

interface OperatorKeyTable {
  key_hash: Buffer;
  created_at: Generated<Date>;
}

interface AccountTable {
  id: Generated<string>;
  email: string;
  name: string;
  role: Role;
  municipality_id: string | null;
  language: Generated<Language>;
  password_hash: string | null;
  oidc_subject: string | null;
  revision: Generated<number>;
  created_at: Generated<Date>;
  disabled_at: Date | null;
}

interface AccountNetworkTable {
  account_id: string;
  network_id: string;
}

interface SignInLinkTable {
  id: Generated<string>;
  account_id: string | null;
  purpose: 'first' | 'invite' | 'sign-in';
  seed: Buffer;
  token_hash: Buffer;
  created_at: Generated<Date>;
  expires_at: Date;
  used_at: Date | null;
}

interface SessionTable {
  token_hash: Buffer;
  account_id: string;
  csrf_secret: string;
  created_at: Generated<Date>;
  expires_at: Date;
}

interface MailTable {
  id: Generated<string>;
  kind: MailKind;
  network_id: string | null;
  round_id: string | null;
  invitation_id: string | null;
  person_id: string | null;
  account_id: string | null;
  sign_in_link_id: string | null;
  data_link_id: string | null;
  share_id: string | null;
  recipient: string | null;
  language: Language;
  message_id: string;
  state: Generated<'waiting' | 'sent' | 'failed' | 'skipped'>;
  reason: string | null;
  reply: string | null;
  created_at: Generated<Date>;
  sent_at: Date | null;
}

interface DataLinkTable {
  id: Generated<string>;
  person_id: string;
  seed: Buffer;
  token_hash: Buffer;
  created_at: Generated<Date>;
  expires_at: Date;
}

interface PrintedFactsheetTable {
  round_id: string;
  language: Language;
  pdf: Buffer;
  page_hash: Buffer;
  printed_at: Generated<Date>;
}

interface PrintedMirrorTable {
  round_id: string;
  partner_id: string;
  copy: 'own' | 'coordinator';
  language: Language;
  pdf: Buffer;
  page_hash: Buffer;
  printed_at: Date;
}

interface AuditTable {
  id: Generated<string>;
  at: Generated<Date>;
  actor: 'account' | 'key' | 'shell' | 'job' | 'visitor';
  account_id: string | null;
  action: string;
  municipality_id: string | null;
  network_id: string | null;
  round_id: string | null;
  thing_id: string | null;
  note: Generated<string>;
}

interface ProfileTable {
  partner_id: string;
  content: JSONColumnType<Profile>;
  revision: Generated<number>;
  view: string;
  updated_at: Generated<Date>;
  hidden_at: Date | null;
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
  person: PersonTable;
  reminder: ReminderTable;
  account: AccountTable;
  account_network: AccountNetworkTable;
  sign_in_link: SignInLinkTable;
  session: SessionTable;
  mail: MailTable;
  data_link: DataLinkTable;
  printed_factsheet: PrintedFactsheetTable;
  printed_mirror: PrintedMirrorTable;
  audit: AuditTable;
  agreement: AgreementTable;
  local_recommendation: LocalRecommendationTable;
  profile: ProfileTable;
}

export type Database = Kysely<Schema>;

/** Kysely on a pool that somebody else owns and ends: never call `destroy()` on it. */
export function borrowPool(pool: Pool): Database {
  const isServer = pool.options.connectionString !== undefined;
  return new Kysely<Schema>({
    dialect: new PostgresDialect({ pool: isServer ? prepareStatements(pool) : pool }),
  });
}
