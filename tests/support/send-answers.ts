/** A person who was invited answers every statement and sends: by the queries of the questionnaire itself. */
import type { Database } from '../../server/database/schema.ts';
import { makeHolder } from '../../server/questionnaire/holders.ts';
import { savePage } from '../../server/questionnaire/save-page.ts';
import { sendAnswers } from '../../server/questionnaire/send-answers.ts';
import { hashToken, makeToken } from '../../server/web/token.ts';
import type { PageContent } from '../../survey/answers.ts';
import type { Instrument } from '../../survey/instrument.ts';
import { latestInstrument } from '../../survey/versions.ts';

export interface Person {
  invitationId: string;
  /** Answers behind the link that was mailed here; left out: in a browser, behind a link that was handed over. */
  address?: string;
  /** 1 to 5, how good this person finds everything, or each statement by its id; null is 'weet ik niet'. */
  opinion: number | ((item: string) => number | null);
  /** May the coordinator see the scores of this partner? */
  consent?: boolean;
  /** May the answers be used for research? */
  research?: boolean;
  /** And the contacts? */
  researchContacts?: boolean;
  /** What it explains, by theme. */
  comments?: Record<string, string>;
  /** May the coordinator read that? */
  readable?: boolean;
  /** Researchers may read the comments too. */
  forResearch?: boolean;
  /** Codes of partners with whom there is contact. */
  knows?: string[];
  /** 1 to 5, how much each condition helps, by its place in the list; left out: the page was skipped. */
  conditions?: (place: number) => number;
}

/** Saves all pages without sending them. */
export async function saveAnswers(db: Database, person: Person): Promise<void> {
  for (const { id } of latestInstrument.concepts)
    await save(db, person, id, answerConcept(latestInstrument, id, person));
  const { conditions } = person;
  if (conditions) {
    const answers = latestInstrument.conditions!.items.map(({ id }, place) => [id, conditions(place)]);
    await save(db, person, 'conditions', { conditions: Object.fromEntries(answers) });
  }
  const answer = { frequency: 3, familiarity: 2, dependence: 1 };
  const contacts = Object.fromEntries((person.knows ?? []).map((code) => [code, answer]));
  await save(db, person, 'contacts', { contacts });
  await save(db, person, 'consents', {
    scores: person.consent ?? false,
    research: person.research ?? false,
    ...(person.researchContacts && { researchContacts: true }),
  });
}

export async function answer(db: Database, person: Person): Promise<void> {
  await saveAnswers(db, person);
  const holderId = await findHolder(db, person);
  const outcome = await sendAnswers(db, { id: person.invitationId, holderId });
  if (outcome !== 'sent') throw new Error(`The answers were not sent: ${outcome}.`);
}

function answerConcept(
  instrument: Instrument,
  conceptId: string,
  { opinion, comments, readable, forResearch }: Person,
): PageContent {
  const { min, max } = instrument.scale;
  const concept = instrument.concepts.find(({ id }) => id === conceptId);
  const items = concept?.facets.flatMap(({ items }) => items) ?? [];
  const answers = items.map(({ id, reversed }) => {
    const value = typeof opinion === 'number' ? opinion : opinion(id);
    return [id, value !== null && reversed ? min + max - value : value];
  });
  const comment = comments?.[conceptId] ?? '';
  return {
    answers: Object.fromEntries(answers),
    comment,
    ...(comment && readable && { readable, ...(forResearch && { forResearch }) }),
  };
}

async function save(db: Database, person: Person, page: string, content: PageContent): Promise<void> {
  const holderId = await findHolder(db, person);
  const { invitationId } = person;
  const stored = await db
    .selectFrom('answerPage')
    .select('revision')
    .where('holderId', '=', holderId)
    .where('page', '=', page)
    .executeTakeFirst();
  const revision = stored?.revision ?? 0;
  await savePage(db, {
    invitationId,
    holderId,
    page,
    content,
    revision,
    view: 'test.0',
    language: undefined,
  });
}

async function findHolder(
  db: Database,
  { invitationId, address }: Pick<Person, 'invitationId' | 'address'>,
): Promise<string> {
  if (address === undefined) return (await makeHolder(db, invitationId, keyOf(invitationId)))!;
  const { id } = await db
    .insertInto('holder')
    .values({ invitationId, address: address.toLowerCase(), tokenHash: hashToken(makeToken()) })
    .onConflict((conflict) => conflict.columns(['invitationId', 'address']).doUpdateSet({ invitationId }))
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Somebody sent answers at this moment, behind a mailed link; which, does not matter. */
export async function markAnswered(db: Database, invitationId: string, at = new Date()): Promise<void> {
  const sentBy = await findHolder(db, { invitationId, address: 'iemand@partner.example' });
  await db
    .updateTable('invitation')
    .set({ submittedAt: at, receipt: `r${invitationId}`, sentBy })
    .where('id', '=', invitationId)
    .execute();
}

/** The cookies of the browser that this person answers on, for `makeRespondent`. */
export function jarOf(invitationId: string): Map<string, string> {
  return new Map([[`holder-${invitationId}`, keyOf(invitationId)]]);
}

/** The key in the cookie of that browser. */
export function keyOf(invitationId: string): string {
  return `key-of-${invitationId}`.padEnd(22, '-');
}
