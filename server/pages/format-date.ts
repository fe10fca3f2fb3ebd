/** Dates as people write them, in the time of the Netherlands, wherever the server stands. */
import type { Language } from '../../survey/texts.ts';

const moment = { dateStyle: 'full', timeStyle: 'short', timeZone: 'Europe/Amsterdam' } as const;
const formats: Record<Language, Intl.DateTimeFormat> = {
  nl: new Intl.DateTimeFormat('nl-NL', moment),
  en: new Intl.DateTimeFormat('en-GB', moment),
};

/** Day and time, for instance 'woensdag 30 september 2026 om 23:59'. */
export function formatMoment(date: Date, language: Language): string {
  return formats[language].format(date);
}
