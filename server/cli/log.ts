/** The log in the shell. */
import { type Link, type VerifiedLog, verifyLog } from '../log/verify-log.ts';
import { type Command, readOption, type ShellTranslator } from './command.ts';

export const logCommands: Command[] = [
  {
    name: 'verify-log',
    needs: [],
    options: { known: { type: 'string' } },
    async run({ db, t }, given) {
      const verified = await verifyLog(db, readKnown(readOption(given, 'known'), t));
      if (verified.faults.length > 0) return { mismatch: describeLogFaults(verified, t) };
      const { lines, head, erasedNotes, erasedOrigins } = verified;
      const numbers = { lines, notes: erasedNotes, origins: erasedOrigins };
      return t('commands.verify-log.done', { ...numbers, position: head.position, hash: head.hash });
    },
  },
];

/** A sentence for each fault, below one that says what they are. */
export function describeLogFaults({ faults }: VerifiedLog, t: ShellTranslator): string {
  const sentences = faults.map(({ fault, ...where }) => t(`commands.verify-log.faults.${fault}`, where));
  return [t('commands.verify-log.broken'), ...sentences].join('\n');
}

function readKnown(typed: string | undefined, t: ShellTranslator): Link | undefined {
  if (typed === undefined) return undefined;
  const [, position, hash] = /^(\d{1,18}):([\da-f]{64})$/i.exec(typed) ?? [];
  if (!position || !hash) throw new Error(t('commands.verify-log.wrongKnown', { typed }));
  return { position, hash: hash.toLowerCase() };
}
