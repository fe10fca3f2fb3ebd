/**
 * The people of one row. Mostly one; an address cell with several addresses holds several, and is read when it is
 * clear which name belongs to which.
 */
import { checkMailAddress, foldMailAddress, tidyMailAddress } from '../../../text/check-mail-address.ts';
import { tidyText } from '../../../text/check-text.ts';
import type { Problem } from '../../../text/problems.ts';

export interface SheetPerson {
  /** Empty: only the address is known. */
  name: string;
  email: string | null;
}

/** What a cell says that did not become a person. */
export type PeopleOrProblem = { people: SheetPerson[] } | { problem: Omit<Problem, 'where'> };

/** The people in a tidied name and the text of an address cell; none when both are empty. */
export function readPeople(name: string, addresses: string): PeopleOrProblem {
  const parts = splitAddresses(addresses).map(readAddress);
  if (parts.length === 0) return { people: name === '' ? [] : [{ name, email: null }] };
  for (const { email } of parts) {
    const [problem] = checkMailAddress('', email);
    if (problem) return { problem };
  }
  const [first] = parts as [SheetPerson & { email: string }];
  const different = new Map(parts.map((part) => [foldMailAddress(part.email), part]));
  if (different.size === 1) return { people: [{ name: name || first.name, email: first.email }] };

  const names = splitNames(name);
  const people = [...different.values()].map((part, index) => ({
    name: names.length === different.size ? names[index]! : part.name,
    email: part.email,
  }));
  // One name and several addresses: whose are the others?
  if (name === '' || names.length === people.length) return { people };
  return { problem: { code: 'severalAddresses', values: { number: people.length } } };
}

/** Small words in names, which tell nobody from somebody else. */
const smallWords = new Set(
  "van de der den het 't te ten ter op in aan von zu la le du da dos del di el al ben bin ibn".split(' '),
);

/**
 * Does the text of a cell look like the names of several people: 'Jan en Piet', 'Jan Jansen, Piet Pieters'? 'Vries, Jan de'
 * does not, nor 'Jan v/d Berg' or what is between brackets.
 */
export function looksLikeSeveralNames(text: string): boolean {
  const name = text.replace(/\([^()]*\)/gu, '').replace(/(?<!\p{L})\p{L}\/\p{L}(?!\p{L})/gu, '');
  if (splitHolding(name, /[;/|]|\s(?:en|and|&|\+)\s/iu).length > 1) return true;
  const listed = splitHolding(name, /[,\r\n]+/u);
  // One comma may be between the last name and the first.
  return listed.length > 2 || (listed.length === 2 && listed.every(isWholeName));
}

/** The parts with a letter in them. */
function splitHolding(text: string, sign: RegExp): string[] {
  return text.split(sign).filter((part) => /\p{L}/u.test(part));
}

/** A first and a last name; what follows a dash is a second last name. */
function isWholeName(text: string): boolean {
  const [name] = text.toLowerCase().split(/\s-\s/u);
  const words = name!.split(/\s+/u).filter((word) => /\p{L}/u.test(word) && !smallWords.has(word));
  return words.length > 1;
}

function splitAddresses(text: string): string[] {
  // Three colons: as Google exports several of one person.
  const pieces = split(text, /[;\r\n]+|:::/u);
  return pieces.flatMap((piece) => {
    const smaller = [/[,/|]/u, /\s(?:en|of|and|or|&|\+)\s|[,/|]/iu, /\s/u].map((sign) => split(piece, sign));
    // A comma, slash or space may be in a name: 'Vries, Jan de <jan@…>'.
    return smaller.find((list) => list.length > 1 && list.every((part) => part.includes('@'))) ?? [piece];
  });
}

function splitNames(text: string): string[] {
  return split(text, /[;,/|]|\s(?:en|and|&|\+)\s/iu);
}

function split(text: string, sign: RegExp): string[] {
  return text
    .split(sign)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** 'jan@…', or 'Jan <jan@…>' as a mail program gives it. */
function readAddress(part: string): SheetPerson & { email: string } {
  const [, name = '', address = part] = /^(.*?)<([^<>]*)>$/su.exec(part) ?? [];
  return { name: tidyText(name).replace(/^(["'])(.*)\1$/u, '$2'), email: tidyMailAddress(address) };
}
