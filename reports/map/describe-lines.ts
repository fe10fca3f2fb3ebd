/** What size, thickness and shape mean on the map, and which contacts are drawn when not all are. */

import type { NetworkMap } from '../../scoring/scores.ts';
import type { Language } from '../../survey/texts.ts';
import { shortenName } from '../words/shorten-name.ts';
import type { DrawnLines } from './choose-lines.ts';
import { findThickness, findWeight } from './draw-placed.ts';
import type { Placed } from './place-partners.ts';
import { mapTexts } from './texts.ts';
import { writeLength } from './write-length.ts';

export interface LegendView {
  /** The signs with fewest and with most contacts, standing on one line; undefined when all are as large. */
  sizes: { circles: { radius: string; y: string }[]; text: string } | undefined;
  /** Each frequency that is drawn; empty when it is not known. */
  lines: { thickness: string; text: string }[];
}

/** `options`: the names of the answers to 'how often', from never on. `contacts`: of each sign. */
export function drawLegend(
  { edges }: DrawnLines,
  { signs }: Placed,
  { options, contacts }: { options: readonly string[]; contacts: readonly number[] },
  language: Language,
): LegendView {
  const t = mapTexts(language);
  const [fewest, most] = [Math.min(...contacts), Math.max(...contacts)];
  const radii = [fewest, most].map((count) => signs[contacts.indexOf(count)]?.radius ?? 0);
  const circles = radii.map((radius) => ({ radius: writeLength(radius), y: writeLength(44 - radius) }));
  const frequencies = [...new Set(edges.map(({ frequency }) => frequency))].sort((a, b) => a! - b!);
  const isKnown = frequencies.every((frequency) => frequency !== undefined && options[frequency]);
  return {
    sizes:
      circles[0]!.radius === circles[1]!.radius
        ? undefined
        : { circles, text: t('map.counted', { fewest, count: most }) },
    lines: isKnown
      ? frequencies.map((frequency) => ({
          thickness: findThickness(findWeight(frequency, options.length)),
          text: shortenName(options[frequency!]!, 60),
        }))
      : [],
  };
}

/** How to read the map. */
export function describeReading({ sizes, lines }: LegendView, language: Language): string[] {
  const t = mapTexts(language);
  return [
    t('map.read'),
    ...(sizes ? [t('map.sizes')] : []),
    ...(lines.length > 1 ? [t('map.thickness')] : []),
    t('map.limits'),
  ];
}

/** The rule by which contacts are drawn, with how many; undefined when all are. */
export function describeLines(
  map: NetworkMap,
  { edges, rule }: DrawnLines,
  options: readonly string[],
  language: Language,
): string | undefined {
  const t = mapTexts(language);
  if (rule.name === 'all') return undefined;
  const counted = t('map.chosen.some', { count: edges.length, total: map.edges.length });
  if (rule.name === 'each') {
    const isKnown = map.edges.every(({ frequency }) => frequency !== undefined);
    const each = t(`map.chosen.${isKnown ? 'each' : 'eachUnknown'}`, { count: rule.most });
    return [counted, each, t('map.chosen.list')].join(' ');
  }
  const option = shortenName(options[rule.frequency] ?? String(rule.frequency), 60);
  const isHighest = rule.frequency >= options.length - 1;
  return [
    counted,
    t(`map.chosen.${isHighest ? 'most' : 'often'}`, { option }),
    ...(rule.kept > 0 ? [t('map.chosen.kept', { count: rule.kept })] : []),
    t('map.chosen.list'),
  ].join(' ');
}
