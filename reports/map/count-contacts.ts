/** How many partners each partner has contact with, as either side reports. */
import type { NetworkMap } from '../../scoring/scores.ts';

export function countContacts(map: NetworkMap): Map<string, number> {
  const counts = new Map(map.nodes.map((node) => [node.id, 0]));
  for (const { from, to } of map.edges) {
    for (const id of [from, to]) counts.set(id, counts.get(id)! + 1);
  }
  return counts;
}
