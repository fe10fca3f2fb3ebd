/** The page with the results that somebody may read, by network. */
import type { Language } from '../../survey/texts.ts';
import { latestInstrument } from '../../survey/versions.ts';
import type { Role } from '../access/access.ts';
import type { FirstStepsView } from '../first-steps/describe-first-steps.ts';
import { formatDay } from '../text/format-date.ts';
import type { Agreement } from './agreements/agreements.ts';
import { describeAgreements } from './agreements/describe-agreements.ts';
import { nameFacets } from './agreements/describe-facets.ts';
import type { ReadableRound } from './results.ts';
import { resultTexts } from './texts.ts';

declare module '../web/views.ts' {
  interface DeskViews {
    'results/results': ReturnType<typeof describeResultList> & { firstSteps: FirstStepsView | undefined };
  }
}

/** Do agreements, releases and the like belong to the work of this role? */
export function worksOnNetwork(role: Role): boolean {
  return role === 'coordinator' || role === 'operator';
}

interface ResultList {
  role: Role;
  /** By network. */
  rounds: ReadonlyMap<string, readonly ReadableRound[]>;
  agreements: ReadonlyMap<string, readonly Agreement[]>;
}

export function describeResultList({ role, rounds, agreements }: ResultList, language: Language) {
  const t = resultTexts(language);
  const facets = nameFacets(latestInstrument, language);
  return {
    intro: t(`results.intro.${role}`),
    empty: {
      title: t('results.empty.title'),
      text: t(`results.empty.${role}`),
      ...(role === 'coordinator'
        ? { href: '/desk/networks', label: t('results.empty.button') }
        : { href: undefined, label: undefined }),
    },
    // Of each municipality the networks in one picture; a researcher reads rounds, not municipalities.
    pictures:
      role === 'researcher'
        ? []
        : [
            ...new Map([...rounds.values()].map(([first]) => [first!.municipalityId, first!.municipality])),
          ].map(([id, name]) => ({
            href: `/desk/municipalities/${id}`,
            label: t('results.picture', { name }),
          })),
    networks: [...rounds].map(([id, own]) => {
      const { network, municipality, municipalityId } = own[0]!;
      return {
        id,
        name: network.name,
        madeUp: network.madeUp,
        municipality: t('results.municipality', { name: municipality }),
        hasData: role === 'researcher',
        allData: role === 'researcher' ? `/desk/networks/${id}/research-data` : undefined,
        comparison: `/desk/networks/${id}/comparison`,
        socialMap: `/desk/networks/${id}/social-map/page`,
        neighbours: role === 'researcher' ? undefined : `/desk/municipalities/${municipalityId}/comparison`,
        agreements: describeAgreements(agreements.get(id) ?? [], facets, language),
        agreementsHref: worksOnNetwork(role) ? `/desk/networks/${id}/agreements` : undefined,
        rounds: own.map((round) => ({
          name: round.name,
          closedOn: formatDay(round.closedAt, language),
          isReleased: round.released && role !== 'researcher',
          address: `/desk/rounds/${round.id}`,
          data: role === 'researcher' ? `/desk/rounds/${round.id}/research-data` : undefined,
        })),
      };
    }),
  };
}
