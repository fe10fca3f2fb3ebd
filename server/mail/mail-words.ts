/**
 * The words of each kind of mail, as blocks in a language: what is said, not how it looks. Pure; the links are handed
 * in, so that a preview has its own.
 */
import type { Language } from '../../survey/texts.ts';
import { formatMoment } from '../text/format-date.ts';
import type { Agreed } from './agreed.ts';
import { greet } from './greet.ts';
import { defuseLinks, keepOnOneLine } from './plain-words.ts';
import { mailTexts } from './texts.ts';

export interface MailWords {
  language: Language;
  subject: string;
  greeting: string;
  blocks: Block[];
  /** Below the line: how to stop these mails. */
  stop: { text: string; url: string } | undefined;
  /** Whom an answer to this mail reaches. */
  replyTo: string | undefined;
}

/** Each block has one of these. */
export interface Block {
  text: string | undefined;
  button: { label: string; url: string } | undefined;
  /** Somebody's own words. */
  quote: { lead: string; paragraphs: string[] } | undefined;
}

const empty: Block = { text: undefined, button: undefined, quote: undefined };
/** A paragraph. */
export const sayText = (text: string): Block => ({ ...empty, text });
/** A link that stands on its own. */
export const offerButton = (label: string, url: string): Block => ({ ...empty, button: { label, url } });
/** What somebody typed. */
export const quoteWords = (lead: string, paragraphs: string[]): Block => ({
  ...empty,
  quote: { lead, paragraphs },
});

export interface AskingWords {
  language: Language;
  /** The name of the person; may be empty. */
  person: string;
  partner: string;
  network: string;
  sender: string;
  closesAt: Date;
  /** The coordinator's own words; may be empty. */
  message: string;
  /** Whom to ask; may be empty. */
  contact: string;
  /** What was agreed after the last round; only an invitation says it. */
  agreed?: Agreed | undefined;
  link: string;
  /** Undefined: nobody is known who could stop them. */
  stopLink?: string | undefined;
}

/** The mail that asks somebody to answer, for the first time or again. */
export function writeAsking(kind: 'invitation' | 'reminder', values: AskingWords): MailWords {
  const { language, closesAt, link, stopLink } = values;
  const t = mailTexts(language);
  const typed = defuse(values, ['person', 'partner', 'network', 'sender']);
  const paragraphs = defuseLinks(values.message)
    .split(/\s*\n\s*\n\s*/)
    .filter(Boolean);
  const blocks: Block[] = [
    ...listAgreed(values),
    sayText(t(`${kind}.asks`, typed)),
    sayText(t(`${kind}.why`)),
    sayText(t(`${kind}.time`, { moment: formatMoment(closesAt, language) })),
  ];
  if (paragraphs.length > 0) blocks.push(quoteWords(t('asked.message', typed), paragraphs));
  blocks.push(offerButton(t('asked.button'), link), sayText(t('asked.own')));
  if (values.contact) blocks.push(sayText(t('asked.contact', { contact: defuseLinks(values.contact) })));
  return {
    language,
    subject: keepOnOneLine(t(`${kind}.subject`, { network: values.network })),
    greeting: greet(language, typed),
    blocks,
    stop: stopLink === undefined ? undefined : { text: t('asked.stop'), url: stopLink },
    replyTo: findAddress(values.contact),
  };
}

/** The link once more, for somebody who asked for it. */
export function writeLostLink(values: Omit<AskingWords, 'sender' | 'message' | 'agreed'>): MailWords {
  const { language, closesAt, link, stopLink, contact } = values;
  const t = mailTexts(language);
  const typed = defuse(values, ['person', 'partner', 'network']);
  return {
    language,
    subject: keepOnOneLine(t('lost-link.subject', { network: values.network })),
    greeting: greet(language, typed),
    blocks: [
      sayText(t('lost-link.text', typed)),
      offerButton(t('asked.button'), link),
      sayText(t('lost-link.time', { moment: formatMoment(closesAt, language) })),
      sayText(t('asked.own')),
      sayText(t('lost-link.ignore')),
      ...(contact ? [sayText(t('asked.contact', { contact: defuseLinks(contact) }))] : []),
    ],
    stop: stopLink === undefined ? undefined : { text: t('asked.stop'), url: stopLink },
    replyTo: findAddress(contact),
  };
}

/** An invitation begins with what was agreed after the last one. */
function listAgreed({ language, agreed }: AskingWords): Block[] {
  if (!agreed) return [];
  const t = mailTexts(language);
  const lines = agreed.list.map(({ isDone, ...one }) =>
    t(`agreed.${isDone ? 'done' : 'open'}`, defuse(one, ['what', 'who'])),
  );
  return [quoteWords(t('agreed.lead', defuse({ round: agreed.round }, ['round'])), lines)];
}

/** The first mail address in words that people typed. */
export function findAddress(words: string): string | undefined {
  return /[^\s<>()[\],;:"@]+@[^\s<>()[\],;:"@]+\.[a-z]{2,}/i.exec(words)?.[0];
}

export interface DataWords {
  language: Language;
  person: string;
  network: string;
  expiresAt: Date;
  link: string;
}

/** The mail with a link to everything stored about the person it goes to. */
export function writePersonalData(values: DataWords): MailWords {
  const { language, link, expiresAt } = values;
  const t = mailTexts(language);
  const { person, network } = defuse(values, ['person', 'network']);
  return {
    language,
    subject: t('personal-data.subject'),
    greeting: person ? t('greeting.person', { name: person }) : t('greeting.nobody'),
    blocks: [
      sayText(t('personal-data.text', { network })),
      offerButton(t('personal-data.button'), link),
      sayText(t('personal-data.valid', { moment: formatMoment(expiresAt, language) })),
      sayText(t('personal-data.own')),
      sayText(t('personal-data.ignore')),
    ],
    stop: undefined,
    replyTo: undefined,
  };
}

export interface MirrorWords {
  language: Language;
  person: string;
  partner: string;
  network: string;
  round: string;
  /** Whom to ask; may be empty. */
  contact: string;
  link: { url: string; pdf?: string };
  /** Until when the link works. */
  expiresAt: Date;
  stopLink: string;
}

/** The mail that brings a partner its mirror. */
export function writeMirror(values: MirrorWords): MailWords {
  const { language, link, expiresAt, stopLink, contact } = values;
  const t = mailTexts(language);
  const typed = defuse(values, ['person', 'partner', 'network', 'round']);
  const blocks: Block[] = [
    sayText(t('mirror.text', typed)),
    sayText(t('mirror.what')),
    offerButton(t('mirror.button'), link.url),
  ];
  if (link.pdf) blocks.push(offerButton(t('mirror.pdf'), link.pdf));
  blocks.push(
    sayText(t('mirror.valid', { moment: formatMoment(expiresAt, language) })),
    sayText(t('mirror.own', typed)),
  );
  if (contact) blocks.push(sayText(t('asked.contact', { contact: defuseLinks(contact) })));
  return {
    language,
    subject: keepOnOneLine(t('mirror.subject', { partner: values.partner, network: values.network })),
    greeting: greet(language, typed),
    blocks,
    stop: { text: t('asked.stop'), url: stopLink },
    replyTo: findAddress(contact),
  };
}

/** The mail with which an operator sees that the mail server works. */
export function writeTest(language: Language, name: string): MailWords {
  const t = mailTexts(language);
  return {
    language,
    subject: t('test.subject'),
    greeting: t('greeting.person', defuse({ name }, ['name'])),
    blocks: [sayText(t('test.text'))],
    stop: undefined,
    replyTo: undefined,
  };
}

/** These values on one line and without links. */
export function defuse<Name extends string>(values: Record<Name, string>, names: readonly Name[]) {
  return Object.fromEntries(names.map((name) => [name, defuseLinks(keepOnOneLine(values[name]))])) as Record<
    Name,
    string
  >;
}
