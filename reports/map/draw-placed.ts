/** What the template draws: lines, signs and names at their places. */
import { labelFont } from './break-name.ts';
import type { Link } from './layout-map.ts';
import { drawShape, type Kind } from './list-kinds.ts';
import type { Label, Placed, PlacedSign } from './place-partners.ts';
import { writeLength } from './write-length.ts';

export interface DrawingView {
  /** `wide` or `narrow`. */
  shape: string;
  width: number;
  height: number;
  lines: {
    x1: string;
    y1: string;
    x2: string;
    y2: string;
    width: string;
    from: number;
    to: number;
    frequency: number;
    isRare: boolean;
  }[];
  signs: { path: string; x: string; y: string; down: string; number: number; look: string }[];
  labels: {
    number: number;
    x: string;
    y: string;
    width: string;
    height: string;
    lines: { x: string; y: string; text: string }[];
  }[];
  /** Do the signs hold their numbers? */
  isNumbered: boolean;
}

/** A line with the number of its frequency, if it is known; a rare one is there, but not shown at first. */
export interface DrawnLink extends Link {
  frequency: number | undefined;
  isRare: boolean;
}

/** How often compared with the most that could be answered; undefined when it is not known. */
export function findWeight(frequency: number | undefined, options: number): number | undefined {
  return frequency === undefined ? undefined : frequency / Math.max(1, options - 1, frequency);
}

/** The thickness of a line: the more often, the thicker, and each step can be told from the next. */
export function findThickness(weight: number | undefined): string {
  return writeLength(weight === undefined ? 1.2 : 0.6 + 3.4 * weight ** 2);
}

/** `looks`: of each partner, in the order of the signs. */
export function drawPlaced(
  shape: string,
  { width, height, signs, labels }: Placed,
  looks: readonly Kind[],
  links: readonly DrawnLink[],
): DrawingView {
  return {
    shape,
    width,
    height,
    lines: links.map(({ source, target, weight, frequency = 0, isRare }) => ({
      ...drawLine(signs[source]!, signs[target]!),
      width: findThickness(weight),
      from: source + 1,
      to: target + 1,
      frequency,
      isRare,
    })),
    signs: signs.map((sign, i) => drawSign(sign, looks[i]!, i + 1)),
    labels: labels?.map((label, i) => ({ number: i + 1, ...drawLabel(label) })) ?? [],
    isNumbered: labels === undefined,
  };
}

function drawLine(from: PlacedSign, to: PlacedSign) {
  return { x1: writeLength(from.x), y1: writeLength(from.y), x2: writeLength(to.x), y2: writeLength(to.y) };
}

function drawSign({ x, y, radius }: PlacedSign, { shape, look }: Kind, number: number) {
  // A triangle is widest below its middle.
  const down = writeLength(labelFont.size * 0.35 + (shape.corners === 3 ? radius * 0.15 : 0));
  return { path: drawShape(shape, radius), x: writeLength(x), y: writeLength(y), down, number, look };
}

function drawLabel({ lines, x, y, width, height }: Label) {
  return {
    x: writeLength(x),
    y: writeLength(y),
    width: writeLength(width),
    height: writeLength(height),
    lines: lines.map((text, i) => ({
      x: writeLength(x + width / 2),
      y: writeLength(y + labelFont.lineHeight * (i + 0.8)),
      text,
    })),
  };
}
