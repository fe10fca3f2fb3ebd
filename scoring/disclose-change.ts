/** What may be shown of a change between rounds. Part of `disclose.ts`, where the rules stand. */
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
import { isNobodyOrEnough, notYours, pick, showReason, tooFew } from './withholding.ts';

/** `named`: ids of the partners whose own scores this reader sees. */
export function discloseChange(
  scores: Scores,
  reader: Reader,
  named: ReadonlySet<string>,
): Change | Withheld {
  const { change } = scores;
  if (!change || isWithheld(change)) return showReason(change);
  return {
    since: pick(change.since, ['id', 'version', 'hash']),
    sharedItems: change.sharedItems,
    facets: change.facets.map(discloseDifference),
    concepts: change.concepts.map(discloseDifference),
    partners:
      reader.kind === 'network'
        ? []
        : change.partners.map((partner): PartnerChange => {
            if (!named.has(partner.id)) return { id: partner.id, ...notYours };
            if (isWithheld(partner)) return { id: partner.id, ...tooFew };
            const keys =
              reader.kind === 'partner' ? (['difference', 'verdict'] as const) : (['verdict'] as const);
            return { id: partner.id, concepts: discloseOwnChange(scores.concepts, partner.concepts, keys) };
          }),
  };
}

/** The partners behind a difference that is shown, who were in one round only. */
export function listMovers({ change }: Scores): string[][] {
  if (!change || isWithheld(change)) return [];
  return [...change.facets, ...change.concepts]
    .map((figure) => ('oneRound' in figure && figure.oneRound) || [])
    .filter((movers) => isNobodyOrEnough(movers.length));
}

function discloseDifference(change: ChangeScore): ChangeScore {
  if (!('difference' in change)) return { id: change.id, ...showReason(change) };
  const { id, m, verdict } = change;
  const joiners = discloseGroup(change.joiners, change.leavers);
  const leavers = discloseGroup(change.leavers, change.joiners);
  if (!isNobodyOrEnough(change.joiners.n + change.leavers.n))
    return { id, m, ...tooFew, verdict, joiners, leavers };
  return { ...pick(change, ['id', 'm', 'difference', 'ci', 'verdict']), joiners, leavers };
}

function discloseGroup(group: OneRoundGroup, other: OneRoundGroup): OneRoundGroup {
  if (isWithheld(group) || !isNobodyOrEnough(other.n)) return { n: group.n, ...tooFew };
  return pick(group, ['n', 'mean']);
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
