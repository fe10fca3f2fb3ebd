/** The map in words, for who reads instead of looks: how many contacts, who has most, who has none. */
import type { NetworkMap } from '../../scoring/scores.ts';
import type { Language } from '../../survey/texts.ts';
import { formatsOf } from '../format-figures.ts';
import { shortenName } from '../shorten-name.ts';
import { reportTexts } from '../texts.ts';
import { countContacts } from './count-contacts.ts';

/** More names than this make a sentence that nobody reads. */
const most = 5;

export function describeMap(map: NetworkMap, language: Language): string[] {
  const t = reportTexts(language);
  const contacts = countContacts(map);
  const partners = map.nodes
    .map(({ id, name }) => ({ name: shortenName(name, 50), degree: contacts.get(id)! }))
    .sort((a, b) => b.degree - a.degree || a.name.localeCompare(b.name, language));
  const alone = partners.filter(({ degree }) => degree === 0).map(({ name }) => name);
  const total = t('map.contacts', { count: map.edges.length, nodes: map.nodes.length });
  if (map.edges.length === 0) return [total];
  return [
    total,
    ...describeMost(partners, language),
    t('map.alone', { count: alone.length, list: listNames(alone, language) }),
  ];
}

/** Who has most contacts, and the three after that; many with the same number are only counted. */
function describeMost(partners: readonly { name: string; degree: number }[], language: Language): string[] {
  const t = reportTexts(language);
  const { list } = formatsOf(language);
  const degree = partners[0]!.degree;
  const top = partners.filter((partner) => partner.degree === degree).map(({ name }) => name);
  if (top.length > 3) return [t('map.mostAlike', { count: top.length, degree })];
  const first = t('map.most', { count: top.length, list: list(top), degree });
  const next = partners.slice(top.length, top.length + 3).filter((partner) => partner.degree > 1);
  if (next.length === 0) return [first];
  return [first, t('map.next', { list: list(next.map((partner) => t('map.nextItem', partner))) })];
}

/** At most five names, and how many more there are. */
function listNames(names: readonly string[], language: Language): string {
  const rest = names.length - most;
  const shown =
    rest > 1 ? [...names.slice(0, most), reportTexts(language)('map.more', { count: rest })] : names;
  return formatsOf(language).list(shown);
}
