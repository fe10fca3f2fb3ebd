/** Dutch and English say the same things. That they have the same keys, the compiler sees where a translator reads them. */
import { expect, test } from 'vitest';
import { listFiles, listPlaceholders, readJson } from '../../support/text-files.ts';

/** `round.title: name`: the way to each text, with what is filled in there. */
function listFilledIn(value: unknown, way: string): string[] {
  if (typeof value === 'string') return [`${way}: ${listPlaceholders(value).join(' ')}`];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    listFilledIn(part, way === '' ? key : `${way}.${key}`),
  );
}

test.each(listFiles('nl.json'))('%s and its English have the same keys and fill in the same', (path) => {
  const [nl, en] = [path, path.replace('.nl.json', '.en.json')].map((file) =>
    listFilledIn(readJson(file), '').toSorted(),
  );
  expect(en).toEqual(nl);
});
