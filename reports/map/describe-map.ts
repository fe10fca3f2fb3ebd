/** The map in words, for readers who cannot see it: how many contacts, who has most, who has none, who is missing. */

import type { Partner } from '../../scoring/answers.ts';
import type { NetworkMap } from '../../scoring/scores.ts';
import type { Language } from '../../survey/texts.ts';
import { formatsOf } from '../words/format-figures.ts';
import { shortenApart } from '../words/shorten-name.ts';
import { findKindName, kindCodes } from '../words/texts.ts';
import { countContacts } from './count-contacts.ts';
import { mapTexts } from './texts.ts';

/** Nobody reads a sentence with more names than this. */
const maxNames = 5;

/** How many contacts there are, and who has most. */
export function describeContacts(map: NetworkMap, language: Language): string[] {
  const t = mapTexts(language);
  const total = t('map.contacts', { count: map.edges.length, nodes: map.nodes.length });
  if (map.edges.length === 0) return [total];
  return [total, ...describeMost(listByContacts(map, language), language)];
}

/** Who has no contact at all. */
export function describeAlone(map: NetworkMap, language: Language): string {
  if (map.edges.length === 0)
    return mapTexts(language)('map.contacts', { count: 0, nodes: map.nodes.length });
  const alone = listByContacts(map, language)
    .filter(({ degree }) => degree === 0)
    .map(({ name }) => name);
  return mapTexts(language)('map.alone', { count: alone.length, list: listNames(alone, language) });
}

/** Which kinds of partners this network lacks. 'Other' is no kind to look for. */
export function describeMissing(
  { nodes }: { nodes: readonly Pick<Partner, 'kind'>[] },
  language: Language,
): string {
  const t = mapTexts(language);
  const present = new Set(nodes.map(({ kind }) => kind));
  const unknown = nodes.filter(({ kind }) => kind === null).length;
  if (unknown === nodes.length) return t('map.kindsAllUnknown');
  const missing = kindCodes.filter((code) => code !== 'other' && !present.has(code));
  const names = missing.map((code) => inSentence(findKindName(language, code)));
  const sentence = t('map.missing', { count: missing.length, list: formatsOf(language).list(names) });
  return unknown === 0 ? sentence : `${sentence} ${t('map.kindsUnknown', { count: unknown })}`;
}

/** The names of kinds begin with a capital in lists; none of them is a proper name. */
function inSentence(name: string): string {
  return name.slice(0, 1).toLowerCase() + name.slice(1);
}

function listByContacts(map: NetworkMap, language: Language): { name: string; degree: number }[] {
  const contacts = countContacts(map);
  const names = shortenApart(
    map.nodes.map(({ name }) => name),
    50,
  );
  return map.nodes
    .map(({ id }, i) => ({ name: names[i]!, degree: contacts.get(id)! }))
    .sort((a, b) => b.degree - a.degree || a.name.localeCompare(b.name, language));
}

/** Who has the most contacts, and the next three; when many share first place they are only counted. */
function describeMost(partners: readonly { name: string; degree: number }[], language: Language): string[] {
  const t = mapTexts(language);
  const { list } = formatsOf(language);
  const degree = partners[0]!.degree;
  const top = partners.filter((partner) => partner.degree === degree).map(({ name }) => name);
  if (top.length > 3) return [t('map.mostAlike', { count: top.length, degree })];
  const first = t('map.most', { count: top.length, list: list(top), degree });
  const next = partners.slice(top.length, top.length + 3).filter((partner) => partner.degree > 1);
  if (next.length === 0) return [first];
  return [first, t('map.next', { list: list(next.map((partner) => t('map.nextItem', partner))) })];
}

/** The first names, and how many more there are. */
function listNames(names: readonly string[], language: Language): string {
  const rest = names.length - maxNames;
  const shown =
    rest > 1 ? [...names.slice(0, maxNames), mapTexts(language)('map.more', { count: rest })] : names;
  return formatsOf(language).list(shown);
}
