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

/** The response in time, as a chart and the same as a table, and per partner. */
export function describeResponse(
  round: Round,
  participation: readonly Participation[],
  days: readonly ResponseDay[],
  language: Language,
) {
  const t = roundTexts(language);
  const { invited, submitted, partners, answered } = countResponse(participation);
  let total = 0;
  const rows = days.map(({ day, submitted }) => {
    total += submitted;
    return { day, submitted, total, text: formatDayText(day, language) };
  });
  return {
    invited,
    people: t('rounds.response.people', { count: submitted, invited }),
    partnersText: t('rounds.response.partners', { answered, partners }),
    days: rows,
    chart: rows.length > 0 ? writeChart(round, rows, invited, language) : undefined,
    partners: participation.map((partner) => ({
      name: partner.name,
      count: t('rounds.response.of', { sent: partner.submitted, invited: partner.invited }),
      asked: partner.invited > 0,
      ...describePartner(partner, round, language),
    })),
  };
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
function writeChart(
  round: Round,
  rows: readonly { day: string; total: number }[],
  invited: number,
  language: Language,
): string {
  const opened = dutchDay(round.openedAt ?? round.opensAt);
  const first = rows[0]!.day < opened ? rows[0]!.day : opened;
  const end = dutchDay(round.closedAt ?? new Date());
  const last = rows.at(-1)!.day > end ? rows.at(-1)!.day : end;
  // A round of years would be a line of a thousand points: then only the days with answers.
  const days = last > addDays(first, 400) ? rows.map(({ day }) => day) : listDays(first, last);
  const totals = days.map((day) => rows.findLast((row) => row.day <= day)?.total ?? 0);
  const short = new Intl.DateTimeFormat(language === 'nl' ? 'nl-NL' : 'en-GB', {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  return JSON.stringify({
    days: days.map((day) => short.format(new Date(`${day}T00:00Z`))),
    totals,
    invited,
    series: roundTexts(language)('rounds.response.series'),
  }).replaceAll('<', '\\u003c');
}
