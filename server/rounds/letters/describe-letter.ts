/**
 * A letter with the personal link, for people who can't be mailed: on the paper of the municipality, with the words of the
 * invitation, a code for a phone and one to type.
 */
import encodeQr from 'qr';
import type { MunicipalityLooks } from '../../looks/looks.ts';
import { greet, isName } from '../../mail/greet.ts';
import { mailTexts } from '../../mail/texts.ts';
import { formatDay, formatMoment } from '../../text/format-date.ts';
import { showCode } from '../../text/typed-codes.ts';
import type { Round } from '../rounds.ts';
import { roundTexts } from '../texts.ts';
import type { Letter } from './personal-links.ts';

interface LetterPaper {
  looks: Pick<MunicipalityLooks, 'logo' | 'colour'>;
  /** Whom to ask; may be empty. */
  contact: string;
  publicUrl: string;
  /** When it is printed. */
  now: Date;
}

/** The values of one letter. */
export function describeLetter(
  letter: Letter,
  round: Round,
  { looks, contact, publicUrl, now }: LetterPaper,
) {
  const { language, person, partner } = letter;
  const mail = mailTexts(language);
  const t = roundTexts(language);
  const values = { sender: round.sender, network: round.network.name, partner };
  const url = `${publicUrl}/invitations/${letter.token}`;
  return {
    language,
    partner,
    // As people type it: the browser adds what is before it.
    url: url.replace(/^https?:\/\//, ''),
    codeUrl: `${publicUrl}/code`.replace(/^https?:\/\//, ''),
    code: letter.code && showCode(letter.code),
    head: { ...looks, municipality: round.municipality.name, network: round.network.name },
    attention: isName(person) && t('rounds.letter.attention', { person }),
    day: formatDay(now, language),
    subject: mail('invitation.subject', values),
    greeting: greet(language, letter),
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
    type: letter.code ? t('rounds.letter.typeCode') : t('rounds.letter.type'),
    codeText: t('rounds.letter.code'),
    own: t('rounds.letter.own'),
    contact: contact && t('rounds.letter.contact', { contact }),
    sender: round.sender,
  };
}
