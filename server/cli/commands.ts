/** All commands of `npm run -s admin`, their help, and the reading of what was typed. */
import { parseArgs } from 'node:util';
import { isId } from '../text/ids.ts';
import { accountCommands } from './accounts.ts';
import { backupCommands } from './backup.ts';
import { type Command, type Given, idNames, type ShellTranslator } from './command.ts';
import { invitationCommands } from './invitations.ts';
import { logCommands } from './log.ts';
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
  accountCommands,
  operatorCommands,
  backupCommands,
  logCommands,
].flat();

/** What there is. */
export function describeCommands(t: ShellTranslator): string {
  const lines = commands.map(({ name, needs, options }) => {
    const words = [
      name,
      ...nameWords(needs, t),
      ...(options ? [t.find(`commands.${name}.options`) ?? ''] : []),
    ];
    return `  ${words.join(' ')}\n      ${t(`commands.${name}.does`)}`;
  });
  return [t('help.usage'), ...lines, t('help.numbers')].join('\n');
}

/** Refuses a word that is no command. */
export function findCommand(name: string, t: ShellTranslator): Command {
  const command = commands.find((one) => one.name === name);
  if (!command) throw refuse(t('refusals.unknownCommand', { name }), t);
  return command;
}

/** Refuses words and options that this command does not have, and numbers that are none. */
export function readArguments(command: Command, typed: string[], t: ShellTranslator): Given {
  const { positionals, values } = parse(command, typed, t);
  const needs = nameWords(command.needs, t);
  if (positionals.length !== needs.length) {
    const nothing = t('refusals.nothing');
    const sentence = t('refusals.wrongWords', {
      command: command.name,
      needs: needs.join(' ') || nothing,
      typed: positionals.join(' ') || nothing,
    });
    throw refuse(sentence, t);
  }
  for (const [index, word] of positionals.entries()) {
    if (idNames.includes(command.needs[index]!) && !isId(word)) {
      throw refuse(t('refusals.notANumber', { word: needs[index], typed: word }), t);
    }
  }
  return { words: positionals, options: values as Given['options'] };
}

function nameWords(needs: Command['needs'], t: ShellTranslator): string[] {
  return needs.map((word) => t(`words.${word}`));
}

function parse(command: Command, args: string[], t: ShellTranslator) {
  try {
    return parseArgs({ args, options: command.options ?? {}, allowPositionals: true });
  } catch (error) {
    const option = /'(-[^' ]*)/.exec((error as Error).message)?.[1] ?? args.join(' ');
    throw refuse(t('refusals.wrongOption', { option, command: command.name }), t);
  }
}

function refuse(sentence: string, t: ShellTranslator): Error {
  return new Error(`${sentence} ${t('seeHelp')}`);
}
