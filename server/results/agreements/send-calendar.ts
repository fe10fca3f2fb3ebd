/**
 * The day of an agreement as a file for a calendar (iCalendar, RFC 5545). A calendar is shared with others: it says what
 * was agreed and no more, and has no link inside. It is a day and not a moment, so no time zone can move it.
 */
import type { FastifyReply } from 'fastify';
import ical, { ICalEventTransparency } from 'ical-generator';
import { shortenName } from '../../../reports/words/shorten-name.ts';
import type { Language } from '../../../survey/texts.ts';
import { nameFile } from '../../text/name-file.ts';
import { offerFile } from '../../web/offer-file.ts';
import type { Agreement } from './agreements.ts';
import { agreementTexts } from './texts.ts';

interface CalendarDay extends Pick<Agreement, 'id' | 'what' | 'who' | 'byWhen'> {
  /** The name of the network. */
  network: string;
}

/** The same agreement has the same id each time, so that a calendar changes its entry and adds none. */
export function writeCalendar(
  { id, what, who, byWhen, network }: CalendarDay,
  { publicUrl, language, now }: { publicUrl: string; language: Language; now: Date },
): string {
  const t = agreementTexts(language);
  // What people typed, on one line each.
  const [said, doer, place] = [what, who, network].map((text) => shortenName(text)) as [
    string,
    string,
    string,
  ];
  const calendar = ical({
    prodId: { company: 'Ketenspiegel', product: 'Ketenspiegel', language: language.toUpperCase() },
  });
  calendar.createEvent({
    id: `agreement-${id}@${new URL(publicUrl).hostname}`,
    stamp: now,
    start: new Date(`${byWhen}T00:00:00Z`),
    allDay: true,
    summary: t('agreements.calendar.summary', { what: said }),
    description: t('agreements.calendar.text', { who: doer, network: place }),
    // Nobody is busy all day with it.
    transparency: ICalEventTransparency.TRANSPARENT,
  });
  return calendar.toString();
}

export function sendCalendar(
  reply: FastifyReply,
  day: CalendarDay,
  { publicUrl, language }: { publicUrl: string; language: Language },
) {
  const file = `${nameFile([agreementTexts(language)('agreements.calendar.file'), day.byWhen, day.network])}.ics`;
  return reply
    .header('content-disposition', offerFile(file))
    .type('text/calendar; charset=utf-8')
    .send(writeCalendar(day, { publicUrl, language, now: new Date() }));
}
