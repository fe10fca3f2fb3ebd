/** Rounds in the shell. */

import { isLanguage } from '../../survey/texts.ts';
import { formatMoment } from '../pages/format-date.ts';
import { closeRound } from '../queries/closures.ts';
import { findNetwork } from '../queries/networks.ts';
import { findRound, listParticipation, listRounds, openRound, type Round } from '../queries/rounds.ts';
import { type Command, formatLines, textOf } from './command.ts';

export const roundCommands: Command[] = [
  {
    name: 'rounds',
    needs: ['NETWERK'],
    does: 'Laat de metingen van een netwerk zien: nummer, naam en tot wanneer.',
    async run({ db }, { words }) {
      await findNetwork(db, words[0]!);
      const rounds = await listRounds(db, words[0]!);
      return formatLines(
        rounds.map((round) => [round.id, round.name, describeStatus(round)]),
        'Er is nog geen meting. Open er een met open-round.',
      );
    },
  },
  {
    name: 'open-round',
    needs: ['NETWERK'],
    options: {
      name: { type: 'string' },
      sender: { type: 'string' },
      closes: { type: 'string' },
      language: { type: 'string' },
      'interim-results': { type: 'boolean' },
    },
    optionsInWords:
      '--name NAAM --sender AFZENDER --closes 2026-10-31 [--language nl|en] [--interim-results]',
    does: 'Opent een meting met de partners van nu. Met --interim-results is er al een uitslag voor het sluiten.',
    async run({ db }, given) {
      const language = textOf(given, 'language') ?? 'nl';
      if (!isLanguage(language)) throw new Error(`De taal is nl of en, en niet '${language}'.`);
      const id = await openRound(db, given.words[0]!, {
        name: textOf(given, 'name') ?? '',
        sender: textOf(given, 'sender') ?? '',
        closesAt: textOf(given, 'closes') ?? '',
        language,
        interimResults: given.options['interim-results'] === true,
      });
      return `Meting ${id} is ${describeStatus(await findRound(db, id))}. Nodig nu mensen uit: invite ${id} --per-partner 1`;
    },
  },
  {
    name: 'status',
    needs: ['METING'],
    does: 'Laat zien wie er is gevraagd en wie heeft geantwoord, en nooit wat.',
    async run({ db }, { words }) {
      const round = await findRound(db, words[0]!);
      const partners = await listParticipation(db, round.id);
      const answered = partners.filter(({ sent }) => sent > 0).length;
      return [
        `${round.network.name}, ${round.name}: ${describeStatus(round)}.`,
        `${answered} van de ${partners.length} partners hebben geantwoord.`,
        ...partners.map(
          ({ code, name, invited, sent }) => `${code}\t${name}\t${sent} van ${invited} gevraagd`,
        ),
      ].join('\n');
    },
  },
  {
    name: 'close',
    needs: ['METING'],
    does: 'Sluit een meting en bewaart de scores. Daarna kan niemand meer antwoorden.',
    async run({ db }, { words }) {
      await closeRound(db, words[0]!);
      return `Meting ${words[0]} is ${describeStatus(await findRound(db, words[0]!))}.`;
    },
  },
];

function describeStatus({ closedAt, closesAt }: Round): string {
  return closedAt
    ? `gesloten sinds ${formatMoment(closedAt, 'nl')}`
    : `open tot ${formatMoment(closesAt, 'nl')}`;
}
