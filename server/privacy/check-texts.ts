/** What somebody typed about privacy and about who asks: how it is stored, or everything that is wrong with it. */
import type { NetworkTexts } from '../database/schema.ts';
import { checkText, tidyText } from '../text/check-text.ts';
import { type Problem, refuseProblems } from '../text/problems.ts';
import { legalGrounds } from './privacy.ts';

/** The texts as somebody typed them. */
export type TypedTexts = Record<keyof NetworkTexts, string>;

/** Words on the start page stay short enough for a page that opens at once on a phone. */
const limits = { controller: 200, purpose: 500, legalBasis: 500, contact: 300, sender: 200 } as const;

/** The texts as they are stored. Refuses all that is wrong at once. */
export function readTexts(typed: TypedTexts): NetworkTexts {
  const words = {
    controller: tidyText(typed.controller),
    purpose: tidyText(typed.purpose),
    legalBasis: tidyText(typed.legalBasis),
    contact: tidyText(typed.contact),
    sender: tidyText(typed.sender),
  };
  const problems: Problem[] = (Object.keys(limits) as (keyof typeof limits)[]).flatMap((name) =>
    checkText(name, words[name], { max: limits[name], optional: true }),
  );
  const keepMonths = /^\d{1,3}$/.test(typed.keepMonths.trim()) ? Number(typed.keepMonths) : 0;
  if (keepMonths < 1 || keepMonths > 120) problems.push({ where: 'keepMonths', code: 'notMonths' });
  const ground = legalGrounds.find((name) => name === typed.legalGround);
  if (ground === undefined && typed.legalGround !== '') {
    problems.push({ where: 'legalGround', code: 'notALegalGround' });
  }
  if (problems.length > 0) throw refuseProblems(problems);
  return { ...words, legalGround: ground ?? '', keepMonths };
}

/** Are these the texts of the municipality, with a term as long or longer? Who deletes sooner does so by own texts. */
export function areSameTexts(own: NetworkTexts, common: NetworkTexts): boolean {
  const { keepMonths, ...words } = common;
  const isSame = (Object.keys(words) as (keyof typeof words)[]).every((name) => own[name] === words[name]);
  return isSame && own.keepMonths >= keepMonths;
}
