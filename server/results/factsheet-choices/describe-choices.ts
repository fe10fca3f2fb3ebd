/** What the page of a result says of what the coordinator added to the factsheet. */
import type { FactsheetInput } from '../../../reports/figures/factsheet-input.ts';
import { findFacet, titlePart } from '../../../reports/words/name-part.ts';
import { isWithheld } from '../../../scoring/figure.ts';

/** The words for everybody who reads the result; where to change them, and the advice, for who works on the network. */
export function describeChoices(
  { ownWords, chosenAdvice, scores, instrument, language }: FactsheetInput,
  { address, isKeeper, readsComments }: { address: string; isKeeper: boolean; readsComments: boolean },
) {
  const mayChange = isKeeper && !isWithheld(scores.coverage);
  return {
    ownWords,
    ownWordsHref: mayChange ? `${address}/own-words` : undefined,
    adviceHref: mayChange ? `${address}/advice` : undefined,
    commentsHref: mayChange && readsComments ? `${address}/comments` : undefined,
    advice: (chosenAdvice ?? []).map((id) => titlePart(findFacet(instrument, id).facet, language)),
  };
}
