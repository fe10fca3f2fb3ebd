/** The last slide: up to three points to choose from, those that the factsheet gives advice about, with one idea each. */
import type { FacetFigures } from '../../scoring/scores.ts';
import { chooseAdvice } from '../advice/choose-advice.ts';
import { listAdvice } from '../advice/list-advice.ts';
import { describeClass } from '../figures/describe-figures.ts';
import type { FactsheetInput } from '../figures/factsheet-input.ts';
import { formatsOf } from '../words/format-figures.ts';
import { shortenName } from '../words/shorten-name.ts';
import type { Slide } from './slides.ts';
import { slideTexts } from './texts.ts';

/** What a coordinator typed may be longer than a slide has room for; the notes have all of it. */
const lengths = { about: 110, action: 110, who: 80, firstStep: 170 };

/** Undefined when there is nothing to choose. */
export function describeChoices(input: FactsheetInput): Slide | undefined {
  const t = slideTexts(input.language);
  const chosen = chooseAdvice(input);
  if (chosen.length === 0) return undefined;
  const advice = listAdvice(
    input,
    chosen.map(({ id }) => id),
  );
  return {
    name: 'choices',
    title: t(`slides.choices.${chosen.every((facet) => facet.class === 'strong') ? 'keep' : 'title'}`, {
      count: chosen.length,
    }),
    blocks: [
      {
        kind: 'choices',
        choices: advice.map(({ about, recommendations: [idea] }, i) => ({
          about: shortenName(about, lengths.about),
          verdict: describeVerdict(chosen[i]!, input),
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

function describeVerdict(score: FacetFigures, { language }: FactsheetInput): string {
  const { capital, index } = formatsOf(language);
  return slideTexts(language)('slides.choices.verdict', {
    verdict: capital(describeClass(score, language)),
    score: index(score.index),
  });
}
