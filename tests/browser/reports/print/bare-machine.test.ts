/** A machine without a font paints no text at all, so the browser that we unpack brings some of its own. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { describeSurroundings, unpackChromium } from '../../../../reports/print/unpack-chromium.ts';

test.runIf(process.platform === 'linux' && process.arch === 'x64')(
  'the unpacked browser is told of fonts that are there, whatever the system has',
  async () => {
    const { FONTCONFIG_FILE } = describeSurroundings(await unpackChromium());
    const folder = /<dir>(.+)<\/dir>/.exec(readFileSync(FONTCONFIG_FILE!, 'utf8'))![1]!;
    expect(
      readdirSync(folder, { recursive: true }).filter((name) => /\.ttf$/.test(String(name))),
    ).not.toEqual([]);
  },
);

test('a browser that we did not unpack keeps the surroundings of the system', () => {
  expect(existsSync('/usr/bin/ketenspiegel-fonts.conf')).toBe(false);
  expect(describeSurroundings('/usr/bin/chromium')).toEqual({});
});
