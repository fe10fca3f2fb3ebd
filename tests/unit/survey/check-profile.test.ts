import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exampleProfiles } from '../../../server/demo/profiles.ts';
import { partners } from '../../../server/demo/weert.ts';
import { checkProfile, maxTextLengths } from '../../../survey/check-profile.ts';
import { describeProblem } from '../../../survey/problems.ts';
import { contributions, emptyProfile, isEmptyProfile, targetGroups } from '../../../survey/profile.ts';
import { profileTexts } from '../../../survey/profile-texts.ts';
import { languages } from '../../../survey/texts.ts';

const listCodes = (raw: unknown) => {
  const checked = checkProfile(raw);
  return 'problems' in checked ? checked.problems.map(({ where, code }) => `${where}: ${code}`) : [];
};
const read = (raw: unknown) => {
  const checked = checkProfile(raw);
  if ('problems' in checked) throw new Error(JSON.stringify(checked.problems));
  return checked.content;
};

test('may be empty, and then says nothing at all', () => {
  expect(read({})).toEqual(emptyProfile);
  expect(isEmptyProfile(read({ about: ' \r\n ', website: ' ' }))).toBe(true);
  expect(isEmptyProfile(read({ targetGroups: 'older' }))).toBe(false);
});

test('keeps what was ticked once, in the order of the list, be it one or many', () => {
  expect(read({ contributions: ['food', 'debts', 'food'], targetGroups: 'older' })).toMatchObject({
    contributions: ['debts', 'food'],
    targetGroups: ['older'],
  });
});

test('keeps the lines of what has lines, and makes one line of what has not', () => {
  expect(
    read({ about: '  Eén\r\n\r\n\r\n\r\ntwee\0 \t drie ', address: 'Markt 1\rWeert', phone: '14\r\n0495' }),
  ).toMatchObject({ about: 'Eén\n\ntwee drie', address: 'Markt 1\nWeert', phone: '14 0495' });
});

describe('a web address', () => {
  test.each([
    ['www.voorbeeld.nl', 'https://www.voorbeeld.nl'],
    ['voorbeeld.nl/wij?a=b', 'https://voorbeeld.nl/wij?a=b'],
    ['voorbeeld.nl:8080', 'https://voorbeeld.nl:8080'],
    ['http://voorbeeld.nl', 'http://voorbeeld.nl'],
    ['  https://voorbeeld.nl/é ', 'https://voorbeeld.nl/é'],
  ])('%s is %s', (typed, website) => {
    expect(read({ website: typed })).toEqual({ ...emptyProfile, website });
  });

  test.each([
    'javascript:alert(1)',
    'JavaScript://voorbeeld.nl/%0aalert(1)',
    'data:text/html,<script>alert(1)</script>',
    'java\nscript:alert(1)',
    '\u0001javascript:alert(1)',
    'vbscript:x',
    'file:///etc/passwd',
    'mailto:a@b.nl',
    'ftp://voorbeeld.nl',
    'https:voorbeeld.nl',
    'https:\\\\voorbeeld.nl',
    'https://bank.nl@elders.nl',
    'https://bank.nl:geheim@elders.nl',
    'https://voorbeeld',
    'https://.',
    'https://voorbeeld.nl/"onmouseover="x',
    'https://voorbeeld.nl/<b>',
    'niet een adres',
  ])('%j is refused with a sentence', (website) => {
    expect(listCodes({ website })).toEqual(['website: notAWebAddress']);
  });
});

test.each([
  'info',
  'info@',
  'info@voorbeeld',
  'a b@c.nl',
  'Info <info@voorbeeld.nl>',
  'a@b.nl,c@d.nl',
  'a@b@c.nl',
])('the mail address %s is refused', (email) => {
  expect(listCodes({ email })).toEqual(['email: notAMailAddress']);
});

test('finds all problems at once, each with a sentence that says what fits', () => {
  const raw = {
    ...Object.fromEntries(Object.entries(maxTextLengths).map(([field, max]) => [field, 'x'.repeat(max + 1)])),
    contributions: ['food', 'weapons'],
    targetGroups: { everyone: true },
    revision: '1',
    phone: ['1', '2'],
  };
  const checked = checkProfile(raw);
  if (!('problems' in checked)) throw new Error('nothing was found');
  expect(checked.problems.map(({ where }) => where)).toEqual(Object.keys(raw));
  expect(describeProblem(checked.problems[0]!, 'nl')).toBe(
    'Deze tekst heeft 601 tekens. Er passen er 600 in. Maak de tekst korter.',
  );
  expect(listCodes({ contributions: 'weapons' })).toEqual(['contributions: notInTheList']);
  for (const raw of [null, 'tekst', 3, ['about']]) expect(listCodes(raw)).toEqual([': notAForm']);
});

test('a text of exactly the longest length fits, with its lines', () => {
  const about = `${'x'.repeat(299)}\r\n${'y'.repeat(300)}`;
  expect(read({ about }).about).toHaveLength(600);
});

test('what was taken is taken again and stays the same, so that saving twice changes nothing', () => {
  const word = fc.string({ unit: 'binary', maxLength: 80 });
  const texts = fc.record({
    about: word,
    otherContributions: word,
    phone: word,
    address: word,
    openingHours: word,
  });
  fc.assert(
    fc.property(texts, fc.subarray([...contributions]), fc.webUrl(), (typed, chosen, website) => {
      const content = read({ ...typed, contributions: chosen, website });
      expect(read(content)).toEqual(content);
    }),
  );
});

test('the profiles of the example are what would be stored of them, of partners that are there', () => {
  for (const profile of exampleProfiles.values()) expect(read(profile)).toEqual(profile);
  const codes = partners.map(({ code }) => code);
  expect([...exampleProfiles.keys()].filter((code) => !codes.includes(code))).toEqual([]);
});

test('everything that can be ticked has a name in every language, no two alike', () => {
  for (const language of languages) {
    const t = profileTexts(language);
    const names = [
      ...contributions.map((id) => t(`contributions.${id}.name`)),
      ...targetGroups.map((id) => t(`targetGroups.${id}.name`)),
    ];
    expect(new Set(names).size).toBe(names.length);
  }
});
