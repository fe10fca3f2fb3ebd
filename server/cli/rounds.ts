/** Rounds in the shell. */

import { isLanguage, type Language } from '../../survey/texts.ts';
import { findNetwork } from '../networks/networks.ts';
import { completePlan } from '../rounds/check-plan.ts';
import { closeRound } from '../rounds/close-round.ts';
import { reopenRound } from '../rounds/reopen-round.ts';
import { findRound, listParticipation, listRounds, type Round } from '../rounds/rounds.ts';
import { startRound } from '../rounds/start-round.ts';
import { formatMoment } from '../text/format-date.ts';
import { type Command, formatLines, readOption, type ShellTranslator } from './command.ts';

export const roundCommands: Command[] = [
  {
    name: 'rounds',
    needs: ['network'],
    async run({ db, language, t }, { words }) {
      await findNetwork(db, words[0]!);
      const rounds = await listRounds(db, words[0]!);
      return formatLines(
        rounds.map((round) => [round.id, round.name, describeStatus(round, language, t)]),
        t('commands.rounds.none'),
      );
    },
  },
  {
    name: 'open-round',
    needs: ['network'],
    changes: true,
    options: {
      name: { type: 'string' },
      sender: { type: 'string' },
      closes: { type: 'string' },
      language: { type: 'string' },
      'interim-results': { type: 'boolean' },
    },
    async run({ db, acting, language, t }, given) {
      const asked = readOption(given, 'language') ?? 'nl';
      if (!isLanguage(asked)) throw new Error(t('commands.open-round.wrongLanguage', { language: asked }));
      const input = completePlan({
        name: readOption(given, 'name') ?? '',
        sender: readOption(given, 'sender') ?? '',
        closesAt: readOption(given, 'closes') ?? '',
        language: asked,
        interimResults: given.options['interim-results'] === true,
      });
      const id = await startRound(acting, given.words[0]!, input, { asksNobody: true });
      const status = describeStatus(await findRound(db, id), language, t);
      return t('commands.open-round.done', { id, status });
    },
  },
  {
    name: 'status',
    needs: ['round'],
    async run({ db, language, t }, { words }) {
      const round = await findRound(db, words[0]!);
      const partners = await listParticipation(db, round.id);
      const answered = partners.filter(({ submitted }) => submitted > 0).length;
      return [
        `${round.network.name}, ${round.name}: ${describeStatus(round, language, t)}.`,
        t('commands.status.answered', { answered, count: partners.length }),
        ...partners.map(
          ({ code, name, invited, submitted }) =>
            `${code}\t${name}\t${t('commands.status.sent', { sent: submitted, invited })}`,
        ),
      ].join('\n');
    },
  },
  {
    name: 'close',
    needs: ['round'],
    changes: true,
    async run({ db, acting, language, t }, { words }) {
      await closeRound(acting, words[0]!);
      const status = describeStatus(await findRound(db, words[0]!), language, t);
      return t('commands.close.done', { id: words[0], status });
    },
  },
  {
    name: 'reopen',
    needs: ['round'],
    changes: true,
    async run({ db, acting, language, t }, { words }) {
      await reopenRound(acting, words[0]!);
      const status = describeStatus(await findRound(db, words[0]!), language, t);
      return t('commands.reopen.done', { id: words[0], status });
    },
  },
];

function describeStatus(round: Round, language: Language, t: ShellTranslator): string {
  const moments = {
    planned: round.opensAt,
    open: round.closesAt,
    paused: round.closesAt,
    closed: round.closedAt ?? round.closesAt,
  };
  return t(`status.${round.status}`, { moment: formatMoment(moments[round.status], language) });
}
