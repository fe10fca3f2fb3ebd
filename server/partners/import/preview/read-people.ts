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
