/** A length in the units of the drawing, as text. */
export function writeLength(value: number): string {
  return String(Math.round(value * 10) / 10);
}
