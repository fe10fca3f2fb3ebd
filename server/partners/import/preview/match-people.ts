/**
 * Which stored person somebody in the sheet is: by the address, or else by the name, when only one at the partner has
 * it. So a new address changes the person, and an empty cell takes nothing away.
 */
import type { Language } from '../../../../survey/texts.ts';
import { foldMailAddress } from '../../../text/check-mail-address.ts';
import { foldPartner } from './group-rows.ts';
import type { PersonToStore, RowReading, StoredPerson } from './preview.ts';

export interface MatchedPerson extends PersonToStore {
  reading: RowReading;
  stored: StoredPerson | undefined;
}

/** The people of one partner's rows, each with the stored person that it is. */
export function matchPeople(rows: readonly RowReading[], stored: readonly StoredPerson[]): MatchedPerson[] {
  const wanted = rows.flatMap((reading) =>
    reading.people.map((person) => ({ ...person, language: reading.language, reading })),
  );
  const byAddress = new Map(
    stored.flatMap((person) => (person.email === null ? [] : [[foldMailAddress(person.email), person]])),
  );
  const found = wanted.map(({ email }) =>
    email === null ? undefined : byAddress.get(foldMailAddress(email)),
  );
  const known = new Set(found);
  const left = Map.groupBy(
    stored.filter((person) => !known.has(person) && !person.archived && person.name !== ''),
    ({ name }) => foldPartner(name),
  );
  const asking = Map.groupBy(
    wanted.filter((_person, index) => !found[index]),
    ({ name }) => foldPartner(name),
  );
  return wanted.map((person, index) => {
    const name = foldPartner(person.name);
    const sameName = left.get(name);
    const isOnly = sameName?.length === 1 && asking.get(name)?.length === 1;
    return combine(person, found[index] ?? (isOnly ? sameName[0] : undefined));
  });
}

interface Wanted {
  name: string;
  email: string | null;
  language: Language | null;
  reading: RowReading;
}

function combine(
  { name, email, language, reading }: Wanted,
  stored: StoredPerson | undefined,
): MatchedPerson {
  return {
    ...(stored && { id: stored.id }),
    name: name || (stored?.name ?? ''),
    email: email ?? stored?.email ?? null,
    language: language ?? stored?.language ?? null,
    reading,
    stored,
  };
}
