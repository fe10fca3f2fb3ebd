/** The network as its partners report it, to be drawn: an edge where either side says that there is contact. */

import type { Partner } from './answers.ts';
import type { NetworkMap } from './scores.ts';
import { listEdges, type UndirectedGraph } from './undirected-graph.ts';

/** Names the nodes and edges of the graph, whose nodes are the partners in the order of their ids. */
export function mapNetwork(
  partners: readonly Partner[],
  ids: readonly string[],
  graph: UndirectedGraph,
): NetworkMap {
  const byId = new Map(partners.map((partner) => [partner.id, partner]));
  return {
    nodes: ids.map((id) => {
      const { name, kind, size } = byId.get(id)!;
      return { id, name, kind, size };
    }),
    edges: Array.from(listEdges(graph), ([low, high]) => ({ from: ids[low]!, to: ids[high]! })),
  };
}
