/** The list of mutants still fits the code and the tests, so that `npm run mutants` can change what it names. */

import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { mutate } from '../mutants/mutant.ts';
import { mutants } from '../mutants/mutants.ts';

test('there are many, each with an id of its own', () => {
  const ids = mutants.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThanOrEqual(40);
});

test.each(mutants)('$id changes a text that stands once in its file', (mutant) => {
  expect(existsSync(mutant.file), mutant.file).toBe(true);
  expect(mutate(mutant), `${mutant.file}: ${mutant.from}`).toBeDefined();
  expect(mutant.to).not.toBe(mutant.from);
});

test.each(mutants)('$id dies of a test that is there', ({ test: file, name }) => {
  expect(file).toMatch(/^tests\/(?:unit|api)\/.*\.test\.ts$/);
  expect(existsSync(file), file).toBe(true);
  if (name !== undefined) expect(readFileSync(file, 'utf8')).toContain(name);
});
