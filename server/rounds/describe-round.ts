/** A round in words: its line in the list, and its state on its own page. */
import type { Language } from '../../survey/texts.ts';
import { formatDay, formatDayText, formatMoment } from '../text/format-date.ts';
import type { Reopening } from './reopening.ts';
import type { Round } from './rounds.ts';
import { roundTexts } from './texts.ts';

const badges = { planned: 'none', open: 'busy', paused: 'warning', closed: 'ok' } as const;

/** The state as a badge with a word. */
function describeState({ status }: Pick<Round, 'status'>, language: Language) {
  return { kind: badges[status], label: roundTexts(language)(`rounds.states.${status}`) };
}

/** One line of the list of rounds. */
export function describeRoundRow(
  round: Round,
  { invited, submitted }: { invited: number; submitted: number },
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
    answered:
      round.status === 'planned' ? t('rounds.list.none') : t('rounds.list.of', { sent: submitted, invited }),
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
    invitationsKind: round.status === 'open' ? ('primary' as const) : ('secondary' as const),
    remindersHref: `${home}/reminders`,
    lettersHref: `${home}/letters`,
    mailsHref: `/desk/networks/${round.network.id}/mails?round=${round.id}`,
    pauseHref: `${home}/pause`,
    resumptionHref: `${home}/resumption`,
    closureHref: `${home}/closure`,
    resultsHref: `${home}/results`,
    factsheetHref: `${home}/factsheet`,
    pdfHref: `${home}/factsheet.pdf`,
    state: describeState(round, language),
    lead: t(`rounds.round.${round.status}Lead`, { moment: formatMoment(moments[round.status], language) }),
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

/** Of a round that was closed by mistake: how long it can be opened again, and what that does. */
export function describeReopening({ id }: Pick<Round, 'id'>, reopening: Reopening, language: Language) {
  const t = roundTexts(language);
  return {
    action: `/desk/rounds/${id}/reopening`,
    sentences: [
      t('rounds.reopening.until', { moment: formatMoment(reopening.until, language) }),
      t('rounds.reopening.ends'),
      ...(reopening.planned === undefined
        ? []
        : [t('rounds.reopening.planned', { name: reopening.planned })]),
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
