/**
 * Which stored person somebody in the sheet is: by the address and the name, or else by one of them, when only one at the
 * partner has it. So a new address changes the person, and an empty cell takes nothing away.
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
  const found = new Map<Wanted, StoredPerson>();
  const pair = (
    keyOf: (person: { name: string; email: string | null }) => string | undefined,
    isSure: boolean,
  ) => {
    const taken = new Set(found.values());
    const free = Map.groupBy(
      stored.filter((person) => !taken.has(person)),
      keyOf,
    );
    const asking = Map.groupBy(
      wanted.filter((person) => !found.has(person)),
      keyOf,
    );
    for (const [key, people] of asking) {
      const same = key === undefined ? [] : (free.get(key) ?? []);
      const mayBe = same.some(({ archived }) => !archived) ? same.filter(({ archived }) => !archived) : same;
      if (isSure ? mayBe.length > 0 : mayBe.length === 1 && people.length === 1)
        found.set(people[0]!, mayBe[0]!);
    }
  };
  const addressOf = ({ email }: { email: string | null }) =>
    email === null ? undefined : foldMailAddress(email);
  // People may share an address, and then the name tells who it is.
  pair((person) => {
    const address = addressOf(person);
    return address === undefined ? undefined : `${address} ${foldPartner(person.name)}`;
  }, true);
  pair(addressOf, false);
  pair(({ name }) => (name === '' ? undefined : foldPartner(name)), false);
  return wanted.map((person) => combine(person, found.get(person)));
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
