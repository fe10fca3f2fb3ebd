/** What may be shown of a change between rounds. Part of `disclose.ts`, which explains the rules. */

import type { Change, ChangeScore, OneRoundGroup, PartnerChange, PartnerChangeFigures } from './changes.ts';
import { isWithheld, type Withheld } from './figure.ts';
import { roundDifference, roundMean, type Steps, widenDifference } from './resolution.ts';
import { minimum, type Reader, type Scores } from './scores.ts';
import { mayShow } from './subtract-rounds.ts';
import { notYours, pick, pickPresent, showReason, tooFew } from './withholding.ts';

/** `named`: ids of the partners whose own scores this reader sees. */
export function discloseChange(
  scores: Scores,
  reader: Reader,
  named: ReadonlySet<string>,
  steps: Steps,
): Change | Withheld {
  const { change } = scores;
  if (!change || isWithheld(change)) return showReason(change);
  return {
    since: pickPresent(change.since, ['id', 'version', 'hash', 'rules']),
    sharedItems: change.sharedItems,
    facets: discloseDifferences(scores, change, change.facets, steps),
    concepts: discloseDifferences(scores, change, change.concepts, steps),
    partners:
      reader.kind === 'network'
        ? []
        : change.partners.map((partner): PartnerChange => {
            if (!named.has(partner.id)) return { id: partner.id, ...notYours };
            if (isWithheld(partner)) return { id: partner.id, ...tooFew };
            const keys =
              reader.kind === 'partner' ? (['difference', 'verdict'] as const) : (['verdict'] as const);
            return {
              id: partner.id,
              concepts: discloseOwnChange(scores.concepts, partner.concepts, keys),
              ...(reader.kind === 'partner' ? pickPresent(partner, ['isSamePeople']) : {}),
            };
          }),
  };
}

/** Below this the smallest demonstrable difference of each would be a second measure of its spread, beside its interval. */
const ownSmallest = 10;

/** Those that were judged together. */
function discloseDifferences(
  scores: Scores,
  change: Change,
  figures: readonly ChangeScore[],
  steps: Steps,
): ChangeScore[] {
  const least = figures.flatMap((figure) => ('smallest' in figure ? [figure.smallest ?? 0] : []));
  const largest = Math.max(0, ...least);
  return figures.map((figure) => discloseDifference(scores, change, figure, { steps, largest }));
}

function discloseDifference(
  scores: Scores,
  change: Change,
  figure: ChangeScore,
  { steps, largest }: { steps: Steps; largest: number },
): ChangeScore {
  if (!('difference' in figure)) return { id: figure.id, ...showReason(figure) };
  const { id, m, verdict, joiners, leavers, groups, options } = figure;
  const { scale } = scores.instrument;
  if (!scale) return { id, ...tooFew };
  const apart = mayShow(change, figure, { apart: true });
  const show = (group: OneRoundGroup): OneRoundGroup =>
    !apart || isWithheld(group)
      ? { n: group.n, ...tooFew }
      : { n: group.n, mean: roundMean(group.mean, find(group.n, options), scale) };
  const find = steps[groups?.isSkipped ? 'coarse' : 'fine'];
  const known = { id, m, verdict, joiners: show(joiners), leavers: show(leavers) };
  const { bound, ...resolution } = steps.difference(groups?.isSkipped ? Math.min(m, minimum) : m, options);
  if (!mayShow(change, figure)) return { ...known, ...tooFew };
  // One question, or people who can still answer: without an interval a difference claims too much, and tells too much.
  if (bound === undefined) return { ...known, ...tooFew };
  const smallest = m < ownSmallest ? largest : figure.smallest;
  return {
    ...known,
    difference: roundDifference(figure.difference, resolution, scale),
    ci: widenDifference(figure.ci, bound, scale),
    ...(figure.smallest !== undefined && { smallest: widenDifference([0, smallest!], bound, scale)[1] }),
    ...(groups?.isSkipped && { coarse: true }),
  };
}

function discloseOwnChange(
  concepts: readonly { id: string }[],
  changes: PartnerChangeFigures['concepts'],
  keys: readonly ('difference' | 'verdict')[],
): PartnerChangeFigures['concepts'] {
  const entries = concepts.map(({ id }) => {
    const change = changes[id];
    return [id, !change || isWithheld(change) ? showReason(change) : pick(change, keys)];
  });
  return Object.fromEntries(entries);
}
