/**
 * From answers to a conclusion, for one round. Pure: the same answers give the same figures to the last digit,
 * in whatever order they come. The outcome is for `discloseScores`; none of it may be shown before that.
 */
import { hashInstrument } from '../survey/hash-instrument.ts';
import type { Instrument } from '../survey/instrument.ts';
import {
  analyseVariance,
  findWithin,
  scoreAgreement,
  scoreIntraclass,
  scorePartnerReliability,
} from './agreement.ts';
import { AnswerTable } from './answer-table.ts';
import type { Partner, PreviousRound, Response, Tie } from './answers.ts';
import { classifyFacet } from './classify-facet.ts';
import { conclude, describeCoverage } from './conclude.ts';
import type { Withheld } from './figure.ts';
import { findIndex } from './index-of-mean.ts';
import { countOptions, findInterval, findStep } from './interval.ts';
import { mapNetwork } from './map-network.ts';
import { type EarlierRound, scoreChange } from './score-change.ts';
import { type ConditionTable, createConditionTable, scoreConditions } from './score-conditions.ts';
import { scoreContacts } from './score-contacts.ts';
import { scorePartnerFigures } from './score-partner-figures.ts';
import { type PartnerMeans, scorePartners } from './score-partners.ts';
import { scoreReliability } from './score-reliability.ts';
import { type ConceptScore, type FacetScore, rules, type Scores } from './scores.ts';
import { describeSpread, findDeviation } from './spread.ts';
import { TieTable } from './tie-table.ts';
import { buildGraph } from './undirected-graph.ts';

/**
 * Scores responses that have been checked. Leave out `ties` when contacts were not asked.
 * Refuses a partner that is not in the network.
 */
export function scoreNetwork(input: {
  instrument: Instrument;
  partners: readonly Partner[];
  responses: Iterable<Response>;
  ties?: Iterable<Tie>;
  previous?: PreviousRound;
}): Scores {
  const ids = input.partners.map((partner) => partner.id);
  const answers = new AnswerTable(input.instrument, ids);
  const conditions = createConditionTable(input.instrument, ids);
  for (const response of input.responses) {
    answers.add(response.partner, response.answers, response.person);
    conditions?.answers.add(response.partner, response.conditions ?? {});
  }
  const ties = input.ties && new TieTable(ids);
  for (const tie of input.ties ?? []) ties?.add(tie);
  return scoreTables({
    partners: input.partners,
    answers,
    conditions,
    ties,
    previous: input.previous && tabulate(input.previous),
    earlier: input.previous,
  });
}

function tabulate({ instrument, responses }: PreviousRound): AnswerTable {
  const table = new AnswerTable(instrument);
  for (const { partner, answers, person } of responses) table.add(partner, answers, person);
  return table;
}

/** Scores tables that were filled row by row: the same as `scoreNetwork`, for callers that read a million rows. */
export function scoreTables(input: {
  partners: readonly Partner[];
  answers: AnswerTable;
  conditions?: ConditionTable | undefined;
  ties?: TieTable | undefined;
  previous?: AnswerTable | undefined;
  earlier?: EarlierRound | undefined;
}): Scores {
  const { partners, answers, conditions, previous } = input;
  const { instrument } = answers;
  const means = scorePartners(answers);
  const answered = means.filter((partner) => partner.respondents > 0).length;
  const facets = instrument.concepts
    .flatMap((concept) =>
      concept.facets.map(({ id, items }) => ({
        id,
        concept: concept.id,
        options: countOptions(items.length, instrument.scale),
      })),
    )
    .map((facet, index) => scoreFacet(instrument, facet, means, index));
  const concepts = instrument.concepts.map(({ id }, index) => scoreConcept(answers, id, means, index));
  return {
    instrument: {
      id: instrument.id,
      version: instrument.version,
      hash: hashInstrument(instrument),
      scale: { min: instrument.scale.min, max: instrument.scale.max },
    },
    rules,
    coverage: describeCoverage(partners.length, answered, answers.size),
    facets,
    concepts,
    partners: scorePartnerFigures(instrument, means, { facets, concepts }),
    ...scoreTies(input.ties, partners, means),
    conclusion: conclude(instrument, facets, answered),
    ...(conditions ? { conditions: scoreConditions(conditions, partners.length) } : {}),
    ...(previous ? { change: scoreChange(answers, previous, input.earlier) } : {}),
  };
}

function scoreFacet(
  instrument: Instrument,
  { options, ...facet }: { id: string; concept: string; options: number },
  partners: readonly PartnerMeans[],
  index: number,
): FacetScore {
  const groups = partners.flatMap((partner) => partner.respondentFacets[index] ?? []);
  const means = groups.map((group) => group.mean);
  const spread = describeSpread(means);
  if (!spread) return { ...facet, withheld: 'minimum' };
  const deviation = findDeviation(spread);
  const analysis = analyseVariance(groups);
  const within = findWithin(analysis);
  const items = instrument.concepts.flatMap((concept) => concept.facets)[index]!.items.length;
  const interval = findInterval(spread, {
    partners: partners.length,
    respondents: groups.map((group) => group.n),
    within,
    scale: instrument.scale,
    step: findStep([items]),
  });
  return {
    ...facet,
    n: spread.n,
    mean: spread.mean,
    sd: figure(deviation),
    ad: spread.ad,
    rwg: figure(deviation === undefined ? undefined : scoreAgreement(deviation, instrument.scale)),
    index: findIndex(instrument.scale, spread.mean),
    ci: figure(interval),
    ...classifyFacet(instrument, means, spread, { interval, analysis }),
    within: figure(within),
    options,
  };
}

function scoreConcept(
  table: AnswerTable,
  id: string,
  partners: readonly PartnerMeans[],
  index: number,
): ConceptScore {
  const { scale, concepts } = table.instrument;
  const scored = partners.filter((partner) => partner.concepts[index] !== undefined);
  const spread = describeSpread(scored.map((partner) => partner.concepts[index]!));
  if (!spread) return { id, withheld: 'minimum' };
  const analysis = analyseVariance(partners.flatMap((partner) => partner.respondentConcepts[index] ?? []));
  const within = findWithin(analysis);
  const { icc1, icc2, icc1Ci, icc2Ci } = scoreIntraclass(analysis);
  const interval = findInterval(spread, {
    partners: partners.length,
    // A partner may have a concept of which no single person answered half.
    respondents: scored.map((partner) => partner.respondentConcepts[index]?.n ?? 1),
    within,
    scale,
    step: findStep(concepts[index]!.facets.map((facet) => facet.items.length)),
  });
  return {
    id,
    n: spread.n,
    mean: spread.mean,
    sd: figure(findDeviation(spread)),
    ad: spread.ad,
    index: findIndex(scale, spread.mean),
    ci: figure(interval),
    icc1: figure(icc1),
    icc2: figure(icc2),
    icc1Ci: figure(icc1Ci),
    icc2Ci: figure(icc2Ci),
    reliability: figure(scorePartnerReliability(analysis)),
    within: figure(within),
    iccPartners: analysis?.withSeveral ?? 0,
    options: countOptions(
      table.instrument.concepts[index]!.facets.flatMap(({ items }) => items).length,
      table.instrument.scale,
    ),
    ...scoreReliability(table, index),
  };
}

/** What was reported about contacts, as figures and as a drawing. */
function scoreTies(ties: TieTable | undefined, partners: readonly Partner[], means: readonly PartnerMeans[]) {
  const notAsked: Withheld = { withheld: 'undefined' };
  if (!ties) return { map: notAsked, ties: notAsked };
  const graph = buildGraph(ties.partners.length, ties.pairs());
  const answered = means.map((partner) => partner.respondents > 0);
  return { map: mapNetwork(partners, ties, graph), ties: scoreContacts(ties, graph, answered) };
}

function figure<T>(value: T | undefined): T | Withheld {
  return value ?? { withheld: 'undefined' };
}
