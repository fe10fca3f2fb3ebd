/** How many people work or volunteer at a partner, as people write a number. */
import type { Problem } from '../text/problems.ts';

/** The number in a tidied text; null when nothing is in it, or when it is not clear, with what is wrong. */
export function readSize(where: Problem['where'], text: string): { size: number | null; problem?: Problem } {
  if (text === '') return { size: null };
  const size = Number(text.replace(',', '.'));
  if (!/^\d{1,9}(?:[.,]\d+)?$/u.test(text) || size === 0)
    return { size: null, problem: { where, code: 'notASize' } };
  // 1.200 is twelve hundred to one and one and a fifth to another.
  if (/^[1-9]\d{0,2}[.,]\d{3}$/u.test(text)) return { size: null, problem: { where, code: 'unclearSize' } };
  return { size };
}
