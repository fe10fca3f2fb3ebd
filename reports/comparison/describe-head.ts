/** What the top of a comparison says, and what the strips of its pictures mean. */
import { findZones } from '../charts/describe-band.ts';
import type { FactsheetInput, Looks } from '../figures/factsheet-input.ts';
import { formatsOf } from '../words/format-figures.ts';
import { shortenName } from '../words/shorten-name.ts';
import type { YearsInput } from './comparison-input.ts';
import type { YearsPage } from './comparison-page.ts';
import { comparisonTexts } from './texts.ts';

export function describeHead(
  {
    municipality,
    network,
    language,
  }: Pick<YearsInput, 'municipality' | 'language'> & {
    network: { madeUp: boolean };
  },
  { name, within, looks }: { name: string; within: string; looks: Looks | undefined },
): YearsPage['head'] {
  const t = comparisonTexts(language);
  return {
    kind: t('comparison.kind'),
    municipality: shortenName(municipality.name),
    name,
    isLong: name.length > 60,
    logo: looks?.logo,
    within,
    madeUp: network.madeUp ? t('comparison.madeUp') : '',
  };
}

/** In slopes they lie above each other, in bands side by side. */
export function describeZones({ instrument, language }: FactsheetInput, of: 'years' | 'networks'): string {
  const { low, high } = findZones(instrument);
  const { number } = formatsOf(language);
  return comparisonTexts(language)(`comparison.${of}.zones`, { weak: number(low), strong: number(high) });
}
