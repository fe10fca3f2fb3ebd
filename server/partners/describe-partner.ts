/**
 * Partners and people as the desk shows them: kinds in words, numbers as people write them, and whether mail arrives.
 */
import { type Language, languages } from '../../survey/texts.ts';
import { type PartnerKind, partnerKinds } from './partner-kinds.ts';
import type { Person } from './people/people.ts';
import { partnerTexts } from './texts.ts';

interface PartnerValues {
  kind: PartnerKind | null;
  size: number | null;
  people?: readonly Person[];
}

/** A person as pages show it. */
export type DescribedPerson = ReturnType<typeof describePerson>;

/** A partner as pages show it. */
export type DescribedPartner<P extends PartnerValues> = ReturnType<typeof describePartner<P>>;

/** A partner with its kind in words and its size as text; both may be empty. */
export function describePartner<P extends PartnerValues>(
  { kind, size, people = [], ...partner }: P,
  language: Language,
) {
  return {
    ...partner,
    kind: kind === null ? '' : partnerTexts(language)(`partners.kinds.${kind}`),
    size: size === null ? '' : String(size).replace('.', language === 'nl' ? ',' : '.'),
    people: people.map((person) => describePerson(person, language)),
  };
}

/** A person with the state of its mail in words. */
export function describePerson(person: Person, language: Language) {
  const t = partnerTexts(language);
  const state = findMailState(person);
  return {
    ...person,
    label: person.name || person.email || t('partners.people.noName'),
    href: `/desk/people/${person.id}`,
    languageName: t(`partners.languages.${person.language}`),
    state: { kind: mailBadges[state], label: t(`partners.mailStates.${state}`) },
    works: state === 'works',
  };
}

const mailBadges = { none: 'warning', unwanted: 'warning', fails: 'wrong', works: 'ok' } as const;

function findMailState({ email, wantsNoMail, addressFails }: Person): keyof typeof mailBadges {
  if (email === null) return 'none';
  if (wantsNoMail) return 'unwanted';
  return addressFails ? 'fails' : 'works';
}

/** The kinds to choose from, in words, with 'not known' first. */
export function listKindChoices(language: Language): { value: string; label: string }[] {
  const t = partnerTexts(language);
  const choices = partnerKinds.map((kind) => ({ value: kind as string, label: t(`partners.kinds.${kind}`) }));
  return [{ value: '', label: t('partners.partner.kindUnknown') }, ...choices];
}

/** The languages that a person can be written to in. */
export function listLanguageChoices(language: Language): { value: string; label: string }[] {
  const t = partnerTexts(language);
  return languages.map((value) => ({ value, label: t(`partners.languages.${value}`) }));
}
