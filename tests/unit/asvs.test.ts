/** `docs/asvs.md` has every requirement of level 2 once, and each test that it names is there. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const document = readFileSync('docs/asvs.md', 'utf8');
const rows = [...document.matchAll(/^\| (V\d+\.\d+\.\d+) \| ([12]) \| (.+?) \| (.+?) \| (.+) \|$/gm)].map(
  ([, id, level, about, state, why]) => ({ id: id!, level, about: about!, state: state!, why: why! }),
);

/** How many requirements of levels 1 and 2 each chapter of version 5.0.0 has. */
const chapters = [27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7];

test('each requirement of levels 1 and 2 is there once, in order', () => {
  const numbers = rows.map(({ id }) => id.slice(1).split('.').map(Number));
  const sorted = [...numbers].sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]! || a[2]! - b[2]!);
  expect(numbers).toEqual(sorted);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  expect(chapters.map((_, index) => numbers.filter(([chapter]) => chapter === index + 1).length)).toEqual(
    chapters,
  );
  expect(rows.filter(({ level }) => level === '1')).toHaveLength(70);
  expect(rows.filter(({ level }) => level === '2')).toHaveLength(183);
});

test('the numbers at its head are those of the table', () => {
  const told = [...document.matchAll(/^\| (shown|written|not here|open) \| .+ \| (\d+) \|$/gm)];
  expect(told.map(([, state, number]) => [state, Number(number)])).toEqual(
    ['shown', 'written', 'not here', 'open'].map((state) => [
      state,
      rows.filter((row) => row.state === state).length,
    ]),
  );
});

describe('what shows it', () => {
  test('is a test that is there, for each that is shown', () => {
    const missing: string[] = [];
    for (const { id, why } of rows.filter(({ state }) => state === 'shown')) {
      const named = [...why.matchAll(/`([^`]+)`: “([^”]+)”/g)];
      if (named.length !== why.split('; `').length) missing.push(`${id}: ${why}`);
      for (const [, file, title] of named) {
        if (!existsSync(file!) || !hasTest(readFileSync(file!, 'utf8'), title!))
          missing.push(`${id}: ${title}`);
      }
    }
    expect(missing).toEqual([]);
  });

  test('is a document, for each that is written; and the rest says why', () => {
    for (const { id, state, why } of rows) {
      if (state === 'shown') continue;
      if (state === 'written') {
        expect(existsSync(`docs/${/^\[.+\]\((.+)\)$/.exec(why)![1]}`), id).toBe(true);
      } else expect(why, id).toMatch(/\w+ \w+/);
    }
  });
});

/** Titles stand in quotes of one kind or another. */
function hasTest(code: string, title: string): boolean {
  return [`'${title}'`, `"${title}"`, `\`${title}\``].some((quoted) => code.includes(quoted));
}
