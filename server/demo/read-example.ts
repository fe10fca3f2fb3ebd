/** From the compact answers of the example to the pages that a respondent would have saved. */
import type { ConceptPage, ConditionsPage, ContactsPage, PageContent } from '../../survey/answers.ts';
import type { Instrument, Item } from '../../survey/instrument.ts';
import type { ExampleComments } from './comments.ts';
import type { ExampleAnswers } from './weert.ts';

/** The saved pages of one person of the example, by page; `comments` are those of its partner. */
export function readExample(
  instrument: Instrument,
  example: ExampleAnswers,
  comments: ExampleComments = {},
): Map<string, PageContent> {
  const pairs = example.pairs.split(' ');
  const pages = new Map<string, PageContent>();
  for (const concept of instrument.concepts) {
    const comment = comments[example.partner]?.[concept.id];
    const content: ConceptPage = { answers: {}, comment: comment?.text ?? '' };
    if (comment && !comment.kept) content.readable = true;
    if (comment?.cleaned) content.forResearch = true;
    for (const facet of concept.facets) {
      const counted = pairs.shift() ?? '';
      facet.items.forEach((item, index) => {
        content.answers[item.id] = turnBack(instrument, item, counted[index]!);
      });
    }
    pages.set(concept.id, content);
  }
  const conditions = readConditions(instrument, example.conditions);
  if (conditions) pages.set('conditions', conditions);
  pages.set('contacts', readContacts(example.contacts));
  pages.set('consents', { scores: example.consentScores, research: true, researchContacts: true });
  return pages;
}

/** What the respondent filled in, from what counts: a reversed item is turned back. */
function turnBack({ scale }: Instrument, item: Item, counted: string): number | null {
  if (counted === '-') return null;
  return item.reversed ? scale.min + scale.max - Number(counted) : Number(counted);
}

/** Undefined for who skipped the page. */
function readConditions({ conditions }: Instrument, text = ''): ConditionsPage | undefined {
  if (!conditions || text === '') return undefined;
  const answers = conditions.items.map(({ id }, index) => [
    id,
    text[index] === '-' ? null : Number(text[index]),
  ]);
  return { conditions: Object.fromEntries(answers) };
}

function readContacts(text: string): ContactsPage {
  const contacts = text.split(' ').map((contact) => {
    const [code, digits] = contact.split(':') as [string, string];
    const [frequency, familiarity, dependence] = [...digits].map(Number) as [number, number, number];
    return [code, { frequency, familiarity, dependence }] as const;
  });
  return { contacts: Object.fromEntries(contacts) };
}
