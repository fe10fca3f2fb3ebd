/**
 * Which stored person somebody in the sheet is: by the address and the name, or else by one of them, when only one at the
 * partner has it. So a new address changes the person, and an empty cell takes nothing away. Because people may share an
 * address, it tells who somebody is only when the names allow it.
 */
import type { Language } from '../../../../survey/texts.ts';
import { foldMailAddress } from '../../../text/check-mail-address.ts';
import { isSameName, mayBeOneName } from '../../../text/fold-name.ts';
import { foldPartner } from './group-rows.ts';
import type { PersonToStore, RowReading, StoredPerson } from './preview.ts';

export interface MatchedPerson extends PersonToStore {
  reading: RowReading;
  stored: StoredPerson | undefined;
  /** The name of somebody else who has this address at the partner, and whom the sheet does not give another. */
  colleague: string | undefined;
}

/**
 * The people of one partner's rows, each with the stored person that it is. An address alone that several people share is
 * nobody: it says nothing of any of them.
 */
export function matchPeople(rows: readonly RowReading[], stored: readonly StoredPerson[]): MatchedPerson[] {
  const wanted = rows.flatMap((reading) =>
    reading.people.map((person) => ({ ...person, language: reading.language, reading })),
  );
  const found = findStored(wanted, stored);
  const isShared = findShared(stored);
  const people = wanted
    .filter((person) => found.has(person) || !isShared(person))
    .map((person) => combine(person, found.get(person)));
  const findColleague = createColleagueFinder(people, stored);
  return people.map((person) => ({ ...person, colleague: findColleague(person) }));
}

interface Wanted {
  name: string;
  email: string | null;
  language: Language | null;
  reading: RowReading;
}

function findStored(wanted: readonly Wanted[], stored: readonly StoredPerson[]): Map<Wanted, StoredPerson> {
  const found = new Map<Wanted, StoredPerson>();
  const pair = (
    keyOf: (person: Pick<Wanted, 'name' | 'email'>) => string | undefined,
    choose: (asking: Wanted[], mayBe: StoredPerson[]) => Wanted | undefined,
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
      const chosen = mayBe.length > 0 ? choose(people, mayBe) : undefined;
      if (chosen) found.set(chosen, mayBe[0]!);
    }
  };
  const isShared = findShared(stored);
  pair(
    (person) => {
      const address = foldAddress(person);
      return address === undefined ? undefined : `${address} ${foldPartner(person.name)}`;
    },
    ([first]) => first,
  );
  pair(foldAddress, (asking, [first, ...others]) =>
    others.length > 0
      ? undefined
      : findOnly(asking.filter((person) => mayBeStored(person, first!) && !isShared(person))),
  );
  pair(
    ({ name }) => (name === '' ? undefined : foldPartner(name)),
    (asking, mayBe) => (mayBe.length === 1 ? findOnly(asking) : undefined),
  );
  return found;
}

function foldAddress({ email }: { email: string | null }): string | undefined {
  return email === null ? undefined : foldMailAddress(email);
}

function findOnly<Thing>(things: readonly Thing[]): Thing | undefined {
  return things.length === 1 ? things[0] : undefined;
}

/** Do the names allow that these are one, who have the same address? Who was archived gets no other name. */
function mayBeStored({ name }: Wanted, stored: StoredPerson): boolean {
  if (name === '' || stored.name === '' || isSameName(name, stored.name)) return true;
  return !stored.archived && mayBeOneName(name, stored.name);
}

/** Whether all that is known of somebody is an address that several stored people have. */
function findShared(stored: readonly StoredPerson[]): (person: Wanted) => boolean {
  const byAddress = Map.groupBy(
    stored.filter(({ archived }) => !archived),
    foldAddress,
  );
  return (person) => {
    const address = foldAddress(person);
    return address !== undefined && person.name === '' && (byAddress.get(address)?.length ?? 0) > 1;
  };
}

/** Finds who else keeps an address: whoever is not in the sheet, or is there without one. */
function createColleagueFinder(
  people: readonly Omit<MatchedPerson, 'colleague'>[],
  stored: readonly StoredPerson[],
): (person: Omit<MatchedPerson, 'colleague'>) => string | undefined {
  const named = new Set(
    people.flatMap(({ reading, stored: person }) =>
      person && reading.people.some(({ email }) => email !== null) ? [person] : [],
    ),
  );
  // One of each name is enough, so that looking takes three steps at most.
  const byAddress = new Map<string, Map<string, StoredPerson>>();
  for (const person of stored) {
    const address = foldAddress(person);
    if (address === undefined || person.archived || person.name === '' || named.has(person)) continue;
    const names = byAddress.get(address) ?? new Map<string, StoredPerson>();
    byAddress.set(address, names.set(foldPartner(person.name), person));
  }
  return (person) => {
    const address = foldAddress(person);
    if (address === undefined || person.name === '') return undefined;
    const others = byAddress.get(address)?.values();
    return others?.find((other) => other !== person.stored && !isSameName(other.name, person.name))?.name;
  };
}

function combine(
  { name, email, language, reading }: Wanted,
  stored: StoredPerson | undefined,
): Omit<MatchedPerson, 'colleague'> {
  return {
    ...(stored && { id: stored.id }),
    name: name || (stored?.name ?? ''),
    email: email ?? stored?.email ?? null,
    language: language ?? stored?.language ?? null,
    reading,
    stored,
  };
}
