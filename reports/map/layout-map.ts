/**
 * Where each partner is placed on the map of the network. Forces pull partners with contact together and push the rest
 * apart; nothing is random, so the same network always gives the same map.
 */
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from 'd3-force';
import type { NetworkMap } from '../../scoring/scores.ts';

/** A partner on the map: its centre, the radius of a circle of the same area as its sign, and how far its corners
 * reach. */
export interface Place {
  x: number;
  y: number;
  radius: number;
  reach: number;
}

/** The size of the drawing, in its own units. */
export const mapSize = { width: 680, height: 350 };

const minRadius = 10;
const maxRadius = 27;
/** Room around a sign, so that lines between neighbours can be seen. */
const gap = 7;
/** The share of the drawing that signs may cover, so that a network of hundreds still fits. */
const maxCovered = 0.22;

/**
 * A place for each node, in the order of the nodes. Areas are in proportion to size; unknown sizes get the smallest
 * sign. `reaches`: how far the corners of each sign reach, in radii.
 */
export function layoutMap(map: NetworkMap, reaches: readonly number[]): Place[] {
  const { width, height } = mapSize;
  const radii = findRadii(map.nodes.map((node) => node.size));
  const index = new Map(map.nodes.map((node, i) => [node.id, i]));
  const places = map.nodes.map((_node, i) => ({
    ...spiral(i),
    radius: radii[i]!,
    reach: radii[i]! * reaches[i]!,
  }));
  const links = map.edges.map(({ from, to }) => ({ source: index.get(from)!, target: index.get(to)! }));

  forceSimulation(places)
    .force('contacts', forceLink(links).distance(90).strength(0.08))
    .force('apart', forceManyBody().strength(-420))
    .force('x', forceX(0).strength(0.06))
    .force('y', forceY(0).strength(0.06 * (width / height)))
    .stop()
    .tick(250);
  stretch(places);

  // Signs that overlap after stretching make room for each other, inside the drawing.
  const room = forceSimulation(places)
    .force('room', forceCollide<Place>((place) => place.reach + gap).iterations(4))
    .alphaDecay(0)
    .velocityDecay(0.6)
    .stop();
  for (let step = 0; step < 80; step += 1) {
    room.tick();
    for (const place of places) keepInside(place);
  }
  return places.map(({ x, y, radius, reach }) => ({ x, y, radius, reach }));
}

/** Radii whose squares follow the sizes. */
function findRadii(sizes: (number | null)[]): number[] {
  const known = sizes.filter((size) => size !== null);
  const top = Math.max(...known);
  const radii =
    known.length === 0
      ? sizes.map(() => 14)
      : sizes.map((size) =>
          size === null ? minRadius : Math.max(minRadius, maxRadius * Math.sqrt(size / top)),
        );
  const covered = radii.reduce((sum, radius) => sum + Math.PI * radius ** 2, 0);
  const scale = Math.min(1, Math.sqrt((maxCovered * mapSize.width * mapSize.height) / covered));
  return radii.map((radius) => radius * scale);
}

/** Different starting points, so that partners with the same contacts do not stay on top of each other. */
function spiral(i: number): { x: number; y: number } {
  const angle = i * Math.PI * (3 - Math.sqrt(5));
  const distance = 12 * Math.sqrt(i + 0.5);
  return { x: distance * Math.cos(angle), y: distance * Math.sin(angle) };
}

/** Spreads the places over the whole drawing. */
function stretch(places: Place[]): void {
  for (const [axis, length] of [
    ['x', mapSize.width],
    ['y', mapSize.height],
  ] as const) {
    const low = Math.min(...places.map((place) => place[axis] - place.reach));
    const high = Math.max(...places.map((place) => place[axis] + place.reach));
    for (const place of places) place[axis] = ((place[axis] - low) / (high - low)) * length;
  }
}

function keepInside(place: Place): void {
  const edge = place.reach + 2;
  place.x = Math.min(mapSize.width - edge, Math.max(edge, place.x));
  place.y = Math.min(mapSize.height - edge, Math.max(edge, place.y));
}

/** A length in the units of the drawing, as text. */
export function writeLength(value: number): string {
  return String(Math.round(value * 10) / 10);
}
