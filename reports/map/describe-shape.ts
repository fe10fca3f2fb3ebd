/**
 * The shape of the network as a whole, in a sentence: from a star to everybody in contact with everybody. The source
 * texts warn against the star: one organisation in the middle, and the rest in contact with it alone. The cut-offs are
 * our own convention (docs/method.md, section 4). What that means here is said in contacts that can be counted on the map.
 */

import { isWithheld, type Withheld } from '../../scoring/figure.ts';
import type { Contacts, NetworkMap } from '../../scoring/scores.ts';
import type { Language } from '../../survey/texts.ts';
import { shortenName } from '../words/shorten-name.ts';
import { countContacts } from './count-contacts.ts';
import { mapTexts } from './texts.ts';

/** The centralization from which a network is called a star, and the one from which it has a middle. */
const star = 0.5;
const middle = 0.25;
/** The density from which most partners have contact with most others. */
const dense = 0.5;

/** Undefined when contacts were not asked, or nothing of them may be shown. */
export function describeShape(
  ties: Contacts | Withheld,
  map: NetworkMap,
  language: Language,
): string | undefined {
  if (isWithheld(ties)) return undefined;
  const { centralization, density } = ties;
  const t = mapTexts(language);
  if (isWithheld(centralization)) {
    return centralization.withheld === 'coverage' ? t('map.shape.coverage') : undefined;
  }
  if (map.edges.length === 0) return t('map.shape.none');
  if (centralization >= middle) {
    const shape = centralization >= star ? 'star' : 'middle';
    return t(`map.shape.${shape}`, { meaning: describeMiddle(map, language) });
  }
  const isDense = !isWithheld(density) && density >= dense;
  return t(`map.shape.${isDense ? 'everybody' : 'even'}`, { meaning: describeAverage(map, language) });
}

/** How many contacts have the most connected partner, or one of those who share that place, on one side. */
function describeMiddle(map: NetworkMap, language: Language): string {
  const t = mapTexts(language);
  const contacts = countContacts(map);
  const most = Math.max(...contacts.values());
  const top = map.nodes.filter(({ id }) => contacts.get(id) === most);
  const ids = new Set(top.map(({ id }) => id));
  const counts = {
    part: map.edges.filter(({ from, to }) => ids.has(from) || ids.has(to)).length,
    total: map.edges.length,
  };
  if (top.length > 1) return t('map.shape.involvedAlike', { ...counts, most: top.length });
  return t('map.shape.involved', { ...counts, name: shortenName(top[0]!.name, 50) });
}

function describeAverage({ nodes, edges }: NetworkMap, language: Language): string {
  const mean = Math.round((2 * edges.length) / nodes.length);
  return mapTexts(language)('map.shape.average', { mean, others: nodes.length - 1 });
}
