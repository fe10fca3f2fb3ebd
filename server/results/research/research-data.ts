/**
 * The answers of closed rounds for research: of respondents who allowed it, without names. Which partners may be in it
 * beside the published results is decided by `scoring/choose-data.ts`, one round after another, because codes stay the
 * same over the rounds of a network.
 */
import { type Beside, type Candidate, type Chosen, chooseForData } from '../../../scoring/choose-data.ts';
import { mayGiveTies } from '../../../scoring/choose-ties.ts';
import { minimum } from '../../../scoring/scores.ts';
import type { ContactAnswer } from '../../../survey/answers.ts';
import type { Instrument } from '../../../survey/instrument.ts';
import type { Language } from '../../../survey/texts.ts';
import { requireInstrument } from '../../rounds/scores/scoring-input.ts';
import type { App } from '../../web/fastify.ts';
import { classifySize, hideTraits, type Traits } from './hide-traits.ts';
import { makePseudonyms, type Pseudonyms } from './pseudonyms.ts';
import { type ClosedRound, listClosedRounds, readSent, type SentRow } from './sent-answers.ts';

/** One thing of which a file is made. The codes are pseudonyms. */
export interface ResearchRound {
  id: string;
  /** Its place among the closed rounds of the network, from 1. */
  number: number;
  name: string;
  closedAt: Date;
  language: Language;
  instrument: Instrument;
  hash: string;
  /** All partners of the round: as the result says it. */
  partnersInRound: number;
  partners: (Traits & { code: string })[];
  respondents: ResearchRespondent[];
  /** Partners of which the file has the contacts with each other. */
  contactPartners: string[];
  ties: ResearchTie[];
}

export interface ResearchRespondent {
  id: string;
  partner: string;
  answers: Readonly<Record<string, number | null>>;
  conditions: Readonly<Record<string, number | null>>;
}

export interface ResearchTie extends ContactAnswer {
  respondent: string;
  from: string;
  to: string;
}

/** One round, or all that were released. */
export interface Wanted {
  networkId: string;
  roundId?: string | undefined;
}

/**
 * The rounds in order of time. Without those that were not released, and those with fewer than 5 respondents or respondents
 * of fewer than 5 partners.
 */
export async function findResearchRounds(
  { db, linkKey }: Pick<App, 'db' | 'linkKey'>,
  { networkId, roundId }: Wanted,
): Promise<ResearchRound[]> {
  const pseudonyms = makePseudonyms(linkKey, networkId);
  const closed = await listClosedRounds(db, networkId);
  const sentOf = new Map<string, SentRow[]>();
  for (const { id } of closed) sentOf.set(id, await readSent(db, id));
  const moments = listMoments([...sentOf.values()].flat());
  const told = new Map<string, readonly ReadonlySet<string>[]>();
  const found: ResearchRound[] = [];
  for (const round of closed) {
    const sent = sentOf.get(round.id)!;
    const chosen = choosePartners(round, sent, { pseudonyms, moments, told, closed });
    told.set(round.id, chosen.told);
    if (!round.isReleased || (roundId !== undefined && round.id !== roundId)) continue;
    const research = describeRound(round, sent, { pseudonyms, ...chosen });
    if (research) found.push(research);
    // What comes after cannot take anything off the round that is asked for: that was looked at already.
    if (round.id === roundId) break;
  }
  return found;
}

/** The closing, and the times that somebody withdrew, in any round: a withdrawal in one bears on the file of the next. */
function listMoments(sent: readonly SentRow[]): number[] {
  const times = sent.filter(isAllowed).flatMap(({ withdrawn }) => withdrawn?.getTime() ?? []);
  return [0, ...[...new Set(times)].sort((a, b) => a - b)];
}

function isAllowed({ consents }: SentRow): boolean {
  return consents?.research === true;
}

interface Choosing {
  pseudonyms: Pseudonyms;
  moments: readonly number[];
  /** By round, the partners that its file gives away, at each moment. */
  told: ReadonlyMap<string, readonly ReadonlySet<string>[]>;
  closed: readonly ClosedRound[];
}

function choosePartners(
  round: ClosedRound,
  sent: readonly SentRow[],
  { pseudonyms, moments, told, closed }: Choosing,
) {
  const allowed = sent.filter(isAllowed);
  // In the order of the codes, which says nothing about partners and stays the same.
  const candidates: Candidate[] = [...new Map(allowed.map((row) => [row.partner, row.partnerId]))]
    .sort(([, a], [, b]) => compare(pseudonyms.partner(a), pseudonyms.partner(b)))
    .map(([id]) => ({
      id,
      isComplete: sent.every((row) => row.partner !== id || allowed.includes(row)),
    }));
  const withdrawn = moments.map((moment) =>
    allowed.filter((row) => row.withdrawn?.getTime() === moment).map(({ partner }) => partner),
  );
  const before = round.earlierId === null ? undefined : told.get(round.earlierId);
  const beside: Beside = {
    figures: listConditionPartners(requireInstrument(round.instrument), sent),
    ...(before && { before }),
    later: closed.flatMap(({ earlierId, scores }) => (earlierId === round.id && scores ? [scores] : [])),
  };
  const files: Chosen[] = round.scores
    ? chooseForData(round.scores, candidates, withdrawn, beside)
    : moments.map(() => ({ chosen: new Set(), told: new Set() }));
  return {
    chosen: files.at(-1)!.chosen,
    told: files.map((file) => file.told),
    traits: listTraits(allowed, files[0]!.chosen),
  };
}

/**
 * Kinds and sizes as the first file had them: when the only one of its kind withdraws, those of the others do not appear, for
 * that would tell of the one that left.
 */
function listTraits(allowed: readonly SentRow[], first: ReadonlySet<string>): Map<string, Traits> {
  const partners = [...new Map(allowed.map((row) => [row.partner, row])).values()].filter(({ partner }) =>
    first.has(partner),
  );
  const traits = hideTraits(partners.map(({ kind, size }) => ({ kind, sizeClass: classifySize(size) })));
  return new Map(partners.map(({ partner }, place) => [partner, traits[place]!]));
}

/** For each condition, the partners of which somebody answered it. */
function listConditionPartners({ conditions }: Instrument, sent: readonly SentRow[]): string[][] {
  return (conditions?.items ?? []).map(({ id }) => [
    ...new Set(sent.filter((row) => typeof row.conditions[id] === 'number').map(({ partner }) => partner)),
  ]);
}

interface Describing {
  pseudonyms: Pseudonyms;
  chosen: ReadonlySet<string>;
  traits: ReadonlyMap<string, Traits>;
}

function describeRound(
  round: ClosedRound,
  sent: readonly SentRow[],
  { pseudonyms, chosen, traits: first }: Describing,
): ResearchRound | undefined {
  const rows = sent
    .filter((row) => isAllowed(row) && row.withdrawn === null && chosen.has(row.partner))
    .map((row) => ({
      ...row,
      code: pseudonyms.partner(row.partnerId),
      respondent: pseudonyms.respondent(row),
    }))
    .sort((a, b) => compare(a.code, b.code) || compare(a.respondent, b.respondent));
  const partners = [...new Map(rows.map((row) => [row.code, row])).values()];
  if (rows.length < minimum || partners.length < minimum) return undefined;
  const traits = hideTraits(partners.map(({ partner }) => first.get(partner)!));
  const { contactPartners, ties } = chooseTies(round, sent, rows);
  return {
    id: round.id,
    number: round.number,
    name: round.name,
    closedAt: round.closedAt,
    language: round.language,
    instrument: requireInstrument(round.instrument),
    hash: round.instrument.hash,
    partnersInRound: round.partners.length,
    partners: partners.map(({ code }, place) => ({ code, ...traits[place]! })),
    respondents: rows.map(({ respondent, code, answers, conditions }) => ({
      id: respondent,
      partner: code,
      answers,
      conditions,
    })),
    contactPartners,
    ties,
  };
}

/** The contacts between partners of which everybody who answered lets them be used; none when they would tell of others. */
function chooseTies(
  round: ClosedRound,
  sent: readonly SentRow[],
  rows: readonly (SentRow & { code: string; respondent: string })[],
): Pick<ResearchRound, 'contactPartners' | 'ties'> {
  const allowing = new Map(rows.map(({ partner, code }) => [partner, code]));
  for (const row of sent) {
    const isTicked = isAllowed(row) && row.consents?.researchContacts === true && row.withdrawn === null;
    if (!isTicked || row.contacts === undefined) allowing.delete(row.partner);
  }
  const reported = {
    partners: round.partners,
    reporters: new Set(sent.filter(hasSaid).map(({ partner }) => partner)),
    ties: sent.flatMap(({ partner, contacts = {} }) =>
      Object.entries(contacts).map(([to, answer]) => ({ from: partner, to, ...answer })),
    ),
  };
  if (!mayGiveTies(reported, new Set(allowing.keys()))) return { contactPartners: [], ties: [] };
  return {
    contactPartners: [...allowing.values()].sort(compare),
    ties: rows
      .filter(({ partner }) => allowing.has(partner))
      .flatMap(({ respondent, code, contacts = {} }) =>
        Object.entries(contacts).flatMap(([to, answer]) =>
          allowing.has(to) ? { respondent, from: code, to: allowing.get(to)!, ...answer } : [],
        ),
      )
      .sort((a, b) => compare(a.from, b.from) || compare(a.respondent, b.respondent) || compare(a.to, b.to)),
  };
}

/** Does the row count behind figures about contacts? */
function hasSaid({ answers, contacts }: SentRow): boolean {
  return Object.values(answers).some((answer) => answer !== null) || Object.keys(contacts ?? {}).length > 0;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
