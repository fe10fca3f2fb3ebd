/** What a network is called beside others. */
import { shortenName } from '../words/shorten-name.ts';
import type { ComparedNetwork, NetworksInput } from './comparison-input.ts';
import { comparisonTexts } from './texts.ts';

/** With the municipality for networks of others; and it says so when the answers are made up. */
export function nameNetwork(
  { result, isOther }: ComparedNetwork,
  language: NetworksInput['language'],
): string {
  const t = comparisonTexts(language);
  const network = shortenName(result.network.name, 100);
  const name = isOther
    ? t('comparison.networks.other', { network, municipality: shortenName(result.municipality.name, 60) })
    : network;
  return result.network.madeUp ? t('comparison.networks.madeUp', { name }) : name;
}
