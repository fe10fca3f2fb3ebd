/**
 * The network as a network: how dense, how mutual, how much around one partner. The contacts of a partner
 * from which nobody reported are unknown, not absent, so the figures say how many reported, and withhold what too few
 * can tell.
 */

import type { Withheld } from './figure.ts';
import { findBetweenness } from './find-betweenness.ts';
import type { Contacts, PartnerContacts } from './scores.ts';
import { minimum } from './scores.ts';
import type { PairReport, TieTable } from './tie-table.ts';
import { isBelow } from './tolerance.ts';
import { degreeOf, type UndirectedGraph } from './undirected-graph.ts';

const notDefined: Withheld = { withheld: 'undefined' };
const notCovered: Withheld = { withheld: 'coverage' };

/** The share of reporters from which a centralization or a betweenness says something. */
const centralizationCoverage = 0.65;
const betweennessCoverage = 0.8;

/**
 * Scores the reports. `answered` tells for each partner of the table, in order, whether it sent answers; such a
 * partner is a reporter, even without a contact. Sources: Wasserman and Faust (1994), chapters 4, 5 and 13;
 * Freeman (1979) for centralization and betweenness.
 */
export function scoreContacts(
  table: TieTable,
  graph: UndirectedGraph,
  answered: readonly boolean[],
): Contacts {
  const order = table.partners.length;
  const isReporter = answered.map((sent, partner) => sent || table.hasReported(partner));
  const reporters = isReporter.filter(Boolean).length;
  const pairs = [...table.pairs()];
  const ties = pairs.filter((pair) => pair.frequency >= 1);
  const possible = order * (order - 1);
  const unknown = (order - reporters) * (order - 1);
  const betweenReporters = pairs.filter((pair) => isReporter[pair.from] && isReporter[pair.to]);
  return {
    reporters,
    density: divide(ties.length, reporters * (order - 1)),
    densityBounds: possible > 0 ? [ties.length / possible, (ties.length + unknown) / possible] : notDefined,
    ...scoreReciprocity(table, betweenReporters),
    centralization: isBelow(reporters / order, centralizationCoverage)
      ? notCovered
      : findCentralization(graph),
    ...scoreAsymmetry(table, betweenReporters),
    partners: scorePartners(table, graph, ties, isReporter),
  };
}

/** Of the pairs of reporters with a tie, the share in which both report it. */
function scoreReciprocity(table: TieTable, pairs: readonly PairReport[]) {
  let both = 0;
  let one = 0;
  for (const { from, to, frequency } of pairs) {
    if (frequency < 1) continue;
    if ((table.find(to, from)?.frequency ?? 0) >= 1) both += 1 / 2;
    else one++;
  }
  return { reciprocity: divide(both, both + one), reciprocityPairs: both + one };
}

/** Σ|w_ij − w_ji| / Σ(w_ij + w_ji) over pairs of reporters: 0 when both depend equally, 1 when all is one-sided. */
function scoreAsymmetry(table: TieTable, pairs: readonly PairReport[]) {
  let difference = 0;
  let sum = 0;
  let counted = 0;
  for (const { from, to, dependence } of pairs) {
    const back = table.find(to, from)?.dependence ?? 0;
    // A pair that both sides report is here twice, one that a single side reports once.
    const share = table.find(to, from) ? 1 / 2 : 1;
    difference += share * Math.abs(dependence - back);
    sum += share * (dependence + back);
    if (dependence + back > 0) counted += share;
  }
  return { asymmetry: divide(difference, sum), asymmetryPairs: counted };
}

/** Freeman's centralization of degree: 1 for a pure star, 0 when all are alike. */
function findCentralization(graph: UndirectedGraph): number | Withheld {
  const degrees = Array.from({ length: graph.order }, (_, node) => degreeOf(graph, node));
  const highest = degrees.reduce((max, degree) => Math.max(max, degree), 0);
  const distance = degrees.reduce((sum, degree) => sum + highest - degree, 0);
  return divide(distance, (graph.order - 1) * (graph.order - 2));
}

function scorePartners(
  table: TieTable,
  graph: UndirectedGraph,
  ties: readonly PairReport[],
  isReporter: readonly boolean[],
): PartnerContacts[] {
  const { order } = graph;
  const reporters = isReporter.filter(Boolean).length;
  const received = {
    in: count(order),
    out: count(order),
    familiarity: count(order),
    dependence: count(order),
  };
  for (const { from, to } of ties) {
    received.out[from]!++;
    received.in[to]!++;
  }
  for (const pair of table.pairs()) {
    received.familiarity[pair.to]! += pair.familiarity;
    received.dependence[pair.to]! += pair.dependence;
  }
  const covered = !isBelow(reporters / order, betweennessCoverage);
  const betweenness = covered ? findBetweenness(graph) : undefined;
  return table.partners.map((id, node) => {
    const others = reporters - (isReporter[node] ? 1 : 0);
    const meanReceived = (question: 'familiarity' | 'dependence'): number | Withheld => {
      if (!table.asked[question]) return notDefined;
      return others < minimum ? { withheld: 'minimum' } : received[question][node]! / others;
    };
    return {
      id,
      degree: degreeOf(graph, node),
      inDegree: received.in[node]!,
      // Unknown for a partner that reported nothing: 0 would say that it has no contacts.
      outDegree: isReporter[node] ? received.out[node]! : notCovered,
      betweenness: betweenness ? divide(betweenness[node]!, ((order - 1) * (order - 2)) / 2) : notCovered,
      familiarity: meanReceived('familiarity'),
      dependence: meanReceived('dependence'),
    };
  });
}

function count(order: number): Float64Array {
  return new Float64Array(order);
}

function divide(part: number, whole: number): number | Withheld {
  return whole > 0 ? part / whole : notDefined;
}
