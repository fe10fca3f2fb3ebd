import { expect, test } from 'vitest';
import { describeCommands } from '../../../../server/cli/commands.ts';
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
