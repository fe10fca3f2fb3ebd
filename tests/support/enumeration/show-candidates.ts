/**
 * What everybody with the network's result would see if people had scored so: through the rules and the door as they are,
 * for hundreds of candidates at a time. A candidate is a concept of its own, so that they do not touch each other.
 */

import type { Response } from '../../../scoring/answers.ts';
import { discloseScores } from '../../../scoring/disclose.ts';
import { isWithheld } from '../../../scoring/figure.ts';
import { scoreNetwork } from '../../../scoring/score-network.ts';
import type { Scores } from '../../../scoring/scores.ts';
import type { Instrument } from '../../../survey/instrument.ts';
import { makePartners, partnerId } from '../small-networks.ts';

/** For each facet the score of each person; undefined skipped it. */
export type Candidate = readonly (readonly (number | undefined)[])[];

export interface Shape {
  /** The partner of each person. */
  people: readonly number[];
  /** Partners in the network, with those that did not answer. */
  partners: number;
  /** Statements of a facet. */
  items: 1 | 2;
  /** Can people still answer? */
  isInterim?: boolean;
  /** Partners whose own scores are read besides, with the word beside the network. */
  named?: readonly number[];
}

const reader = { reader: { kind: 'network' }, consenting: new Set<string>() } as const;
const scale = { min: 1, max: 5 };
const atOnce = 150;

/** For each candidate all of its figures as one text: two that look the same give the same. */
export function showCandidates(candidates: readonly Candidate[], shape: Shape): string[] {
  const texts: string[] = [];
  for (let from = 0; from < candidates.length; from += atOnce) {
    const some = candidates.slice(from, from + atOnce);
    const { instrument, responses } = answer(some, shape);
    const scores = scoreNetwork({ instrument, partners: makePartners(shape.partners), responses });
    const shown = discloseScores(scores, { ...reader, ...(shape.isInterim && { isInterim: true }) });
    const facets = Map.groupBy(shown.facets, ({ concept }) => concept);
    const own = (shape.named ?? []).map((partner) => readOwn(scores, partnerId(partner)));
    texts.push(
      ...shown.concepts.map(({ id, ...concept }) =>
        write([
          concept,
          facets.get(id)!.map(dropNames),
          own.map((partner) => [
            partner.concepts[id],
            facets.get(id)!.map((facet) => partner.facets[facet.id]),
          ]),
        ]),
      ),
    );
  }
  return texts;
}

/** What a partner reads of itself; the coordinator reads the same of who consents. */
function readOwn(scores: Scores, partner: string) {
  const shown = discloseScores(scores, { reader: { kind: 'partner', partner }, consenting: new Set() });
  const own = shown.partners.find(({ id }) => id === partner);
  if (!own || isWithheld(own)) throw new Error(`Nothing is shown of '${partner}'.`);
  return own;
}

/** The mean, s and AD of the first facet of each candidate, with nothing held back. */
export function showExactly(candidates: readonly Candidate[], shape: Shape): string[] {
  const { facets } = scoreNetwork({ ...answer(candidates, shape), partners: makePartners(shape.partners) });
  return facets.map((facet) => {
    if (isWithheld(facet)) return write(facet);
    return write([facet.mean, facet.sd, facet.ad].map((figure) => (figure as number).toFixed(9)));
  });
}

/** Two rounds of the same people: both results and the change between them. */
export function showRounds([before, now]: readonly [Candidate, Candidate], shape: Shape): string {
  const partners = makePartners(shape.partners);
  const [earlier, later] = [answer([before], shape), answer([now], shape)];
  const results = [
    scoreNetwork({ ...earlier, partners }),
    scoreNetwork({ ...later, partners, previous: earlier }),
  ].map((scores) => discloseScores(scores, reader));
  return write(results.map(({ facets, concepts, change }) => [facets, concepts, change]));
}

/** Of each candidate its first facet, as a condition: one question, on which people say something or nothing. */
export function showConditions(
  candidates: readonly Candidate[],
  { people, partners, isInterim = false }: Shape,
): string[] {
  const items = candidates.map((_candidate, place) => ({ id: `c${place}` }));
  const instrument: Instrument = {
    ...answer([], { people, partners, items: 1 }).instrument,
    concepts: [{ id: 'any', facets: [{ id: 'any', items: [{ id: 'any' }] }] }],
    conditions: { scale, items } as unknown as NonNullable<Instrument['conditions']>,
  };
  const responses = people.map(
    (partner, person): Response => ({
      respondent: String(person),
      partner: partnerId(partner),
      answers: { any: 3 },
      conditions: Object.fromEntries(
        items.map(({ id }, place) => [id, candidates[place]![0]![person] ?? null]),
      ),
    }),
  );
  const scores = scoreNetwork({ instrument, partners: makePartners(partners), responses });
  return discloseScores(scores, { ...reader, isInterim }).conditions!.map((condition) =>
    write(dropNames(condition)),
  );
}

function answer(
  candidates: readonly Candidate[],
  { people, items }: Shape,
): { instrument: Instrument; responses: Response[] } {
  const facets = candidates.map((candidate, c) => candidate.map((_scores, f) => `c${c}f${f}`));
  const itemsOf = (facet: string) => Array.from({ length: items }, (_none, i) => ({ id: `${facet}i${i}` }));
  return {
    instrument: {
      id: 'candidates',
      version: 1,
      scale,
      concepts: facets.map((ids, c) => ({
        id: `c${c}`,
        facets: ids.map((id) => ({ id, items: itemsOf(id) })),
      })),
    },
    responses: people.map((partner, person) => ({
      respondent: String(person),
      partner: partnerId(partner),
      answers: Object.fromEntries(
        candidates.flatMap((candidate, c) =>
          candidate.flatMap((scores, f) => {
            const score = scores[person];
            // 3.5 is a 3 and a 4.
            const answers = score === undefined ? [] : [Math.floor(score), Math.ceil(score)];
            return answers.slice(0, items).map((value, i) => [`c${c}f${f}i${i}`, value]);
          }),
        ),
      ),
    })),
  };
}

function dropNames({ id: _id, concept: _concept, ...figures }: { id: string; concept?: string }) {
  return figures;
}

function write(shown: unknown): string {
  return JSON.stringify(shown);
}
