/**
 * Which contacts are drawn. Where there are too many to follow a line with the eye, only those that are frequent are
 * drawn, and never so few that a partner with contacts seems to have none.
 */
import type { NetworkMap } from '../../scoring/scores.ts';

type Edge = NetworkMap['edges'][number];

export interface DrawnLines {
  edges: Edge[];
  /**
   * Why these: all there are; those of this frequency or more, with one for each of `kept` partners that have none such;
   * or so many of the most frequent ones of each partner.
   */
  rule: { name: 'all' } | { name: 'often'; frequency: number; kept: number } | { name: 'each'; most: number };
}

/** So many lines can be followed: a few for each partner, and in a small network all. */
function findLimit(partners: number): number {
  return Math.max(40, 1.2 * partners, Math.min(2.6 * partners, 160));
}

/** Lines to draw in a map of this network. */
export function chooseLines(map: NetworkMap): DrawnLines {
  const limit = findLimit(map.nodes.length);
  if (map.edges.length <= limit) return { edges: map.edges, rule: { name: 'all' } };
  const ranked = rankEdges(map);
  const levels = [...new Set(map.edges.map(({ frequency }) => frequency ?? 0))].sort((a, b) => a - b);
  for (const frequency of levels.slice(1)) {
    const often = ranked.filter((edge) => (edge.frequency ?? 0) >= frequency);
    if (often.length > limit) continue;
    // So few would leave the map empty.
    if (often.length < limit / 4) break;
    const kept = keepEach(ranked, often);
    return { edges: [...often, ...kept.edges], rule: { name: 'often', frequency, kept: kept.partners } };
  }
  return chooseEach(ranked, limit);
}

/**
 * The most frequent first. Those alike are shuffled, always in the same way: in the order of the partners, a few of them
 * would seem to be in the middle.
 */
function rankEdges({ edges }: NetworkMap): Edge[] {
  return edges
    .map((edge) => ({ edge, turn: scatter(edge) }))
    .sort((a, b) => (b.edge.frequency ?? 0) - (a.edge.frequency ?? 0) || a.turn - b.turn)
    .map(({ edge }) => edge);
}

/** The hash of Fowler, Noll and Vo, whose last signs are mixed once more. */
function scatter({ from, to }: Edge): number {
  let hash = 0x811c9dc5;
  for (const character of `${from} ${to}`) hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** The first line of each partner that has none among these. */
function keepEach(ranked: readonly Edge[], drawn: readonly Edge[]): { edges: Edge[]; partners: number } {
  const reached = new Set(drawn.flatMap(({ from, to }) => [from, to]));
  const without = ranked.flatMap(({ from, to }) => [from, to]).filter((id) => !reached.has(id));
  const edges: Edge[] = [];
  const open = new Set(without);
  const partners = open.size;
  for (const edge of ranked) {
    if (!open.has(edge.from) && !open.has(edge.to)) continue;
    edges.push(edge);
    open.delete(edge.from);
    open.delete(edge.to);
  }
  return { edges, partners };
}

/** The first few of each partner, as many as there is room for. */
function chooseEach(ranked: readonly Edge[], limit: number): DrawnLines {
  let chosen = takeEach(ranked, 1);
  let most = 1;
  for (;;) {
    const more = takeEach(ranked, most + 1);
    if (more.length > limit) return { edges: chosen, rule: { name: 'each', most } };
    chosen = more;
    most += 1;
  }
}

function takeEach(ranked: readonly Edge[], most: number): Edge[] {
  const taken = new Map<string, number>();
  const take = (id: string) => {
    const count = taken.get(id) ?? 0;
    taken.set(id, count + 1);
    return count < most;
  };
  return ranked.filter(({ from, to }) => {
    const isOfOne = take(from);
    return take(to) || isOfOne;
  });
}
