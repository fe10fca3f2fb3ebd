/** The meeting in which a result is discussed: when and where, and how a calendar tells it. */
import { sql } from 'kysely';
import { shortenName } from '../../../reports/words/shorten-name.ts';
import type { Language } from '../../../survey/texts.ts';
import type { Database } from '../../database/schema.ts';
import type { Meeting } from '../../mail/result-words.ts';
import type { Round } from '../../rounds/rounds.ts';
import { dutchDay } from '../../text/days.ts';
import { formatSpan } from '../../text/format-date.ts';
import type { CalendarEntry } from '../send-calendar.ts';
import { meetingTexts } from './texts.ts';

export interface PlannedMeeting extends Meeting {
  /** It has ended. */
  isOver: boolean;
}

/** Undefined while none is planned. */
export async function findMeeting(db: Database, roundId: string): Promise<PlannedMeeting | undefined> {
  const row = await db
    .selectFrom('round')
    .select(['meetingFrom as from', 'meetingUntil as until', 'meetingPlace as place'])
    .select(sql<boolean>`meeting_until <= now()`.as('isOver'))
    .where('id', '=', roundId)
    .executeTakeFirst();
  const { from, until, place, isOver } = row ?? {};
  return from && until ? { from, until, place: place!, isOver: isOver! } : undefined;
}

/** When and where, for who comes. */
export function describeMeeting(meeting: Meeting, language: Language) {
  return { when: formatSpan(meeting, language), place: meeting.place };
}

export function describeEntry(
  { from, until, place }: Meeting,
  round: Round,
  language: Language,
): CalendarEntry {
  const t = meetingTexts(language);
  const network = shortenName(round.network.name);
  return {
    id: `meeting-${round.id}`,
    summary: t('meeting.calendar.summary', { network }),
    description: t('meeting.calendar.text', { network, round: shortenName(round.name) }),
    when: { from, until },
    place: shortenName(place),
    file: [t('meeting.calendar.file'), dutchDay(from), round.network.name],
  };
}
