/**
 * The agreements of a network: for whoever reads its results how many are done, and the list without the notes of the
 * coordinator; for the coordinator all of them by facet.
 */
import type { Language } from '../../../survey/texts.ts';
import { latestInstrument } from '../../../survey/versions.ts';
import type { Round } from '../../rounds/rounds.ts';
import { requireInstrument } from '../../rounds/scores/scoring-input.ts';
import { formatDay } from '../../text/format-date.ts';
import type { Agreement } from './agreements.ts';
import { nameFacets } from './describe-facets.ts';
import { agreementTexts } from './texts.ts';

/** How a state looks, in words and shape. */
const stateBadges = { done: 'ok', open: 'busy', late: 'warning' } as const;

const states = ['done', 'open', 'late'] as const;

/** `facets`: their names by id; a facet of another instrument is shown as its id. */
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

/**
 * In the order of the instrument of the latest closed round; a facet that it does not have comes last, as its id.
 */
export function describeAgreementsByFacet(
  agreements: readonly Agreement[],
  latest: Pick<Round, 'instrument'> | undefined,
  language: Language,
) {
  const t = agreementTexts(language);
  const names = nameFacets(latest ? requireInstrument(latest.instrument) : latestInstrument, language);
  for (const { facet } of agreements) if (!names.has(facet)) names.set(facet, facet);
  return [...names].flatMap(([id, name]) => {
    const own = agreements.filter(({ facet }) => facet === id);
    if (own.length === 0) return [];
    return {
      name,
      caption: t('agreements.caption', { facet: name }),
      agreements: own.map((agreement) => ({
        ...describeAgreement(agreement, language),
        what: agreement.what,
        who: agreement.who,
        note: agreement.note,
        noContact: agreement.owner && !agreement.owner.hasContact ? t('agreements.noContact') : undefined,
        isDone: agreement.state === 'done',
        href: `/desk/agreements/${agreement.id}`,
        calendar: `/desk/agreements/${agreement.id}/calendar.ics`,
        completion: `/desk/agreements/${agreement.id}/completion`,
        reopening: `/desk/agreements/${agreement.id}/reopening`,
        removal: `/desk/agreements/${agreement.id}/removal`,
      })),
    };
  });
}

/** The days, the state and what its owner says of one of them, in words. */
function describeAgreement(agreement: Agreement, language: Language) {
  const { byWhen, state, doneAt, round, who, owner, standing } = agreement;
  const t = agreementTexts(language);
  const words = standing?.words || t(doneAt ? 'agreements.standsDone' : 'agreements.standsOpen');
  return {
    /** Where `who` does not say it. */
    owner: owner && owner.name !== who ? t('agreements.ownedBy', { name: owner.name }) : undefined,
    standing: standing && t('agreements.stands', { day: formatDay(standing.at, language), words }),
    // Noon: the same day in the Netherlands, in summer and in winter.
    day: formatDay(new Date(`${byWhen}T12:00:00Z`), language),
    after: t('agreements.afterRound', { name: round.name }),
    badge: stateBadges[state],
    stateLabel: t(`agreements.states.${state}`, { day: doneAt ? formatDay(doneAt, language) : '' }),
  };
}
