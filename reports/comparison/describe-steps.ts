/** What demonstrably changed from one round to the next: the latest step from both sides, and every step in words. */
import { isWithheld } from '../../scoring/figure.ts';
import { describeChange, describeRules, findChange } from '../figures/describe-change.ts';
import type { FactsheetInput } from '../figures/factsheet-input.ts';
import { listParts } from '../figures/list-parts.ts';
import type { Look } from '../figures/verdict-looks.ts';
import { shortenName } from '../words/shorten-name.ts';
import { wordTexts } from '../words/texts.ts';
import type { YearsInput } from './comparison-input.ts';
import { findPrevious, nameRound } from './list-part-years.ts';
import { comparisonTexts } from './texts.ts';

/** What became of the network between two rounds. */
export interface Step {
  title: string;
  sentences: string[];
  notes: string[];
}

type Changed = Exclude<Look, 'same' | 'withheld'>;

/** One side of the latest step: what got better, or worse; the sure ones first. */
export interface ChangeSide {
  title: string;
  points: { name: string; sign: string; look: Changed; verdict: string }[];
  /** When there are none. */
  none: string;
}

/** One for each round but the first, the latest first. */
export function describeSteps({ rounds, language }: YearsInput): Step[] {
  const t = comparisonTexts(language);
  return rounds
    .slice(1)
    .map((now, place): Step => {
      const then = findPrevious(rounds, now);
      const from = nameRound(then ?? rounds[place]!);
      const title = t('comparison.step.title', { before: from, now: nameRound(now) });
      if (!then) return { title, sentences: [t('comparison.step.none')], notes: [] };
      const { change } = now.scores;
      const view = describeChange(now)!;
      const versions =
        change && !isWithheld(change) && change.since.hash !== now.scores.instrument.hash
          ? [
              wordTexts(language)('words.change.otherVersion', {
                count: change.sharedItems,
                earlier: change.since.version,
                now: now.scores.instrument.version,
              }),
            ]
          : [];
      const rules = change && !isWithheld(change) ? describeRules(now, change) : [];
      return { title, sentences: view.lead, notes: [...versions, ...rules, ...view.notes] };
    })
    .reverse();
}

/** Empty when nothing of the latest step may be shown, or nothing changed. */
export function describeSides({ rounds, language }: YearsInput): ChangeSide[] {
  const t = comparisonTexts(language);
  const list = (looks: readonly Changed[]) =>
    looks.flatMap((look) =>
      listLooks(rounds).flatMap(({ name, change }) =>
        change.look === look
          ? [
              {
                name: shortenName(name, 80),
                sign: change.sign,
                look,
                verdict: look === 'better' || look === 'worse' ? '' : t('comparison.years.perhaps'),
              },
            ]
          : [],
      ),
    );
  const sides = (['better', 'worse'] as const).map((look) => ({
    title: t(`comparison.years.sides.${look}.title`),
    points: list([look, `maybe-${look}`]),
    none: t(`comparison.years.sides.${look}.none`),
  }));
  return sides.some(({ points }) => points.length > 0) ? sides : [];
}

/** The last step in one or two sentences, from both sides. */
export function answerYears({ rounds, language }: YearsInput): string {
  const t = comparisonTexts(language);
  const now = rounds.at(-1);
  if (!now) return t('comparison.years.answer.none');
  if (rounds.every(({ scores }) => isWithheld(scores.coverage))) return t('comparison.years.answer.withheld');
  if (rounds.length === 1) return t('comparison.years.answer.one');
  const then = findPrevious(rounds, now);
  const words = { before: nameRound(then ?? rounds.at(-2)!), now: nameRound(now) };
  const looks = listLooks(rounds).map(({ change }) => change.look);
  const count = (...wanted: Look[]) => looks.filter((look) => wanted.includes(look)).length;
  const [better, worse, maybe] = [count('better'), count('worse'), count('maybe-better', 'maybe-worse')];
  const perhaps = maybe > 0 ? [t('comparison.years.answer.maybe', { count: maybe })] : [];
  const sure =
    better > 0 && worse > 0
      ? t('comparison.years.answer.both', { ...words, count: better, worse })
      : better > 0
        ? t('comparison.years.answer.better', { ...words, count: better })
        : worse > 0
          ? t('comparison.years.answer.worse', { ...words, count: worse })
          : t(`comparison.years.answer.${count('same') + maybe > 0 ? 'same' : 'unknown'}`, words);
  return [sure, ...perhaps].join(' ');
}

/** The facets of the latest round with what became of them. */
function listLooks(rounds: readonly FactsheetInput[]) {
  const now = rounds.at(-1)!;
  if (!findPrevious(rounds, now)) return [];
  return listParts(now).flatMap(({ id, isConcept, name }) => {
    const change = isConcept ? undefined : findChange(now, { id, isConcept });
    return change ? [{ name, change }] : [];
  });
}
