/** What storing the rows would change: marked at the rows and cells, and put together as what to store. */
import { foldMailAddress } from '../../../text/check-mail-address.ts';
import { makeCode } from '../../make-code.ts';
import type { Column } from '../spreadsheets/columns.ts';
import type { PartnerGroup } from './group-rows.ts';
import { type MatchedPerson, matchPeople } from './match-people.ts';
import {
  findCell,
  markCell,
  type PartnerToStore,
  type PreviewCell,
  type RowReading,
  type StoredPartner,
} from './preview.ts';

/** The partners to store. Marks addresses that another partner of the network has. */
export function compareStored(
  groups: readonly PartnerGroup[],
  stored: readonly StoredPartner[],
  columns: ReadonlySet<Column>,
): PartnerToStore[] {
  const taken = new Set([...stored, ...groups].map(({ code }) => code.toLowerCase()));
  const owners = mapAddressesToPartners(stored);
  return groups.map((group) => {
    const { rows } = group;
    const code = group.code || makeCode(rows[0]!.name, taken);
    taken.add(code.toLowerCase());
    const people = matchPeople(rows, group.stored?.people ?? []);
    for (const { row } of rows) row.code = code;
    comparePartner(group, columns);
    for (const person of people) comparePerson(person, group.stored, owners);
    return {
      code,
      name: rows[0]!.name,
      ...(columns.has('kind') && { kind: findValue(rows, 'kind') }),
      ...(columns.has('size') && { size: findValue(rows, 'size') }),
      people: people.map(({ reading: _reading, stored: _stored, ...person }) => person),
    };
  });
}

/** What the first row that says it says. */
function findValue<Field extends 'kind' | 'size'>(
  rows: readonly RowReading[],
  field: Field,
): RowReading[Field] | null {
  return rows.find((reading) => reading[field] !== null)?.[field] ?? null;
}

/** A new partner is new in its first row; a change shows in the first row that says it. */
function comparePartner({ rows, stored }: PartnerGroup, columns: ReadonlySet<Column>): void {
  const [first] = rows as [RowReading];
  if (!stored) {
    first.row.isNewPartner = true;
    return;
  }
  if (stored.archived) first.row.comesBack = true;
  compareCell(findCell(first.row, 'name'), first.name, stored.name);
  for (const field of ['kind', 'size'] as const) {
    if (!columns.has(field)) continue;
    const { row } = rows.find((reading) => reading[field] !== null) ?? first;
    compareCell(findCell(row, field), findValue(rows, field), stored[field]);
  }
}

function comparePerson(
  { reading, stored, name, email, language }: MatchedPerson,
  partner: StoredPartner | undefined,
  owners: ReadonlyMap<string, StoredPartner>,
): void {
  const { row } = reading;
  const owner = email === null ? undefined : owners.get(foldMailAddress(email));
  if (email !== null && owner && owner !== partner)
    markCell(row, 'email', { code: 'knownAddress', values: { email, partner: owner.name } });
  if (!stored) {
    row.newPeople += 1;
    return;
  }
  if (stored.archived) row.comesBack = true;
  const nameCell = row.cells.find(
    ({ column, text }) =>
      (column === 'person' || column === 'firstName' || column === 'lastName') && text !== '',
  );
  // A name may come from the address cell: 'Jan <jan@…>'.
  compareCell(nameCell ?? findCell(row, 'email'), name, stored.name);
  compareCell(findCell(row, 'email'), email, stored.email);
  compareCell(findCell(row, 'language'), language, stored.language);
}

function compareCell(
  cell: PreviewCell | undefined,
  value: string | number | null,
  before: string | number | null,
): void {
  if (cell && value !== before && cell.before === undefined) cell.before = before;
}

/** The partner of each address. */
function mapAddressesToPartners(stored: readonly StoredPartner[]): Map<string, StoredPartner> {
  return new Map(
    stored
      .filter(({ archived }) => !archived)
      .flatMap((partner) =>
        partner.people.flatMap(({ email, archived }): [string, StoredPartner][] =>
          email === null || archived ? [] : [[foldMailAddress(email), partner]],
        ),
      ),
  );
}
