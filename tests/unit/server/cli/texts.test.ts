import { expect, test } from 'vitest';
import { describeCommands } from '../../../../server/cli/commands.ts';
import en from '../../../../server/cli/texts.en.json' with { type: 'json' };
import nl from '../../../../server/cli/texts.nl.json' with { type: 'json' };
import { adminTexts } from '../../../../server/cli/texts.ts';

/** The first word of every line that starts a command. */
function listCommands(help: string): string[] {
  return [...help.matchAll(/^ {2}([\w-]+)/gm)].map(([, name]) => name!);
}

test.each(['nl', 'en'] as const)('the help in %s names every command', (language) => {
  const named = listCommands(describeCommands(adminTexts(language)));
  expect(named.toSorted()).toEqual(Object.keys(nl.commands).toSorted());
});

/** `commands.close.done: {{id}} {{status}}`: the way to each text, and what is filled in there. */
function listKeys(value: unknown, way: string[] = []): string[] {
  if (typeof value === 'string') {
    const filledIn = [...new Set(value.match(/\{\{\w+\}\}/g))].toSorted();
    return [`${way.join('.')}: ${filledIn.join(' ')}`];
  }
  return Object.entries(value as object).flatMap(([key, part]) => listKeys(part, [...way, key]));
}

test('Dutch and English say the same things, and fill in the same in each', () => {
  expect(listKeys(en).toSorted()).toEqual(listKeys(nl).toSorted());
});
