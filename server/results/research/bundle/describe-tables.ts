/** The tables described for programs: a codebook as CSV, a data package (Frictionless, version 1) and DataCite's fields. */
import type { Language } from '../../../../survey/texts.ts';
import { dutchDay } from '../../../text/days.ts';
import type { ResearchRound } from '../research-data.ts';
import { type BundleTable, type Field, text, type Value } from './tables.ts';

/** What the files are about. */
export interface About {
  network: string;
  municipality: string;
  /** One round, or all that were released. */
  rounds: readonly ResearchRound[];
  language: Language;
  madeUp: boolean;
}

export function titleOf({ network, municipality, rounds }: About): Record<Language, string> {
  const names = rounds.map(({ name }) => name).join(', ');
  return {
    nl: `Samenwerking in het netwerk ${network} (${municipality}): ${names}`,
    en: `Collaboration in the network ${network} (${municipality}): ${names}`,
  };
}

export const terms: Record<Language, string> = {
  nl: 'Alleen voor onderzoek door wie deze bestanden kreeg. TERMS.txt heeft de voorwaarden.',
  en: 'For research only, by whoever was given these files. TERMS.txt has the terms.',
};

/** A row for each column of each table. */
export function tabulateCodebook(tables: readonly BundleTable[]): BundleTable {
  const names = `file variable type measure label_nl label_en item concept facet reversed min max rounds values_nl values_en missing_nl missing_en`;
  return {
    name: 'codebook',
    label: { nl: 'Codeboek', en: 'Codebook' },
    fields: names.split(' ').map((name) => text(name, name, name)),
    rows: tables.flatMap(({ name, fields }) =>
      fields.map(({ column, ...field }) => [
        ...[`${name}.csv`, field.name, field.type, field.measure, field.label.nl, field.label.en],
        ...(column
          ? [
              column.id,
              column.concept,
              column.facet,
              column.reversed ? 1 : 0,
              column.scale.min,
              column.scale.max,
            ]
          : ['', '', '', '', '', '']),
        column ? column.rounds.join(' ') : '',
        ...(['values', 'missing'] as const).flatMap((key) =>
          (['nl', 'en'] as const).map((language) => listValues(field[key], language)),
        ),
      ]),
    ),
  };
}

function listValues(values: readonly Value[] = [], language: Language): string {
  return values.map((one) => `${one.value} = ${one.text[language]}`).join('; ');
}

/** `datapackage.json`. What is no answer stays a number there, as it is in the file. */
export function describePackage(about: About, tables: readonly BundleTable[]) {
  return {
    profile: 'tabular-data-package',
    name: 'ketenspiegel-research-data',
    title: titleOf(about)[about.language],
    description: terms[about.language],
    licenses: [{ name: 'other-closed', title: 'TERMS.txt', path: 'TERMS.txt' }],
    resources: tables.map(({ name, label, fields }) => ({
      profile: 'tabular-data-resource',
      name,
      path: `${name}.csv`,
      title: label[about.language],
      format: 'csv',
      mediatype: 'text/csv',
      encoding: 'utf-8',
      dialect: { delimiter: ',', lineTerminator: '\r\n', quoteChar: '"', doubleQuote: true, header: true },
      schema: { fields: fields.map((field) => describeField(field, about.language)), missingValues: [''] },
    })),
  };
}

function describeField({ name, type, label, values = [], missing = [] }: Field, language: Language) {
  const allowed = [...values, ...missing].map(({ value }) => value);
  return {
    name,
    type,
    title: label[language],
    ...(allowed.length > 0 && { constraints: { enum: allowed } }),
  };
}

/** `metadata.json`: the fields of DataCite 4.5. There is no DOI: whoever deposits the data gets one. */
export function describeForDataCite(about: About) {
  const { municipality, rounds, language, madeUp } = about;
  const titles = titleOf(about);
  const days = rounds.map(({ closedAt }) => dutchDay(closedAt));
  const organisation = { name: municipality, nameType: 'Organizational' };
  return {
    schemaVersion: 'http://datacite.org/schema/kernel-4',
    types: { resourceTypeGeneral: 'Dataset', resourceType: 'Survey data' },
    titles: [
      { title: titles[language], lang: language },
      {
        title: titles[language === 'nl' ? 'en' : 'nl'],
        lang: language === 'nl' ? 'en' : 'nl',
        titleType: 'TranslatedTitle',
      },
    ],
    creators: [organisation],
    publisher: organisation,
    publicationYear: days.at(-1)!.slice(0, 4),
    language,
    dates: days.map((date) => ({ date, dateType: 'Collected' })),
    formats: ['text/csv', 'application/xml', 'application/json'],
    rightsList: [{ rights: terms[language], lang: language }],
    descriptions: [
      {
        description: `${madeUp ? 'All answers are made up. ' : ''}Answers of people who allowed research, without names, with the instrument, a codebook and a program that computes the scores again.`,
        descriptionType: 'Abstract',
        lang: 'en',
      },
    ],
  };
}
