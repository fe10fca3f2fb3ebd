/**
 * Searching a social map: in names, kinds, own words, the names of contributions and groups, addresses and numbers.
 * Capitals and accents do not matter; with several words, all of them must be there.
 */
import { profileTexts } from '../../survey/profile-texts.ts';
import type { Language } from '../../survey/texts.ts';
import { findKindName } from '../words/texts.ts';
import type { MappedPartner } from './social-map-input.ts';

/** The partners that have all words of the search, in the order given; without a word, all partners. */
export function searchSocialMap<T extends MappedPartner>(
  partners: readonly T[],
  search: string,
  language: Language,
): T[] {
  const words = fold(search)
    .split(/\s+/)
    .filter((word) => word !== '');
  return partners.filter((partner) => {
    const text = fold(listTexts(partner, language).join('\n'));
    return words.every((word) => text.includes(word));
  });
}

function listTexts({ name, kind, profile }: MappedPartner, language: Language): string[] {
  const t = profileTexts(language);
  const head = [name, kind === null ? '' : findKindName(language, kind)];
  if (!profile) return head;
  const { contributions, targetGroups, ...own } = profile.content;
  return [
    ...head,
    ...contributions.map((id) => t(`contributions.${id}.name`)),
    ...targetGroups.map((id) => t(`targetGroups.${id}.name`)),
    ...Object.values(own),
  ];
}

/** 'Ré-integratie' and 're-integratie' are the same word; so are full-width letters and ordinary ones. */
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
