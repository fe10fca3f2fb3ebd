/**
 * A round whose partners all have figures of their own: each has two to seven people who answer every statement
 * differently, so that a figure of one partner, found in an output, can hardly be there by chance.
 */

import { listItems } from '../../scoring/answer-table.ts';
import { scoreNetwork } from '../../scoring/score-network.ts';
import type { Scores } from '../../scoring/scores.ts';
import type { Database } from '../../server/database/schema.ts';
import { findScoringInput } from '../../server/rounds/scores/scoring-input.ts';
import { latestInstrument } from '../../survey/versions.ts';
import type { Call } from './call-api.ts';
import { answer } from './send-answers.ts';

const places = new Map(listItems(latestInstrument).map(({ id }, place) => [id, place]));
const peopleOf = [2, 3, 5, 7];

export interface Answering {
  /** Numbers of the partners that answer: 1 is p1. */
  partners: readonly number[];
  /** Of whom the people agree that the coordinator may see their scores. */
  consenting?: readonly number[];
  /** Of whom the people allow research; with `besides` one of them does not. */
  research?: { partners: readonly number[]; besides?: number };
  /** Of whom the people allow that for their contacts as well. */
  researchContacts?: readonly number[];
  /** Ids of statements that only these partners answer. */
  onlyFor?: { items: readonly string[]; partners: readonly number[] };
  /** Another number gives other answers. */
  seed?: number;
}

/** Invites and answers. */
export async function answerSecretively(
  { call, db }: { call: Call; db: Database },
  round: string,
  { partners, consenting = [], research, researchContacts = [], onlyFor, seed = 0 }: Answering,
): Promise<void> {
  const people = partners.flatMap((partner) =>
    Array.from({ length: peopleOf[partner % peopleOf.length]! }, (_none, person) => ({ partner, person })),
  );
  const { json } = await call('POST', `/rounds/${round}/invitations`, {
    invitations: people.map(({ partner }) => ({ partner: `p${partner}` })),
  });
  for (const [index, { partner, person }] of people.entries()) {
    const refuses = research?.besides === partner && person === 0;
    const isLeftOut = (item: string) => onlyFor?.items.includes(item) && !onlyFor.partners.includes(partner);
    await answer(db, {
      invitationId: json[index].id,
      opinion: (item) => (isLeftOut(item) ? null : choose(partner, person, places.get(item)! + seed)),
      consent: consenting.includes(partner),
      research: research?.partners.includes(partner) === true && !refuses,
      researchContacts: researchContacts.includes(partner) && !refuses,
      conditions: (place) => choose(partner, person, place + seed, 1),
      knows: partners
        .filter((other) => other !== partner && choose(partner, 0, other) > 2)
        .map((other) => `p${other}`),
    });
  }
}

/** 1 to 5, without a pattern, and the same every time. */
function choose(...numbers: number[]): number {
  const mixed = numbers.reduce(
    (hash, number) => Math.imul(hash ^ (number + 1), 0x9e3779b1) ^ (hash >>> 15),
    7,
  );
  return 1 + ((mixed >>> 8) % 5);
}

/** The scores before anything is withheld: what the product must keep to itself. */
export async function readRawScores(db: Database, round: string): Promise<Scores> {
  return scoreNetwork(await findScoringInput(db, round));
}
