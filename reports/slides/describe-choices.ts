/**
 * The last slide: three points to choose from, with one idea each. They are those that the coordinator chose, or else the
 * weakest, the clear ones first; a network without weak points chooses from its points of attention, and one in which all is
 * strong what to hold on to.
 */
import { isWithheld } from '../../scoring/figure.ts';
import type { FacetFigures } from '../../scoring/scores.ts';
import { listAdvice } from '../advice/list-advice.ts';
import { describeClass } from '../figures/describe-figures.ts';
import type { FactsheetInput } from '../figures/factsheet-input.ts';
import { formatsOf } from '../words/format-figures.ts';
import { shortenName } from '../words/shorten-name.ts';
import type { Slide } from './slides.ts';
import { slideTexts } from './texts.ts';

const maxChoices = 3;
/** What a coordinator typed may be longer than a slide has room for; the notes have all of it. */
const lengths = { about: 110, action: 110, who: 80, firstStep: 170 };

interface Ranked {
  id: string;
  score: FacetFigures;
}

/** Undefined when there is nothing to choose. */
export function describeChoices(input: FactsheetInput): Slide | undefined {
  const t = slideTexts(input.language);
  const chosen = choosePoints(input);
  if (chosen.length === 0) return undefined;
  const advice = listAdvice(
    input,
    chosen.map(({ id }) => id),
  );
  return {
    name: 'choices',
    title: t(`slides.choices.${chosen.every(({ score }) => score.class === 'strong') ? 'keep' : 'title'}`, {
      count: chosen.length,
    }),
    blocks: [
      {
        kind: 'choices',
        choices: advice.map(({ about, recommendations: [idea] }, i) => ({
          about: shortenName(about, lengths.about),
          verdict: describeVerdict(chosen[i]!.score, input),
          action: shortenName(idea!.action, lengths.action),
          firstStep: shortenName(idea!.firstStep, lengths.firstStep),
          who: shortenName(idea!.who, lengths.who),
        })),
      },
      { kind: 'text', look: 'plain', text: t('slides.choices.agree') },
    ],
    notes: [
      t('slides.choices.notes.talk'),
      ...advice.map(({ about, recommendations: [idea] }) => `${about}. ${idea!.action} ${idea!.text}`),
      t('slides.choices.notes.close'),
    ],
  };
}

/** Those that the coordinator chose, if they may be shown; else by the rule. */
function choosePoints({ scores, instrument, chosenAdvice }: FactsheetInput): Ranked[] {
  // In the order of the instrument, which decides between equals.
  const shown = instrument.concepts
    .flatMap(({ facets }) => facets)
    .flatMap(({ id }): Ranked[] => {
      const score = scores.facets.find((facet) => facet.id === id);
      return score && !isWithheld(score) ? [{ id, score }] : [];
    });
  const chosen = (chosenAdvice ?? []).flatMap((id) => shown.find((one) => one.id === id) ?? []);
  if (chosen.length > 0) return chosen.slice(0, maxChoices);
  const [weak, attention, strong] = [['weak', 'unequal'], ['attention'], ['strong']].map((classes) =>
    rank(shown, classes),
  ) as [Ranked[], Ranked[], Ranked[]];
  return [weak, attention, strong.reverse()].find((list) => list.length > 0)?.slice(0, maxChoices) ?? [];
}

function rank(shown: readonly Ranked[], classes: readonly string[]): Ranked[] {
  const doubt = ({ score }: Ranked) => (score.certainty === 'clear' ? 0 : 1);
  return shown
    .filter(({ score }) => classes.includes(score.class))
    .sort((a, b) => doubt(a) - doubt(b) || a.score.index - b.score.index);
}

function describeVerdict(score: FacetFigures, { language }: FactsheetInput): string {
  const { capital, index } = formatsOf(language);
  return slideTexts(language)('slides.choices.verdict', {
    verdict: capital(describeClass(score, language)),
    score: index(score.index),
  });
}
