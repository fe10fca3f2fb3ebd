/** Mirrors that must fit on two pages, whatever there is to say. */
import type { FactsheetInput } from '../../reports/figures/factsheet-input.ts';
import { renderMirror } from '../../reports/mirror/render-mirror.ts';
import type { Language } from '../../survey/texts.ts';
import { latestInstrument } from '../../survey/versions.ts';
import {
  type Answered,
  answerAlike,
  answerSixty,
  answerWeert,
  answerWeertAgain,
  makeInput,
  tie,
} from './factsheet-inputs.ts';

export function mirrorOf(answered: Answered, partner: string, changes: Partial<FactsheetInput> = {}): string {
  return renderMirror(makeInput(answered, changes, { kind: 'partner', partner }), partner);
}

const longName = 'Stichting voor Maatschappelijke Ondersteuning, Welzijn en Samenleven in de Streek '.repeat(
  3,
);

/** Everything at its longest: names, people who disagree on half of the parts, and a change on each theme. */
function answerAtLength(): Answered {
  const names = Array.from({ length: 60 }, (_none, i) => `${longName.slice(0, 190)} ${i + 1}`);
  const network = answerAlike(
    names,
    (i) => 1 + ((i * 3) % 5),
    names.slice(1, 31).map((_name, i) => tie(i + 2, 1)),
  );
  const facets = latestInstrument.concepts.flatMap((concept) => concept.facets);
  const { min, max } = latestInstrument.scale;
  const people = [0, 1, 2, 3].map((person) => ({
    respondent: `P1-${person}`,
    partner: 'P1',
    answers: Object.fromEntries(
      facets.flatMap(({ items }, place) => {
        const alike = [max, min, 3, 2][Math.floor(place / 4)]!;
        const score = place % 2 === 0 ? alike : person % 2 === 0 ? min : max;
        return items.map(({ id, reversed }) => [id, reversed ? min + max - score : score]);
      }),
    ),
  }));
  return {
    ...network,
    responses: [...network.responses.filter(({ partner }) => partner !== 'P1'), ...people],
    previous: { instrument: { ...latestInstrument, version: 'eerder' }, responses: network.responses },
  };
}

/** By what makes each of them hard. */
export const mirrorCases: Record<string, (language: Language) => string> = {
  'the Weert example, a year later, with one respondent': (language) =>
    mirrorOf(answerWeertAgain(), 'voedselbank', { language }),
  'the Weert example, with two respondents': (language) => mirrorOf(answerWeert(), 'gemeente', { language }),
  'sixty partners with long names': (language) => mirrorOf(answerSixty(), 'P7', { language }),
  'a network that is withheld': (language) =>
    mirrorOf(
      answerAlike(['Gemeente', 'Welzijn', 'School', 'Buurthuis', 'Zorg'], (i) => (i < 4 ? 2 : undefined)),
      'P1',
      { language, partnerName: 'Gemeente' },
    ),
  'everything at its longest': (language) =>
    mirrorOf(answerAtLength(), 'P1', {
      language,
      network: { name: longName.slice(0, 200), madeUp: true },
      previousRound: { name: longName.slice(0, 90), closedAt: '2025-09-30T22:30:00Z' },
    }),
};

/** What is kept as golden pages, by the name of the file. */
export const mirrorGoldenCases: Record<string, () => string> = {
  'partner-weert': () => mirrorCases['the Weert example, a year later, with one respondent']!('nl'),
  'partner-withheld-en': () => mirrorCases['a network that is withheld']!('en'),
};
