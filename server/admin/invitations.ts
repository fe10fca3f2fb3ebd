/** Invitations in the shell. Links come out once, as the same CSV that the API gives. */
import { linkInvitation, writeInvitations } from '../csv/write-invitations.ts';
import { invite, listInvitations, renewLink, revokeInvitation } from '../queries/invitations.ts';
import { type Command, formatLines, textOf } from './command.ts';

export const invitationCommands: Command[] = [
  {
    name: 'invite',
    needs: ['METING'],
    options: { 'per-partner': { type: 'string' }, partner: { type: 'string' }, person: { type: 'string' } },
    optionsInWords: '--per-partner AANTAL, of --partner ID [--person NAAM]',
    does: 'Nodigt uit en toont de persoonlijke links als CSV. Bewaar ze: ze zijn maar een keer te zien.',
    async run({ db, config }, given) {
      return writeInvitations(await invite(db, given.words[0]!, readWish(given)), config.publicUrl).trimEnd();
    },
  },
  {
    name: 'invitations',
    needs: ['METING'],
    does: 'Laat de uitnodigingen zien: nummer, partner, persoon en of er is geantwoord.',
    async run({ db }, { words }) {
      const invitations = await listInvitations(db, words[0]!);
      return formatLines(
        invitations.map(({ id, partner, person, sentAt, revokedAt }) => [
          id,
          partner,
          person,
          sentAt ? 'geantwoord' : 'nog niet geantwoord',
          revokedAt ? 'ingetrokken' : '',
        ]),
        'Er is nog niemand uitgenodigd. Doe dat met invite.',
      );
    },
  },
  {
    name: 'renew-link',
    needs: ['UITNODIGING'],
    does: 'Maakt een nieuwe link voor een uitnodiging. De oude werkt dan niet meer; antwoorden blijven bewaard.',
    async run({ db, config }, { words }) {
      return linkInvitation(await renewLink(db, words[0]!), config.publicUrl);
    },
  },
  {
    name: 'revoke-invitation',
    needs: ['UITNODIGING'],
    does: 'Trekt een uitnodiging in: de link werkt niet meer. Wat al is verstuurd, blijft meetellen.',
    async run({ db }, { words }) {
      await revokeInvitation(db, words[0]!);
      return `Uitnodiging ${words[0]} is ingetrokken.`;
    },
  },
];

function readWish(given: Parameters<typeof textOf>[0]): Parameters<typeof invite>[2] {
  const perPartner = textOf(given, 'per-partner');
  const partner = textOf(given, 'partner');
  if ((perPartner === undefined) === (partner === undefined)) {
    throw new Error('Kies een van de twee: --per-partner AANTAL, of --partner ID.');
  }
  if (partner !== undefined) return [{ partner, person: textOf(given, 'person') }];
  if (!/^([1-9]|1\d|20)$/.test(perPartner!))
    throw new Error('Het aantal na --per-partner is 1 tot en met 20.');
  return { perPartner: Number(perPartner) };
}
