import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkConceptPage,
  checkConditionsPage,
  checkConsents,
  checkContactsPage,
} from '../../../survey/check-answers.ts';
import type { Instrument } from '../../../survey/instrument.ts';
import { describeProblem } from '../../../survey/problems.ts';
import { latestInstrument } from '../../../survey/versions.ts';

const partners = ['food-bank', 'police', '__proto__', 'constructor'];
const checkQuality = (raw: unknown) => checkConceptPage(latestInstrument, 'quality', raw);
const checkContacts = (raw: unknown) => checkContactsPage(latestInstrument, partners, raw);

describe('a page of statements', () => {
  test('keeps whole numbers on the scale, keeps ‘weet ik niet’ as null, and leaves out what is empty', () => {
    const raw = { 'trust-1': '1', 'trust-2': 5, 'contact-3': 'unknown', 'contact-2': '', comment: '' };
    expect(checkQuality(raw)).toEqual({
      content: { answers: { 'trust-1': 1, 'trust-2': 5, 'contact-3': null }, comment: '' },
    });
  });

  test('may be empty', () => {
    expect(checkQuality({})).toEqual({ content: { answers: {}, comment: '' } });
  });

  test.each([
    '7',
    '0',
    '-1',
    '3.5',
    '3.0',
    '03',
    '+3',
    ' 3',
    '3e0',
    '0x3',
    'abc',
    'Infinity',
    'null',
    '٣',
    7,
    0,
    3.5,
    NaN,
    null,
    undefined,
    true,
    ['1', '2'],
    ['1'],
    {},
    { value: '1' },
  ])('refuses %j as an answer, and says which numbers are', (value) => {
    expect(checkQuality({ 'trust-1': value, 'trust-2': '4' })).toEqual({
      problems: [{ where: 'trust-1', code: 'notAnAnswer', values: { min: 1, max: 5 } }],
    });
  });

  test('knows the scale of the instrument, also when it starts below zero', () => {
    const instrument: Instrument = {
      id: 'other',
      version: 1,
      scale: { min: -3, max: 3 },
      concepts: [{ id: 'c', facets: [{ id: 'f', items: [{ id: 'a' }, { id: 'b' }] }] }],
    };
    expect(checkConceptPage(instrument, 'c', { a: '-3', b: '0' })).toEqual({
      content: { answers: { a: -3, b: 0 }, comment: '' },
    });
    expect(checkConceptPage(instrument, 'c', { a: '-4' })).toEqual({
      problems: [{ where: 'a', code: 'notAnAnswer', values: { min: -3, max: 3 } }],
    });
  });

  test('refuses a statement that does not exist, and one of another page by the name of that page', () => {
    expect(checkQuality({ 'trust-3': '4', 'name-3': '4', constructor: '4' })).toEqual({
      problems: [
        { where: 'trust-3', code: 'unknownItem' },
        { where: 'name-3', code: 'itemOfOtherPage', values: { page: 'reputation' } },
        { where: 'constructor', code: 'unknownItem' },
      ],
    });
  });

  test('refuses a page that the questionnaire does not have', () => {
    expect(checkConceptPage(latestInstrument, 'constructor', {})).toEqual({
      problems: [{ where: '', code: 'unknownPage' }],
    });
  });

  test('keeps a comment of 2000 characters, refuses one more, and counts a line end as one', () => {
    const comment = `${'é'.repeat(999)}\n${'a'.repeat(1000)}`;
    const content = { answers: {}, comment };
    expect(checkQuality({ comment: comment.replace('\n', '\r\n') })).toEqual({ content });
    expect(checkQuality({ comment: `${comment}!` })).toEqual({
      problems: [{ where: 'comment', code: 'commentTooLong', values: { length: 2001, max: 2000 } }],
    });
  });

  test('keeps of a comment what the database can store', () => {
    expect(checkQuality({ comment: ' a\0b\ud800 ' })).toEqual({
      content: { answers: {}, comment: 'ab\ufffd' },
    });
  });

  test('keeps the tick that the coordinator may read a comment, and refuses another value', () => {
    expect(checkQuality({ comment: 'a', readable: 'on' })).toEqual({
      content: { answers: {}, comment: 'a', readable: true },
    });
    expect(checkQuality({ comment: 'a', readable: 'on', forResearch: 'on' })).toEqual({
      content: { answers: {}, comment: 'a', readable: true, forResearch: true },
    });
    expect(checkQuality({ comment: 'a', readable: 'yes' })).toEqual({
      problems: [{ where: 'readable', code: 'notATick' }],
    });
  });

  test('a tick without a comment is not kept, so that it does not hold for what is written later', () => {
    expect(checkQuality({ comment: 'a', forResearch: 'on' })).toEqual({
      content: { answers: {}, comment: 'a' },
    });
    expect(checkQuality({ comment: ' ', readable: 'on', forResearch: 'on' })).toEqual({
      content: { answers: {}, comment: '' },
    });
    expect(checkQuality({ comment: ' ', readable: 'on' })).toEqual({ content: { answers: {}, comment: '' } });
  });

  test('refuses a comment that is not text', () => {
    for (const comment of [3, null, ['a'], {}]) {
      expect(checkQuality({ comment })).toEqual({
        problems: [{ where: 'comment', code: 'notAComment' }],
      });
    }
  });
});

describe('the page of contacts', () => {
  test('keeps the ticked partners with what was answered about them', () => {
    const raw = {
      known: ['food-bank', 'police'],
      'frequency:police': '4',
      'familiarity:police': 2,
      'dependence:police': '',
    };
    expect(checkContacts(raw)).toEqual({
      content: {
        contacts: {
          'food-bank': { frequency: null, familiarity: null, dependence: null },
          police: { frequency: 4, familiarity: 2, dependence: null },
        },
      },
    });
  });

  test('takes one tick as text, no tick as nobody, and a double tick once', () => {
    const unanswered = { frequency: null, familiarity: null, dependence: null };
    expect(checkContacts({ known: 'police' })).toEqual({ content: { contacts: { police: unanswered } } });
    expect(checkContacts({})).toEqual({ content: { contacts: {} } });
    expect(checkContacts({ known: ['police', 'police'] })).toEqual({
      content: { contacts: { police: unanswered } },
    });
  });

  test('keeps which organisation is missing, when something is said', () => {
    expect(checkContacts({ missing: ' De bibliotheek\r\nen de sportclub ' })).toEqual({
      content: { contacts: {}, missing: 'De bibliotheek\nen de sportclub' },
    });
    expect(checkContacts({ missing: '  ' })).toEqual({ content: { contacts: {} } });
    expect(checkContacts({ missing: 'x'.repeat(201) })).toEqual({
      problems: [{ where: 'missing', code: 'commentTooLong', values: { length: 201, max: 200 } }],
    });
    expect(checkContacts({ missing: ['a', 'b'] })).toEqual({
      problems: [{ where: 'missing', code: 'notAComment' }],
    });
  });

  test('ignores the details of a partner that is not ticked any more', () => {
    expect(checkContacts({ 'frequency:police': '4', 'dependence:police': 'x' })).toEqual({
      content: { contacts: {} },
    });
  });

  test('refuses partners that are not asked about, such as the respondent’s own', () => {
    expect(checkContacts({ known: ['own', 'police'], 'frequency:own': '4' })).toEqual({
      problems: [
        { where: 'known', code: 'unknownPartner', values: { code: 'own' } },
        { where: 'frequency:own', code: 'unknownPartner', values: { code: 'own' } },
      ],
    });
  });

  test('refuses an option that the question does not have', () => {
    const raw = {
      known: 'police',
      'frequency:police': '5',
      'familiarity:police': '3',
      'dependence:police': 'unknown',
    };
    expect(checkContacts(raw)).toEqual({
      problems: [
        { where: 'frequency:police', code: 'notAnOption', values: { max: 4 } },
        { where: 'familiarity:police', code: 'notAnOption', values: { max: 2 } },
        { where: 'dependence:police', code: 'notAnOption', values: { max: 2 } },
      ],
    });
  });

  test.each([null, 3, true, {}, [null], [['police']]])('refuses %j as a list of partners', (known) => {
    expect(checkContacts({ known })).toEqual({
      problems: [{ where: 'known', code: 'notPartnerCodes' }],
    });
  });

  test('refuses other fields', () => {
    expect(checkContacts({ 'hasOwnProperty:police': '1', frequency: '1' })).toEqual({
      problems: [
        { where: 'hasOwnProperty:police', code: 'unknownField' },
        { where: 'frequency', code: 'unknownField' },
      ],
    });
  });

  test('a partner may be called __proto__ or constructor', () => {
    const raw = {
      known: ['__proto__', 'constructor'],
      'frequency:__proto__': '1',
      'dependence:constructor': '2',
    };
    expect(JSON.parse(JSON.stringify(checkContacts(raw)))).toEqual(
      JSON.parse(`{"content":{"contacts":{
        "__proto__":{"frequency":1,"familiarity":null,"dependence":null},
        "constructor":{"frequency":null,"familiarity":null,"dependence":2}}}}`),
    );
  });

  test('does not exist in a questionnaire that asks nothing about contacts', () => {
    const { contacts: _, ...instrument } = latestInstrument;
    expect(checkContactsPage(instrument, partners, {})).toEqual({
      problems: [{ where: '', code: 'unknownPage' }],
    });
  });
});

describe('the page of consents', () => {
  test('is off unless ticked', () => {
    expect(checkConsents({})).toEqual({ content: { scores: false, research: false } });
    expect(checkConsents({ research: 'on' })).toEqual({ content: { scores: false, research: true } });
  });

  test('takes nothing for a tick but a tick', () => {
    for (const value of ['', 'true', true, 1, null, ['on', 'on'], {}]) {
      expect(checkConsents({ scores: value })).toEqual({
        problems: [{ where: 'scores', code: 'notATick' }],
      });
    }
  });

  test('refuses other fields', () => {
    expect(checkConsents({ toString: 'on' })).toEqual({
      problems: [{ where: 'toString', code: 'unknownField' }],
    });
  });
});

describe('whatever anybody sends', () => {
  const fields = [
    'trust-1',
    'name-3',
    'comment',
    'known',
    'frequency:police',
    'scores',
    'research',
    '__proto__',
  ];
  const value = fc.oneof(
    fc.anything({ withNullPrototype: true }),
    fc.constantFrom('1', '5', '', 'unknown', 'on', 'police', '__proto__', 'x'.repeat(3000)),
    fc.array(fc.constantFrom('police', 'own', '__proto__')),
  );
  const parsed = fc
    .array(fc.tuple(fc.oneof(fc.constantFrom(...fields), fc.string()), value))
    .map((entries) => Object.fromEntries(entries));
  const body = fc.oneof(fc.anything(), fc.jsonValue(), parsed);

  test('a check gives a page or at least one problem with a sentence, and never throws', () => {
    fc.assert(
      fc.property(body, (raw) => {
        for (const checked of [checkQuality(raw), checkContacts(raw), checkConsents(raw)]) {
          if ('content' in checked) continue;
          expect(checked.problems).not.toEqual([]);
          for (const problem of checked.problems) expect(describeProblem(problem, 'nl')).toMatch(/\w+/);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('a page of statements holds nothing but answers on the scale to statements of that page', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('trust-1', 'trust-2', 'contact-3'), value), (raw) => {
        const checked = checkQuality(raw);
        if ('problems' in checked) return;
        for (const [item, answer] of Object.entries(checked.content.answers)) {
          expect([null, 1, 2, 3, 4, 5]).toContain(answer);
          expect(String(raw[item])).toBe(String(answer ?? 'unknown'));
        }
      }),
    );
  });

  test('ten thousand unknown fields are ten thousand problems', () => {
    const raw = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`x${index}`, '1']));
    for (const checked of [checkQuality(raw), checkContacts(raw), checkConsents(raw)]) {
      expect('problems' in checked && checked.problems.length).toBe(10_000);
    }
  });

  test('no body is read as anything but an object', () => {
    for (const raw of [null, undefined, 'trust-1=3', 3, [], [['trust-1', '3']]]) {
      for (const checked of [checkQuality(raw), checkContacts(raw), checkConsents(raw)]) {
        expect(checked).toEqual({ problems: [{ where: '', code: 'notAForm' }] });
      }
    }
  });
});

describe('the page of the conditions', () => {
  const check = (raw: unknown) => checkConditionsPage(latestInstrument, raw);

  test('keeps whole numbers on its scale and ‘weet ik niet’ as null, and may be skipped whole', () => {
    expect(check({ time: '1', money: 5, rules: 'unknown', staff: '' })).toEqual({
      content: { conditions: { time: 1, money: 5, rules: null } },
    });
    expect(check({})).toEqual({ content: { conditions: {} } });
  });

  test('refuses what is no answer, a statement, a comment, and what belongs to nothing, all at once', () => {
    const raw = { time: '6', money: '3.0', 'trust-1': '4', comment: 'x', constructor: '1' };
    expect(check(raw)).toEqual({
      problems: [
        { where: 'time', code: 'notAnAnswer', values: { min: 1, max: 5 } },
        { where: 'money', code: 'notAnAnswer', values: { min: 1, max: 5 } },
        { where: 'trust-1', code: 'unknownField' },
        { where: 'comment', code: 'unknownField' },
        { where: 'constructor', code: 'unknownField' },
      ],
    });
  });

  test('does not exist in an instrument that asks no conditions', () => {
    const { conditions: _, ...instrument } = latestInstrument;
    expect(checkConditionsPage(instrument, { time: '1' })).toEqual({
      problems: [{ where: '', code: 'unknownPage' }],
    });
  });

  test.each([null, 'time=1', [], 3])('refuses %j, which is no form', (raw) => {
    expect(check(raw)).toEqual({ problems: [{ where: '', code: 'notAForm' }] });
  });
});
