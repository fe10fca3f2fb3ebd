/** Who of the people of two partners are the same person. */
import { foldMailAddress } from '../../text/check-mail-address.ts';
import { foldName } from '../../text/fold-name.ts';

interface Named {
  id: string;
  name: string;
  email: string | null;
}

export interface SamePerson<Person> {
  kept: Person;
  dropped: Person;
}

/**
 * Pairs of who have the same address, or the same name without a second address. People may share a mailbox: where
 * several at one partner do, or have the same name, only an address together with a name tells who is who.
 */
export function findSamePeople<Person extends Named>(
  kept: readonly Person[],
  dropped: readonly Person[],
): SamePerson<Person>[] {
  const pairs: SamePerson<Person>[] = [];
  const paired = new Set<string>();

  function pair(key: (person: Person) => string, isSame: (same: SamePerson<Person>) => boolean = () => true) {
    const candidates = Map.groupBy(kept, key);
    for (const [word, [one, ...more]] of Map.groupBy(dropped, key)) {
      const [other, ...others] = candidates.get(word) ?? [];
      if (word === '' || !one || !other || more.length > 0 || others.length > 0) continue;
      if (paired.has(one.id) || paired.has(other.id) || !isSame({ kept: other, dropped: one })) continue;
      paired.add(one.id).add(other.id);
      pairs.push({ kept: other, dropped: one });
    }
  }

  const foldAddress = ({ email }: Person) => foldMailAddress(email ?? '');
  pair((person) => (person.email === null ? '' : `${foldAddress(person)} ${foldName(person.name)}`));
  pair(foldAddress);
  pair(
    ({ name }) => foldName(name),
    ({ kept, dropped }) => kept.email === null || dropped.email === null,
  );
  return pairs;
}
