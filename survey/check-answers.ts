/**
 * What a respondent's page means, one page at a time. A form without JavaScript sends text, our script sends JSON, and
 * anybody may send anything: each field is an answer, or a problem with its own sentence. Nothing of a page with a
 * problem is stored.
 */
import type { ConceptPage, ConditionsPage, ConsentsPage, ContactAnswer, ContactsPage } from './answers.ts';
import type { Instrument } from './instrument.ts';
import type { SurveyProblem } from './problems.ts';

type Checked<Content> = { content: Content } | { problems: SurveyProblem[] };

const maxCommentLength = 2000;
/** A name or two. */
const maxMissingLength = 200;
const contactFields = /^(frequency|familiarity|dependence):(.*)$/s;

/**
 * A concept page: a field for each item (a whole number on the scale, 'unknown', or '' for not answered), `comment`,
 * and two ticks, 'on' or left out: `readable`, the coordinator may read it, and `forResearch`, so may researchers. Refuses
 * other fields, items of other pages and other values. A tick without a comment says nothing: kept, it would hold for what
 * is written later. Nor does the second one without the first, for who takes names out must have read it.
 */
export function checkConceptPage(
  instrument: Instrument,
  conceptId: string,
  raw: unknown,
): Checked<ConceptPage> {
  const fields = listFields(raw);
  if (!fields) return { problems: [notAForm] };
  if (!instrument.concepts.some((concept) => concept.id === conceptId)) return { problems: [unknownPage] };

  const pages = new Map(
    instrument.concepts.flatMap(({ id, facets }) =>
      facets.flatMap(({ items }) => items.map((item) => [item.id, id] as const)),
    ),
  );
  const { min, max } = instrument.scale;
  const problems: SurveyProblem[] = [];
  const answers: [itemId: string, answer: number | null][] = [];
  let comment = '';
  const ticks = { readable: false, forResearch: false };
  for (const [field, value] of fields) {
    const page = pages.get(field);
    if (field === 'comment') {
      if (typeof value === 'string') comment = cleanComment(value);
      else problems.push({ where: field, code: 'notAComment' });
    } else if (field === 'readable' || field === 'forResearch') {
      if (value === 'on') ticks[field] = true;
      else problems.push({ where: field, code: 'notATick' });
    } else if (page === undefined) {
      problems.push({ where: field, code: 'unknownItem' });
    } else if (page !== conceptId) {
      problems.push({ where: field, code: 'itemOfOtherPage', values: { page } });
    } else if (value !== '') {
      const answer = value === 'unknown' ? null : readChoice(value, min, max);
      if (answer === undefined) problems.push({ where: field, code: 'notAnAnswer', values: { min, max } });
      else answers.push([field, answer]);
    }
  }
  if (comment.length > maxCommentLength) {
    const values = { length: comment.length, max: maxCommentLength };
    problems.push({ where: 'comment', code: 'commentTooLong', values });
  }
  if (problems.length > 0) return { problems };
  const content: ConceptPage = { answers: Object.fromEntries(answers), comment };
  if (ticks.readable && comment !== '') {
    content.readable = true;
    if (ticks.forResearch) content.forResearch = true;
  }
  return { content };
}

/** The page of the conditions: a field for each of them, like an item of a concept. None has to be answered. */
export function checkConditionsPage(instrument: Instrument, raw: unknown): Checked<ConditionsPage> {
  const fields = listFields(raw);
  if (!fields) return { problems: [notAForm] };
  if (!instrument.conditions) return { problems: [unknownPage] };

  const { items, scale } = instrument.conditions;
  const { min, max } = scale;
  const problems: SurveyProblem[] = [];
  const conditions: [id: string, answer: number | null][] = [];
  for (const [field, value] of fields) {
    if (!items.some(({ id }) => id === field)) {
      problems.push({ where: field, code: 'unknownField' });
    } else if (value !== '') {
      const answer = value === 'unknown' ? null : readChoice(value, min, max);
      if (answer === undefined) problems.push({ where: field, code: 'notAnAnswer', values: { min, max } });
      else conditions.push([field, answer]);
    }
  }
  return problems.length > 0 ? { problems } : { content: { conditions: Object.fromEntries(conditions) } };
}

/**
 * The contacts page: `known` (the code of a partner or a list of codes) and, for each of those partners,
 * `frequency:CODE`, `familiarity:CODE` and `dependence:CODE` (the number of an option, or ''); and `missing`, a text.
 * `partnerCodes` are the partners that are asked about, so not the respondent's own; others are refused.
 * Details of a partner that is not ticked are ignored: without JavaScript they are still sent after unticking.
 */
export function checkContactsPage(
  instrument: Instrument,
  partnerCodes: readonly string[],
  raw: unknown,
): Checked<ContactsPage> {
  const fields = listFields(raw);
  if (!fields) return { problems: [notAForm] };
  const questions = instrument.contacts;
  if (!questions) return { problems: [unknownPage] };

  const partners = new Set(partnerCodes);
  const problems: SurveyProblem[] = [];
  const contacts = new Map<string, ContactAnswer>();
  let missing = '';
  const known = fields.filter(([field]) => field === 'known').map(([, codes]) => codes);
  for (const code of known.flat()) {
    if (typeof code !== 'string') problems.push({ where: 'known', code: 'notPartnerCodes' });
    else if (!partners.has(code)) problems.push({ where: 'known', code: 'unknownPartner', values: { code } });
    else contacts.set(code, { frequency: null, familiarity: null, dependence: null });
  }
  for (const [field, value] of fields) {
    if (field === 'known') continue;
    if (field === 'missing') {
      if (typeof value === 'string') missing = cleanComment(value);
      else problems.push({ where: field, code: 'notAComment' });
      continue;
    }
    const [, question, code] = contactFields.exec(field) ?? [];
    if (question === undefined || code === undefined) {
      problems.push({ where: field, code: 'unknownField' });
      continue;
    }
    if (!partners.has(code)) problems.push({ where: field, code: 'unknownPartner', values: { code } });
    const contact = contacts.get(code);
    if (!contact || value === '') continue;
    const key = question as keyof ContactAnswer;
    const max = questions[key].options.length - 1;
    const option = readChoice(value, 0, max);
    if (option === undefined) problems.push({ where: field, code: 'notAnOption', values: { max } });
    else contact[key] = option;
  }
  if (missing.length > maxMissingLength) {
    const values = { length: missing.length, max: maxMissingLength };
    problems.push({ where: 'missing', code: 'commentTooLong', values });
  }
  const content = { contacts: Object.fromEntries(contacts), ...(missing && { missing }) };
  return problems.length > 0 ? { problems } : { content };
}

/**
 * The consents: `scores`, `research` and `researchContacts`, each 'on' when ticked and left out when not. The last holds with
 * the second alone.
 */
export function checkConsents(raw: unknown): Checked<ConsentsPage> {
  const fields = listFields(raw);
  if (!fields) return { problems: [notAForm] };
  const content: ConsentsPage = { scores: false, research: false };
  const problems: SurveyProblem[] = [];
  for (const [field, value] of fields) {
    if (field !== 'scores' && field !== 'research' && field !== 'researchContacts') {
      problems.push({ where: field, code: 'unknownField' });
    } else if (value !== 'on') problems.push({ where: field, code: 'notATick' });
    else content[field] = true;
  }
  if (!content.research) delete content.researchContacts;
  return problems.length > 0 ? { problems } : { content };
}

const notAForm: SurveyProblem = { where: '', code: 'notAForm' };
const unknownPage: SurveyProblem = { where: '', code: 'unknownPage' };

function listFields(raw: unknown): [field: string, value: unknown][] | undefined {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? Object.entries(raw) : undefined;
}

/** A whole number from min to max, as a number or in plain digits: '3', not '3.0', '03' or ' 3'. */
function readChoice(value: unknown, min: number, max: number): number | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const number = Number(value);
  const plain = Number.isInteger(number) && String(number) === String(value);
  return plain && number >= min && number <= max ? number : undefined;
}

/** A form sends CRLF, which would count double; PostgreSQL cannot store NUL and half characters. */
function cleanComment(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll('\0', '').toWellFormed().trim();
}
