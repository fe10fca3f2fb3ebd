/** The check of a published year, in the shell: are the stored scores still what the answers give? */

import { findRound } from '../rounds/rounds.ts';
import { type Rescoring, rescoreRound, type ScoringVersion } from '../rounds/scores/rescoring.ts';
import type { Command, ShellTranslator } from './command.ts';

export const rescoreCommands: Command[] = [
  {
    name: 'rescore',
    needs: ['round'],
    async run({ db, t }, { words }) {
      const { id } = await findRound(db, words[0]!);
      const rescoring = await rescoreRound(db, id);
      if (!rescoring) throw new Error(t('commands.rescore.noScores', { id }));
      const { stored, today, hashAtOpening } = rescoring;
      const lines = [
        t('commands.rescore.done', { id }),
        t('commands.rescore.stored', { basis: describeVersion(stored, t) }),
        t('commands.rescore.today', { basis: describeVersion(today, t) }),
      ];
      if (stored.rules !== today.rules) lines.push(t('commands.rescore.otherRules'));
      if (hashAtOpening !== today.instrument.hash) {
        lines.push(t('commands.rescore.otherInstrument', { hash: hashAtOpening }));
      } else if (isSame(rescoring)) return [...lines, t('commands.rescore.same')].join('\n');
      return { mismatch: [...lines, ...describeDifferences(rescoring, t)].join('\n') };
    },
  },
];

function describeVersion({ instrument, rules }: ScoringVersion, t: ShellTranslator): string {
  return t('commands.rescore.basis', { ...instrument, rules });
}

function isSame({ differences, hidden }: Rescoring): boolean {
  return differences.length === 0 && hidden.length === 0;
}

function describeDifferences(rescoring: Rescoring, t: ShellTranslator): string[] {
  if (isSame(rescoring)) return [t('commands.rescore.sameScores')];
  const { differences, hidden } = rescoring;
  return [
    t('commands.rescore.scores'),
    ...differences.map((difference) => {
      const { key } = difference;
      const [stored, today] = [String(difference.stored), String(difference.today)];
      if (difference.stored === undefined) return t('commands.rescore.added', { key, today });
      if (difference.today === undefined) return t('commands.rescore.gone', { key, stored });
      return t('commands.rescore.changed', { key, stored, today });
    }),
    ...(hidden.length > 0 ? [t('commands.rescore.hidden', { list: hidden.join(', ') })] : []),
  ];
}
