/**
 * What a network says about privacy, in the coordinator's words: the start page of the questionnaire shows it. A round
 * keeps the words of the day on which it opened.
 */
import type { Database, LegalGround, NetworkTexts, PrivacyTexts } from '../database/schema.ts';
import { neededInPrivacy } from '../text/needed-in-privacy.ts';
import { notFound } from '../text/refusal.ts';

export const legalGrounds = [
  'public-task',
  'consent',
  'legitimate-interests',
  'legal-obligation',
  'contract',
  'vital-interests',
] as const satisfies readonly LegalGround[];

export type MissingPrivacy = (typeof neededInPrivacy)[number];

export interface TextsOfNetwork extends NetworkTexts {
  /** Goes up with each change of the network. */
  revision: number;
  /** They are not those of the municipality. */
  ownTexts: boolean;
  municipalityId: string;
}

/** The texts of a network today; refuses one that does not exist. */
export async function findPrivacy(db: Database, networkId: string): Promise<PrivacyTexts> {
  const row = await selectPrivacy(db).where('network.id', '=', networkId).executeTakeFirst();
  if (!row) throw notFound();
  return row;
}

/** All that a network says for itself, as its page shows it; refuses one that does not exist. */
export async function findTexts(db: Database, networkId: string): Promise<TextsOfNetwork> {
  const row = await selectPrivacy(db)
    .select(['network.sender', 'network.revision', 'network.ownTexts', 'network.municipalityId'])
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
  return neededInPrivacy.filter((name) => texts[name] === '');
}

/** What is still empty in the texts of a network. */
export async function listMissingPrivacy(db: Database, networkId: string): Promise<MissingPrivacy[]> {
  return listMissing(await findPrivacy(db, networkId));
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
