/** A person who was invited answers every statement and sends: by the queries of the questionnaire itself. */
import type { Database } from '../../server/database/schema.ts';
import { makeHolder } from '../../server/questionnaire/holders.ts';
import { savePage } from '../../server/questionnaire/save-page.ts';
import { sendAnswers } from '../../server/questionnaire/send-answers.ts';
import type { PageContent } from '../../survey/answers.ts';
import type { Instrument } from '../../survey/instrument.ts';
import { latestInstrument } from '../../survey/versions.ts';

export interface Person {
  invitationId: string;
  /** 1 to 5, how good this person finds everything, or each statement by its id; null is 'weet ik niet'. */
  opinion: number | ((item: string) => number | null);
  /** May the coordinator see the scores of this partner? */
  consent?: boolean;
  /** May the answers be used for research? */
  research?: boolean;
  /** Codes of partners with whom there is contact. */
  knows?: string[];
}

/** Saves all pages without sending them. */
export async function saveAnswers(db: Database, person: Person): Promise<void> {
  for (const { id } of latestInstrument.concepts)
    await save(db, person, id, answerConcept(latestInstrument, id, person));
  const answer = { frequency: 3, familiarity: 2, dependence: 1 };
  const contacts = Object.fromEntries((person.knows ?? []).map((code) => [code, answer]));
  await save(db, person, 'contacts', { contacts });
  await save(db, person, 'consents', {
    scores: person.consent ?? false,
    research: person.research ?? false,
  });
}

export async function answer(db: Database, person: Person): Promise<void> {
  await saveAnswers(db, person);
  const { invitationId } = person;
  const holderId = await makeHolder(db, invitationId, keyOf(invitationId));
  const outcome = await sendAnswers(db, { id: invitationId, holderId });
  if (outcome !== 'sent') throw new Error(`The answers were not sent: ${outcome}.`);
}

function answerConcept(instrument: Instrument, conceptId: string, { opinion }: Person): PageContent {
  const { min, max } = instrument.scale;
  const concept = instrument.concepts.find(({ id }) => id === conceptId);
  const items = concept?.facets.flatMap(({ items }) => items) ?? [];
  const answers = items.map(({ id, reversed }) => {
    const value = typeof opinion === 'number' ? opinion : opinion(id);
    return [id, value !== null && reversed ? min + max - value : value];
  });
  return { answers: Object.fromEntries(answers), comment: '' };
}

async function save(
  db: Database,
  { invitationId }: Person,
  page: string,
  content: PageContent,
): Promise<void> {
  const holderId = await makeHolder(db, invitationId, keyOf(invitationId));
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

/** The key in the cookie of the browser that this person answers on. */
export function keyOf(invitationId: string): string {
  return `key-of-${invitationId}`.padEnd(22, '-');
}
