/** The network as its partners report it, to be drawn: an edge where either side says that there is contact. */

import type { Partner } from './answers.ts';
import type { NetworkMap } from './scores.ts';
import type { TieTable } from './tie-table.ts';
import { listEdges, type UndirectedGraph } from './undirected-graph.ts';

/** Names the nodes and edges of the graph of these reports; on each edge how often, as the side with most says. */
export function mapNetwork(
  partners: readonly Partner[],
  table: TieTable,
  graph: UndirectedGraph,
): NetworkMap {
  const byId = new Map(partners.map((partner) => [partner.id, partner]));
  const ids = table.partners;
  const often = (from: number, to: number) => table.find(from, to)?.frequency ?? 0;
  return {
    nodes: ids.map((id) => {
      const { name, kind, size } = byId.get(id)!;
      return { id, name, kind, size };
    }),
    edges: Array.from(listEdges(graph), ([low, high]) => ({
      from: ids[low]!,
      to: ids[high]!,
      frequency: Math.max(often(low, high), often(high, low)),
    })),
  };
}
