/**
 * What a network says about privacy, in the coordinator's words: the start page of the questionnaire shows it. A round
 * keeps the words of the day on which it opened.
 */
import { sql } from 'kysely';
import type { Database, LegalGround, PrivacyTexts } from '../database/schema.ts';
import { checkText, tidyText } from '../text/check-text.ts';
import { type Problem, refuseProblems } from '../text/problems.ts';
import { notFound, Refusal } from '../text/refusal.ts';

export const legalGrounds = [
  'public-task',
  'consent',
  'legitimate-interests',
  'legal-obligation',
  'contract',
  'vital-interests',
] as const satisfies readonly LegalGround[];

/** What a start page can't do without; the words about the ground are an extra. */
const needed = ['controller', 'purpose', 'legalGround', 'contact'] as const;
export type MissingPrivacy = (typeof needed)[number];

export interface PrivacyOfNetwork extends PrivacyTexts {
  /** Goes up with each change of the network. */
  revision: number;
}

/** The texts as somebody typed them. */
export type TypedPrivacy = Record<Exclude<keyof PrivacyTexts, 'legalGround' | 'keepMonths'>, string> & {
  legalGround: string;
  keepMonths: string;
};

/** Words on the start page stay short enough for a page that opens at once on a phone. */
const limits = { controller: 200, purpose: 500, legalBasis: 500, contact: 300 } as const;

/** The texts of a network today; refuses one that does not exist. */
export async function findPrivacy(db: Database, networkId: string): Promise<PrivacyOfNetwork> {
  const row = await selectPrivacy(db)
    .select('network.revision')
    .where('network.id', '=', networkId)
    .executeTakeFirst();
  if (!row) throw notFound();
  return row;
}

/** The texts that respondents of a round see: those of its opening, and of today where those were empty. */
export async function findRoundPrivacy(db: Database, roundId: string): Promise<PrivacyTexts> {
  const { kept, ...today } = await selectPrivacy(db)
    .innerJoin('round', 'round.networkId', 'network.id')
    .select('round.privacy as kept')
    .where('round.id', '=', roundId)
    .executeTakeFirstOrThrow();
  const words = Object.entries(kept ?? {}).filter(([, text]) => text !== '');
  return { ...today, ...Object.fromEntries(words) };
}

/** What is still empty, in the order of the form. */
export function listMissing(texts: PrivacyTexts): MissingPrivacy[] {
  return needed.filter((name) => texts[name] === '');
}

/** What is still empty in the texts of a network. */
export async function listMissingPrivacy(db: Database, networkId: string): Promise<MissingPrivacy[]> {
  return listMissing(await findPrivacy(db, networkId));
}

/** Checks and stores the texts. Refuses all that is wrong at once, and a change that somebody else came before. */
export async function changePrivacy(
  db: Database,
  networkId: string,
  typed: TypedPrivacy,
  revision: number,
): Promise<void> {
  const texts = {
    controller: tidyText(typed.controller),
    purpose: tidyText(typed.purpose),
    legalBasis: tidyText(typed.legalBasis),
    contact: tidyText(typed.contact),
  };
  const problems: Problem[] = [
    ...checkWords('controller', texts.controller),
    ...checkWords('purpose', texts.purpose),
    ...checkWords('legalBasis', texts.legalBasis),
    ...checkWords('contact', texts.contact),
  ];
  const keepMonths = /^\d{1,3}$/.test(typed.keepMonths.trim()) ? Number(typed.keepMonths) : 0;
  if (keepMonths < 1 || keepMonths > 120) problems.push({ where: 'keepMonths', code: 'notMonths' });
  const ground = legalGrounds.find((name) => name === typed.legalGround);
  if (ground === undefined && typed.legalGround !== '') {
    problems.push({ where: 'legalGround', code: 'notALegalGround' });
  }
  if (problems.length > 0) throw refuseProblems(problems);
  const changed = await db
    .updateTable('network')
    .set({ ...texts, legalGround: ground ?? '', keepMonths, revision: sql`revision + 1` })
    .where('id', '=', networkId)
    .where('revision', '=', revision)
    .returning('id')
    .executeTakeFirst();
  if (!changed) throw new Refusal(409, 'changedMeanwhile');
}

function checkWords(where: keyof typeof limits, text: string): Problem[] {
  return checkText(where, text, { most: limits[where], optional: true });
}

function selectPrivacy(db: Database) {
  return db
    .selectFrom('network')
    .select([
      'network.controller',
      'network.purpose',
      'network.legalGround',
      'network.legalBasis',
      'network.contact',
      'network.keepMonths',
    ]);
}
