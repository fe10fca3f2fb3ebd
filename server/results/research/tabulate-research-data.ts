/** The tables for research. Those of answers and partners are what `npm run -s score` reads. */
import { listItems } from '../../../scoring/answer-table.ts';
import type { Instrument, Item } from '../../../survey/instrument.ts';
import type { Language } from '../../../survey/texts.ts';
import type { Table } from '../../web/write-csv.ts';
import type { ResearchData } from './research-data.ts';

/** A row for each respondent: `respondent,partner`, then a column for each item in the order of the instrument. */
export function tabulateAnswers({ instrument, respondents }: ResearchData): Table {
  const items = listItems(instrument).map(({ id }) => id);
  const rows = respondents.map(({ id, partner, answers }) => [
    id,
    partner,
    ...items.map((item) => writeAnswer(answers[item])),
  ]);
  return { header: ['respondent', 'partner', ...items], rows };
}

/** `unknown` is 'weet ik niet', as in the form; an empty cell was left open. */
function writeAnswer(answer: number | null | undefined): number | string {
  return answer === null ? 'unknown' : (answer ?? '');
}

/** A row for each partner: `id,kind`. */
export function tabulatePartners({ partners }: ResearchData): Table {
  return { header: ['id', 'kind'], rows: partners.map(({ code, kind }) => [code, kind ?? '']) };
}

/** One column of the answers, explained. */
export interface CodebookRow {
  variable: string;
  concept: string;
  facet: string;
  text: Record<Language, string>;
  values: Record<Language, string>;
  reversed: boolean;
}

/** Every item in the order of the instrument. */
export function listCodebook(instrument: Instrument): CodebookRow[] {
  const { unknown } = instrument;
  const { min, max, labels } = instrument.scale;
  const explain = (language: Language) => {
    const steps = labels?.map((label, index) => `${min + index} = ${label[language]}`) ?? [`${min}-${max}`];
    return [...steps, ...(unknown ? [`unknown = ${unknown[language]}`] : [])].join('; ');
  };
  return instrument.concepts.flatMap((concept) =>
    concept.facets.flatMap((facet) =>
      facet.items.map((item) => ({
        variable: item.id,
        concept: concept.id,
        facet: facet.id,
        text: { nl: itemText(item, 'nl'), en: itemText(item, 'en') },
        values: { nl: explain('nl'), en: explain('en') },
        reversed: item.reversed === true,
      })),
    ),
  );
}

/** The codebook as a table. */
export function tabulateCodebook(instrument: Instrument): Table {
  const header = ['variable', 'concept', 'facet', 'text_nl', 'text_en', 'values_nl', 'values_en', 'reversed'];
  const rows = listCodebook(instrument).map((row) => [
    row.variable,
    row.concept,
    row.facet,
    row.text.nl,
    row.text.en,
    row.values.nl,
    row.values.en,
    row.reversed ? '1' : '0',
  ]);
  return { header, rows };
}

function itemText({ text }: Item, language: Language): string {
  return typeof text === 'string' ? text : (text?.[language] ?? '');
}
