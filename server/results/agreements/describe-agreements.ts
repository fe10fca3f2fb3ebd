/**
 * The agreements of a network for who reads its results: how many are done, and the list. The notes of the coordinator
 * are not there.
 */
import type { Language } from '../../../survey/texts.ts';
import { formatDay } from '../../text/format-date.ts';
import type { Agreement } from './agreements.ts';
import { agreementTexts } from './texts.ts';

/** How a state looks, in words and shape. */
const stateBadges = { done: 'ok', open: 'busy', late: 'warning' } as const;

const states = ['done', 'open', 'late'] as const;

/** `facets`: their names by id; a facet of another instrument goes by its id. */
export function describeAgreements(
  agreements: readonly Agreement[],
  facets: ReadonlyMap<string, string>,
  language: Language,
) {
  const t = agreementTexts(language);
  return {
    counts: states.flatMap((state) => {
      const count = agreements.filter((agreement) => agreement.state === state).length;
      return count === 0
        ? []
        : [{ badge: stateBadges[state], label: t(`agreements.counted.${state}`, { count }) }];
    }),
    list: agreements.map((agreement) => ({
      ...describeAgreement(agreement, language),
      facet: facets.get(agreement.facet) ?? agreement.facet,
      what: agreement.what,
      who: agreement.who,
    })),
  };
}

/** The days and the state of one of them, in words. */
export function describeAgreement({ byWhen, state, doneAt, round }: Agreement, language: Language) {
  const t = agreementTexts(language);
  return {
    // Noon: the same day in the Netherlands, in summer and in winter.
    day: formatDay(new Date(`${byWhen}T12:00:00Z`), language),
    after: t('agreements.afterRound', { name: round.name }),
    badge: stateBadges[state],
    stateLabel: t(`agreements.states.${state}`, { day: doneAt ? formatDay(doneAt, language) : '' }),
  };
}
