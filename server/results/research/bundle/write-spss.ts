/**
 * `read.sps`: syntax for SPSS and PSPP that reads each table and saves it as a `.sav`, with labels, what is no answer, and the
 * level of measurement. In the language of the round; the codebook has both.
 */
import type { Language } from '../../../../survey/texts.ts';
import type { BundleTable, Field } from './tables.ts';

/** As long as SPSS takes them, in bytes. */
const longest = { label: 250, value: 115 };

/** `read.sps`: reads each table, names and labels its columns, and saves a .sav. */
export function writeSpss(tables: readonly BundleTable[], language: Language): string {
  return [
    '* Run this in the folder of the files: SPSS by CD, PSPP from the shell.',
    'SET DECIMAL=DOT.',
    ...tables.map((table) => readTable(table, language)),
    '',
  ].join('\n\n');
}

function readTable({ name, fields, rows }: BundleTable, language: Language): string {
  // SPSS makes no file without cases.
  if (rows.length === 0) return `* ${name}.csv has no rows.`;
  const labelled = fields.filter(({ values, missing }) => values?.length || missing?.length);
  const unasked = fields.filter(({ missing }) => missing?.length);
  return [
    `GET DATA /TYPE=TXT /FILE='${name}.csv' /ENCODING='UTF-8' /ARRANGEMENT=DELIMITED /DELIMITERS=',' /QUALIFIER='"' /FIRSTCASE=2`,
    '  /VARIABLES=',
    ...fields.map((field, place) => `    ${field.name} ${formatOf(field, place, rows)}`),
    '  .',
    'VARIABLE LABELS',
    ...fields.map((field) => `  ${field.name} ${quote(field.label[language], longest.label)}`),
    '  .',
    ...labelled.flatMap(({ name, values = [], missing = [] }) => [
      `VALUE LABELS ${name}`,
      ...[...values, ...missing].map(
        ({ value, text }) => `  ${value} ${quote(text[language], longest.value)}`,
      ),
      '  .',
    ]),
    ...unasked.map(
      ({ name, missing }) => `MISSING VALUES ${name} (${missing!.map(({ value }) => value).join(', ')}).`,
    ),
    ...(['nominal', 'ordinal', 'scale'] as const).flatMap((measure) => {
      const own = fields.filter((field) => field.measure === measure).map((field) => `  ${field.name}`);
      return own.length > 0 ? ['VARIABLE LEVEL', ...own, `  (${measure.toUpperCase()}).`] : [];
    }),
    `SAVE OUTFILE='${name}.sav'.`,
  ].join('\n');
}

function formatOf({ type }: Field, place: number, rows: BundleTable['rows']): string {
  if (type === 'integer') return 'F8.0';
  if (type === 'number') return 'F24.16';
  const longestCell = Math.max(1, ...rows.map((row) => Buffer.byteLength(String(row[place]))));
  return `A${longestCell}`;
}

/** Between apostrophes on one line, cut to what fits. */
function quote(text: string, bytes: number): string {
  let cut = text.replace(/\s+/g, ' ').trim();
  while (Buffer.byteLength(cut) > bytes) cut = [...cut].slice(0, -1).join('');
  return `'${cut.replaceAll("'", "''")}'`;
}
