/**
 * What a form of the questionnaire holds. Pages are drawn from fields, and fields come back from pages: so what
 * was typed is shown again after a refusal, also what could not be stored.
 */
import type { ConceptPage, ConsentsPage, ContactAnswer } from '../../../survey/answers.ts';
import { createFieldCollector, type Fields } from '../../web/collect-fields.ts';
import { makeView } from '../../web/make-view.ts';
import { readField } from '../../web/read-field.ts';
import type { FormContent } from './visit.ts';

export type { Fields };

export type AnswerField = readonly [name: string, value: string];

export interface Form {
  fields: Fields;
  /** The revision of the page that the respondent saw; 0 when nothing was saved. */
  revision: number;
  /** Which opening of the page sends this, and the ordinal of its attempt: `ID.COUNT`. */
  view: string;
  /** The button that was pressed: 'next', 'previous' or 'lang:en'; with any other the page comes back. */
  go: string;
  /** Forgotten items were asked for already. */
  asked: boolean;
  /** The respondent confirms on a device that gave no answer yet. */
  confirmed: boolean;
  /** The page that it stands on was shown with a key (`holders.ts`). */
  needsKey: boolean;
}

export const contactQuestions = [
  'frequency',
  'familiarity',
  'dependence',
] as const satisfies (keyof ContactAnswer)[];
export const consentQuestions = [
  'scores',
  'research',
  'researchContacts',
] as const satisfies (keyof ConsentsPage)[];

/** Takes the form's own fields out of a body; what is left are the answers as they were typed. */
export function readForm(body: unknown): Form {
  const { revision, view, go, asked, confirm, key, ...typed } = Object(body ?? {}) as Record<string, unknown>;
  return {
    fields: collectFields(unpackFields(typed)),
    revision: /^\d{1,9}$/.test(readField(revision)) ? Number(revision) : 0,
    view: /^[\w-]{1,40}\.\d{1,9}$/.test(readField(view)) ? readField(view) : makeView(),
    go: readField(go),
    asked: asked !== undefined,
    confirmed: confirm === 'on',
    needsKey: key !== undefined,
  };
}

/** An empty field says nothing. A field `choice:N` of the conflict page holds the fields that were chosen. */
function* unpackFields(typed: Fields): Generator<[name: string, value: unknown]> {
  for (const [name, value] of Object.entries(typed)) {
    if (/^choice:\d+$/.test(name)) yield* new URLSearchParams(readField(value));
    else if (value !== '') yield [name, value];
  }
}

/** The fields that give this content. */
export function listFields(content: FormContent): AnswerField[] {
  if ('answers' in content) {
    return [...listAnswerFields(content.answers), ...listCommentFields(content)];
  }
  if ('conditions' in content) return listAnswerFields(content.conditions);
  if ('contacts' in content) {
    const contacts = Object.entries(content.contacts);
    return [
      ...contacts.flatMap(([code, contact]) => listContactFields(code, contact)),
      ...toFields('missing', content.missing ?? ''),
    ];
  }
  if ('about' in content) return Object.entries(content).flatMap(([name, value]) => toFields(name, value));
  return consentQuestions.filter((name) => content[name]).map((name): AnswerField => [name, 'on']);
}

/** A comment with its ticks: who may read it belongs to what it says. */
export function listCommentFields({ comment, readable, forResearch }: ConceptPage): AnswerField[] {
  return [
    ...toFields('comment', comment),
    ...toFields('readable', readable ? 'on' : ''),
    ...toFields('forResearch', forResearch ? 'on' : ''),
  ];
}

function listAnswerFields(answers: ConceptPage['answers']): AnswerField[] {
  return Object.entries(answers).map(([id, answer]) => [id, String(answer ?? 'unknown')]);
}

/** A text that is there, or each thing in a list, as fields of this name. */
export function toFields(name: string, value: string | readonly string[]): AnswerField[] {
  return [value]
    .flat()
    .filter((one) => one !== '')
    .map((one) => [name, one]);
}

/** The fields of one partner that the respondent knows. */
export function listContactFields(code: string, contact: ContactAnswer): AnswerField[] {
  const answered = contactQuestions.filter((question) => contact[question] !== null);
  return [
    ['known', code],
    ...answered.map((question): AnswerField => [`${question}:${code}`, String(contact[question])]),
  ];
}

/** Fields in the shape in which a form sends them: a name that comes more than once gets a list. */
export function collectFields(list: Iterable<readonly [name: string, value: unknown]>): Fields {
  const { add, collect } = createFieldCollector<unknown>();
  for (const [name, value] of list) add(name, value);
  return collect();
}
