/** The advice of the factsheet in all its forms: from every idea with its explanation to one line for each weakness. */

import type { Language } from '../../survey/texts.ts';
import type { ShortAdvice } from '../advice/list-advice.ts';
import type { Recommendation } from '../advice/list-recommendations.ts';
import { listVariants, type Variant } from '../document/document-parts.ts';
import type { ConclusionView } from '../figures/describe-conclusion.ts';
import { shortenName } from '../words/shorten-name.ts';
import { factsheetTexts } from './texts.ts';

/** A network with more weaknesses gets no second ideas, even where there is room: with much to mend it needs fewer. */
const maxWithSecondIdeas = 4;
/**
 * In the brief forms an idea of the network itself is cut to the length of the longest in the library. Clipped it has a
 * line less for each: fourteen of the longest ideas, with everything else there can be, would take a page too many.
 */
const lengths = {
  cut: { action: 53, who: 75, firstStep: 100 },
  clipped: { action: 40, who: 42, firstStep: 60 },
};

export interface AdviceView {
  intro: Variant[];
  list: {
    about: Variant[];
    action: Variant[];
    text: string;
    firstStep: Variant[];
    who: Variant[];
    source: string;
    /** Second ideas. */
    more: Recommendation[];
  }[];
  /** Each source once, with the numbers of the advice that comes from it. */
  sources: string[];
  /** One line each for what is no weakness. */
  short: ShortAdvice[];
}

export function describeAdvice({ advice, shortAdvice }: ConclusionView, language: Language): AdviceView {
  const t = factsheetTexts(language);
  const hasMore = advice.length <= maxWithSecondIdeas;
  const brief = t('factsheet.advice.intro.brief');
  return {
    intro: listVariants({ ...inFull(t('factsheet.advice.intro.full')), brief }),
    list: advice.map(({ about, facet, recommendations: [first, ...more] }) => {
      const { action, firstStep, who, text, source } = first!;
      return {
        about: listVariants({ ...inFull(about), brief: facet }),
        action: listLengths('action', action),
        text,
        firstStep: listLengths('firstStep', firstStep),
        who: listLengths('who', who),
        source,
        more: hasMore ? more : [],
      };
    }),
    sources: listSources(advice.map(({ recommendations: [first] }) => first!.source)),
    short: hasMore ? shortAdvice : [],
  };
}

const inFull = (text: string) => ({ wide: text, dense: text });

function listLengths(part: keyof typeof lengths.cut, text: string): Variant[] {
  const isLonger = text.length > lengths.cut[part];
  return listVariants({
    ...inFull(text),
    cut: shortenName(text, lengths.cut[part]),
    clipped: isLonger ? shortenName(text, lengths.clipped[part]) : text,
  });
}

function listSources(sources: readonly string[]): string[] {
  const bySource = Map.groupBy(
    sources.map((source, i) => ({ source, number: i + 1 })),
    ({ source }) => source,
  );
  return [...bySource].map(
    ([source, entries]) => `${entries.map(({ number }) => number).join(', ')}: ${source}`,
  );
}
