/** The tables of `migrations/`, as Kysely knows them: `network_id` in SQL is `networkId` here. */

import {
  CamelCasePlugin,
  type ColumnType,
  type Generated,
  type JSONColumnType,
  Kysely,
  PostgresDialect,
} from 'kysely';
import type { Pool } from 'pg';
import type { EarlierAgreement, MailedAnswers } from '../../reports/figures/factsheet-input.ts';
import type { Nonresponse } from '../../scoring/count-nonresponse.ts';
import type { ChoosableFacet, ChoosingOutcome } from '../../scoring/disclose-votes.ts';
import type { FacetClass, Scores } from '../../scoring/scores.ts';
import type { PageContent } from '../../survey/answers.ts';
import type { Profile } from '../../survey/profile.ts';
import type { Language } from '../../survey/texts.ts';
import { prepareStatements } from './prepare-statements.ts';

/** What somebody with an account is; what each may do stands in `access/access.ts`. */
export type Role = 'operator' | 'coordinator' | 'municipality' | 'researcher';

/** After closing the next round is planned, or not. */
export type Repeats = 'once' | 'yearly' | 'half-yearly';
/** planned: not open yet. paused: nobody can answer now, and what was saved waits. */
export type RoundState = 'planned' | 'open' | 'paused' | 'closed';
export type MailKind =
  | 'invitation'
  | 'reminder'
  | 'sign-in'
  | 'account'
  | 'personal-data'
  | 'mirror'
  | 'result'
  | 'agreement'
  | 'agreement-reminder'
  | 'digest'
  | 'lost-link';

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

/** All that the networks of a municipality can have in common. */
export interface NetworkTexts extends PrivacyTexts {
  /** Who asks, as a new round starts with it; empty when nothing was filled in. */
  sender: string;
}

/** How the rounds of a network go: what the first round of a network starts with that was made from it. */
export interface RoundPlan {
  sender: string;
  language: Language;
  message: string;
  repeats: Repeats;
  /** From its opening to its last day. */
  days: number;
  /** In days after the opening. */
  reminders: number[];
}

interface MunicipalityTextsTable extends NetworkTexts {
  municipalityId: string;
  revision: Generated<number>;
}

interface MunicipalityTable {
  id: Generated<string>;
  code: string;
  name: string;
}

interface LooksTable {
  municipalityId: string;
  /** `#rrggbb` */
  colour: string | null;
  /** A PNG. */
  logo: Buffer | null;
  logoWidth: number | null;
  logoHeight: number | null;
  revision: Generated<number>;
}

interface NetworkTable {
  id: Generated<string>;
  municipalityId: string;
  name: string;
  madeUp: Generated<boolean>;
  revision: Generated<number>;
  controller: Generated<string>;
  purpose: Generated<string>;
  legalGround: Generated<LegalGround | ''>;
  legalBasis: Generated<string>;
  contact: Generated<string>;
  keepMonths: Generated<number>;
  /** Agrees to stand beside networks of other municipalities that agreed as well. */
  sharesComparison: Generated<boolean>;
  sender: Generated<string>;
  /** False: it has the texts of its municipality, and gets those that the municipality writes next. */
  ownTexts: Generated<boolean>;
  plan: ColumnType<RoundPlan | null, string | null | undefined, string | null>;
}

interface PartnerTable {
  id: Generated<string>;
  networkId: string;
  code: string;
  name: string;
  kind: string | null;
  size: number | null;
  revision: Generated<number>;
  archivedAt: Date | null;
  mergedInto: string | null;
}

/** What a merge did, to undo it; `server/partners/merge/stored-merges.ts` writes and reads it. */
interface PartnerMergeTable {
  partnerId: string;
  mergedAt: Generated<Date>;
}

interface PersonTable {
  id: Generated<string>;
  partnerId: string;
  name: Generated<string>;
  email: string | null;
  language: Generated<Language>;
  revision: Generated<number>;
  seed: Generated<Buffer>;
  unsubscribedAt: Date | null;
  addressFailsAt: Date | null;
  archivedAt: Date | null;
  erasedAt: Date | null;
  /** Another network of the municipality erased this person: it is copied nowhere. */
  staysHere: Generated<boolean>;
  /** The person that this one turned out to be. */
  mergedInto: string | null;
  createdAt: Generated<Date>;
}

/** By theme, then by the digest of a comment (`scoring/disclose-comments.ts`). */
export type CleanedComments = Record<string, Record<string, string>>;

interface RoundTable {
  id: Generated<string>;
  networkId: string;
  name: string;
  sender: string;
  language: Generated<Language>;
  instrumentId: string;
  instrumentVersion: string;
  instrumentHash: string;
  revision: Generated<number>;
  opensAt: Generated<Date>;
  openedAt: Generated<Date | null>;
  pausedAt: Date | null;
  repeats: Generated<Repeats>;
  releasedAt: Date | null;
  message: Generated<string>;
  /** Whom an answer to its mails reaches; empty: whom the privacy text names. */
  replyTo: Generated<string>;
  privacy: JSONColumnType<PrivacyTexts> | null;
  closesAt: Date;
  closedAt: Date | null;
  interimResults: Generated<boolean>;
  scores: JSONColumnType<Scores> | null;
  agreements: JSONColumnType<EarlierAgreement[]> | null;
  mailedAnswers: JSONColumnType<MailedAnswers> | null;
  nonresponse: JSONColumnType<Nonresponse> | null;
  /** Somebody saw or was sent the result, while the round could still be opened again. */
  seenAt: Date | null;
  /** Somebody withdrew a comment, or who was asked was erased: from then on nobody reads comments of it. */
  commentsEnded: Generated<boolean>;
  /** Per theme what researchers read instead of a comment, by the digest of that one; null: from now on nothing. */
  cleanedComments: ColumnType<CleanedComments | null, string | null | undefined, string | null>;
  ownWords: Generated<string>;
  ownWordsBy: Generated<string>;
  /** Ids of facets; null: by the rule. */
  chosenAdvice: JSONColumnType<string[]> | null;
  /** When the result is discussed; both or neither. */
  meetingFrom: Date | null;
  meetingUntil: Date | null;
  meetingPlace: Generated<string>;
  /** The round after whose closing this one was planned by itself. */
  followsId: string | null;
}

interface AgreementTable {
  id: Generated<string>;
  networkId: string;
  roundId: string;
  facet: string;
  what: string;
  who: string;
  /** A day, as YYYY-MM-DD. */
  byWhen: ColumnType<string, string, string>;
  doneAt: Date | null;
  note: Generated<string>;
  revision: Generated<number>;
  createdAt: Generated<Date>;
  /** The partner that sees to it; null: somebody else, named in `who`. */
  ownerId: string | null;
  /** What the owner says of it, when, and which person typed that. */
  standing: Generated<string>;
  stoodAt: Date | null;
  stoodBy: string | null;
  remindedAt: Date | null;
}

interface AgreementLinkTable {
  id: Generated<string>;
  agreementId: string;
  personId: string;
  seed: Buffer;
  tokenHash: Buffer;
  createdAt: Generated<Date>;
}

interface ChoosingTable {
  roundId: string;
  facets: JSONColumnType<ChoosableFacet[]>;
  openedAt: Generated<Date>;
  endsAt: Date;
  closedAt: Date | null;
  /** What may be shown of the votes, made once at the closing. */
  outcome: JSONColumnType<ChoosingOutcome> | null;
}

interface BallotTable {
  id: Generated<string>;
  invitationId: string;
  seed: Buffer;
  tokenHash: Buffer;
  expiresAt: Generated<Date>;
}

interface VoteTable {
  ballotId: string;
  facet: string;
}

interface LocalRecommendationTable {
  id: Generated<string>;
  networkId: string;
  facet: string;
  class: FacetClass | null;
  action: string;
  text: Generated<string>;
  who: Generated<string>;
  firstStep: Generated<string>;
  revision: Generated<number>;
  archivedAt: Date | null;
}

interface ReminderTable {
  roundId: string;
  /** A day, as YYYY-MM-DD. */
  sendOn: ColumnType<string, string, string>;
  sentAt: Date | null;
}

interface RoundPartnerTable {
  roundId: string;
  partnerId: string;
  code: string;
  name: string;
  kind: string | null;
  size: number | null;
}

interface InvitationTable {
  id: Generated<string>;
  roundId: string;
  partnerId: string;
  person: Generated<string>;
  personId: string | null;
  tokenHash: Buffer;
  /** Of the code on its letter; null: there is none. */
  codeHash: Generated<Buffer | null>;
  seed: Buffer | null;
  createdAt: Generated<Date>;
  revokedAt: Date | null;
  language: Language | null;
  /** When the answers were sent. */
  submittedAt: Date | null;
  receipt: string | null;
  /** The holder whose answers count. */
  sentBy: string | null;
  consentsWithdrawnAt: Date | null;
  /** Somebody pressed on 'begin' behind a link of it. */
  opened: Generated<boolean>;
}

interface ContactProposalTable {
  invitationId: string;
  /** The colleague; both empty: it is only said that this is not the right person. */
  name: string;
  email: string;
}

interface HolderTable {
  id: Generated<string>;
  invitationId: string;
  /** Where its link was mailed; null: a browser with a key. */
  address: string | null;
  seed: Buffer | null;
  tokenHash: Buffer;
  createdAt: Generated<Date>;
}

interface AnswerPageTable {
  invitationId: string;
  holderId: string;
  page: string;
  content: JSONColumnType<PageContent>;
  revision: number;
  view: string;
  savedAt: Generated<Date>;
}

/** A view: the pages that were sent. */
interface SentPageView {
  invitationId: ColumnType<string, never, never>;
  page: ColumnType<string, never, never>;
  content: ColumnType<PageContent, never, never>;
}

interface ShareTable {
  id: Generated<string>;
  roundId: string;
  scope: 'overview' | 'factsheet' | 'partner' | 'social-map';
  partnerId: string | null;
  tokenHash: Buffer;
  seed: Buffer | null;
  createdAt: Generated<Date>;
  revokedAt: Date | null;
  /** After it the link is as one that never was. */
  expiresAt: Generated<Date>;
}

interface AttemptCountTable {
  kind: string;
  subject: Buffer;
  count: number;
  endsAt: Date;
}

interface SentFormTable {
  key: Buffer;
  outcome: Generated<string>;
  sentAt: Generated<Date>;
}

interface OperatorKeyTable {
  keyHash: Buffer;
  createdAt: Generated<Date>;
}

interface AccountTable {
  id: Generated<string>;
  email: string;
  name: string;
  role: Role;
  municipalityId: string | null;
  language: Generated<Language>;
  passwordHash: string | null;
  oidcSubject: string | null;
  revision: Generated<number>;
  createdAt: Generated<Date>;
  disabledAt: Date | null;
  /** Who gave the role. */
  roleFrom: Generated<'desk' | 'provider'>;
  closedByProvider: Generated<boolean>;
  /** What addresses are compared by (`foldMailAddress`). */
  emailFolded: string;
}

interface AccountNetworkTable {
  accountId: string;
  networkId: string;
}

interface SignInLinkTable {
  id: Generated<string>;
  accountId: string | null;
  purpose: 'first' | 'invite' | 'sign-in';
  seed: Buffer;
  tokenHash: Buffer;
  createdAt: Generated<Date>;
  expiresAt: Date;
  usedAt: Date | null;
}

interface SessionTable {
  tokenHash: Buffer;
  accountId: string;
  csrfSecret: string;
  createdAt: Generated<Date>;
  usedAt: Generated<Date>;
  expiresAt: Date;
  id: Generated<string>;
  /** Half signed in, and for what. */
  waitsFor: SecondStepWait | null;
  newPasswordHash: string | null;
  confirmedAt: Generated<Date>;
  address: Generated<string>;
  browser: Generated<string>;
}

/** What is still to be done before somebody is in: take the second step, or set one up. */
export type SecondStepWait = 'second-step' | 'set-up';

interface SecondFactorTable {
  id: Generated<string>;
  accountId: string;
  kind: 'app' | 'passkey';
  secret: Buffer;
  credentialId: string | null;
  /** A bigint. */
  counter: Generated<string>;
  createdAt: Generated<Date>;
  usedAt: Date | null;
}

interface RecoveryCodeTable {
  accountId: string;
  codeHash: Buffer;
}

interface MailTable {
  id: Generated<string>;
  kind: MailKind;
  networkId: string | null;
  roundId: string | null;
  invitationId: string | null;
  personId: string | null;
  accountId: string | null;
  signInLinkId: string | null;
  dataLinkId: string | null;
  shareId: string | null;
  ballotId: string | null;
  agreementLinkId: string | null;
  recipient: string | null;
  language: Language;
  messageId: string;
  state: Generated<'waiting' | 'sent' | 'failed' | 'skipped'>;
  reason: string | null;
  reply: string | null;
  createdAt: Generated<Date>;
  sentAt: Date | null;
  /** Of a digest: from when on it tells. */
  tellsFrom: ColumnType<Date | null, Date | null | undefined, Date | null>;
  /** When it came back; null: it did not. */
  returnedAt: ColumnType<Date | null, Date | null | undefined, Date | null>;
}

/** Who wants a mail a day about the rounds of a network. */
interface DigestTable {
  id: Generated<string>;
  accountId: string;
  networkId: string;
  toldUntil: Generated<Date>;
}

interface DataLinkTable {
  id: Generated<string>;
  personId: string;
  seed: Buffer;
  tokenHash: Buffer;
  createdAt: Generated<Date>;
  expiresAt: Date;
}

interface PrintedDocumentTable {
  roundId: string;
  kind: 'factsheet' | 'mirror' | 'coordinator-copy';
  /** Null: the factsheet. */
  partnerId: string | null;
  language: Language;
  pdf: Buffer;
  pageHash: Buffer;
  printedAt: Date;
}

interface ResearchBundleTable {
  networkId: string;
  /** Null: all rounds of the network that were released. */
  roundId: string | null;
  stepsDone: number;
  steps: number;
  /** Null until it is ready. */
  zip: Buffer | null;
  fingerprint: Buffer | null;
  madeAt: Date;
}

interface AuditTable {
  id: Generated<string>;
  at: Generated<Date>;
  actor: 'account' | 'key' | 'shell' | 'job' | 'visitor';
  accountId: string | null;
  action: string;
  municipalityId: string | null;
  networkId: string | null;
  roundId: string | null;
  thingId: string | null;
  note: Generated<string>;
  /** The address from which somebody came, for six months. */
  origin: string | null;
  /** Why it was refused; null: it was done. */
  refusal: string | null;
  /** Its place in the chain, which the database gives when the transaction ends. */
  position: Generated<string | null>;
  previous: Generated<Buffer | null>;
  hash: Generated<Buffer | null>;
  noteSalt: Generated<string | null>;
  noteHash: Generated<Buffer | null>;
  originSalt: Generated<string | null>;
  originHash: Generated<Buffer | null>;
  erasedPersonId: Generated<string | null>;
}

/** Where the chain of the log begins and ends. */
interface LogChainTable {
  name: 'anchor' | 'head';
  position: string;
  hash: Buffer;
}

interface ProfileTable {
  partnerId: string;
  content: JSONColumnType<Profile>;
  revision: Generated<number>;
  view: string;
  updatedAt: Generated<Date>;
  hiddenAt: Date | null;
}

export interface Schema {
  digest: DigestTable;
  municipality: MunicipalityTable;
  looks: LooksTable;
  municipalityTexts: MunicipalityTextsTable;
  network: NetworkTable;
  partner: PartnerTable;
  round: RoundTable;
  roundPartner: RoundPartnerTable;
  invitation: InvitationTable;
  contactProposal: ContactProposalTable;
  holder: HolderTable;
  answerPage: AnswerPageTable;
  sentPage: SentPageView;
  share: ShareTable;
  operatorKey: OperatorKeyTable;
  person: PersonTable;
  partnerMerge: PartnerMergeTable;
  reminder: ReminderTable;
  account: AccountTable;
  accountNetwork: AccountNetworkTable;
  signInLink: SignInLinkTable;
  session: SessionTable;
  secondFactor: SecondFactorTable;
  recoveryCode: RecoveryCodeTable;
  attemptCount: AttemptCountTable;
  sentForm: SentFormTable;
  mail: MailTable;
  dataLink: DataLinkTable;
  printedDocument: PrintedDocumentTable;
  researchBundle: ResearchBundleTable;
  audit: AuditTable;
  logChain: LogChainTable;
  agreement: AgreementTable;
  agreementLink: AgreementLinkTable;
  choosing: ChoosingTable;
  ballot: BallotTable;
  vote: VoteTable;
  localRecommendation: LocalRecommendationTable;
  profile: ProfileTable;
}

export type Database = Kysely<Schema>;

/** Kysely on a pool that somebody else owns and ends: never call `destroy()` on it. */
export function borrowPool(pool: Pool): Database {
  const isServer = pool.options.connectionString !== undefined;
  return new Kysely<Schema>({
    dialect: new PostgresDialect({ pool: isServer ? prepareStatements(pool) : pool }),
    // What is stored as JSON keeps its keys: they are ids of somebody's instrument.
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}
