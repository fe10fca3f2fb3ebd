/**
 * Betweenness: on how many shortest paths between two others does a partner lie? Written here, because the graph
 * library that was tried (graphology-metrics 2.4) counts paths in 32 bits, and gives NaN for a network of 112
 * partners in layers, which has more.
 */
import type { UndirectedGraph } from './undirected-graph.ts';

/**
 * For each node the sum, over pairs of others, of the share of their shortest paths that pass through it.
 * Divide by (N − 1)(N − 2)/2 to get 0 to 1. Source: Brandes (2001), A faster algorithm for betweenness
 * centrality, Journal of Mathematical Sociology 25.
 */
export function findBetweenness({ order, starts, neighbours }: UndirectedGraph): Float64Array {
  const betweenness = new Float64Array(order);
  const distance = new Int32Array(order);
  const ways = new Float64Array(order);
  // For a node w: (1 + its own dependency) / ways[w], what each way through a node before w earns.
  const earns = new Float64Array(order);
  const queue = new Int32Array(order);
  // The steps from queue[i] to nodes further away, up to, not including, stepEnds[i].
  const stepTo = new Int32Array(neighbours.length + 1);
  const stepEnds = new Int32Array(order);
  for (let source = 0; source < order; source++) {
    distance.fill(-1);
    ways.fill(0);
    distance[source] = 0;
    ways[source] = 1;
    queue[0] = source;
    let found = 1;
    let steps = 0;
    for (let at = 0; at < found; at++) {
      const node = queue[at]!;
      const further = distance[node]! + 1;
      const own = ways[node]!;
      // When all are found and none is further away, this node leads nowhere new.
      const leads = found < order || distance[queue[order - 1]!] === further;
      for (let i = starts[node]!, end = leads ? starts[node + 1]! : 0; i < end; i++) {
        const next = neighbours[i]!;
        if (distance[next] === -1) {
          distance[next] = further;
          queue[found++] = next;
        }
        // Without a branch: a processor can't predict which of the two it is, and that took most of the time.
        const leadsOn = Number(distance[next] === further);
        ways[next]! += own * leadsOn;
        stepTo[steps] = next;
        steps += leadsOn;
      }
      stepEnds[at] = steps;
    }
    for (let at = found - 1; at > 0; at--) {
      const node = queue[at]!;
      let earned = 0;
      for (let i = stepEnds[at - 1]!, end = stepEnds[at]!; i < end; i++) earned += earns[stepTo[i]!]!;
      const dependency = earned * ways[node]!;
      earns[node] = (1 + dependency) / ways[node]!;
      // Each pair is met from both its ends.
      betweenness[node]! += dependency / 2;
    }
  }
  return betweenness;
}
