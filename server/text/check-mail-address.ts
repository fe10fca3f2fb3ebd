/**
 * Mail addresses that people type or paste: made tidy first, then checked by a modest rule. Whether an address works
 * only a mail can tell; this finds typing errors, and says which.
 */
import type { Problem } from './problems.ts';
import { tidyCharacters, unreadable } from './tidy-characters.ts';

const maxLength = 254;

/** Without unseen signs or quotation marks that came along from a mail program, and with the domain in small letters. */
export function tidyMailAddress(text: string): string {
  const address = tidyCharacters(text)
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .trim()
    .replace(/^["'‘’‚“”„‹›«»<]+/u, '')
    // Only from where a run begins: from each of its signs the work would be quadratic.
    .replace(/(?<!["'‘’‚“”„‹›«»>])["'‘’‚“”„‹›«»>]+$/u, '')
    .replace(/^mailto:\s*/iu, '');
  const at = address.lastIndexOf('@');
  return address.slice(0, at + 1) + address.slice(at + 1).toLowerCase();
}

/** Two addresses that differ in capitals only, in whatever alphabet, are one mailbox. */
export function foldMailAddress(address: string): string {
  return address.normalize('NFC').toLowerCase().normalize('NFC');
}

/** What is wrong with a tidied address, with the likely one where that is clear. It may have letters of any alphabet. */
export function checkMailAddress(where: Problem['where'], address: string): Problem[] {
  const problem = findSlip(address);
  if (!problem) return [];
  const likely = address.length > maxLength ? address : findLikely(address);
  return likely === address
    ? [{ where, ...problem }]
    : [{ where, code: 'mailSlip', values: { likely, typed: address } }];
}

/** The address without slips of the keyboard and of programs that make signs curly; the same when that does not mend it. */
function findLikely(address: string): string {
  const plain = address
    .replace(/[‘’‚‛´`]/gu, "'")
    .replace(/[\u2010-\u2015\u2212]/gu, '-')
    .replace(/\s+/gu, ' ')
    .replace(/ ?([@.]) ?/gu, '$1');
  const [name = '', domain = '', ...more] = plain.split('@');
  const likely = `${name.replace(/[.,]+/gu, '.').replace(/^\.|\.$/gu, '')}@${domain
    .replace(/[.,;:]+/gu, '.')
    .replace(/^\.|\.$/gu, '')}`;
  return more.length === 0 && findSlip(likely) === undefined ? likely : address;
}

function findSlip(address: string): Omit<Problem, 'where'> | undefined {
  if (address === '') return { code: 'empty' };
  if (address.length > maxLength)
    return { code: 'tooLong', values: { length: address.length, max: maxLength } };
  const [name, domain, ...more] = address.split('@') as [string, ...string[]];
  if (domain === undefined) return { code: 'mailWithoutAt' };
  if (more.length > 0) return { code: 'mailWithAts' };
  const sign = /["(),:;<>[\\\]]/u.exec(address)?.[0];
  if (sign) return { code: 'mailWithSign', values: { sign } };
  if (/\s/u.test(address)) return { code: 'mailWithSpace' };
  if (/\p{C}/u.test(address) || address.includes(unreadable)) return { code: 'controlCharacter' };
  if (name === '') return { code: 'mailWithoutName' };
  const curly = /[‘’‚‛´`\u2010-\u2015\u2212]/u.exec(address)?.[0];
  if (curly) return { code: 'mailWithSign', values: { sign: curly } };
  if (/^\.|\.$|\.\./u.test(name)) return { code: 'mailWithDots' };
  const labels = domain.split('.');
  const isDomain = labels.length > 1 && labels.every(isLabel) && !/^\d+$/u.test(labels.at(-1)!);
  return isDomain ? undefined : { code: 'mailWithoutDomain', values: { domain } };
}

function isLabel(label: string): boolean {
  return label.length <= 63 && /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?$/u.test(label);
}
