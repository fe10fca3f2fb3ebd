/**
 * Is this a report that a mail of ours did not arrive, or not yet? Anybody can send one. So it counts for nothing but the
 * Message-IDs in it, which nobody can guess who did not get that mail; its addresses and words are not looked at. Standard
 * reports (RFC 3464) are read field by field; what old servers write instead by its Message-ID and its code. Pure.
 */
import PostalMime, { type Attachment, type Email } from 'postal-mime';

export interface ReturnedMail {
  /** Of the mail that came back, as far as the report names it. */
  messageIds: string[];
  /** returned: it never arrives. givenUp: tried for days, and the address may be right. delayed: still being tried. */
  verdict: 'returned' | 'givenUp' | 'delayed';
  /** The code of the server (RFC 3463), such as 5.1.1. */
  status: string;
}
type Outcome = Pick<ReturnedMail, 'verdict' | 'status'>;

/** More than this no report of one mail holds. */
const maxParts = 20;

/** Undefined: it is something else, or says nothing that helps. */
export async function readReturn(source: Uint8Array): Promise<ReturnedMail | undefined> {
  const email = await parse(source);
  if (!email) return undefined;
  const report = email.attachments.find(({ mimeType }) =>
    /^message\/(global-)?delivery-status$/.test(mimeType),
  );
  const messageIds = findMessageIds(email, report);
  const outcome = report ? readReport(readText(report)) : readOldReport(email);
  return outcome && messageIds.length > 0 ? { messageIds, ...outcome } : undefined;
}

/** Undefined: no mail, or one that is made to be hard to read. */
async function parse(source: Uint8Array): Promise<Email | undefined> {
  return PostalMime.parse(source, {
    forceRfc822Attachments: true,
    attachmentEncoding: 'utf8',
    maxNestingDepth: maxParts,
  }).catch(() => undefined);
}

/** Of what can be in one of ours: the database takes no other signs, and one bad mail must not hold up the others. */
const isMessageId = /^<[!-;=?-~]{3,250}>$/;

const readText = ({ content }: Attachment) => String(content).replace(/\r\n?/g, '\n');

function findMessageIds(email: Email, report: Attachment | undefined): string[] {
  const originals = email.attachments.filter(({ mimeType }) =>
    /^(message\/(rfc822|global)|text\/rfc822-headers|message\/(rfc822|global)-headers)$/.test(mimeType),
  );
  const heads = originals.map((original) => readText(original).trimStart().split('\n\n')[0]!);
  // Old servers put the mail that came back below their words.
  if (!report) heads.push(email.text ?? '');
  const found = heads.flatMap((head) =>
    [...head.matchAll(/^[> \t]*Message-ID:\s*(<[^<>\s]{3,250}>)/gim)].map(([, id]) => id!),
  );
  if (report) {
    // The name that we gave the mail on its way, and what the report says it answers.
    const envelope = /^Original-Envelope-Id:[ \t]*(\S{3,250})$/im.exec(readText(report))?.[1];
    if (envelope) found.push(`<${envelope}>`);
    found.push(...`${email.inReplyTo ?? ''} ${email.references ?? ''}`.split(/\s+/));
  }
  return [...new Set(found.filter((id) => isMessageId.test(id)))].slice(0, maxParts);
}

/** A part for each receiver. One of them is enough to know that it arrived somewhere, or still may. */
function readReport(text: string): Outcome | undefined {
  const outcomes = text
    .replace(/\n[ \t]+/g, ' ')
    .split(/\n{2,}/)
    .filter((part) => /^Action:/im.test(part))
    .slice(0, maxParts)
    .map(readPart);
  for (const verdict of ['arrived', 'delayed', 'givenUp', 'returned'] as const) {
    const outcome = outcomes.find((one) => one.verdict === verdict);
    if (outcome) return verdict === 'arrived' ? undefined : (outcome as Outcome);
  }
  return undefined;
}

function readPart(part: string): { verdict: ReturnedMail['verdict'] | 'arrived'; status: string } {
  const read = (name: string) => new RegExp(`^${name}:[ \\t]*(.*)$`, 'im').exec(part)?.[1]?.trim() ?? '';
  const action = read('Action').toLowerCase();
  if (action !== 'failed' && action !== 'delayed') return { verdict: 'arrived', status: '' };
  const codes = [read('Status'), read('Diagnostic-Code')].map(findCode).filter((code) => code !== undefined);
  // Some servers write x.0.0 there, and know better in the words of the other side.
  const status = codes.find((code) => !code.endsWith('.0.0')) ?? codes[0];
  if (action === 'delayed') return { verdict: 'delayed', status: status ?? '4.0.0' };
  return { verdict: status?.startsWith('4') ? 'givenUp' : 'returned', status: status ?? '5.0.0' };
}

/** Who sends what is no standard report: an answer of somebody who is on leave quotes our mail too. */
const isMailProgram = /^(mailer-daemon|postmaster)@/i;

function readOldReport(email: Email): Outcome | undefined {
  if (!isMailProgram.test(email.from?.address ?? '')) return undefined;
  // Only the words above the mail that came back.
  const words = (email.text ?? '').split(/^[> \t]*Message-ID:/im)[0]!;
  const isFinal = email.headers.some(({ key }) => key === 'x-failed-recipients');
  const status = findCode(words) ?? findReply(words) ?? (isFinal ? '5.0.0' : undefined);
  if (status === undefined) return undefined;
  return { verdict: status.startsWith('5') ? 'returned' : 'delayed', status };
}

/** 5.1.1, and no part of an IP address. */
function findCode(words: string): string | undefined {
  return /(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?!\.?\d)/.exec(words)?.[0];
}

/** 550 at the begin of what a server said. */
function findReply(words: string): string | undefined {
  const reply = /(?<![\d.])([45])[0-5]\d[ -](?=[a-z<"'])/i.exec(words);
  return reply ? `${reply[1]}.0.0` : undefined;
}
