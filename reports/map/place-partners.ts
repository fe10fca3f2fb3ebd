/**
 * The signs of the map and, where there is room, their names: nothing touches anything else. With too many partners, or
 * names too long, each sign holds a number instead, and the drawing grows with them.
 */
import { shortenApart } from '../words/shorten-name.ts';
import { breakName, estimateWidth, labelFont } from './break-name.ts';
import { type Link, layoutMap, type Point } from './layout-map.ts';
import { type Box, makeRoom, type Size } from './make-room.ts';

/** What is placed, for each partner. */
export interface PartnerSign {
  name: string;
  contacts: number;
  /** How far the corners of its sign reach, in radii. */
  reach: number;
}

/** A sign: its centre, and the radius of a circle of the same area. */
export interface PlacedSign extends Point {
  radius: number;
  reach: number;
}

export interface Label {
  x: number;
  y: number;
  width: number;
  height: number;
  lines: string[];
}

export interface Placed extends Size {
  signs: PlacedSign[];
  /** The name of each partner; undefined when signs hold numbers. */
  labels: Label[] | undefined;
}

/**
 * The shapes of a drawing, with the lowest and the highest that each may be: the one on paper and wide screens, and the one for a phone, which has numbers
 * only. What needs more room is drawn smaller: from some 250 partners on, letters on paper are less than 8.5 points.
 */
export const mapShapes = {
  wide: { width: 680, least: 320, highest: 860, mayName: true },
  narrow: { width: 300, least: 300, highest: Number.POSITIVE_INFINITY, mayName: false },
};
type MapShape = (typeof mapShapes)[keyof typeof mapShapes];

/** With a name the sign may be small; a number of two or three digits must fit inside, also in a triangle. */
const leastRadius = { named: 5.5, numbered: 9.5, hundreds: 11 };
const topRadius = 21;
/** Room around a sign with its name, so that lines between neighbours can be seen. */
const gap = 4;
/** From so many partners on numbers have three digits, and there is less room. */
const hundreds = 100;
/** The share of the drawing that boxes may cover: more when there are many, so that it stays on one page. */
const covered = { named: 0.48, numbered: 0.36, more: 1 / 1500, most: 0.48 };
/** A higher drawing leaves no room on the page for the words beside it. */
const highestNamed = 500;
/** Characters of a name that is too long for its lines. */
const cutLength = 44;

/** Places for signs of these partners, in the same order. */
export function placePartners(
  partners: readonly PartnerSign[],
  links: readonly Link[],
  shape: MapShape,
): Placed {
  const names = partners.map(({ name }) => name);
  if (shape.mayName) {
    for (const written of [names, shortenApart(names, cutLength)]) {
      const lines = written.map(breakName);
      if (!lines.every((one) => one !== undefined)) continue;
      const placed = placeNamed(partners, links, lines, shape);
      if (placed) return placed;
    }
  }
  const isCrowded = partners.length >= hundreds;
  const least = isCrowded ? leastRadius.hundreds : leastRadius.numbered;
  const radii = findRadii(partners, least, topRadius);
  const boxes = partners.map(({ reach, contacts }, i) =>
    makeBox(radii[i]! * reach, contacts, undefined, isCrowded ? gap / 2 : gap),
  );
  const share = Math.min(covered.most, covered.numbered + covered.more * partners.length);
  const area = measureArea(boxes) / share;
  const points = layoutMap(countAll(partners), links, fitSize(area, shape));
  for (let room = 1; ; room += 0.1) {
    const size = fitSize(area * room, shape);
    spreadOver(boxes, points, size);
    if (makeRoom(boxes, size))
      return { ...size, signs: takeSigns(boxes, partners, radii), labels: undefined };
  }
}

/** Undefined when the names do not fit. */
function placeNamed(
  partners: readonly PartnerSign[],
  links: readonly Link[],
  lines: readonly string[][],
  shape: MapShape,
): Placed | undefined {
  const radii = findRadii(partners, leastRadius.named, topRadius);
  const sizes = lines.map((written) => ({
    width: Math.max(...written.map(estimateWidth)) + 2 * labelFont.padding,
    height: written.length * labelFont.lineHeight + 1,
  }));
  const boxes = partners.map(({ reach, contacts }, i) => makeBox(radii[i]! * reach, contacts, sizes[i]!));
  const area = measureArea(boxes) / covered.named;
  const points = layoutMap(countAll(partners), links, fitSize(area, shape));
  // Names point outwards, away from the lines.
  const above = points.map(({ y }) => y < 0.4);
  for (let room = 1; area * room <= shape.width * highestNamed; room += 0.1) {
    const size = fitSize(area * room, shape);
    const turned = boxes.map((box, i) => (above[i] ? { ...box, top: box.bottom, bottom: box.top } : box));
    spreadOver(turned, points, size);
    if (!makeRoom(turned, size)) continue;
    const signs = takeSigns(turned, partners, radii);
    const labels = signs.map(({ x, y, reach }, i) => ({
      ...sizes[i]!,
      lines: lines[i]!,
      x: x - sizes[i]!.width / 2,
      y: above[i] ? y - reach - 1 - sizes[i]!.height : y + reach + 1,
    }));
    return { ...size, signs, labels };
  }
  return undefined;
}

function countAll(partners: readonly PartnerSign[]): number[] {
  return partners.map(({ contacts }) => contacts);
}

/** Areas follow the number of contacts, down to the least that can be seen. */
function findRadii(partners: readonly PartnerSign[], least: number, top: number): number[] {
  const most = Math.max(1, ...countAll(partners));
  // Where all have many contacts, signs would fill the drawing.
  const mean = partners.reduce((sum, { contacts }) => sum + contacts, 0) / partners.length / most;
  const highest = Math.max(least, top * Math.min(1, Math.sqrt(9 / (mean * partners.length))));
  return partners.map(({ contacts }) => Math.max(least, highest * Math.sqrt(contacts / most)));
}

function makeBox(reach: number, contacts: number, label?: Size, room = gap): Box {
  const side = reach + room;
  const wide = label ? Math.max(side, label.width / 2 + 1) : side;
  const bottom = label ? reach + 1 + label.height + gap / 2 : side;
  return { x: 0, y: 0, left: wide, right: wide, top: side, bottom, weight: 1 + contacts };
}

function measureArea(boxes: readonly Box[]): number {
  return boxes.reduce((sum, { left, right, top, bottom }) => sum + (left + right) * (top + bottom), 0);
}

/** A drawing of about this area. */
function fitSize(area: number, { width, least, highest }: MapShape): Size {
  const height = Math.round(Math.max(least, area / width));
  if (height <= highest) return { width, height };
  const scale = Math.sqrt(height / highest);
  return { width: Math.round(width * scale), height: Math.round(highest * scale) };
}

function spreadOver(boxes: readonly Box[], points: readonly Point[], { width, height }: Size): void {
  for (const [i, box] of boxes.entries()) {
    box.x = box.left + points[i]!.x * (width - box.left - box.right);
    box.y = box.top + points[i]!.y * (height - box.top - box.bottom);
  }
}

function takeSigns(
  boxes: readonly Box[],
  partners: readonly PartnerSign[],
  radii: readonly number[],
): PlacedSign[] {
  return boxes.map(({ x, y }, i) => ({ x, y, radius: radii[i]!, reach: radii[i]! * partners[i]!.reach }));
}
