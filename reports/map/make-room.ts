/**
 * Moves signs with their names apart until none touches another, inside the drawing, as little as it can. Boxes are
 * swept from left to right, so that only neighbours are compared.
 */

/** The size of a drawing, in its own units. */
export interface Size {
  width: number;
  height: number;
}

/** A sign with its name, as a box that reaches so far from the centre of the sign to each side. */
export interface Box {
  x: number;
  y: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** How hard it is to move: 1 and up. */
  weight: number;
}

const maxRounds = 250;
/** A bit more than needed each time, so that it ends. */
const slack = 0.1;

/** Are all boxes apart now? */
export function makeRoom(boxes: readonly Box[], size: Size): boolean {
  for (const box of boxes) keepInside(box, size);
  for (let round = 0; round < maxRounds; round += 1) {
    if (!moveApart(boxes)) return true;
    for (const box of boxes) keepInside(box, size);
  }
  return false;
}

/** Was anything in the way? */
function moveApart(boxes: readonly Box[]): boolean {
  const sorted = [...boxes].sort((a, b) => a.x - a.left - (b.x - b.left));
  let moved = false;
  for (let i = 0; i < sorted.length; i += 1) {
    const a = sorted[i]!;
    for (let j = i + 1; j < sorted.length; j += 1) {
      const b = sorted[j]!;
      if (b.x - b.left >= a.x + a.right) break;
      if (separate(a, b)) moved = true;
    }
  }
  return moved;
}

/** Moves two boxes apart along the axis on which they touch least; the heavier one moves less. */
function separate(a: Box, b: Box): boolean {
  const [isRight, isBelow] = [b.x + b.right - b.left > a.x + a.right - a.left, b.y > a.y];
  const across = isRight ? a.x + a.right - b.x + b.left : b.x + b.right - a.x + a.left;
  const along = isBelow ? a.y + a.bottom - b.y + b.top : b.y + b.bottom - a.y + a.top;
  if (across <= 1e-6 || along <= 1e-6) return false;
  const share = b.weight / (a.weight + b.weight);
  if (across < along) {
    const step = (across + slack) * (isRight ? 1 : -1);
    a.x -= step * share;
    b.x += step * (1 - share);
  } else {
    const step = (along + slack) * (isBelow ? 1 : -1);
    a.y -= step * share;
    b.y += step * (1 - share);
  }
  return true;
}

function keepInside(box: Box, { width, height }: Size): void {
  box.x = Math.min(width - box.right, Math.max(box.left, box.x));
  box.y = Math.min(height - box.bottom, Math.max(box.top, box.y));
}
