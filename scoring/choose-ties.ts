/**
 * Whether contacts may be in a file for research, beside the map that everybody reads with names. Contacts draw the same picture
 * as the map, so whoever lays one on the other knows which partner is which; whoever allows it is told so. And a line of the
 * map is the highest that either side reported: what one side reported tells the other side too. So only contacts between
 * two partners of which everybody who answered allows it are in a file, and behind each published figure about contacts those that
 * stay out must be nobody or enough.
 */
import type { Tie } from './answers.ts';
import { TieTable } from './tie-table.ts';
import { isNobodyOrEnough, isNobodyOrEnoughOf } from './withholding.ts';

export interface Reported {
  /** Ids of all partners of the round. */
  partners: readonly string[];
  /** Of which somebody answered. */
  reporters: ReadonlySet<string>;
  /** All that was reported. */
  ties: readonly Tie[];
}

/** May the contacts among these partners be in the file? */
export function mayGiveTies({ partners, reporters, ties }: Reported, allowing: ReadonlySet<string>): boolean {
  const hidden = [...reporters].filter((id) => !allowing.has(id)).length;
  if (allowing.size < 2 || !isNobodyOrEnoughOf(hidden, reporters.size)) return false;
  const table = new TieTable(partners);
  for (const tie of ties) table.add(tie);
  const pairs = { contact: new Set<string>(), dependence: new Set<string>() };
  for (const { from, to, frequency, dependence } of table.pairs()) {
    const [one, other] = [table.partners[from]!, table.partners[to]!];
    // Reciprocity and asymmetry are about pairs of reporters.
    if (!reporters.has(one) || !reporters.has(other) || (allowing.has(one) && allowing.has(other))) continue;
    const pair = [one, other].sort().join(' ');
    if (frequency >= 1) pairs.contact.add(pair);
    if (dependence > 0) pairs.dependence.add(pair);
  }
  return isNobodyOrEnough(pairs.contact.size) && isNobodyOrEnough(pairs.dependence.size);
}
