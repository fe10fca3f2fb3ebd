/** Texts and what asks for them fit: none that nobody asks for, and none that is asked for with less than it fills in. */
import { expect, test } from 'vitest';
import { pageTexts } from '../../../server/text/page-texts.ts';
import { listFiles, listPlaceholders, listTextFiles, readJson } from '../../support/text-files.ts';
import { findTextUses } from '../../support/text-uses.ts';

const files = listTextFiles();
const { uses, literals, patterns, words } = findTextUses();

/** No translator reads these: they are looked up by the id of a facet or a kind, or by the column of a sheet. */
const lookedUp = [
  /^reports\/advice\/recommendations\//,
  /^reports\/discussion-sheets\/questions/,
  /^reports\/words\/(facets|kinds)/,
  /^server\/partners\/import\/template\/partner-template/,
];

test('every file with texts was found', () => {
  const read = listFiles('nl.json').filter((path) => !lookedUp.some((pattern) => pattern.test(path)));
  expect(files.map(({ path }) => path).toSorted()).toEqual(read);
});

test('the server has all texts of pages when it starts, and those of the example only in the example', async () => {
  await import('../../../server/app.ts');
  expect(pageTexts('en').find('demo.title')).toBeUndefined();
  await import('../../../server/demo/example-door.ts');
  const keys = files
    .filter(({ path, prefix }) => path.startsWith('server/') && prefix !== '')
    .flatMap((file) => file.keys);
  expect(keys.filter((key) => pageTexts('en').find(key, { count: 2 }) === undefined)).toEqual([]);
  expect(keys.length).toBeGreaterThan(1000);
});

/** A key that code or a template names, or can make out of words that it has. */
function isAskedFor(key: string): boolean {
  return literals.has(key) || words.has(key) || isMade(key);
}

function isMade(key: string): boolean {
  const parts = patterns.flatMap((pattern) => {
    const match = pattern.exec(key);
    return match ? [match.slice(1)] : [];
  });
  return parts.some((words) => words.every(isAskedFor));
}

test.each(files)('every text of $path is asked for', ({ keys }) => {
  // The log names an action without the middle: `rounds.opened` for `rounds.actions.opened`.
  const unused = keys.filter((key) => !isAskedFor(key) && !isAskedFor(key.replace('.actions.', '.')));
  // Those of settings are asked for by the names in the environment: `config.test.ts` goes through them. And the log
  // of an installation can hold actions that nothing writes any more.
  const former =
    /^(desk\.actions\.shellCommand|results\.actions\.(answers|partners|codebook|quality)Downloaded)$/;
  const known = (key: string) => key.startsWith('settings.') || former.test(key);
  expect(unused.filter((key) => !known(key))).toEqual([]);
});

test('who asks for a text gives what it fills in', () => {
  const needed = new Map(
    files.flatMap(({ path, prefix }) =>
      listTexts(readJson(path)).map(([key, text]) => [prefix + key, listPlaceholders(text)] as const),
    ),
  );
  expect(uses.filter(({ key, values }) => values && needed.get(key)?.length).length).toBeGreaterThan(200);
  const lacking = uses.flatMap(({ file, key, values }) => {
    const missing = values && (needed.get(key) ?? []).filter((name) => !values.includes(name));
    return missing?.length ? [`${file}: ${key} needs ${missing.join(', ')}`] : [];
  });
  expect(lacking).toEqual([]);
});

/** Each text with its key; of a plural the form that counts. */
function listTexts(texts: object): [string, string][] {
  return Object.entries(texts).flatMap(([name, text]: [string, string | object]): [string, string][] =>
    typeof text === 'string'
      ? [[name.replace(/_(?:zero|one|other)$/, ''), text]]
      : listTexts(text).map(([key, own]) => [`${name}.${key}`, own]),
  );
}
