/** A short text with a personal link, for an app of the coordinator's own, in the language of the person. */
import { formatMoment } from '../../text/format-date.ts';
import type { Letter } from '../letters/personal-links.ts';
import type { Round } from '../rounds.ts';
import { roundTexts } from '../texts.ts';

export function writeShortText(letter: Letter, { network, closesAt }: Round, url: string): string {
  const { language, person, partner } = letter;
  const values = { person, partner, network: network.name, moment: formatMoment(closesAt, language), url };
  return roundTexts(language)(person ? 'rounds.link.words' : 'rounds.link.wordsPartner', values);
}
