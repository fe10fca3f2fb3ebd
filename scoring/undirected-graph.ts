/** The graph of the partners: two are connected when either of them reports contact. */
import type { PairReport } from './tie-table.ts';

/** The neighbours of node i are in `neighbours` from `starts[i]` up to, not including, `starts[i + 1]`. */
export interface UndirectedGraph {
  order: number;
  starts: Int32Array;
  neighbours: Int32Array;
}

/** Builds the graph of `order` nodes from the reports with frequency 1 or more. */
export function buildGraph(order: number, reports: Iterable<PairReport>): UndirectedGraph {
  const edges = new Set<number>();
  for (const { from, to, frequency } of reports) {
    if (frequency >= 1) edges.add(Math.min(from, to) * order + Math.max(from, to));
  }
  const starts = new Int32Array(order + 1);
  for (const edge of edges) {
    starts[Math.floor(edge / order) + 1]!++;
    starts[(edge % order) + 1]!++;
  }
  for (let i = 0; i < order; i++) starts[i + 1]! += starts[i]!;
  const neighbours = new Int32Array(2 * edges.size);
  const next = starts.slice();
  // In order, so that sums over neighbours come out the same whatever the order of the reports.
  for (const edge of Float64Array.from(edges).sort()) {
    const [low, high] = [Math.floor(edge / order), edge % order];
    neighbours[next[low]!++] = high;
    neighbours[next[high]!++] = low;
  }
  return { order, starts, neighbours };
}

/** The number of neighbours of a node. */
export function degreeOf(graph: UndirectedGraph, node: number): number {
  return graph.starts[node + 1]! - graph.starts[node]!;
}

/** The edges, each once, with the lower node first, in order. */
export function* listEdges({
  order,
  starts,
  neighbours,
}: UndirectedGraph): Generator<[low: number, high: number]> {
  for (let node = 0; node < order; node++) {
    for (let at = starts[node]!; at < starts[node + 1]!; at++) {
      if (node < neighbours[at]!) yield [node, neighbours[at]!];
    }
  }
}
