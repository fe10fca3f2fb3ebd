/** What may be shown of a change between rounds. Part of `disclose.ts`, which explains the rules. */
import type { Scale } from '../survey/instrument.ts';
import { moveInterval, roundPoints } from './disclose-concept.ts';
import {
  type Change,
  type ChangeScore,
  isWithheld,
  type OneRoundGroup,
  type PartnerChange,
  type PartnerChangeFigures,
  type Reader,
  type Scores,
  type Withheld,
} from './scores.ts';
import { type Difference, mayShow } from './subtract-rounds.ts';
import { notYours, pick, pickPresent, showReason, tooFew } from './withholding.ts';

/** `named`: ids of the partners whose own scores this reader sees. */
export function discloseChange(
  scores: Scores,
  reader: Reader,
  named: ReadonlySet<string>,
): Change | Withheld {
  const { change } = scores;
  if (!change || isWithheld(change)) return showReason(change);
  return {
    since: pickPresent(change.since, ['id', 'version', 'hash', 'rules']),
    sharedItems: change.sharedItems,
    facets: change.facets.map((facet) => discloseDifference(scores, change, facet)),
    concepts: change.concepts.map((concept) => discloseDifference(scores, change, concept)),
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

function discloseDifference(scores: Scores, change: Change, figure: ChangeScore): ChangeScore {
  if (!('difference' in figure)) return { id: figure.id, ...showReason(figure) };
  const { id, m, verdict, joiners, leavers, groups } = figure;
  const apart = mayShow(change, figure, { apart: true });
  const counted = { joiners: { n: joiners.n, ...tooFew }, leavers: { n: leavers.n, ...tooFew } };
  const { scale } = scores.instrument;
  if (!mayShow(change, figure) || (groups?.isSkipped && !scale))
    return { id, m, ...tooFew, verdict, ...counted };
  const shown = {
    ...pickPresent(figure, ['id', 'm', 'difference', 'ci', 'verdict', 'smallest']),
    ...(apart ? { joiners: pickGroup(joiners), leavers: pickGroup(leavers) } : counted),
  };
  return groups?.isSkipped && scale ? roundChange(shown, scale) : shown;
}

function pickGroup(group: OneRoundGroup): OneRoundGroup {
  return isWithheld(group) ? { n: group.n, ...tooFew } : pick(group, ['n', 'mean']);
}

/** As `disclose-concept.ts` rounds a concept, and for the same reason. */
function roundChange(shown: Difference, scale: Scale): Difference {
  const difference = roundPoints(shown.difference, scale);
  const roundGroup = (group: OneRoundGroup) =>
    isWithheld(group) ? group : { ...group, mean: scale.min + roundPoints(group.mean - scale.min, scale) };
  return {
    ...shown,
    difference,
    ci: moveInterval(shown.ci, difference - shown.difference),
    joiners: roundGroup(shown.joiners),
    leavers: roundGroup(shown.leavers),
    rounded: true,
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
