/** Invitations in the shell. Links come out once, as the same CSV that the API gives. */

import { invite, listInvitations, renewLink, revokeInvitation } from '../rounds/invitations/invitations.ts';
import { linkInvitation, writeInvitations } from '../rounds/invitations/write-invitations.ts';
import { type Command, formatLines, type Given, type Translator, textOf } from './command.ts';

export const invitationCommands: Command[] = [
  {
    name: 'invite',
    needs: ['round'],
    changes: true,
    options: { 'per-partner': { type: 'string' }, partner: { type: 'string' }, person: { type: 'string' } },
    async run({ db, config, t }, given) {
      const invitations = await invite(db, given.words[0]!, readWish(given, t));
      return writeInvitations(invitations, config.publicUrl).trimEnd();
    },
  },
  {
    name: 'invitations',
    needs: ['round'],
    async run({ db, t }, { words }) {
      const invitations = await listInvitations(db, words[0]!);
      return formatLines(
        invitations.map(({ id, partner, person, sentAt, revokedAt }) => [
          id,
          partner,
          person,
          sentAt ? t('commands.invitations.answered') : t('commands.invitations.notAnswered'),
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
    async run({ db, config }, { words }) {
      return linkInvitation(await renewLink(db, words[0]!), config.publicUrl);
    },
  },
  {
    name: 'revoke-invitation',
    needs: ['invitation'],
    changes: true,
    async run({ db, t }, { words }) {
      await revokeInvitation(db, words[0]!);
      return t('commands.revoke-invitation.done', { id: words[0] });
    },
  },
];

function readWish(given: Given, t: Translator): Parameters<typeof invite>[2] {
  const perPartner = textOf(given, 'per-partner');
  const partner = textOf(given, 'partner');
  if ((perPartner === undefined) === (partner === undefined)) {
    throw new Error(t('commands.invite.oneOfTwo'));
  }
  if (partner !== undefined) return [{ partner, person: textOf(given, 'person') }];
  if (!/^([1-9]|1\d|20)$/.test(perPartner!)) throw new Error(t('commands.invite.wrongNumber'));
  return { perPartner: Number(perPartner) };
}
