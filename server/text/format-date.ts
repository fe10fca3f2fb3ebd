/** Dates as people write them, in the time of the Netherlands, wherever the server stands. */
import type { Language } from '../../survey/texts.ts';

const moment = { dateStyle: 'full', timeStyle: 'short', timeZone: 'Europe/Amsterdam' } as const;
const formats: Record<Language, Intl.DateTimeFormat> = {
  nl: new Intl.DateTimeFormat('nl-NL', moment),
  en: new Intl.DateTimeFormat('en-GB', moment),
};

const day = { dateStyle: 'long', timeZone: 'Europe/Amsterdam' } as const;
const days: Record<Language, Intl.DateTimeFormat> = {
  nl: new Intl.DateTimeFormat('nl-NL', day),
  en: new Intl.DateTimeFormat('en-GB', day),
};

const short = { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Europe/Amsterdam' } as const;
const shorts: Record<Language, Intl.DateTimeFormat> = {
  nl: new Intl.DateTimeFormat('nl-NL', short),
  en: new Intl.DateTimeFormat('en-GB', short),
};

/** Day and time in a table, for instance '30 sep 2026, 23:59'. */
export function formatShortMoment(date: Date, language: Language): string {
  return shorts[language].format(date);
}

/** The day, for instance '30 september 2026'. */
export function formatDay(date: Date, language: Language): string {
  return days[language].format(date);
}

/** Day and time, for instance 'woensdag 30 september 2026 om 23:59'. */
export function formatMoment(date: Date, language: Language): string {
  return formats[language].format(date);
}

/** From a time to a later one, for instance 'woensdag 30 september 2026, 14:00–16:00'. */
export function formatSpan({ from, until }: { from: Date; until: Date }, language: Language): string {
  return formats[language].formatRange(from, until);
}

/** A day that is kept as YYYY-MM-DD. */
export function formatDayText(day: string, language: Language): string {
  return formatDay(new Date(`${day}T12:00Z`), language);
}
