/**
 * What the overview of a round says, in words: how it stands, the network's scores, and who has answered. The
 * scores come as for the factsheet and in its words; of a partner it says whether it answered, never what.
 */
import { describeConclusion, describeCoverage } from '../../../reports/figures/describe-conclusion.ts';
import { describeClass } from '../../../reports/figures/describe-figures.ts';
import type { FactsheetInput } from '../../../reports/figures/factsheet-input.ts';
import { describeInterval } from '../../../reports/figures/list-figures.ts';
import { formatsOf } from '../../../reports/words/format-figures.ts';
import { titlePart } from '../../../reports/words/name-part.ts';
import { isWithheld } from '../../../scoring/figure.ts';
import type { Language } from '../../../survey/texts.ts';
import type { Participation, Round } from '../../rounds/rounds.ts';
import { formatMoment } from '../../text/format-date.ts';
import { shareTexts } from './texts.ts';

export interface OverviewInput {
  language: Language;
  round: Round;
  partners: readonly Participation[];
  /** What the factsheet says; undefined while there are no results yet. */
  factsheet: FactsheetInput | undefined;
}

declare module '../../web/views.ts' {
  interface Views {
    'results/shares/overview': ReturnType<typeof describeOverview>;
  }
}

export function describeOverview({ language, round, partners, factsheet }: OverviewInput) {
  const t = shareTexts(language);
  const closesAt = formatMoment(round.closesAt, language);
  const scores = factsheet && describeScores(factsheet, round);
  return {
    language,
    title: `${round.network.name}, ${round.name}`,
    wide: true,
    round,
    isOpen: round.status !== 'closed',
    status: round.closedAt
      ? t('shares.overview.closedAt', { date: formatMoment(round.closedAt, language) })
      : t('shares.overview.openUntil', { date: closesAt }),
    coverage: scores?.coverage ?? describeParticipation(partners, round, language),
    tooFew: scores?.tooFew,
    conclusion: scores?.conclusion,
    concepts: scores?.concepts,
    noScores: scores ? undefined : t('shares.overview.afterClosing', { date: closesAt }),
    partners: partners.map((partner) => ({
      name: partner.name,
      invited: partner.invited > 0 ? t('shares.overview.people', { count: partner.invited }) : undefined,
      answered: describeAnswered(partner, round, language),
      hasAnswered: partner.submitted > 0,
    })),
  };
}

/** A pause does not change what an outsider reads: there may still come answers. */
function shownState(status: Round['status']): 'open' | 'closed' {
  return status === 'closed' ? 'closed' : 'open';
}

function describeParticipation(
  partners: readonly Participation[],
  { status }: Round,
  language: Language,
): string {
  const t = shareTexts(language);
  if (!partners.some(({ invited }) => invited > 0))
    return t(`shares.overview.nobodyInvited.${shownState(status)}`);
  const count = partners.filter(({ submitted }) => submitted > 0).length;
  if (count === 0) return t(`shares.overview.nobodyAnswered.${shownState(status)}`);
  return t('shares.overview.answered', { count, partners: partners.length });
}

function describeAnswered({ invited, submitted }: Participation, round: Round, language: Language): string {
  const t = shareTexts(language);
  if (submitted > 0) return t('shares.overview.yes');
  if (invited === 0) return t('shares.overview.notAsked');
  return t(round.status === 'closed' ? 'shares.overview.no' : 'shares.overview.notYet');
}

/** The result in words: what can be said of it, and each facet by its concept. */
export function describeScores(factsheet: FactsheetInput, { status }: Round) {
  const { scores, instrument, language } = factsheet;
  const { coverage } = scores;
  if (isWithheld(coverage))
    return {
      tooFew: shareTexts(language)(`shares.overview.tooFew.${shownState(status)}`),
      coverage: undefined,
      conclusion: undefined,
      concepts: undefined,
    };
  return {
    tooFew: undefined,
    coverage: describeCoverage(coverage, language),
    conclusion: describeConclusion(factsheet),
    concepts: instrument.concepts.map((concept) => ({
      name: titlePart(concept, language),
      facets: concept.facets.map((facet) => ({
        name: titlePart(facet, language),
        ...describeFacet(factsheet, facet.id),
      })),
    })),
  };
}

function describeFacet({ scores, instrument, language }: FactsheetInput, id: string) {
  const score = scores.facets.find((facet) => facet.id === id);
  if (!score || isWithheld(score)) return { withheld: true as const };
  return {
    withheld: false as const,
    class: score.class,
    verdict: describeClass(score, language),
    index: formatsOf(language).index(score.index),
    margin: shareTexts(language)('shares.overview.margin', {
      interval: describeInterval(score.ci, instrument.scale, language),
      count: score.n,
    }),
  };
}
