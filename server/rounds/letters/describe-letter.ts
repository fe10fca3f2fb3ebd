/**
 * A letter with the personal link, for people who can't be mailed: the words of the invitation, and a code for a
 * phone.
 */
import encodeQr from 'qr';
import { mailTexts } from '../../mail/texts.ts';
import { formatMoment } from '../../text/format-date.ts';
import type { Round } from '../rounds.ts';
import { roundTexts } from '../texts.ts';
import type { Letter } from './personal-links.ts';

/** The values of one letter; `contact` may be empty. */
export function describeLetter(letter: Letter, round: Round, contact: string, publicUrl: string) {
  const { language, person, partner } = letter;
  const mail = mailTexts(language);
  const t = roundTexts(language);
  const values = { sender: round.sender, network: round.network.name, partner };
  const url = `${publicUrl}/invitations/${letter.token}`;
  return {
    language,
    partner,
    person,
    url,
    subject: mail('invitation.subject', values),
    greeting: person ? mail('greeting.person', { name: person }) : mail('greeting.partner', { partner }),
    paragraphs: [
      mail('invitation.asks', values),
      mail('invitation.why'),
      mail('invitation.time', { moment: formatMoment(round.closesAt, language) }),
    ],
    quote: round.message
      ? { lead: mail('asked.message', values), paragraphs: round.message.split(/\n\n+/) }
      : undefined,
    // With a quiet zone of four modules, as scanners want it.
    qr: encodeQr(url, 'svg', { ecc: 'medium', border: 4 }),
    qrText: t('rounds.letter.qr'),
    scan: t('rounds.letter.scan'),
    type: t('rounds.letter.type'),
    own: t('rounds.letter.own'),
    contact: contact && t('rounds.letter.contact', { contact }),
    sender: round.sender,
  };
}
