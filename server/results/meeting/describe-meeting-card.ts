/** What the page from which the result is sent says of the meeting. */
import type { Language } from '../../../survey/texts.ts';
import { describeMeeting, type PlannedMeeting } from './meeting.ts';
import { meetingTexts } from './texts.ts';

declare module '../../web/views.ts' {
  interface Parts {
    'results/meeting/meeting-card': ReturnType<typeof describeMeetingCard>;
  }
}

/** `hasSent`: mails with the result have gone out. */
export function describeMeetingCard(
  meeting: PlannedMeeting | undefined,
  { roundId, hasSent }: { roundId: string; hasSent: boolean },
  language: Language,
) {
  const t = meetingTexts(language);
  const form = `/desk/rounds/${roundId}/meeting`;
  const shown = meeting && describeMeeting(meeting, language);
  return {
    when: shown?.when,
    place: shown?.place,
    note: describeNote(),
    form,
    label: t(meeting ? 'meeting.card.change' : 'meeting.card.plan'),
    calendar: meeting && !meeting.isOver ? `${form}.ics` : undefined,
  };

  function describeNote(): string | undefined {
    if (meeting?.isOver) return t('meeting.card.over');
    if (hasSent) return t(meeting ? 'meeting.card.sent' : 'meeting.card.sentNone');
    return meeting ? undefined : t('meeting.card.none');
  }
}
