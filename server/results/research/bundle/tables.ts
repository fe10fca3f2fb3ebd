/**
 * The tables of a bundle. Each says what its columns are; the codebook, the descriptions for programs and the syntax of SPSS all
 * follow from that, so that none of them can say something else.
 */
import { contactQuestions } from '../../../../survey/answers.ts';
import { findConditionCutoffs, findCutoffs, type Instrument } from '../../../../survey/instrument.ts';
import type { Language } from '../../../../survey/texts.ts';
import { dutchDay } from '../../../text/days.ts';
import type { Table } from '../../../web/write-csv.ts';
import type { ResearchRound } from '../research-data.ts';
import {
  type Column,
  codes,
  codeTexts,
  listConditions,
  listStatements,
  listSteps,
  writeAnswer,
} from './columns.ts';

export type Words = Record<Language, string>;

export interface Value {
  value: number | string;
  text: Words;
}

export interface Field {
  name: string;
  type: 'string' | 'integer' | 'number';
  measure: 'nominal' | 'ordinal' | 'scale';
  label: Words;
  values?: readonly Value[];
  missing?: readonly Value[];
  /** The question behind it. */
  column?: Column;
}

export interface BundleTable {
  /** Its file is this with `.csv`. */
  name: string;
  label: Words;
  fields: readonly Field[];
  rows: readonly (readonly (string | number)[])[];
}

/** As it is written. */
export function toTable({ fields, rows }: BundleTable): Table {
  return { header: fields.map(({ name }) => name), rows };
}

export const text = (name: string, nl: string, en: string): Field => ({
  name,
  type: 'string',
  measure: 'nominal',
  label: { nl, en },
});
export const whole = (name: string, nl: string, en: string): Field => ({
  name,
  type: 'integer',
  measure: 'scale',
  label: { nl, en },
});
export const figure = (name: string, nl: string, en: string): Field => ({
  name,
  type: 'number',
  measure: 'scale',
  label: { nl, en },
});

export const roundField: Field = {
  ...whole('round', 'Nummer van de meting in dit netwerk', 'Number of the round in this network'),
  measure: 'ordinal',
};
const partner = text('partner', 'Code van de partner', 'Code of the partner');
const respondent = text('respondent', 'Code van de persoon', 'Code of the person');

const notAnswered: Value[] = (['notAsked', 'unknown', 'open'] as const).map((name) => ({
  value: codes[name],
  text: codeTexts[name],
}));

function toField(column: Column): Field {
  return {
    name: column.name,
    type: 'integer',
    measure: 'ordinal',
    label: column.text,
    values: listSteps(column.scale),
    missing: notAnswered,
    column,
  };
}

/** The rounds, with what a program needs to know of each. */
export function tabulateRounds(rounds: readonly ResearchRound[]): BundleTable {
  return {
    name: 'rounds',
    label: { nl: 'Metingen', en: 'Rounds' },
    fields: [
      roundField,
      text('name', 'Naam van de meting', 'Name of the round'),
      text('closed_on', 'Gesloten op', 'Closed on'),
      text('instrument', 'Vragenlijst', 'Instrument'),
      text('version', 'Versie van de vragenlijst', 'Version of the instrument'),
      text('hash', 'SHA-256 van de vragenlijst', 'SHA-256 of the instrument'),
      figure('weak', 'Zwak onder dit gemiddelde', 'Weak below this mean'),
      figure('strong', 'Sterk vanaf dit gemiddelde', 'Strong from this mean on'),
      figure('hindering', 'Omstandigheid hindert tot en met', 'A condition hinders up to'),
      figure('helping', 'Omstandigheid helpt vanaf', 'A condition helps from'),
      whole('partners', 'Partners in de meting', 'Partners in the round'),
      whole('partners_here', 'Partners in dit bestand', 'Partners in this file'),
      whole('respondents_here', 'Mensen in dit bestand', 'People in this file'),
      whole('contacts_here', 'Partners met contacten in dit bestand', 'Partners with contacts in this file'),
    ],
    rows: rounds.map((one) => [
      one.number,
      one.name,
      dutchDay(one.closedAt),
      one.instrument.id,
      String(one.instrument.version),
      one.hash,
      ...listCutoffs(one.instrument),
      one.partnersInRound,
      one.partners.length,
      one.respondents.length,
      one.contactPartners.length,
    ]),
  };
}

function listCutoffs(instrument: Instrument): (number | string)[] {
  const { weak, strong } = findCutoffs(instrument);
  if (!instrument.conditions) return [weak, strong, '', ''];
  const { hindering, helping } = findConditionCutoffs(instrument.conditions);
  return [weak, strong, hindering, helping];
}

/** A row for each person in each round. */
export function tabulateResponses(rounds: readonly ResearchRound[]): BundleTable {
  return tabulateAnswers(rounds, listStatements(rounds), 'answers', {
    name: 'responses',
    label: { nl: 'Antwoorden op de stellingen', en: 'Answers to the statements' },
  });
}

/** The same for what lies around the network. */
export function tabulateConditions(rounds: readonly ResearchRound[]): BundleTable {
  return tabulateAnswers(rounds, listConditions(rounds), 'conditions', {
    name: 'conditions',
    label: { nl: 'Wat helpt en wat in de weg staat', en: 'What helps and what gets in the way' },
  });
}

function tabulateAnswers(
  rounds: readonly ResearchRound[],
  columns: readonly Column[],
  part: 'answers' | 'conditions',
  { name, label }: Pick<BundleTable, 'name' | 'label'>,
): BundleTable {
  return {
    name,
    label,
    fields: [roundField, respondent, partner, ...columns.map(toField)],
    rows: rounds.flatMap(({ number, respondents }) =>
      respondents.map((one) => [
        number,
        one.id,
        one.partner,
        ...columns.map((column) => writeAnswer(one[part], column, number)),
      ]),
    ),
  };
}

/** A row for each partner in each round. */
export function tabulatePartners(rounds: readonly ResearchRound[]): BundleTable {
  return {
    name: 'partners',
    label: { nl: 'Partners', en: 'Partners' },
    fields: [
      roundField,
      partner,
      text(
        'kind',
        'Soort partner; leeg: minder dan 5 delen het',
        'Kind of partner; empty: fewer than 5 share it',
      ),
      text(
        'size_class',
        'Grootte in mensen; leeg: minder dan 5 delen het',
        'Size in people; empty: fewer than 5 share it',
      ),
      whole('respondents', 'Mensen in dit bestand', 'People in this file'),
      {
        ...whole('has_contacts', 'Staan de contacten in ties.csv?', 'Are its contacts in ties.csv?'),
        measure: 'nominal',
        values: [
          { value: 0, text: { nl: 'nee', en: 'no' } },
          { value: 1, text: { nl: 'ja', en: 'yes' } },
        ],
      },
    ],
    rows: rounds.flatMap((round) =>
      round.partners.map(({ code, kind, sizeClass }) => [
        round.number,
        code,
        kind ?? '',
        sizeClass ?? '',
        round.respondents.filter((one) => one.partner === code).length,
        round.contactPartners.includes(code) ? 1 : 0,
      ]),
    ),
  };
}

/** A row for each partner that a person knows, where both partners allow it. */
export function tabulateTies(rounds: readonly ResearchRound[]): BundleTable {
  const { contacts } = rounds.at(-1)!.instrument;
  return {
    name: 'ties',
    label: { nl: 'Contacten tussen partners', en: 'Contacts between partners' },
    fields: [
      roundField,
      respondent,
      text('from_partner', 'Partner van deze persoon', 'Partner of this person'),
      text('to_partner', 'Partner waarover het gaat', 'Partner that it is about'),
      ...contactQuestions.map(
        (name): Field => ({
          name,
          type: 'integer',
          measure: 'ordinal',
          label: contacts?.[name].question ?? { nl: name, en: name },
          values: (contacts?.[name].options ?? []).map((option, value) => ({ value, text: option })),
          missing: notAnswered.filter(({ value }) => value === codes.open),
        }),
      ),
    ],
    rows: rounds.flatMap(({ number, ties }) =>
      ties.map((tie) => [
        number,
        tie.respondent,
        tie.from,
        tie.to,
        ...contactQuestions.map((name) => tie[name] ?? codes.open),
      ]),
    ),
  };
}
