/** Who has answered, in words and as a chart, per day and per partner. Never what somebody answered. */
import type { Language } from '../../survey/texts.ts';
import { addDays, dutchDay, listDays } from '../text/days.ts';
import { formatDayText } from '../text/format-date.ts';
import type { ResponseDay } from './responses.ts';
import type { Participation, Round } from './rounds.ts';
import { roundTexts } from './texts.ts';

/** How many of the people and partners have answered. */
export function countResponse(participation: readonly Participation[]) {
  return {
    invited: participation.reduce((sum, { invited }) => sum + invited, 0),
    submitted: participation.reduce((sum, { submitted }) => sum + submitted, 0),
    partners: participation.filter(({ invited }) => invited > 0).length,
    answered: participation.filter(({ submitted }) => submitted > 0).length,
  };
}

/** What happened on which day, as YYYY-MM-DD. */
export interface ResponseDays {
  answers: readonly ResponseDay[];
  invitations: readonly { day: string; invited: number }[];
  /** On which a reminder was sent. */
  reminders: readonly string[];
}

/** The response in time, as a chart and the same as a table, and per partner. */
export function describeResponse(
  round: Round,
  participation: readonly Participation[],
  days: ResponseDays,
  language: Language,
) {
  const t = roundTexts(language);
  const { invited, submitted, partners, answered } = countResponse(participation);
  const rows = describeDays(days, language);
  return {
    invited,
    people: t('rounds.response.people', { count: submitted, invited }),
    partnersText: t('rounds.response.partners', { answered, partners }),
    days: rows,
    chart: days.answers.length > 0 ? writeChart(round, rows, language) : undefined,
    partners: participation.map((partner) => ({
      name: partner.name,
      count: t('rounds.response.of', { sent: partner.submitted, invited: partner.invited }),
      asked: partner.invited > 0,
      ...describePartner(partner, round, language),
    })),
  };
}

/** Each day on which somebody answered, was invited or reminded. */
function describeDays({ answers, invitations, reminders }: ResponseDays, language: Language) {
  const t = roundTexts(language);
  const days = new Set([...answers, ...invitations].map(({ day }) => day).concat(reminders));
  let total = 0;
  return [...days].sort().map((day) => {
    const submitted = answers.find((row) => row.day === day)?.submitted ?? 0;
    const invited = invitations.find((row) => row.day === day)?.invited ?? 0;
    const isReminded = reminders.includes(day);
    total += submitted;
    const events = [
      ...(invited > 0 ? [t('rounds.response.invitedOnDay', { count: invited })] : []),
      ...(isReminded ? [t('rounds.response.reminded')] : []),
    ];
    return {
      day,
      submitted,
      total,
      isInvited: invited > 0,
      isReminded,
      text: formatDayText(day, language),
      events: events.join(', '),
    };
  });
}

function describePartner({ invited, submitted }: Participation, { status }: Round, language: Language) {
  const t = roundTexts(language);
  if (invited === 0) return { kind: 'none' as const, label: t('rounds.response.notAsked') };
  if (submitted === 0)
    return {
      kind: 'none' as const,
      label: t(status === 'closed' ? 'rounds.response.noneClosed' : 'rounds.response.none'),
    };
  if (submitted < invited) return { kind: 'busy' as const, label: t('rounds.response.some') };
  return { kind: 'ok' as const, label: t('rounds.response.complete') };
}

/** What the script draws, as JSON that is safe in a page: every day from the opening on, up to now or the end. */
function writeChart(round: Round, rows: ReturnType<typeof describeDays>, language: Language): string {
  const t = roundTexts(language);
  const opened = dutchDay(round.openedAt ?? round.opensAt);
  const first = rows[0]!.day < opened ? rows[0]!.day : opened;
  const end = dutchDay(round.closedAt ?? new Date());
  const last = rows.at(-1)!.day > end ? rows.at(-1)!.day : end;
  // A round of years would be a line of a thousand days: then only those on which something happened.
  const days = last > addDays(first, 400) ? rows.map(({ day }) => day) : listDays(first, last);
  const rowOf = new Map(rows.map((row) => [row.day, row]));
  const short = new Intl.DateTimeFormat(language === 'nl' ? 'nl-NL' : 'en-GB', {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  return JSON.stringify({
    days: days.map((day) => short.format(new Date(`${day}T00:00Z`))),
    bars: { label: t('rounds.response.series'), counts: days.map((day) => rowOf.get(day)?.submitted ?? 0) },
    marks: [
      {
        label: t('rounds.response.invited'),
        sign: 'triangle',
        on: days.map((day) => rowOf.get(day)?.isInvited === true),
      },
      {
        label: t('rounds.response.reminded'),
        sign: 'rectRot',
        on: days.map((day) => rowOf.get(day)?.isReminded === true),
      },
    ].filter(({ on }) => on.includes(true)),
  }).replaceAll('<', '\\u003c');
}
