/** The personal link of an invitation, made again for whoever hands it over: on a page of the desk and on a letter. */
import { sql } from 'kysely';
import type { Language } from '../../../survey/texts.ts';
import type { Database } from '../../database/schema.ts';
import { notFound } from '../../text/refusal.ts';
import { deriveToken } from '../../web/link-key.ts';
import { hashToken } from '../../web/token.ts';
import { deriveCode, hashCode } from './letter-code.ts';

export interface Letter {
  invitationId: string;
  partner: string;
  /** May be empty. */
  person: string;
  language: Language;
  /** Undefined: this link can't be made again, so the person needs a new one. */
  token: string | undefined;
  /** To be typed instead; undefined: it opens nothing. */
  code: string | undefined;
}

/** paper: who can't be mailed. unanswered: everybody who has not answered. */
export type LetterAudience = 'paper' | 'unanswered';

/**
 * The token of an invitation. Undefined when there is no seed (it was made by the API or the shell), or when the
 * installation has another key by now: the token would open nothing.
 */
function findToken(
  linkKey: string,
  { seed, tokenHash }: { seed: Buffer | null; tokenHash: Buffer },
): string | undefined {
  if (!seed) return undefined;
  const token = deriveToken(linkKey, seed);
  return hashToken(token).equals(tokenHash) ? token : undefined;
}

/** One invitation with its token. */
export async function findLetter(db: Database, linkKey: string, invitationId: string) {
  const row = await selectLetters(db).where('invitation.id', '=', invitationId).executeTakeFirst();
  if (!row) throw notFound();
  const { revokedAt, submittedAt } = row;
  return { ...toLetter(row, linkKey), roundId: row.roundId, revoked: !!revokedAt, answered: !!submittedAt };
}

/** The letters of a round, by partner. Nobody who answered or was withdrawn gets one. */
export async function listLetters(
  db: Database,
  linkKey: string,
  roundId: string,
  audience: LetterAudience,
): Promise<Letter[]> {
  const rows = await selectLetters(db)
    .where('invitation.roundId', '=', roundId)
    .where('invitation.submittedAt', 'is', null)
    .where('invitation.revokedAt', 'is', null)
    .where(
      audience === 'unanswered'
        ? sql<boolean>`true`
        : sql<boolean>`(
            person.id IS NULL OR person.email IS NULL OR person.unsubscribed_at IS NOT NULL
            OR person.address_fails_at IS NOT NULL
          )`,
    )
    .execute();
  return rows
    .map((row) => toLetter(row, linkKey))
    .sort((a, b) => a.partner.localeCompare(b.partner, 'nl') || a.person.localeCompare(b.person, 'nl'));
}

/** The link behind a code from a letter; undefined when it opens nothing. */
export async function findTokenByCode(
  db: Database,
  linkKey: string,
  code: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('invitation')
    .select(['seed', 'tokenHash'])
    .where('codeHash', '=', hashCode(linkKey, code))
    .where('revokedAt', 'is', null)
    .executeTakeFirst();
  return row && findToken(linkKey, row);
}

/** Undefined when there is none: the invitation is older than codes are, or the installation has another key by now. */
function findCode(linkKey: string, row: { seed: Buffer | null; codeHash: Buffer | null }) {
  const code = row.seed && deriveCode(linkKey, row.seed);
  return code && row.codeHash && hashCode(linkKey, code).equals(row.codeHash) ? code : undefined;
}

function selectLetters(db: Database) {
  return db
    .selectFrom('invitation')
    .innerJoin('round', 'round.id', 'invitation.roundId')
    .innerJoin('roundPartner', (join) =>
      join
        .onRef('roundPartner.roundId', '=', 'invitation.roundId')
        .onRef('roundPartner.partnerId', '=', 'invitation.partnerId'),
    )
    .leftJoin('person', 'person.id', 'invitation.personId')
    .select([
      'invitation.id',
      'invitation.roundId',
      'invitation.seed',
      'invitation.tokenHash',
      'invitation.codeHash',
      'invitation.submittedAt',
      'invitation.revokedAt',
      'roundPartner.name as partner',
    ])
    .select(sql<string>`coalesce(nullif(person.name, ''), invitation.person)`.as('person'))
    .select(sql<Language>`coalesce(person.language, round.language)`.as('language'))
    .orderBy('invitation.id');
}

type LetterRow = Awaited<ReturnType<ReturnType<typeof selectLetters>['execute']>>[number];

function toLetter(row: LetterRow, linkKey: string): Letter {
  const { id, partner, person, language } = row;
  const [token, code] = [findToken(linkKey, row), findCode(linkKey, row)];
  return { invitationId: id, partner, person, language, token, code };
}
