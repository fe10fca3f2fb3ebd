/**
 * A day or a meeting as a file for a calendar (iCalendar, RFC 5545). A calendar is shared with others: it says what it is
 * about and no more, and has no link inside.
 */
import type { FastifyReply } from 'fastify';
import ical, { ICalEventTransparency } from 'ical-generator';
import type { Language } from '../../survey/texts.ts';
import { nameFile } from '../text/name-file.ts';
import { offerFile } from '../web/offer-file.ts';

export interface CalendarEntry {
  /** The same each time, so that a calendar changes its entry and adds none. */
  id: string;
  summary: string;
  description: string;
  /**
   * A day, as YYYY-MM-DD, which is no moment, so that no time zone can move it and nobody is busy all of it. Or from one
   * moment to another.
   */
  when: string | { from: Date; until: Date };
  place?: string;
  /** The words of the name of the file. */
  file: readonly string[];
}

interface Told {
  publicUrl: string;
  language: Language;
  now: Date;
}

export function writeCalendar(
  { id, summary, description, when, place }: CalendarEntry,
  { publicUrl, language, now }: Told,
): string {
  const calendar = ical({
    prodId: { company: 'Ketenspiegel', product: 'Ketenspiegel', language: language.toUpperCase() },
  });
  calendar.createEvent({
    id: `${id}@${new URL(publicUrl).hostname}`,
    stamp: now,
    ...(typeof when === 'string'
      ? {
          start: new Date(`${when}T00:00:00Z`),
          allDay: true,
          transparency: ICalEventTransparency.TRANSPARENT,
        }
      : { start: when.from, end: when.until }),
    summary,
    description,
    ...(place ? { location: place } : {}),
  });
  return calendar.toString();
}

export function sendCalendar(reply: FastifyReply, entry: CalendarEntry, told: Omit<Told, 'now'>) {
  return reply
    .header('content-disposition', offerFile(`${nameFile(entry.file)}.ics`))
    .type('text/calendar; charset=utf-8')
    .send(writeCalendar(entry, { ...told, now: new Date() }));
}
