/** All commands of `npm run -s admin`, their help, and the reading of what was typed. */
import { parseArgs } from 'node:util';
import { type Command, type Given, idNames } from './command.ts';
import { invitationCommands } from './invitations.ts';
import { networkCommands } from './networks.ts';
import { operatorCommands } from './operator.ts';
import { rescoreCommands } from './rescore.ts';
import { roundCommands } from './rounds.ts';
import { shareCommands } from './shares.ts';

const commands = [
  networkCommands,
  roundCommands,
  rescoreCommands,
  invitationCommands,
  shareCommands,
  operatorCommands,
].flat();

/** What there is, in Dutch. */
export function describeCommands(): string {
  const lines = commands.map(({ name, needs, optionsInWords, does }) =>
    [`  ${[name, ...needs, ...(optionsInWords ? [optionsInWords] : [])].join(' ')}`, `      ${does}`].join(
      '\n',
    ),
  );
  return [
    'Gebruik: npm run -s admin -- OPDRACHT …',
    ...lines,
    'NETWERK, METING, UITNODIGING en DEELLINK zijn nummers; de lijsten laten ze zien.',
  ].join('\n');
}

/** Refuses a word that is no command. */
export function findCommand(name: string): Command {
  const command = commands.find((one) => one.name === name);
  if (!command) throw new Error(`De opdracht '${name}' bestaat niet. ${seeHelp}`);
  return command;
}

/** Refuses words and options that this command does not have, and numbers that are none. */
export function readArguments(command: Command, typed: string[]): Given {
  const { positionals, values } = parse(command, typed);
  if (positionals.length !== command.needs.length) {
    const needs = command.needs.length === 0 ? 'niets' : command.needs.join(' ');
    throw new Error(
      `Na '${command.name}' hoort ${needs}; er staat ${positionals.join(' ') || 'niets'}. ${seeHelp}`,
    );
  }
  for (const [index, name] of command.needs.entries()) {
    if (idNames.includes(name) && !/^[1-9]\d{0,17}$/.test(positionals[index]!)) {
      throw new Error(`${name} is een nummer; '${positionals[index]}' is dat niet. ${seeHelp}`);
    }
  }
  return { words: positionals, options: values as Given['options'] };
}

const seeHelp = "Kijk met 'npm run -s admin -- help' wat er kan.";

function parse(command: Command, args: string[]) {
  try {
    return parseArgs({ args, options: command.options ?? {}, allowPositionals: true });
  } catch (error) {
    const typed = /'(-[^' ]*)/.exec((error as Error).message)?.[1] ?? args.join(' ');
    throw new Error(
      `De optie ${typed} past niet bij '${command.name}', of er hoort iets achter te staan. ${seeHelp}`,
    );
  }
}
