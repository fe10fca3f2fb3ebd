/** In which share of networks a reader knows everything, and what it takes to know it. */

import { seedRandom } from '../seed-random.ts';
import { type Kind, keepWith, listSets, nameSet } from './list-sets.ts';
import { drawScores } from './random-networks.ts';

export interface Known {
  /** One set of partner scores fits what everybody sees. */
  byAnybody: number;
  /** The same for who knows one of the scores, its own. */
  byOne: number;
  /** And for two partners who tell each other theirs. */
  byTwo: number;
  /** And for who answered in the name of all but one. */
  byAllButOne: number;
}

/** For each set of scores the sets that look the same. */
export function listFitting(count: number, inNetwork: number, kind: Kind = 'facet'): Map<string, string[]> {
  const groups = listSets(count, { partners: inNetwork, items: kind === 'condition' ? 1 : 2 }, kind);
  return new Map(groups.flatMap((sets) => sets.map((set): [string, string[]] => [set, sets])));
}

/** Of so many partners with one person each, all `inNetwork` of them or fewer. */
export function measureKnown(count: number, inNetwork: number, kind: Kind = 'facet', networks = 4000): Known {
  const items = kind === 'condition' ? 1 : 2;
  const people = Array.from({ length: count }, (_none, person) => person);
  const fitting = listFitting(count, inNetwork, kind);
  const random = seedRandom(count);
  const howMany = [0, 1, 2, count - 1];
  const times = howMany.map(() => 0);
  for (let network = 0; network < networks; network++) {
    const [scores] = drawScores(random, people, { items }) as [number[]];
    const sets = fitting.get(nameSet(scores))!;
    for (const [place, known] of howMany.entries())
      if (keepWith(sets, scores.slice(0, known)).length === 1) times[place]!++;
  }
  const [byAnybody, byOne, byTwo, byAllButOne] = times.map((found) => found / networks);
  return { byAnybody: byAnybody!, byOne: byOne!, byTwo: byTwo!, byAllButOne: byAllButOne! };
}
