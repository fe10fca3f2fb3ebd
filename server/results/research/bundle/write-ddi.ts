/**
 * `codebook.xml`: DDI-Codebook 2.5. A study, a description of each file, and each column with its question, its values and what is
 * no answer, in both languages.
 */
import { type About, terms, titleOf } from './describe-tables.ts';
import type { BundleTable, Field, Value, Words } from './tables.ts';
import { escapeXml } from './write-xml.ts';

/** `codebook.xml`: DDI-Codebook 2.5 of all tables. */
export function writeDdi(about: About, tables: readonly BundleTable[]): string {
  const titles = titleOf(about);
  const { language } = about;
  const other = language === 'nl' ? 'en' : 'nl';
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<codeBook xmlns="ddi:codebook:2_5" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="ddi:codebook:2_5 http://www.ddialliance.org/Specification/DDI-Codebook/2.5/XMLSchema/codebook.xsd" version="2.5" xml:lang="${language}">`,
    '<stdyDscr><citation><titlStmt>',
    `<titl xml:lang="${language}">${escapeXml(titles[language])}</titl>`,
    `<parTitl xml:lang="${other}">${escapeXml(titles[other])}</parTitl>`,
    '</titlStmt>',
    `<rspStmt><AuthEnty>${escapeXml(about.municipality)}</AuthEnty></rspStmt>`,
    '</citation>',
    `<dataAccs><useStmt><restrctn xml:lang="${language}">${escapeXml(terms[language])}</restrctn></useStmt></dataAccs>`,
    '</stdyDscr>',
    ...tables.map(describeFile),
    '<dataDscr>',
    ...tables.flatMap(({ name, fields }) => fields.map((field) => describeColumn(name, field))),
    '</dataDscr>',
    '</codeBook>\n',
  ].join('\n');
}

function describeFile({ name, label, fields, rows }: BundleTable): string {
  return `<fileDscr ID="file.${name}"><fileTxt><fileName>${name}.csv</fileName><fileCont>${escapeXml(
    `${label.nl} / ${label.en}`,
  )}</fileCont><dimensns><caseQnty>${rows.length}</caseQnty><varQnty>${fields.length}</varQnty></dimensns><fileType charset="UTF-8">text/csv</fileType></fileTxt></fileDscr>`;
}

function describeColumn(file: string, field: Field): string {
  const { name, type, measure, label, values = [], missing = [], column } = field;
  const isText = type === 'string';
  return [
    `<var ID="${file}.${name}" name="${name}" files="file.${file}" intrvl="${type === 'number' ? 'contin' : 'discrete'}" nature="${measure === 'scale' ? 'ratio' : measure}">`,
    ...both('labl', label),
    ...(column ? [`<qstn>${both('qstnLit', column.text).join('')}</qstn>`] : []),
    missing.length > 0
      ? `<invalrng>${missing.map(({ value }) => `<item VALUE="${value}"/>`).join('')}</invalrng>`
      : '',
    ...values.map((value) => describeValue(value, false)),
    ...missing.map((value) => describeValue(value, true)),
    `<varFormat type="${isText ? 'character' : 'numeric'}"/>`,
    '</var>',
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function describeValue({ value, text }: Value, isMissing: boolean): string {
  return `<catgry${isMissing ? ' missing="Y"' : ''}><catValu>${escapeXml(String(value))}</catValu>${both('labl', text).join('')}</catgry>`;
}

function both(element: string, words: Words): string[] {
  return (['nl', 'en'] as const).map(
    (language) => `<${element} xml:lang="${language}">${escapeXml(words[language])}</${element}>`,
  );
}
