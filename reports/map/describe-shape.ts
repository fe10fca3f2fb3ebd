/**
 * The shape of the network as a whole, in a sentence: from a star to everybody in contact with everybody. The source
 * texts warn against the star: one organisation in the middle, and the rest in contact with it alone. The cut-offs are
 * our own convention (docs/method.md, section 4); the sentence gives the figure too.
 */

import { isWithheld, type Withheld } from '../../scoring/figure.ts';
import type { Contacts, NetworkMap } from '../../scoring/scores.ts';
import type { Language } from '../../survey/texts.ts';
import { formatsOf } from '../words/format-figures.ts';
import { mapTexts } from './texts.ts';

/** The centralization from which a network is called a star, and the one from which it has a middle. */
const star = 0.5;
const middle = 0.25;
/** The density from which most partners have contact with most others. */
const dense = 0.5;

/** Undefined when contacts were not asked, or nothing of them may be shown. */
export function describeShape(
  ties: Contacts | Withheld,
  { edges }: Pick<NetworkMap, 'edges'>,
  language: Language,
): string | undefined {
  if (isWithheld(ties)) return undefined;
  const { centralization, density } = ties;
  const t = mapTexts(language);
  if (isWithheld(centralization)) {
    return centralization.withheld === 'coverage' ? t('map.shape.coverage') : undefined;
  }
  if (edges.length === 0) return t('map.shape.none');
  const value = formatsOf(language).number(centralization);
  if (centralization >= star) return t('map.shape.star', { value });
  if (centralization >= middle) return t('map.shape.middle', { value });
  const isDense = !isWithheld(density) && density >= dense;
  return t(isDense ? 'map.shape.everybody' : 'map.shape.even', { value });
}
