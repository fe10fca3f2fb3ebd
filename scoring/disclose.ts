/**
 * The one door: whatever shows a score, on screen, on paper, by API or in a file, takes it from here. What comes
 * out is built up from what this reader may see; nothing is passed on by default.
 *
 * A figure of the network needs 5 partners behind that very figure. When fewer than 5 partners answered, counts are
 * hidden too, and nobody looks the same as too few. A named partner is shown to itself and, with its consent, to the
 * coordinator. Known ways to subtract, and what is done about them:
 * - Network mean × n minus the partners shown gives the mean of those not shown. So if, for any facet or concept,
 *   1 to 4 partners with a score are not shown to the coordinator, or 1 to 9 of fifteen or more, no partner is shown: what
 *   the steps below tell of fifteen would tell too much of six. That also closes the way over a concept, which is the mean of its facets: no facet leaves fewer than 5 behind.
 * - A partner that did not consent, did not answer, or is held back by the rule above looks the same.
 * - A consent that is withdrawn later hides that partner, and reveals nobody else: the rule must hold for the consents
 *   at the closing and after each withdrawal. So whatever is shown later was already shown at first.
 * - A facet below 5 stays hidden behind its concept: the partners with and without that facet are two unknowns in
 *   one equation. Concepts and facets count their own n.
 * - ICCs rest on partners with two respondents or more: with one such partner they tell how its people differ.
 *   α rests on complete respondents. Each needs 5 partners behind it; those counts are not shown.
 * - The map says who has contact with whom and how often, so degree and betweenness may be known. How often is the highest
 *   that either side chose. Which side reported it, and what others say of a partner, only that partner sees. Reciprocity and asymmetry need 5 pairs behind them: with one pair
 *   on the map they would tell who depends on whom. All reports minus the lines of the map tell how many come from both
 *   sides, so the density needs 5 pairs of reporters on the map, or none.
 * - What others say of a partner needs 5 others that reported, and among them nobody or 5 with whom the map shows
 *   contact: together with the map, a mean over one to four who are named there would tell what each of them said.
 * - Exact figures of few partners are a puzzle with one solution. So all figures are rounded in steps that follow from how
 *   many partners stand behind them (`resolution.ts`), and what tells how partners differ waits for fifteen.
 * - A concept minus its facets, each times its n, leaves a sum over those who skipped a facet. For 1 to 4 of them it
 *   tells what they scored, though not who they are: then all of the concept is shown as if five partners stood behind it
 *   (`disclose-concept.ts`), and so is its difference when somebody behind it skipped a facet.
 * - Round minus round (`subtract-rounds.ts`): both means and the difference tell any two of four sums together: of
 *   joiners, of those who stayed, now and then, and of leavers. So any two must hold nobody or 5; the means of joiners
 *   and leavers need that of each by itself. A verdict does not. What the coordinator saw of partners last time drops
 *   out of these sums, so they must hold with and without those; and the partners that it may see now must leave nobody
 *   or 5 in them too. The joiners of the round before may be a known sum of their own, which must not differ from the
 *   leavers by 1 to 4. Consent may not have covered a partner's score of last year, so the coordinator sees its verdict
 *   only.
 * - A condition is a figure of the network alone: no reader sees what one partner answered, so there is nothing to
 *   subtract. It needs its own 5, like a facet.
 * - A class tells that none, one or some partners are low, never how many. Minima and maxima are left out.
 * - Who reads before and after somebody answered would see that answer: results wait for the closing, and interim results
 *   have larger steps.
 * - What remains: a partner that knows its own score among 5 knows about the mean of the other four, and in some networks
 *   of five one set of scores fits, though not whose they are (`docs/decisions/0035-one-resolution.md` has the shares). When
 *   all agree, the mean tells all. A verdict without its difference bounds what 1 to 4 joiners scored, from one side and
 *   seldom closely. Whoever has a file with answers of the round before knows more partners than the rules above assume.
 */

import type { AlreadyRead } from './answers.ts';
import { discloseChange } from './disclose-change.ts';
import { discloseConcept, listFineGroups } from './disclose-concept.ts';
import { discloseCondition, discloseContacts, discloseFacet, discloseMap } from './disclose-network.ts';
import { isWithheld } from './figure.ts';
import { finalSteps, interimSteps, type Steps } from './resolution.ts';
import {
  type DisclosedScores,
  minimum,
  type PartnerFigure,
  type PartnerScore,
  type Reader,
  rulesOf,
  type Scores,
} from './scores.ts';
import { leavesChangeHidden, listKnownJoiners } from './subtract-rounds.ts';
import { isNobodyOrEnough, isNobodyOrEnoughOf, notYours, pick, pickPresent, tooFew } from './withholding.ts';

export interface Consents {
  /** Ids of the partners that let the coordinator see their scores, as of the closing. */
  consenting: ReadonlySet<string>;
  /** Ids of partners of which somebody withdrew that afterwards, in order of time. */
  withdrawn?: readonly string[];
}

export interface Reading extends Consents {
  reader: Reader;
  /** Can people still answer? Then there will be another result to compare this one with. */
  isInterim?: boolean;
}

/** Gives what the reader may see. Refuses a reader that is no partner of this network. */
export function discloseScores(
  scores: Scores,
  { reader, consenting, withdrawn, isInterim = false }: Reading,
): DisclosedScores {
  if (reader.kind === 'partner' && !scores.partners.some((partner) => partner.id === reader.partner)) {
    throw new Error(`There is no partner '${reader.partner}' in these scores.`);
  }
  const { coverage, conclusion } = scores;
  const enough = !isWithheld(coverage) && coverage.answered >= minimum;
  const named = listNamed(scores, reader, { consenting: enough ? consenting : new Set(), withdrawn });
  const steps = isInterim ? interimSteps : finalSteps;
  const shown: Scores = {
    instrument: pick(scores.instrument, ['id', 'version', 'hash']),
    rules: rulesOf(scores),
    coverage: enough
      ? pick(coverage, ['partners', 'answered', 'respondents', 'share', 'standing'])
      : { partners: coverage.partners, ...tooFew },
    facets: scores.facets.map((facet) => discloseFacet(facet, scores.instrument.scale, steps, enough)),
    concepts: scores.concepts.map((concept) => discloseConcept(scores, concept, steps, enough)),
    partners: reader.kind === 'network' ? [] : disclosePartners(scores, named, steps),
    map: enough ? discloseMap(scores, steps) : tooFew,
    ties: enough ? discloseContacts(scores, reader) : tooFew,
    conclusion:
      enough && !isWithheld(conclusion) ? pick(conclusion, ['level', 'strengths', 'weaknesses']) : tooFew,
  };
  if (scores.conditions) {
    shown.conditions = scores.conditions.map((condition) =>
      discloseCondition(condition, scores.instrument.scale, steps, enough),
    );
  }
  if (scores.change) shown.change = enough ? discloseChange(scores, reader, named, steps) : tooFew;
  return shown as DisclosedScores;
}

/** The partners whose own scores this reader sees: itself, or those that consent, if that leaves enough hidden. */
function listNamed(
  scores: Scores,
  reader: Reader,
  { consenting, withdrawn = [] }: Consents,
): ReadonlySet<string> {
  if (reader.kind === 'partner') return new Set([reader.partner]);
  if (reader.kind === 'network') return new Set();
  const answered = scores.partners.flatMap((partner) => (isWithheld(partner) ? [] : [partner.id]));
  const named = new Set(answered.filter((id) => consenting.has(id)));
  let isSafe = leavesEnoughHidden(scores, named);
  for (const id of withdrawn) {
    named.delete(id);
    isSafe = isSafe && leavesEnoughHidden(scores, named);
  }
  return isSafe ? named : new Set();
}

/**
 * Are the partners that are not shown nobody or enough: behind each figure, between figures, behind each difference?
 */
export function leavesEnoughHidden(scores: Scores, named: ReadonlySet<string>): boolean {
  const figures = (part: 'facets' | 'concepts') =>
    scores[part].map(({ id }) =>
      scores.partners.flatMap((partner) => {
        const figure = isWithheld(partner) ? undefined : partner[part][id];
        return figure && !isWithheld(figure) ? [partner.id] : [];
      }),
    );
  const countHidden = (ids: readonly string[]) => ids.filter((id) => !named.has(id)).length;
  const behind = [...figures('facets'), ...figures('concepts')];
  return (
    behind.every((ids) => isNobodyOrEnoughOf(countHidden(ids), ids.length)) &&
    listFineGroups(scores).every((ids) => isNobodyOrEnough(countHidden(ids))) &&
    leavesChangeHidden(scores, named)
  );
}

/** What readers of these scores know besides the figures, for the round that will be compared with this one. */
export function listAlreadyRead(scores: Scores, consenting: ReadonlySet<string>): AlreadyRead {
  const enough = !isWithheld(scores.coverage) && scores.coverage.answered >= minimum;
  const named = enough ? listNamed(scores, { kind: 'coordinator' }, { consenting }) : [];
  return { named: [...named].sort(), joined: enough ? listKnownJoiners(scores) : {} };
}

function disclosePartners(scores: Scores, named: ReadonlySet<string>, { isFinal }: Steps): PartnerScore[] {
  // The word beside the network comes of its exact mean: before and after one answer it would tell of that answer.
  const keys = ['mean', 'index', 'divided', ...(isFinal ? (['comparison'] as const) : [])] as const;
  return scores.partners.map((partner): PartnerScore => {
    if (!named.has(partner.id)) return { id: partner.id, ...notYours };
    if (isWithheld(partner)) return { id: partner.id, ...tooFew };
    return {
      ...pick(partner, ['id', 'respondents']),
      facets: discloseFigures(scores.facets, partner.facets, keys),
      concepts: discloseFigures(scores.concepts, partner.concepts, keys),
    };
  });
}

function discloseFigures(
  parts: readonly { id: string }[],
  figures: Readonly<Record<string, PartnerFigure>>,
  keys: readonly ('mean' | 'index' | 'divided' | 'comparison')[],
): Record<string, PartnerFigure> {
  const entries = parts.map(({ id }): [string, PartnerFigure] => {
    const figure = figures[id];
    if (!figure || isWithheld(figure)) return [id, tooFew];
    return [id, pickPresent(figure, keys)];
  });
  return Object.fromEntries(entries);
}
