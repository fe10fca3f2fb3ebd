/** Networks by chance, the same each time: who answers for whom, and what each person says. */
import { drawNormal, type Random } from '../seed-random.ts';

export function pickFrom<T>(random: Random, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)]!;
}

/** The partner of each person: one for each partner, or one to three. */
export function drawPeople(random: Random, partners: number, most: number): number[] {
  return Array.from({ length: partners }, (_none, partner) => partner).flatMap((partner) =>
    Array(1 + Math.floor(random() * most)).fill(partner),
  );
}

/**
 * What each person scores on facets of so many statements from 1 to 5. The true mean of the network lies between 2.5
 * and 4.2; partners, people and answers differ from it by chance.
 */
export function drawScores(
  random: Random,
  people: readonly number[],
  { facets = 1, items = 2 } = {},
): number[][] {
  const partners = Math.max(...people) + 1;
  const level = 2.5 + 1.7 * random();
  const own = Array.from({ length: partners }, () => 0.5 * drawNormal(random));
  const views = people.map((partner) => level + own[partner]! + 0.5 * drawNormal(random));
  return Array.from({ length: facets }, () =>
    views.map((view) => {
      const answers = Array.from({ length: items }, () =>
        Math.min(5, Math.max(1, Math.round(view + 0.7 * drawNormal(random)))),
      );
      return answers.reduce((sum, answer) => sum + answer, 0) / items;
    }),
  );
}
