/** How many people work or volunteer at a partner, as people write a number. */

/** `unclearSize`: 1.200 is twelve hundred to one and one and a fifth to another. */
export type SizeProblem = 'notASize' | 'unclearSize';

/** The number in a tidied text; null when nothing is in it, or when it is not clear, with what is wrong. */
export function readSize(text: string): { size: number | null; problem?: SizeProblem } {
  if (text === '') return { size: null };
  const size = Number(text.replace(',', '.'));
  if (!/^\d{1,9}(?:[.,]\d+)?$/u.test(text) || size === 0) return { size: null, problem: 'notASize' };
  if (/^[1-9]\d{0,2}[.,]\d{3}$/u.test(text)) return { size: null, problem: 'unclearSize' };
  return { size };
}
