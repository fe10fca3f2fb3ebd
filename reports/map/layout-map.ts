/**
 * Where each partner is placed on the map of the network. Forces pull partners with contact together and push the rest
 * apart; whoever has many contacts is drawn to the middle. Nothing is random, so the same network always gives the same
 * map.
 */
import { forceLink, forceManyBody, forceSimulation, forceX, forceY } from 'd3-force';
import type { Size } from './make-room.ts';

export interface Point {
  x: number;
  y: number;
}

/** A line between two partners, by their places in the list; `weight` is 0 to 1, if it is known. */
export interface Link {
  source: number;
  target: number;
  weight: number | undefined;
}

/** More steps than these change nothing that can be seen; a network of hundreds has fewer, each of which takes longer. */
const steps = { few: 220, many: 90 };
const many = 100;

/** The width that is kept for one without contacts. */
const alonePlace = 70;

/** How far points are spread evenly instead of where the forces left them: names need room. */
const evenness = 0.45;

/** A point for each partner in a square from 0 to 1. `contacts`: how many each has. */
export function layoutMap(contacts: readonly number[], links: readonly Link[], size: Size): Point[] {
  // The most connected begin in the middle.
  const order = contacts.map((_count, i) => i).sort((a, b) => contacts[b]! - contacts[a]! || a - b);
  const connected = order.filter((i) => contacts[i]! > 0);
  const alone = order.filter((i) => contacts[i] === 0);
  const rows = Math.ceil((alone.length * alonePlace) / size.width);
  // They stand below the others, in rows.
  const share = alone.length === 0 ? 0 : Math.max(rows * 0.12, alone.length / contacts.length);
  const points: Point[] = [];
  for (const [at, point] of pullTogether(connected, contacts, links, size).entries()) {
    points[connected[at]!] = { x: point.x, y: point.y * (1 - Math.min(0.9, share)) };
  }
  const inRow = Math.ceil(alone.length / Math.max(1, rows));
  for (const [at, i] of alone.entries()) {
    const row = Math.floor(at / inRow);
    const inThis = Math.min(inRow, alone.length - row * inRow);
    const y = connected.length === 0 ? (row + 0.5) / rows : 1 - (rows - 1 - row) * (share / rows);
    points[i] = { x: ((at % inRow) + 0.5) / inThis, y };
  }
  return points;
}

/** Points for those with contacts, in this order. */
function pullTogether(
  order: readonly number[],
  contacts: readonly number[],
  links: readonly Link[],
  size: Size,
): Point[] {
  const points = order.map((_i, rank) => spiral(rank));
  const rankOf = new Map(order.map((i, rank) => [i, rank]));
  const most = contacts[order[0]!] ?? 1;
  const flat = size.width / size.height;
  const pull = (rank: number) => 0.05 + 0.3 * (contacts[order[rank]!]! / most) ** 2;
  const ends = links.map(({ source, target, weight = 0.5 }) => ({
    source: rankOf.get(source)!,
    target: rankOf.get(target)!,
    weight,
  }));
  forceSimulation(points)
    .force(
      'contacts',
      forceLink(ends)
        .distance(70)
        .strength(({ weight }) => 0.05 + 0.1 * weight),
    )
    .force('apart', forceManyBody().strength(-300))
    .force(
      'x',
      forceX<Point>(0).strength((_point, rank) => pull(rank) / flat),
    )
    .force(
      'y',
      forceY<Point>(0).strength((_point, rank) => pull(rank)),
    )
    .stop()
    .tick(points.length > many ? steps.many : steps.few);
  const [xs, ys] = [spread(points.map(({ x }) => x)), spread(points.map(({ y }) => y))];
  return points.map((_point, i) => ({ x: xs[i]!, y: ys[i]! }));
}

/** Different starting points, so that partners with the same contacts do not stay on top of each other. */
function spiral(i: number): Point {
  const angle = i * Math.PI * (3 - Math.sqrt(5));
  const distance = 14 * Math.sqrt(i + 0.5);
  return { x: distance * Math.cos(angle), y: distance * Math.sin(angle) };
}

/** Values from 0 to 1, in the same order, with some of the distance between them made alike. */
function spread(values: readonly number[]): number[] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const sorted = values.map((_value, i) => i).sort((a, b) => values[a]! - values[b]! || a - b);
  const ranks: number[] = [];
  for (const [rank, i] of sorted.entries()) ranks[i] = values.length === 1 ? 0.5 : rank / (values.length - 1);
  return values.map((value, i) => {
    const place = high > low ? (value - low) / (high - low) : 0.5;
    return place + evenness * (ranks[i]! - place);
  });
}
