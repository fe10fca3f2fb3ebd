/** The check of a published year, in the shell: are the stored scores still what the answers give? */
import { type Basis, type Difference, rescoreRound } from '../queries/rescoring.ts';
import { findRound } from '../queries/rounds.ts';
import type { Command } from './command.ts';

export const rescoreCommands: Command[] = [
  {
    name: 'rescore',
    needs: ['METING'],
    does: 'Berekent de scores van een gesloten meting opnieuw en zegt wat er verschilt. Verandert niets. Bij een verschil is de exitcode 1.',
    async run({ db }, { words }) {
      const { id } = await findRound(db, words[0]!);
      const rescoring = await rescoreRound(db, id);
      if (!rescoring) {
        throw new Error(`Bij meting ${id} staan nog geen scores. Die komen er bij het sluiten: close ${id}`);
      }
      const { stored, today, hashAtOpening, differences } = rescoring;
      const lines = [
        `Meting ${id} is opnieuw berekend uit de antwoorden.`,
        `Bewaard: ${describeBasis(stored)}.`,
        `Nu: ${describeBasis(today)}.`,
      ];
      if (hashAtOpening !== today.instrument.hash) {
        lines.push(
          `De vragenlijst is niet meer die waarmee de meting openging: de hash was toen ${hashAtOpening}.`,
        );
      } else if (differences.length === 0) return [...lines, 'Er is geen verschil.'].join('\n');
      return { mismatch: [...lines, ...describeDifferences(differences)].join('\n') };
    },
  },
];

function describeBasis({ instrument, rules }: Basis): string {
  return `vragenlijst ${instrument.id} ${instrument.version} met hash ${instrument.hash}, regels ${rules}`;
}

function describeDifferences(differences: readonly Difference[]): string[] {
  if (differences.length === 0) return ['De scores zelf verschillen niet.'];
  return [
    `De scores verschillen op ${differences.length} ${differences.length === 1 ? 'plaats' : 'plaatsen'}. Wat bewaard is, blijft staan.`,
    ...differences.map(({ key, shown }) => {
      if (!shown) return `${key} is anders. Dit laten wij niet zien: het kan een partner verraden.`;
      if (shown.stored === undefined) return `${key} was er niet en is nu ${shown.today}.`;
      if (shown.today === undefined) return `${key} was ${shown.stored} en is er nu niet.`;
      return `${key} was ${shown.stored} en is nu ${shown.today}.`;
    }),
  ];
}
