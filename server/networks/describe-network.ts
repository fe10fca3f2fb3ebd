/** The page of one network: three steps, how far each is, and the one thing to do next. */
import type { Language } from '../../survey/texts.ts';
import type { NetworkCounts } from './network-overviews.ts';
import type { RoundOverview } from './round-overviews.ts';
import { networkTexts } from './texts.ts';

const badges = { planned: 'none', open: 'busy', paused: 'warning', closed: 'ok' } as const;

/** The state of the latest round as a badge with a word, and a sentence with its day. */
export function describeRoundState(round: RoundOverview | undefined, language: Language) {
  const t = networkTexts(language);
  const status = round?.status ?? 'none';
  return {
    kind: round ? badges[round.status] : 'none',
    label: t(`networks.states.${status}.label`),
    sentence: t(`networks.states.${status}.sentence`, {
      ...round,
      closesAt: round?.closedAt ?? round?.closesAt,
    }),
  };
}

/** The three steps and what comes next; `rounds` has the latest first. */
export function describeNetwork(
  id: string,
  counts: NetworkCounts,
  rounds: readonly RoundOverview[],
  language: Language,
) {
  const t = networkTexts(language);
  const [latest] = rounds;
  const closed = rounds.find(({ status }) => status === 'closed');
  const home = `/desk/networks/${id}`;
  const next = findNext(counts, latest);
  const hrefs = {
    partners: `${home}/import`,
    people: `${home}/partners`,
    round: `${home}/rounds/new`,
    planned: `/desk/rounds/${latest?.id}`,
    open: `/desk/rounds/${latest?.id}`,
    paused: `/desk/rounds/${latest?.id}`,
    closed: `/desk/rounds/${latest?.id}`,
  };
  return {
    next: {
      title: t(`networks.next.${next}.title`, { ...latest }),
      text: t(`networks.next.${next}.text`, { ...latest }),
      label: t(`networks.next.${next}.label`),
      href: hrefs[next],
    },
    steps: [
      {
        title: t('networks.steps.partners'),
        ...badge(counts.people > 0 ? 'done' : counts.partners > 0 ? 'busy' : 'todo'),
        sentences: [
          say(t('networks.counts.partners', { count: counts.partners })),
          say(t('networks.counts.people', { count: counts.people })),
          ...(counts.partnersWithoutPeople > 0
            ? [
                say(
                  t('networks.counts.withoutPeople', { count: counts.partnersWithoutPeople }),
                  `${home}/partners?show=without-people`,
                ),
              ]
            : []),
          ...(counts.peopleWithoutMail > 0
            ? [
                say(
                  t('networks.counts.withoutMail', { count: counts.peopleWithoutMail }),
                  `${home}/partners?show=without-mail`,
                ),
              ]
            : []),
        ],
        href: `${home}/partners`,
        label: t('networks.links.partners'),
      },
      {
        title: t('networks.steps.round'),
        ...badge(latest?.status === 'closed' ? 'done' : latest ? 'busy' : 'todo'),
        sentences: [say(describeRoundState(latest, language).sentence)],
        href: `${home}/rounds`,
        label: t('networks.links.rounds'),
      },
      {
        title: t('networks.steps.results'),
        ...badge(closed ? 'done' : 'todo'),
        sentences: [say(t(closed ? 'networks.results.there' : 'networks.results.later', { ...closed }))],
        href: closed && `/desk/rounds/${closed.id}/factsheet`,
        label: t('networks.links.results'),
      },
    ],
  };

  function badge(state: 'done' | 'busy' | 'todo') {
    const kinds = { done: 'ok', busy: 'busy', todo: 'none' } as const;
    return { badge: { kind: kinds[state], label: t(`networks.stepStates.${state}`) } };
  }
}

/** A sentence of a step; with `about` it leads to what it counts. */
function say(text: string, about?: string): { text: string; about: string | undefined } {
  return { text, about };
}

function findNext(counts: NetworkCounts, latest: RoundOverview | undefined) {
  if (latest && latest.status !== 'closed') return latest.status;
  if (counts.partners === 0) return 'partners';
  if (latest) return 'closed';
  return counts.people === 0 ? 'people' : 'round';
}
