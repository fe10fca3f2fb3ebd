/** The words of the mails that come after a round: with the result, and about an agreement. Pure, as `mail-words.ts`. */
import type { Language } from '../../survey/texts.ts';
import { formatDayText, formatMoment, formatSpan } from '../text/format-date.ts';
import { greet } from './greet.ts';
import {
  type Block,
  defuse,
  findAddress,
  type MailWords,
  offerButton,
  quoteWords,
  sayText,
} from './mail-words.ts';
import { defuseLinks, keepOnOneLine } from './plain-words.ts';
import { mailTexts } from './texts.ts';

/** When and where the result is discussed. */
export interface Meeting {
  from: Date;
  until: Date;
  /** May be empty. */
  place: string;
}

export interface ResultWords {
  language: Language;
  person: string;
  partner: string;
  network: string;
  round: string;
  sender: string;
  /** Whom to ask; may be empty. */
  contact: string;
  /** To the page with the result, where people choose as well. */
  link: string;
  /** Of the own partner; undefined: withdrawn. */
  mirror: string | undefined;
  /** Undefined: people can't choose now. */
  choosingUntil: Date | undefined;
  /** Undefined: there is none to come. */
  meeting: Meeting | undefined;
  /** Until when the links work. */
  expiresAt: Date;
  stopLink: string;
}

/** The mail that brings who answered the result, the own mirror and the choosing. */
export function writeResult(values: ResultWords): MailWords {
  const { language, link, mirror, choosingUntil, meeting, expiresAt, contact } = values;
  const t = mailTexts(language);
  const typed = defuse(values, ['person', 'partner', 'network', 'round', 'sender']);
  const blocks: Block[] = [
    sayText(t('result.text', typed)),
    // Without choosing it opens the page before the result, where people choose if that opens later.
    offerButton(t('result.button'), choosingUntil ? `${link}/result` : link),
  ];
  if (choosingUntil) {
    const moment = formatMoment(choosingUntil, language);
    blocks.push(sayText(t('result.choosing', { moment })), offerButton(t('result.choose'), link));
  }
  if (meeting) {
    const when = formatSpan(meeting, language);
    const place = defuseLinks(meeting.place);
    blocks.push(
      sayText(t(place ? 'result.meetingAt' : 'result.meeting', { when, place })),
      offerButton(t('result.calendar'), `${link}/meeting.ics`),
    );
  }
  if (mirror) {
    blocks.push(sayText(t('result.mirror', typed)), offerButton(t('mirror.button'), mirror));
  }
  blocks.push(
    sayText(t('result.valid', { moment: formatMoment(expiresAt, language) })),
    sayText(t(choosingUntil ? 'result.ownVote' : 'result.own', typed)),
  );
  if (contact) blocks.push(sayText(t('asked.contact', { contact: defuseLinks(contact) })));
  return {
    language,
    subject: keepOnOneLine(t('result.subject', { network: values.network })),
    greeting: greet(language, typed),
    blocks,
    stop: { text: t('asked.stop'), url: values.stopLink },
    replyTo: findAddress(contact),
  };
}

export interface AgreementWords {
  language: Language;
  person: string;
  network: string;
  /** The round after which it was made. */
  round: string;
  what: string;
  /** A day, as YYYY-MM-DD. */
  byWhen: string;
  contact: string;
  link: string;
  stopLink: string;
}

/** The mail that asks the owner of an agreement how it stands, at once or shortly before its day. */
export function writeAgreement(kind: 'agreement' | 'agreement-reminder', values: AgreementWords): MailWords {
  const { language, link, contact } = values;
  const t = mailTexts(language);
  const typed = defuse(values, ['person', 'network', 'round', 'what']);
  const day = formatDayText(values.byWhen, language);
  const blocks: Block[] = [
    quoteWords(t(`${kind}.text`, { ...typed, day }), [typed.what]),
    sayText(t(`${kind}.ask`)),
    offerButton(t('agreement.button'), link),
    offerButton(t('agreement.calendar'), `${link}/calendar.ics`),
    sayText(t('agreement.own')),
  ];
  if (contact) blocks.push(sayText(t('asked.contact', { contact: defuseLinks(contact) })));
  return {
    language,
    subject: keepOnOneLine(t(`${kind}.subject`, { network: values.network, day })),
    greeting: typed.person ? t('greeting.person', { name: typed.person }) : t('greeting.nobody'),
    blocks,
    stop: { text: t('asked.stop'), url: values.stopLink },
    replyTo: findAddress(contact),
  };
}
