/**
 * Names beside their signs, where they fit. Widths are estimated on the wide side. A name that would cover a sign or
 * another name, or stick out of the drawing, is left out: every sign has its number in the list.
 */
import { mapSize, type Place } from './layout-map.ts';

/** The left side and the top, in the units of the drawing. */
interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Label extends Box {
  lines: string[];
}

export const labelFont = { size: 11.5, lineHeight: 13.5, padding: 3 };

/** Characters on a line; a longer label is left to the list. */
const lineLength = 24;

/** A label for each node, or undefined where there is no room. The largest nodes choose first. */
export function placeLabels(names: readonly string[], places: readonly Place[]): (Label | undefined)[] {
  const taken: Box[] = places.map(({ x, y, reach }) => ({
    x: x - reach,
    y: y - reach,
    width: 2 * reach,
    height: 2 * reach,
  }));
  const labels: (Label | undefined)[] = names.map(() => undefined);
  const order = places.map((_place, i) => i).sort((a, b) => places[b]!.radius - places[a]!.radius || a - b);
  for (const i of order) {
    const lines = breakName(names[i]!);
    if (!lines) continue;
    const box = candidates(lines, places[i]!).find(
      (candidate) => isInside(candidate) && !taken.some((other) => overlap(candidate, other)),
    );
    if (!box) continue;
    taken.push(box);
    labels[i] = { lines, ...box };
  }
  return labels;
}

/** The name on one line or two; undefined when it needs more. */
function breakName(name: string): string[] | undefined {
  if (name.length <= lineLength) return [name];
  const middle = [...name.matchAll(/ /g)]
    .map((space) => space.index)
    .filter((at) => at <= lineLength && name.length - at - 1 <= lineLength)
    .sort((a, b) => Math.abs(a - name.length / 2) - Math.abs(b - name.length / 2))[0];
  return middle === undefined ? undefined : [name.slice(0, middle), name.slice(middle + 1)];
}

/** Right, left, below and above the sign, then the corners. */
function candidates(lines: string[], { x, y, reach }: Place): Box[] {
  const width = Math.max(...lines.map(estimateWidth)) + 2 * labelFont.padding;
  const height = lines.length * labelFont.lineHeight + labelFont.padding;
  const away = reach + 1;
  const corner = reach * 0.75 + 2;
  const spots: [number, number][] = [
    [x + away, y - height / 2],
    [x - away - width, y - height / 2],
    [x - width / 2, y + away],
    [x - width / 2, y - away - height],
    [x + corner, y + corner],
    [x + corner, y - corner - height],
    [x - corner - width, y + corner],
    [x - corner - width, y - corner - height],
  ];
  return spots.map(([left, top]) => ({ x: left, y: top, width, height }));
}

/** The width of a line in the font of the labels, on the wide side. */
export function estimateWidth(line: string): number {
  let em = 0;
  for (const character of line) {
    if (/[ijlftrI .,:;'’()[\]|-]/.test(character)) em += 0.36;
    else if (/[mwMW@%&]/.test(character)) em += 0.95;
    else if (/[A-Z]/.test(character)) em += 0.68;
    else if (character <= '\u024f') em += 0.58;
    else em += 1.4;
  }
  return em * labelFont.size;
}

function isInside(box: Box): boolean {
  return (
    box.x >= 0 && box.y >= 0 && box.x + box.width <= mapSize.width && box.y + box.height <= mapSize.height
  );
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
