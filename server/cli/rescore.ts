/** The check of a published year, in the shell: are the stored scores still what the answers give? */

import { findRound } from '../rounds/rounds.ts';
import { rescoreRound, type ScoreDifference, type ScoringVersion } from '../rounds/scores/rescoring.ts';
import type { Command, ShellTranslator } from './command.ts';

export const rescoreCommands: Command[] = [
  {
    name: 'rescore',
    needs: ['round'],
    async run({ db, t }, { words }) {
      const { id } = await findRound(db, words[0]!);
      const rescoring = await rescoreRound(db, id);
      if (!rescoring) throw new Error(t('commands.rescore.noScores', { id }));
      const { stored, today, hashAtOpening, differences } = rescoring;
      const lines = [
        t('commands.rescore.done', { id }),
        t('commands.rescore.stored', { basis: describeVersion(stored, t) }),
        t('commands.rescore.today', { basis: describeVersion(today, t) }),
      ];
      if (stored.rules !== today.rules) lines.push(t('commands.rescore.otherRules'));
      if (hashAtOpening !== today.instrument.hash) {
        lines.push(t('commands.rescore.otherInstrument', { hash: hashAtOpening }));
      } else if (differences.length === 0) return [...lines, t('commands.rescore.same')].join('\n');
      return { mismatch: [...lines, ...describeDifferences(differences, t)].join('\n') };
    },
  },
];

function describeVersion({ instrument, rules }: ScoringVersion, t: ShellTranslator): string {
  return t('commands.rescore.basis', { ...instrument, rules });
}

function describeDifferences(differences: readonly ScoreDifference[], t: ShellTranslator): string[] {
  if (differences.length === 0) return [t('commands.rescore.sameScores')];
  return [
    t('commands.rescore.differences', { count: differences.length }),
    ...differences.map(({ key, shown }) => {
      if (!shown) return t('commands.rescore.hidden', { key });
      const [stored, today] = [String(shown.stored), String(shown.today)];
      if (shown.stored === undefined) return t('commands.rescore.added', { key, today });
      if (shown.today === undefined) return t('commands.rescore.gone', { key, stored });
      return t('commands.rescore.changed', { key, stored, today });
    }),
  ];
}
