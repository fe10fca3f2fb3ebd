/** A coordinator changes what a network says about privacy. A round that is open keeps the words of its opening. */
import { sql } from 'kysely';
import type { PrivacyTexts } from '../database/schema.ts';
import { type Acting, act } from '../log/act.ts';
import { checkText, tidyText } from '../text/check-text.ts';
import { type Problem, refuseProblems } from '../text/problems.ts';
import { Refusal } from '../text/refusal.ts';
import { legalGrounds } from './privacy.ts';

/** The texts as somebody typed them. */
export type TypedPrivacy = Record<Exclude<keyof PrivacyTexts, 'legalGround' | 'keepMonths'>, string> & {
  legalGround: string;
  keepMonths: string;
};

/** Words on the start page stay short enough for a page that opens at once on a phone. */
const limits = { controller: 200, purpose: 500, legalBasis: 500, contact: 300 } as const;

/** Checks and stores the texts. Refuses all that is wrong at once, and a change that somebody else came before. */
export function changePrivacy(
  acting: Acting,
  networkId: string,
  typed: TypedPrivacy,
  revision: number,
): Promise<void> {
  return act(acting, async (change) => {
    const texts = readPrivacy(typed);
    const changed = await change.db
      .updateTable('network')
      .set({ ...texts, revision: sql`revision + 1` })
      .where('id', '=', networkId)
      .where('revision', '=', revision)
      .returning('id')
      .executeTakeFirst();
    if (!changed) throw new Refusal(409, 'changedMeanwhile');
    await change.log({ action: 'privacy.changed', networkId, thingId: networkId });
  });
}

function readPrivacy(typed: TypedPrivacy): PrivacyTexts {
  const words = {
    controller: tidyText(typed.controller),
    purpose: tidyText(typed.purpose),
    legalBasis: tidyText(typed.legalBasis),
    contact: tidyText(typed.contact),
  };
  const problems: Problem[] = [
    ...checkWords('controller', words.controller),
    ...checkWords('purpose', words.purpose),
    ...checkWords('legalBasis', words.legalBasis),
    ...checkWords('contact', words.contact),
  ];
  const keepMonths = /^\d{1,3}$/.test(typed.keepMonths.trim()) ? Number(typed.keepMonths) : 0;
  if (keepMonths < 1 || keepMonths > 120) problems.push({ where: 'keepMonths', code: 'notMonths' });
  const ground = legalGrounds.find((name) => name === typed.legalGround);
  if (ground === undefined && typed.legalGround !== '') {
    problems.push({ where: 'legalGround', code: 'notALegalGround' });
  }
  if (problems.length > 0) throw refuseProblems(problems);
  return { ...words, legalGround: ground ?? '', keepMonths };
}

function checkWords(where: keyof typeof limits, text: string): Problem[] {
  return checkText(where, text, { max: limits[where], optional: true });
}
