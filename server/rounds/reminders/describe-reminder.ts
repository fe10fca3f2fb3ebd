/** A reminder before it goes, in words: to how many, to whom, and who is left out for which reason. */
import type { Language } from '../../../survey/texts.ts';
import { roundTexts } from '../texts.ts';
import type { Unanswered } from './unanswered.ts';

interface Named {
  label: string;
  email: string | null;
  /** The page of the person. */
  href: string | undefined;
}

/** What the page says; no `button` when nobody would get a mail now. */
export function describeReminder(
  people: readonly Unanswered[],
  { isOpen, isToday }: { isOpen: boolean; isToday: boolean },
  language: Language,
) {
  const t = roundTexts(language);
  const reached = people.filter(({ obstacle }) => obstacle === null);
  const left = people.filter(({ obstacle }) => obstacle !== null);
  const name = (person: Unanswered): Named => ({
    label: t('rounds.invitations.personAt', {
      name: person.name || t('rounds.invitations.noName'),
      partner: person.partner,
    }),
    email: person.email,
    href: person.personId === null ? undefined : `/desk/people/${person.personId}`,
  });
  const partners = new Set(reached.map(({ partner }) => partner)).size;
  return {
    lead:
      reached.length === 0
        ? t('rounds.reminder.nobody')
        : t('rounds.reminder.lead', {
            people: t('rounds.reminder.people', { count: reached.length }),
            partners: t('rounds.reminder.partners', { count: partners }),
          }),
    isToday,
    reached: reached.map(name),
    whoTitle: t('rounds.reminder.who', { count: reached.length }),
    left: left.map((person) => ({
      ...name(person),
      why: t(`rounds.reminder.reasons.${person.obstacle!}`),
    })),
    leftTitle: t('rounds.reminder.left', { count: left.length }),
    button:
      reached.length > 0 && isOpen && !isToday
        ? t('rounds.reminder.send', { count: reached.length })
        : undefined,
  };
}
