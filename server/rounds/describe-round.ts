/** The page of one round in words: how it stands, what to do now, who has answered. Never what somebody answered. */
import type { Language } from '../../survey/texts.ts';
import { addDays, dayOf, listDays } from '../text/days.ts';
import { formatDay, formatMoment } from '../text/format-date.ts';
import type { ResponseDay } from './responses.ts';
import type { Participation, Round } from './rounds.ts';
import { roundTexts } from './texts.ts';

const badges = { planned: 'none', open: 'busy', paused: 'warning', closed: 'ok' } as const;

/** A day as people write it. */
export function formatDayText(day: string, language: Language): string {
  return formatDay(new Date(`${day}T12:00Z`), language);
}

/** The state as a badge with a word. */
function describeState({ status }: Pick<Round, 'status'>, language: Language) {
  return { kind: badges[status], label: roundTexts(language)(`rounds.states.${status}`) };
}

/** One line of the list of rounds. */
export function describeRoundRow(
  round: Round,
  people: { invited: number; sent: number },
  language: Language,
) {
  const t = roundTexts(language);
  return {
    href: `/desk/rounds/${round.id}`,
    name: round.name,
    state: describeState(round, language),
    period: t('rounds.period', {
      from: formatDay(round.openedAt ?? round.opensAt, language),
      to: formatDay(round.closedAt ?? round.closesAt, language),
    }),
    answered: round.status === 'planned' ? t('rounds.list.none') : t('rounds.list.of', people),
  };
}

type Reminder = { day: string; sentAt: Date | null; missed: boolean };

/** The head of the page and its facts. */
export function describeRound(round: Round, reminders: readonly Reminder[], language: Language) {
  const t = roundTexts(language);
  const moments = {
    planned: round.opensAt,
    open: round.closesAt,
    paused: round.closesAt,
    closed: round.closedAt ?? round.closesAt,
  };
  const now = new Date();
  const home = `/desk/rounds/${round.id}`;
  return {
    round,
    openHref: `${home}/opening`,
    planHref: `${home}/plan`,
    previewHref: `${home}/mail-preview`,
    removalHref: `${home}/removal`,
    invitationsHref: `${home}/invitations`,
    invitationsKind: round.status === 'open' ? 'primary' : 'secondary',
    remindersHref: `${home}/reminders`,
    lettersHref: `${home}/letters`,
    mailsHref: `/desk/networks/${round.network.id}/mails?round=${round.id}`,
    pauseHref: `${home}/pause`,
    resumptionHref: `${home}/resumption`,
    closureHref: `${home}/closure`,
    factsheetHref: `${home}/factsheet`,
    pdfHref: `${home}/factsheet.pdf`,
    state: describeState(round, language),
    lead: t(`rounds.round.${round.status}Lead`, { moment: formatMoment(moments[round.status], language) }),
    isPlanned: round.status === 'planned',
    isOpen: round.status === 'open',
    isPaused: round.status === 'paused',
    isRunning: round.status === 'open' || round.status === 'paused',
    isClosed: round.status === 'closed',
    isPassed: round.status === 'planned' && round.closesAt <= now,
    isLate: round.status === 'planned' && round.opensAt <= now && round.closesAt > now,
    facts: [
      { label: t('rounds.round.sender'), value: round.sender },
      {
        label: t(round.openedAt ? 'rounds.round.opened' : 'rounds.round.opens'),
        value: formatMoment(round.openedAt ?? round.opensAt, language),
      },
      {
        label: t(round.closedAt ? 'rounds.round.closed' : 'rounds.round.closes'),
        value: formatMoment(round.closedAt ?? round.closesAt, language),
      },
      {
        label: t('rounds.round.reminders'),
        // What was planned after a round that was closed early never goes out.
        value: describeReminders(
          reminders.map((reminder) => ({
            ...reminder,
            missed: reminder.missed || round.status === 'closed',
          })),
          language,
        ),
      },
      { label: t('rounds.round.repeats'), value: t(`rounds.form.repeat.${round.repeats}`) },
      { label: t('rounds.round.language'), value: t(`rounds.form.languages.${round.language}`) },
    ],
  };
}

function describeReminders(reminders: readonly Reminder[], language: Language): string {
  const t = roundTexts(language);
  if (reminders.length === 0) return t('rounds.round.noReminders');
  const days = reminders.map(({ day, sentAt, missed }) => {
    const text = formatDayText(day, language);
    if (sentAt) return t('rounds.round.reminderSent', { day: text });
    return missed ? t('rounds.round.reminderMissed', { day: text }) : text;
  });
  return new Intl.ListFormat(language).format(days);
}

/** How many of the people and partners have answered. */
export function countResponse(participation: readonly Participation[]) {
  return {
    invited: participation.reduce((sum, { invited }) => sum + invited, 0),
    sent: participation.reduce((sum, { sent }) => sum + sent, 0),
    partners: participation.filter(({ invited }) => invited > 0).length,
    answered: participation.filter(({ sent }) => sent > 0).length,
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
  const { invited, sent, partners, answered } = countResponse(participation);
  let total = 0;
  const rows = days.map(({ day, sent }) => {
    total += sent;
    return { day, sent, total, text: formatDayText(day, language) };
  });
  return {
    invited,
    people: t('rounds.response.people', { count: sent, invited }),
    partnersText: t('rounds.response.partners', { answered, partners }),
    days: rows,
    chart: rows.length > 0 && writeChart(round, rows, invited, language),
    partners: participation.map((partner) => ({
      name: partner.name,
      count: t('rounds.response.of', { sent: partner.sent, invited: partner.invited }),
      asked: partner.invited > 0,
      ...describePartner(partner, round, language),
    })),
  };
}

function describePartner({ invited, sent }: Participation, { status }: Round, language: Language) {
  const t = roundTexts(language);
  if (invited === 0) return { kind: 'none', label: t('rounds.response.notAsked') };
  if (sent === 0)
    return {
      kind: 'none',
      label: t(status === 'closed' ? 'rounds.response.noneClosed' : 'rounds.response.none'),
    };
  if (sent < invited) return { kind: 'busy', label: t('rounds.response.some') };
  return { kind: 'ok', label: t('rounds.response.complete') };
}

/** What the script draws, as JSON that may stand in a page: every day from the opening on, up to now or the end. */
function writeChart(
  round: Round,
  rows: readonly { day: string; total: number }[],
  invited: number,
  language: Language,
): string {
  const opened = dayOf(round.openedAt ?? round.opensAt);
  const first = rows[0]!.day < opened ? rows[0]!.day : opened;
  const end = dayOf(round.closedAt ?? new Date());
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
