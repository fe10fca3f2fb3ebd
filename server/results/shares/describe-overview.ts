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
import { isWithheld } from '../../../scoring/scores.ts';
import type { Language } from '../../../survey/texts.ts';
import type { Participation, Round } from '../../rounds/rounds.ts';
import { formatMoment } from '../../text/format-date.ts';
import { sharedResultTexts } from './texts.ts';

export interface OverviewInput {
  language: Language;
  round: Round;
  partners: readonly Participation[];
  /** What the factsheet says; undefined while there are no results yet. */
  factsheet: FactsheetInput | undefined;
}

/** The values of `overview.hbs`. */
export function describeOverview({ language, round, partners, factsheet }: OverviewInput) {
  const t = sharedResultTexts(language);
  const closesAt = formatMoment(round.closesAt, language);
  return {
    language,
    title: `${round.network.name}, ${round.name}`,
    wide: true,
    round,
    isOpen: round.status !== 'closed',
    status: round.closedAt
      ? t('results.overview.closedAt', { date: formatMoment(round.closedAt, language) })
      : t('results.overview.openUntil', { date: closesAt }),
    participation: describeParticipation(partners, round, language),
    noScores: factsheet ? undefined : t('results.overview.afterClosing', { date: closesAt }),
    scores: factsheet && describeScores(factsheet, round),
    partners: partners.map((partner) => ({
      name: partner.name,
      invited: partner.invited > 0 && t('results.overview.people', { count: partner.invited }),
      answered: describeAnswered(partner, round, language),
      hasAnswered: partner.sent > 0,
    })),
  };
}

/** A pause does not change what an outsider reads: there may still come answers. */
function stateOf(status: Round['status']): 'open' | 'closed' {
  return status === 'closed' ? 'closed' : 'open';
}

function describeParticipation(
  partners: readonly Participation[],
  { status }: Round,
  language: Language,
): string {
  const t = sharedResultTexts(language);
  if (!partners.some(({ invited }) => invited > 0))
    return t(`results.overview.nobodyInvited.${stateOf(status)}`);
  const count = partners.filter(({ sent }) => sent > 0).length;
  if (count === 0) return t(`results.overview.nobodyAnswered.${stateOf(status)}`);
  return t('results.overview.answered', { count, partners: partners.length });
}

function describeAnswered({ invited, sent }: Participation, round: Round, language: Language): string {
  const t = sharedResultTexts(language);
  if (sent > 0) return t('results.overview.yes');
  if (invited === 0) return t('results.overview.notAsked');
  return t(round.status === 'closed' ? 'results.overview.no' : 'results.overview.notYet');
}

/** The result in words: what can be said of it, and each facet by its concept. */
export function describeScores(factsheet: FactsheetInput, { status }: Round) {
  const { scores, instrument, language } = factsheet;
  const { coverage } = scores;
  if (isWithheld(coverage))
    return { tooFew: sharedResultTexts(language)(`results.overview.tooFew.${stateOf(status)}`) };
  return {
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
  if (!score || isWithheld(score)) return { withheld: true };
  return {
    class: score.class,
    verdict: describeClass(score, language),
    index: formatsOf(language).index(score.index),
    margin: sharedResultTexts(language)('results.overview.margin', {
      interval: describeInterval(score.ci, instrument.scale, language),
      count: score.n,
    }),
  };
}
