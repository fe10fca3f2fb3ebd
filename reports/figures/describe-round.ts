/** The top of every factsheet: which network, which round, on what day, and whether it is made up. */

import { formatsOf } from '../words/format-figures.ts';
import { shortenName } from '../words/shorten-name.ts';
import { wordTexts } from '../words/texts.ts';
import type { FactsheetInput, Looks } from './factsheet-input.ts';

interface RoundView {
  municipality: string;
  network: string;
  round: string;
  /** Closed on a day, or an interim result. */
  standing: string;
  printedOn: string;
  /** Empty for real data. */
  madeUp: string;
  sender: string;
  from: string;
  to: string;
}

function describeRound({ municipality, network, round, printedOn, language }: FactsheetInput): RoundView {
  const t = wordTexts(language);
  const { date } = formatsOf(language);
  const to = date(round.closedAt ?? round.closesAt);
  return {
    municipality: shortenName(municipality.name),
    network: shortenName(network.name),
    round: shortenName(round.name),
    standing: t(round.closedAt === null ? 'words.interim' : 'words.asOf', { date: to }),
    printedOn: date(printedOn),
    madeUp: network.madeUp ? t('words.madeUp') : '',
    sender: shortenName(round.sender),
    from: date(round.openedAt),
    to,
  };
}

export interface HeadView extends RoundView {
  /** What kind of document it is. */
  kind: string;
  /** The title: the name of the network, or of a partner; then `within` is its network. */
  name: string;
  within: string;
  /** Does the name need smaller letters? */
  isLong: boolean;
  /** Of the municipality; missing when it has none. */
  logo: Looks['logo'];
}

export function describeHead(input: FactsheetInput, kind: string, name: string, within = ''): HeadView {
  return { ...describeRound(input), kind, name, within, isLong: name.length > 60, logo: input.looks?.logo };
}

/** The foot of every printed page; it says so when the data are made up. */
export function describeFoot(parts: readonly string[], { network, language }: FactsheetInput): string {
  const line = parts.map((part) => shortenName(part, 40)).join(' · ');
  return network.madeUp ? `${wordTexts(language)('words.madeUpShort')} · ${line}` : line;
}
