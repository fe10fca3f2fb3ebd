/**
 * What became of the agreements of earlier rounds, in words: per facet what was agreed, whether it was done, and how
 * the facet changed since. It never claims that one caused the other.
 */
import { listVariants, type Variant } from '../document/document-parts.ts';
import { findChange } from '../figures/describe-change.ts';
import type { EarlierAgreement, FactsheetInput } from '../figures/factsheet-input.ts';
import { listParts } from '../figures/list-parts.ts';
import { formatsOf } from '../words/format-figures.ts';
import { shortenName } from '../words/shorten-name.ts';
import { agreementTexts } from './texts.ts';

/**
 * By the word of a form of the factsheet: how many agreements it shows (the ones not done first, when there are more)
 * and to how many characters it cuts what people typed.
 */
const limits = {
  whole: { max: 12, what: 300, who: 150 },
  short: { max: 12, what: 120, who: 70 },
  shorter: { max: 12, what: 75, who: 45 },
  few: { max: 6, what: 75, who: 45 },
  counted: { max: 0, what: 75, who: 45 },
};
const allLimits = Object.entries(limits);

interface AgreementView {
  what: Variant[];
  /** Who, before which day, and what the owner says of it. */
  line: Variant[];
  /** The forms that show it. */
  in: string;
  state: EarlierAgreement['state'];
  /** ✓ or ○, beside the word. */
  sign: string;
  verdict: string;
}

export interface AgreementsView {
  intro: string[];
  facets: {
    name: string;
    /** The forms that show one of its agreements. */
    in: string;
    /** How the facet changed since the previous round; missing when nothing can be said. */
    since?: { look: string; sign: string; text: string };
    agreements: AgreementView[];
  }[];
  notes: Variant[];
}

/** Undefined when nothing was agreed. The facets are in the order of the instrument. */
export function describeAgreements(input: FactsheetInput): AgreementsView | undefined {
  const { agreements = [], language, round, printedOn } = input;
  if (agreements.length === 0) return undefined;
  const t = agreementTexts(language);
  const known = listParts(input).filter(({ isConcept }) => !isConcept);
  const names = new Map(known.map(({ id, name }) => [id, name]));
  const shown = chooseShown(agreements);
  const others = [...shown.keys()].map(({ facet }) => facet).filter((facet) => !names.has(facet));
  const count = agreements.length;
  const done = agreements.filter(({ state }) => state === 'done').length;
  const date = formatsOf(language).date(round.closedAt ?? printedOn);
  return {
    intro: [t('agreements.intro', { count, date }), t('agreements.counted', { done, count })],
    facets: [...names.keys(), ...new Set(others)].flatMap((facet) => {
      const own = [...shown].filter(([agreement]) => agreement.facet === facet);
      if (own.length === 0) return [];
      const since = describeSince(input, facet);
      return {
        name: names.get(facet) ?? shortenName(facet),
        in: joinForms(own.flatMap(([, words]) => words)),
        ...(since && { since }),
        agreements: own.map(([agreement, words]) => describeAgreement(agreement, words, language)),
      };
    }),
    notes: [
      ...listLimitedVariants(({ max }) =>
        count > max ? t('agreements.others', { count: count - max }) : '',
      ),
      { text: t('agreements.causes'), in: '' },
    ],
  };
}

/** Each agreement that some form shows, with the words of those forms, in the order given. */
function chooseShown(agreements: readonly EarlierAgreement[]): Map<EarlierAgreement, string[]> {
  const states = ['late', 'open', 'done'];
  const ranked = [...agreements].sort((a, b) => states.indexOf(a.state) - states.indexOf(b.state));
  const shown = agreements.map((agreement) => {
    const words = allLimits.filter(([, { max }]) => ranked.indexOf(agreement) < max).map(([word]) => word);
    return [agreement, words] as const;
  });
  return new Map(shown.filter(([, words]) => words.length > 0));
}

/** The forms with one of these words; '' is all forms. */
function joinForms(words: readonly string[]): string {
  const unique = [...new Set(words)];
  return unique.length === allLimits.length ? '' : unique.join(' ');
}

function listLimitedVariants(describe: (limit: (typeof limits)[keyof typeof limits]) => string): Variant[] {
  return listVariants(Object.fromEntries(allLimits.map(([word, limit]) => [word, describe(limit)])));
}

function describeSince(input: FactsheetInput, facet: string) {
  const change = findChange(input, { id: facet, isConcept: false });
  if (!change || change.look === 'withheld') return undefined;
  const text = agreementTexts(input.language)('agreements.since', { verdict: change.verdict });
  return { look: change.look, sign: change.sign, text };
}

function describeAgreement(
  { what, who, byWhen, state, standing }: EarlierAgreement,
  words: readonly string[],
  language: FactsheetInput['language'],
): AgreementView {
  const t = agreementTexts(language);
  // Noon: the same day in the Netherlands, in summer and in winter.
  const date = formatsOf(language).date(`${byWhen}T12:00:00Z`);
  return {
    what: listLimitedVariants((limit) => shortenName(what, limit.what)),
    line: listLimitedVariants((limit) => {
      const line = t('agreements.line', { who: shortenName(who, limit.who), date });
      return standing ? `${line}: ${shortenName(standing, limit.what)}` : line;
    }),
    in: joinForms(words),
    state,
    sign: state === 'done' ? '✓' : '○',
    verdict: t(`agreements.state.${state}`),
  };
}
