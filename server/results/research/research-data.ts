/**
 * The answers of a closed round for research: of respondents who allowed it, without names. Partners have letters that
 * hold for this round alone, in an order that follows from the key of the installation and says nothing. Which
 * partners may be in it beside the published result is decided by `scoring/choose-data.ts`.
 */

import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import { chooseForData } from '../../../scoring/choose-data.ts';
import { minimum } from '../../../scoring/scores.ts';
import type { ConceptPage, ConsentsPage } from '../../../survey/answers.ts';
import type { Instrument } from '../../../survey/instrument.ts';
import { selectInvited } from '../../rounds/invitations/select-invited.ts';
import { findRound } from '../../rounds/rounds.ts';
import { requireInstrument } from '../../rounds/scores/scoring-input.ts';
import type { App } from '../../web/fastify.ts';

export interface ResearchData {
  instrument: Instrument;
  /** Kind is null where fewer than 5 of these partners share it. */
  partners: { code: string; kind: string | null }[];
  respondents: { id: string; partner: string; answers: Readonly<Record<string, number | null>> }[];
}

/** Undefined when fewer than 5 respondents, or respondents of fewer than 5 partners, are left. */
export async function findResearchData(
  { db, linkKey }: Pick<App, 'db' | 'linkKey'>,
  roundId: string,
): Promise<ResearchData | undefined> {
  const round = await findRound(db, roundId);
  const instrument = requireInstrument(round.instrument);
  const hide = (thing: string) =>
    createHmac('sha256', linkKey).update(`research ${roundId} ${thing}`).digest('hex');
  const sent = (await readSent(db, roundId)).map((person) => ({
    ...person,
    mark: hide(`invitation ${person.id}`),
    partnerMark: hide(`partner ${person.partner}`),
  }));
  const allowed = sent.filter(({ pages }) => (pages.consents as ConsentsPage | undefined)?.research === true);
  const allowing = [...new Map(allowed.map((person) => [person.partnerMark, person.partner])).entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, partner], index) => ({ id: partner, code: nameByLetters(index) }));
  const scores = await findStoredScores(db, roundId);
  const chosen =
    scores &&
    chooseForData(
      scores,
      allowing.map(({ id }) => ({
        id,
        isComplete: sent.every((person) => person.partner !== id || allowed.includes(person)),
      })),
      allowed
        .filter(({ withdrawn }) => withdrawn !== null)
        .sort((a, b) => a.withdrawn!.getTime() - b.withdrawn!.getTime())
        .map(({ partner }) => partner),
    );
  const codes = new Map(allowing.filter(({ id }) => chosen?.has(id)).map(({ id, code }) => [id, code]));
  const respondents = allowed
    .filter(({ partner, withdrawn }) => withdrawn === null && codes.has(partner))
    .sort((a, b) => compare(a.partnerMark, b.partnerMark) || compare(a.mark, b.mark));
  const partners = [...new Map(respondents.map(({ partner, kind }) => [partner, kind]))];
  if (respondents.length < minimum || partners.length < minimum) return undefined;
  const share = (kind: string | null) => partners.filter(([, other]) => other === kind).length;
  return {
    instrument,
    partners: partners.map(([id, kind]) => ({
      code: codes.get(id)!,
      kind: share(kind) >= minimum ? kind : null,
    })),
    respondents: respondents.map(({ partner, pages, mark }) => ({
      // The same person keeps its number when others withdraw.
      id: `r${mark.slice(0, 10)}`,
      partner: codes.get(partner)!,
      answers: Object.assign(
        {},
        ...instrument.concepts.map(({ id }) => (pages[id] as ConceptPage | undefined)?.answers),
      ),
    })),
  };
}

async function findStoredScores(db: App['db'], roundId: string) {
  const { scores } = await db
    .selectFrom('round')
    .select('scores')
    .where('id', '=', roundId)
    .executeTakeFirstOrThrow();
  return scores;
}

function readSent(db: App['db'], roundId: string) {
  return selectInvited(db)
    .innerJoin('sentPage', 'sentPage.invitationId', 'invitation.id')
    .select(['invitation.id', 'invitation.consentsWithdrawnAt as withdrawn'])
    .select(['roundPartner.code as partner', 'roundPartner.kind'])
    .select(sql<Record<string, unknown>>`jsonb_object_agg(sent_page.page, sent_page.content)`.as('pages'))
    .where('invitation.roundId', '=', roundId)
    .where('invitation.submittedAt', 'is not', null)
    .groupBy(['invitation.id', 'roundPartner.code', 'roundPartner.kind'])
    .orderBy('invitation.id')
    .execute();
}

/** A to Z, then AA, AB … without NA, which R and pandas take for a missing value. */
export function nameByLetters(index: number): string {
  const ofNA = 14 * 26;
  return toLetters(index < ofNA ? index : index + 1);
}

function toLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : toLetters(Math.floor(index / 26) - 1) + last;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
