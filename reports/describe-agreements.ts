/**
 * What became of the agreements of earlier rounds, in words: per facet what was agreed, whether it is done, and what
 * the facet did since. That one came from the other is never claimed.
 */
import { findChange } from './describe-change.ts';
import type { EarlierAgreement, FactsheetInput } from './factsheet-input.ts';
import { formatsOf } from './format-figures.ts';
import { listParts } from './list-parts.ts';
import { shortenName } from './shorten-name.ts';
import { reportTexts } from './texts.ts';

interface AgreementView {
  what: string;
  /** Who, and before which day. */
  line: string;
  state: EarlierAgreement['state'];
  /** ✓ or ○, beside the word. */
  sign: string;
  verdict: string;
}

export interface AgreementsView {
  intro: string[];
  facets: {
    name: string;
    /** What the facet did since the previous round; missing when nothing can be said. */
    since?: { look: string; sign: string; text: string };
    agreements: AgreementView[];
  }[];
  causes: string;
}

/** Undefined when nothing was agreed. The facets stand in the order of the instrument. */
export function describeAgreements(input: FactsheetInput): AgreementsView | undefined {
  const { agreements = [], language, round, printedOn } = input;
  if (agreements.length === 0) return undefined;
  const t = reportTexts(language);
  const known = listParts(input).filter(({ isConcept }) => !isConcept);
  const names = new Map(known.map(({ id, name }) => [id, name]));
  const others = agreements.map(({ facet }) => facet).filter((facet) => !names.has(facet));
  const count = agreements.length;
  const done = agreements.filter(({ state }) => state === 'done').length;
  const date = formatsOf(language).date(round.closedAt ?? printedOn);
  return {
    intro: [t('agreements.intro', { count, date }), t('agreements.counted', { done, count })],
    facets: [...names.keys(), ...new Set(others)].flatMap((facet) => {
      const own = agreements.filter((agreement) => agreement.facet === facet);
      if (own.length === 0) return [];
      const since = describeSince(input, facet);
      return {
        name: names.get(facet) ?? shortenName(facet),
        ...(since && { since }),
        agreements: own.map((agreement) => describeAgreement(agreement, language)),
      };
    }),
    causes: t('agreements.causes'),
  };
}

function describeSince(input: FactsheetInput, facet: string) {
  const change = findChange(input, { id: facet, isConcept: false });
  if (!change || change.look === 'withheld') return undefined;
  const text = reportTexts(input.language)('agreements.since', { verdict: change.verdict });
  return { look: change.look, sign: change.sign, text };
}

function describeAgreement(
  { what, who, byWhen, state }: EarlierAgreement,
  language: FactsheetInput['language'],
): AgreementView {
  const t = reportTexts(language);
  // Noon: the same day in the Netherlands, in summer and in winter.
  const date = formatsOf(language).date(`${byWhen}T12:00:00Z`);
  return {
    what: shortenName(what),
    line: t('agreements.line', { who: shortenName(who), date }),
    state,
    sign: state === 'done' ? '✓' : '○',
    verdict: t(`agreements.state.${state}`),
  };
}
