/** Numbers, dates and lists as people write them in each language: 81,3 in Dutch, 81.3 in English. */
import type { Scale } from '../../survey/instrument.ts';
import type { Language } from '../../survey/texts.ts';

export interface Formats {
  /** An index of the network, from 0 to 100: the door has rounded it to whole points. */
  index(value: number): string;
  /** A difference between two of those, with its sign. */
  points(value: number): string;
  /** What a partner itself sees of its own, with one decimal. */
  ownIndex(value: number): string;
  ownPoints(value: number): string;
  /** A number with as many decimals as it needs, at most two. */
  number(value: number): string;
  /** The day of a moment, as it was in the Netherlands. */
  date(iso: string): string;
  /** 'a, b en c' */
  list(items: readonly string[]): string;
  /** ‘A’, ‘B’ en ‘C’: names that have a capital or a comma in them. */
  titles(items: readonly string[]): string;
  /** With a capital at the front. */
  capital(text: string): string;
}

const locales: Record<Language, string> = { nl: 'nl-NL', en: 'en-GB' };

function createFormats(language: Language): Formats {
  const locale = locales[language];
  const one = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  const whole = { maximumFractionDigits: 0 };
  const index = new Intl.NumberFormat(locale, whole);
  const points = new Intl.NumberFormat(locale, { ...whole, signDisplay: 'negative' });
  const ownIndex = new Intl.NumberFormat(locale, one);
  const ownPoints = new Intl.NumberFormat(locale, { ...one, signDisplay: 'negative' });
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'Europe/Amsterdam' });
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  return {
    index: (value) => index.format(value),
    points: (value) => writeSign(points.format(value), value),
    ownIndex: (value) => ownIndex.format(value),
    ownPoints: (value) => writeSign(ownPoints.format(value), value),
    number: (value) => number.format(value),
    date: (iso) => date.format(new Date(iso)),
    list: (items) => list.format(items),
    titles: (items) => list.format(items.map((item) => `‘${item}’`)),
    capital: (text) => text.slice(0, 1).toLocaleUpperCase(locale) + text.slice(1),
  };
}

/** A plus for what grew, and the long minus sign, which is easier to see in small print. */
function writeSign(text: string, value: number): string {
  if (text.startsWith('-')) return `−${text.slice(1)}`;
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

const formats: Record<Language, Formats> = { nl: createFormats('nl'), en: createFormats('en') };

export function formatsOf(language: Language): Formats {
  return formats[language];
}

/**
 * A mean on the answer scale as an index from 0 to 100. An interval may reach past the scale: it is cut off there.
 * What was rounded to whole points is a whole number here too.
 */
export function toIndex(scale: Scale, mean: number): number {
  const index = (100 * (mean - scale.min)) / (scale.max - scale.min);
  return Math.min(100, Math.max(0, Math.round(index * 1e9) / 1e9));
}
