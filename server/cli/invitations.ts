/** Invitations in the shell. Links come out once, as the same CSV that the API gives. */

import { listInvitations } from '../rounds/invitations/invitations.ts';
import { invite } from '../rounds/invitations/invite.ts';
import { renewLink } from '../rounds/invitations/renew-link.ts';
import { revokeInvitation } from '../rounds/invitations/revoke-invitation.ts';
import { linkInvitation, tabulateInvitations } from '../rounds/invitations/tabulate-invitations.ts';
import { writeCsvForPrograms } from '../web/write-csv.ts';
import { type Command, formatLines, type Given, readOption, type ShellTranslator } from './command.ts';

export const invitationCommands: Command[] = [
  {
    name: 'invite',
    needs: ['round'],
    changes: true,
    options: { 'per-partner': { type: 'string' }, partner: { type: 'string' }, person: { type: 'string' } },
    async run({ acting, config, t }, given) {
      const invitations = await invite(acting, given.words[0]!, readWish(given, t));
      const csv = writeCsvForPrograms(tabulateInvitations(invitations, config.publicUrl));
      // The shell ends what it prints with a line feed itself.
      return csv.slice(0, -1);
    },
  },
  {
    name: 'invitations',
    needs: ['round'],
    async run({ db, t }, { words }) {
      const invitations = await listInvitations(db, words[0]!);
      return formatLines(
        invitations.map(({ id, partner, person, submittedAt, revokedAt }) => [
          id,
          partner,
          person,
          submittedAt ? t('commands.invitations.answered') : t('commands.invitations.notAnswered'),
          revokedAt ? t('commands.invitations.revoked') : '',
        ]),
        t('commands.invitations.none'),
      );
    },
  },
  {
    name: 'renew-link',
    needs: ['invitation'],
    changes: true,
    async run({ acting, config }, { words }) {
      return linkInvitation(await renewLink(acting, words[0]!), config.publicUrl);
    },
  },
  {
    name: 'revoke-invitation',
    needs: ['invitation'],
    changes: true,
    async run({ acting, t }, { words }) {
      await revokeInvitation(acting, words[0]!);
      return t('commands.revoke-invitation.done', { id: words[0] });
    },
  },
];

function readWish(given: Given, t: ShellTranslator): Parameters<typeof invite>[2] {
  const perPartner = readOption(given, 'per-partner');
  const partner = readOption(given, 'partner');
  if ((perPartner === undefined) === (partner === undefined)) {
    throw new Error(t('commands.invite.oneOfTwo'));
  }
  if (partner !== undefined) return [{ partner, person: readOption(given, 'person') }];
  if (!/^([1-9]|1\d|20)$/.test(perPartner!)) throw new Error(t('commands.invite.wrongNumber'));
  return { perPartner: Number(perPartner) };
}
