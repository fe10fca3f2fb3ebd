/** What storing the rows would change: marked at the rows and cells, and put together as what to store. */
import { foldMailAddress } from '../../../text/check-mail-address.ts';
import { makeCode } from '../../make-code.ts';
import type { PartnerGroup } from './group-rows.ts';
import { type MatchedPerson, matchPeople } from './match-people.ts';
import {
  createEffects,
  type Effects,
  findCell,
  type PartnerToStore,
  type PreviewCell,
  type RowReading,
  type StoredPartner,
  warnCell,
} from './preview.ts';
import { looksLikeSeveralNames } from './read-people.ts';

/**
 * The partners to store, and what that changes. An empty cell, and one that cannot be read, takes nothing away of what is
 * stored. Warns of cells that seem to name several people, and of addresses that somebody else at the partner or another
 * partner of the network has.
 */
export function compareStored(
  groups: readonly PartnerGroup[],
  stored: readonly StoredPartner[],
): { partners: PartnerToStore[]; effects: Effects } {
  const effects = createEffects();
  const taken = new Set([...stored, ...groups].map(({ code }) => code.toLowerCase()));
  const owners = mapAddressesToPartners(stored);
  const partners = groups.map((group): PartnerToStore => {
    const { rows } = group;
    const code = group.code || makeCode(rows[0]!.name, taken);
    taken.add(code.toLowerCase());
    const people = matchPeople(rows, group.stored?.people ?? []);
    for (const reading of rows) {
      reading.row.code = code;
      warnSeveralNames(reading);
    }
    const partner = {
      code,
      name: rows[0]!.name,
      kind: findValue(rows, 'kind') ?? group.stored?.kind ?? null,
      size: findValue(rows, 'size') ?? group.stored?.size ?? null,
    };
    comparePartner(group, partner, effects);
    for (const person of people) comparePerson(person, group.stored, owners, effects);
    return {
      ...partner,
      people: people.map(
        ({ reading: _reading, stored: _stored, colleague: _colleague, ...person }) => person,
      ),
    };
  });
  return { partners, effects };
}

/** One person whose name seems to be that of several. */
function warnSeveralNames({ row, people }: RowReading): void {
  const [person, ...others] = people;
  if (!person || others.length > 0 || person.name === '') return;
  const cells = row.cells.filter(isFilledName);
  const several = cells.find(({ text }) => looksLikeSeveralNames(text));
  if (several) warnCell(row, several.column, { code: 'severalNames' });
  // A name may come from the address cell: 'Jan <jan@…>'.
  else if (cells.length === 0 && looksLikeSeveralNames(person.name))
    warnCell(row, 'email', { code: 'severalNames' });
}

function isFilledName({ column, text }: PreviewCell): boolean {
  return (column === 'person' || column === 'firstName' || column === 'lastName') && text !== '';
}

/** What the first row that says it says. */
function findValue<Field extends 'kind' | 'size'>(
  rows: readonly RowReading[],
  field: Field,
): RowReading[Field] | null {
  return rows.find((reading) => reading[field] !== null)?.[field] ?? null;
}

/** A new partner is new in its first row; a change shows in the first row that says it. */
function comparePartner(
  { rows, stored }: PartnerGroup,
  partner: Pick<PartnerToStore, 'name' | 'kind' | 'size'>,
  { partners: effects }: Effects,
): void {
  const [first] = rows as [RowReading];
  if (!stored) {
    first.row.isNewPartner = true;
    effects.new += 1;
    return;
  }
  const changed = (['name', 'kind', 'size'] as const).filter((field) => {
    const { row } = rows.find((reading) => field !== 'name' && reading[field] !== null) ?? first;
    return compareCell(findCell(row, field), partner[field], stored[field]);
  });
  if (stored.archived) first.row.comesBack = true;
  if (stored.archived) effects.back += 1;
  else if (changed.length > 0) effects.changed += 1;
}

function comparePerson(
  person: MatchedPerson,
  partner: StoredPartner | undefined,
  owners: AddressOwners,
  { people: effects }: Effects,
): void {
  const { reading, stored, name, email, language } = person;
  const { row } = reading;
  warnSharedAddress(person, partner, owners);
  if (!stored) {
    row.newPeople += 1;
    effects.new += 1;
    return;
  }
  const nameCell = row.cells.find(isFilledName);
  const changed = [
    // A name may come from the address cell: 'Jan <jan@…>'.
    compareCell(nameCell ?? findCell(row, 'email'), name, stored.name),
    compareCell(findCell(row, 'email'), email, stored.email),
    compareCell(findCell(row, 'language'), language, stored.language),
  ];
  if (stored.archived) row.comesBack = true;
  if (stored.archived) effects.back += 1;
  else if (changed.includes(true)) effects.changed += 1;
}

/** Warns when somebody gets an address, or comes back with one, that somebody else has already. */
function warnSharedAddress(
  { reading: { row }, stored, name, email, colleague }: MatchedPerson,
  partner: StoredPartner | undefined,
  owners: AddressOwners,
): void {
  if (email === null) return;
  const address = foldMailAddress(email);
  if (stored && !stored.archived && address === foldMailAddress(stored.email ?? '')) return;
  if (colleague !== undefined) {
    const code = stored ? 'sharedWithColleague' : 'otherNameAtAddress';
    warnCell(row, 'email', { code, values: { email, name, stored: colleague } });
  }
  const owner = owners.get(address)?.find((other) => other !== partner);
  if (owner) warnCell(row, 'email', { code: 'sharedAddress', values: { email, partner: owner.name } });
}

/** Is it another value? Then the cell says what it was. */
function compareCell(
  cell: PreviewCell | undefined,
  value: string | number | null,
  before: string | number | null,
): boolean {
  if (value === before) return false;
  if (cell && cell.before === undefined) cell.before = before;
  return true;
}

/** The partners of each address; of more than two the first two, which is enough to find another one. */
type AddressOwners = ReadonlyMap<string, readonly StoredPartner[]>;

function mapAddressesToPartners(stored: readonly StoredPartner[]): AddressOwners {
  const owners = new Map<string, StoredPartner[]>();
  for (const partner of stored) {
    if (partner.archived) continue;
    for (const { email, archived } of partner.people) {
      if (email === null || archived) continue;
      const address = foldMailAddress(email);
      const known = owners.get(address) ?? [];
      owners.set(address, known.length > 1 || known.includes(partner) ? known : [...known, partner]);
    }
  }
  return owners;
}
