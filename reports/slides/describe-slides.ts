/**
 * The result of a round as eight to twelve slides, for everybody at once: the same figures and words as the factsheet of
 * the network, and nothing besides. Pure: the one description behind the page and the file to edit.
 */
import { isWithheld } from '../../scoring/figure.ts';
import { minimum } from '../../scoring/scores.ts';
import { describeAnswer, describeCoverage } from '../figures/describe-conclusion.ts';
import { describeHead } from '../figures/describe-round.ts';
import type { FactsheetInput } from '../figures/factsheet-input.ts';
import { shortenName } from '../words/shorten-name.ts';
import { wordTexts } from '../words/texts.ts';
import { describeAgreementsSlide } from './describe-agreements-slide.ts';
import { describeChangeSlide } from './describe-change-slide.ts';
import { describeParts, describeThemes } from './describe-charts.ts';
import { describeChoices } from './describe-choices.ts';
import { describeStrengths, describeWeaknesses } from './describe-findings.ts';
import { describeMapSlide } from './describe-map-slide.ts';
import { describeVotes } from './describe-votes.ts';
import type { Slide, SlidesInput } from './slides.ts';
import { slideTexts } from './texts.ts';

/** Below the minimum of partners there are two slides: the question, and why there is no result yet. */
export function describeSlides(input: SlidesInput): Slide[] {
  const answer = describeAnswerSlide(input);
  if (isWithheld(input.scores.coverage)) return [answer, describeWithheld(input)];
  return [
    answer,
    describeParticipants(input),
    describeMapSlide(input),
    describeThemes(input),
    describeParts(input),
    describeStrengths(input),
    describeWeaknesses(input),
    describeChangeSlide(input),
    describeAgreementsSlide(input),
    describeVotes(input),
    describeChoices(input),
  ].filter((slide) => slide !== undefined);
}

function describeAnswerSlide(input: FactsheetInput): Slide {
  const { language, network } = input;
  const t = slideTexts(language);
  const words = wordTexts(language);
  const { municipality, round, standing, sender } = describeHead(input, '', network.name);
  const name = shortenName(network.name, 120);
  const where = [
    words('words.municipality', { name: municipality }),
    words('words.round', { name: round }),
    standing,
  ];
  return {
    name: 'answer',
    title: name,
    blocks: [
      { kind: 'text', look: 'plain', text: where.join(' · ') },
      { kind: 'text', look: 'question', text: t('slides.answer.question') },
      { kind: 'text', look: 'lead', text: describeAnswer(input) },
      ...(network.madeUp
        ? [{ kind: 'text' as const, look: 'warning' as const, text: t('slides.answer.madeUp') }]
        : []),
    ],
    notes: [
      t('slides.answer.notes.welcome', { sender: shortenName(sender, 120) }),
      t('slides.answer.notes.mirror'),
      ...(network.madeUp ? [t('slides.answer.madeUp')] : []),
    ],
  };
}

function describeWithheld({ scores: { coverage }, language }: FactsheetInput): Slide {
  const t = slideTexts(language);
  const words = wordTexts(language);
  return {
    name: 'withheld',
    title: words('words.withheld.title'),
    blocks: [
      {
        kind: 'text',
        look: 'plain',
        text: `${words('words.withheld.text', { minimum })} ${words('words.withheld.network', { count: coverage.partners })}`,
      },
      {
        kind: 'bullets',
        items: [
          words('words.withheld.remind'),
          words('words.withheld.call'),
          words('words.withheld.invite'),
          words('words.withheld.extend'),
        ],
      },
    ],
    notes: [t('slides.withheld.notes')],
  };
}

function describeParticipants({ scores: { coverage }, instrument, language }: FactsheetInput): Slide {
  const t = slideTexts(language);
  // Without coverage nothing is described but why.
  if (isWithheld(coverage)) throw new Error('There is no coverage to describe.');
  const concepts = instrument.concepts.length;
  const items = instrument.concepts.flatMap(({ facets }) => facets.flatMap(({ items: own }) => own)).length;
  const isAll = coverage.answered === coverage.partners;
  return {
    name: 'participants',
    title: t('slides.participants.title'),
    blocks: [
      {
        kind: 'facts',
        facts: [
          {
            figure: wordTexts(language)('words.partners', {
              answered: coverage.answered,
              count: coverage.partners,
            }),
            label: t('slides.participants.partners'),
          },
          {
            figure: String(coverage.respondents),
            label: t('slides.participants.people', { count: coverage.respondents }),
          },
          { figure: String(items), label: t('slides.participants.items', { concepts }) },
        ],
      },
      { kind: 'text', look: 'lead', text: describeCoverage(coverage, language) },
      { kind: 'text', look: 'lead', text: t(`slides.participants.reading.${isAll ? 'all' : 'some'}`) },
    ],
    notes: [
      t('slides.participants.notes.equal'),
      t(`slides.participants.notes.${isAll ? 'all' : 'some'}`),
      t('slides.participants.notes.privacy', { minimum }),
    ],
  };
}
