/** A number in a cell of a workbook as people see it, with what differs by country taken out. */
import { SSF } from '@e965/xlsx';

/** Beyond these digits a spreadsheet has lost some. */
const exactNumbers = 1e15;

/**
 * Takes the number, its format, and how the library shows it. A number without a format is given in full. Separators of
 * thousands are dropped, which are those of one country. A date in the form of the reader's country stands as 2026-10-31,
 * and a time as 13:30:00.
 */
export function showNumber(value: number, format: string, shown: string | undefined): string {
  if (format === 'General' && Math.abs(value) < exactNumbers) return String(value);
  const bare = dropLiterals(format);
  if (SSF.is_date(format)) return isOfCountry(format) ? showMoment(value, bare) : (shown ?? '');
  // A decimal point or a separator, and no percentage or power.
  if (/^[^%E]*[.,][^%E]*$/u.test(bare)) return String(value);
  // The library takes a country without a currency for dollars.
  return isOfCountry(format)
    ? SSF.format(format.replace(/\[\$-[^\]]*\]/gu, ''), value)
    : (shown ?? String(value));
}

/** Formats without a text of their own: each computer shows them in the form of its country. */
function isOfCountry(format: string): boolean {
  return /^(?:m\/d\/yy|\[\$-)/u.test(format);
}

/** A format with no year, month or day is of a time; 'm' beside hours or seconds is minutes. */
function showMoment(value: number, bare: string): string {
  const isTime = /[hs]/iu.test(bare) && !/[yd]/iu.test(bare);
  return SSF.format(isTime ? 'hh:mm:ss' : 'yyyy-mm-dd', value);
}

/** Without the texts that a format shows as they stand: quoted, escaped, and the width of a sign or a filling. */
function dropLiterals(format: string): string {
  return format.replace(/"[^"]*"|\[[^\]]*\]|[\\_*]./gu, '');
}
