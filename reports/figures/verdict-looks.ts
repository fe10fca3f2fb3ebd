/** How a verdict about a change looks: a sign beside the word, which no colour alone has to carry. */
import type { Verdict } from '../../scoring/changes.ts';

export type Look = 'better' | 'worse' | 'maybe-better' | 'maybe-worse' | 'same' | 'withheld';

const looks: Record<Verdict, Look> = {
  better: 'better',
  worse: 'worse',
  'maybe better': 'maybe-better',
  'maybe worse': 'maybe-worse',
  'no demonstrable change': 'same',
};

export const signs: Record<Look, string> = {
  better: '▲',
  worse: '▼',
  'maybe-better': '△',
  'maybe-worse': '▽',
  same: '=',
  withheld: '',
};

/** Withheld when there is no verdict. */
export function findLook(figure: object | undefined): Look {
  return figure && 'verdict' in figure ? looks[figure.verdict as Verdict] : 'withheld';
}
