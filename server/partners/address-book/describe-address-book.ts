/** Organisations of the address book as its pages show them, and the search above them. */
import type { Language } from '../../../survey/texts.ts';
import { partnerTexts } from '../texts.ts';
import type { AddressBookPage, Organisation } from './address-book.ts';

/** An organisation as pages show it. */
export type DescribedOrganisation = ReturnType<typeof describeOrganisation>;

/** With links to its partners and people where the reader may open those pages. */
export function describeOrganisation(
  { name, kind, partners, people }: Organisation,
  { language, hasLinks }: { language: Language; hasLinks: boolean },
) {
  const t = partnerTexts(language);
  const kindName = kind === null ? '' : t(`partners.kinds.${kind}`);
  const labelled = people.map((person) => ({
    label: person.name || person.email!,
    email: person.name === '' ? '' : (person.email ?? ''),
    href: hasLinks ? `/desk/people/${person.id}` : undefined,
  }));
  return {
    name,
    kind: kindName,
    networks: partners.map(({ id, network }) => ({
      name: network.name,
      href: hasLinks ? `/desk/partners/${id}` : undefined,
    })),
    people: labelled,
    about: [
      kindName,
      t('partners.book.inNetworks', { networks: partners.map(({ network }) => network.name).join(', ') }),
      labelled.map(({ label }) => label).join(', '),
    ]
      .filter((text) => text !== '')
      .join(' · '),
  };
}

/** What was searched, how much was found, and the way to the other pages of the list. */
export function describeSearch({ found, page, pages }: AddressBookPage, search: string, href: string) {
  const toPage = (number: number) => `${href}?${new URLSearchParams({ search, page: String(number) })}`;
  return {
    search,
    found,
    page,
    pages,
    allHref: href,
    isEmpty: found === 0 && search === '',
    previous: page > 1 ? toPage(page - 1) : undefined,
    next: page < pages ? toPage(page + 1) : undefined,
  };
}
