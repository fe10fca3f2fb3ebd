/** What the compiler refuses is refused here too: `tsc` fails when one of these lines would compile. */
import { expect, expectTypeOf, test } from 'vitest';
import { collectTexts } from '../../../survey/text-sections.ts';
import { createTexts, type TextKey } from '../../../survey/texts.ts';

const nl = {
  title: 'Meting',
  state: { open: 'open tot {{day}}', closed: 'gesloten' },
  people_one: '{{count}} mens',
  people_other: '{{count}} mensen',
};
const en = {
  title: 'Round',
  state: { open: 'open until {{day}}', closed: 'closed' },
  people_one: '{{count}} person',
  people_other: '{{count}} people',
};
const t = createTexts({ nl, en })('nl');

test('a key is the way to a text, and a plural has one', () => {
  expectTypeOf<TextKey<typeof nl>>().toEqualTypeOf<'title' | 'state.open' | 'state.closed' | 'people'>();
  expect(t('state.open', { day: 'vrijdag' })).toBe('open tot vrijdag');
  expect([t('people', { count: 1 }), t('people', { count: 2 })]).toEqual(['1 mens', '2 mensen']);
  const state = 'closed' as 'open' | 'closed';
  expect(t(`state.${state}`)).toBe('gesloten');
});

test('what has no text does not compile, and is an error', () => {
  // @ts-expect-error: no such key
  expect(() => t('titel')).toThrow("There is no text with the key 'titel'.");
  // @ts-expect-error: a group of texts is no text
  expect(() => t('state')).toThrow();
  // @ts-expect-error: any word may be no state
  expect(() => t(`state.${'lost' as string}`)).toThrow();
  // @ts-expect-error: a plural wants to know how many
  expect(() => t('people')).toThrow();
});

test('a key from outside has a text or none', () => {
  expect(t.find('state.closed')).toBe('gesloten');
  for (const key of ['state', 'state.lost', 'constructor', 'state.__proto__', '', 'people_one'])
    expect(t.find(key)).toBeUndefined();
});

test('a language with a key too few or too many does not compile', () => {
  const { title, ...few } = en;
  // @ts-expect-error: English has no title
  createTexts({ nl, en: few });
  // @ts-expect-error: Dutch has no title
  createTexts({ nl: few, en });
  expect(title).toBe('Round');
});

test('a section takes its own keys, and the collection all', () => {
  interface Sections {
    round: typeof nl;
    mail: { subject: string };
  }
  const { add, texts } = collectTexts<Sections>();
  const roundTexts = add('round', { nl, en });
  expect(roundTexts('en')('round.title')).toBe('Round');
  // @ts-expect-error: a key of another section
  expect(() => roundTexts('en')('mail.subject')).toThrow();
  // A folder that nothing imported: its texts are not there.
  expect(() => texts('en')('mail.subject')).toThrow("There is no text with the key 'mail.subject'.");
  add('mail', { nl: { subject: 'Onderwerp' }, en: { subject: 'Subject' } });
  expect(texts('en')('mail.subject')).toBe('Subject');
  expect(texts('nl')('round.people', { count: 3 })).toBe('3 mensen');
  expect(texts('nl').find('rounds.title')).toBeUndefined();
});
