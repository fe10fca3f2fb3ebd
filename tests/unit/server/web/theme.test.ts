/** The theme of a municipality: which files are taken, and what of them goes to the browser. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readConfig } from '../../../../server/config.ts';
import type { Refusal } from '../../../../server/text/refusal.ts';
import { keepUsedTokens } from '../../../../server/web/keep-used-tokens.ts';
import { languages } from '../../../../survey/texts.ts';

const folder = mkdtempSync(join(tmpdir(), 'ketenspiegel-theme-'));

function writeTheme(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

test('a file with tokens is taken as the theme', () => {
  const path = writeTheme('good.css', ':root { --utrecht-link-color: #333; }');
  expect(readConfig({ THEME_FILE: path }).themeFile).toBe(path);
  expect(readConfig({}).themeFile).toBeUndefined();
});

test.each([
  ['that is not there', () => join(folder, 'nothing.css')],
  ['that is a folder', () => folder],
  ['without tokens', () => writeTheme('empty.css', 'p { color: red; }')],
  ['that is too large', () => writeTheme('large.css', `:root { --a: 1; }\n/*${'x'.repeat(500_000)}*/`)],
])('a file %s is refused with a sentence, in both languages', (_name, makePath) => {
  const path = makePath();
  const refusal = (() => {
    try {
      return readConfig({ THEME_FILE: path });
    } catch (error) {
      return error;
    }
  })() as Refusal;
  for (const language of languages) {
    expect(refusal.faults(language)).toEqual([
      { where: 'THEME_FILE', sentence: expect.stringContaining(`'${path}'`) },
    ]);
  }
});

test('of a theme only the tokens stay that the styles use, also by way of other tokens', () => {
  const theme = `.x-theme {
    --used: var(--through, var( --fallback));
    --through: "a;b{c}";
    --fallback: url(data:image/svg+xml;base64,AA==);;
    --unused: var(--only-there); /* a word; about it */
    --only-there: 1px;
  }
  @media print { .x-theme { --used: 2px } p { color: var(--unknown) } }`;
  const kept = keepUsedTokens(theme, 'a { color: var(--used) }').replace(/\s+/g, ' ');
  expect(kept).toBe(
    '.x-theme { --used: var(--through, var( --fallback)); --through: "a;b{c}"; ' +
      '--fallback: url(data:image/svg+xml;base64,AA==);; } ' +
      '@media print { .x-theme { --used: 2px } p { color: var(--unknown) } }',
  );
});

test.each([
  ['Utrecht', import.meta.resolve('@utrecht/design-tokens/dist/theme.css')],
  ['Voorbeeld', import.meta.resolve('@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css')],
])('%s can be a theme, and only a small part of it goes to the browser', (_name, url) => {
  const path = fileURLToPath(url);
  expect(readConfig({ THEME_FILE: path }).themeFile).toBe(path);
  const theme = readFileSync(path, 'utf8');
  const kept = keepUsedTokens(theme, 'a { color: var(--utrecht-link-color) }');
  expect(kept).toMatch(/--utrecht-link-color:/);
  expect(kept.length).toBeLessThan(theme.length / 50);
});
