/**
 * How much there is to say beside the pages that never grow: conclusion, advice, agreements, last year and the figures
 * have two pages together. The first of these forms that fits there is chosen, from generous to brief. The heights are
 * estimated from the number of letters, rather too high than too low.
 */

import type { ChangeView } from '../figures/describe-change.ts';
import type { ConclusionView } from '../figures/describe-conclusion.ts';
import type { AgreementsRoom, AgreementsView } from './describe-agreements.ts';
import type { ConditionsView } from './describe-conditions.ts';
import type { ConceptView, FacetView } from './list-concepts.ts';

/**
 * `wide` has a row for each weakness, `dense` two columns, and `brief` leaves the explanation to the discussion
 * sheets and names each source once.
 */
export type AdviceForm = 'wide' | 'dense' | 'brief';

export interface FactsheetForm {
  advice: AdviceForm;
  /** Second ideas, and one line each for what is no weakness. */
  hasMore: boolean;
  /** Last year by theme, beside the table that says the same. */
  hasBlocks: boolean;
  agreements: AgreementsRoom;
}

const forms: FactsheetForm[] = [
  { advice: 'wide', hasMore: true, hasBlocks: true, agreements: 'roomy' },
  { advice: 'wide', hasMore: true, hasBlocks: false, agreements: 'roomy' },
  { advice: 'wide', hasMore: false, hasBlocks: true, agreements: 'roomy' },
  { advice: 'wide', hasMore: false, hasBlocks: false, agreements: 'roomy' },
  { advice: 'dense', hasMore: false, hasBlocks: false, agreements: 'roomy' },
  { advice: 'brief', hasMore: false, hasBlocks: false, agreements: 'tight' },
  { advice: 'brief', hasMore: false, hasBlocks: false, agreements: 'scarce' },
];

/** The height of A4 within its margins less a little, in millimetres, and how many such pages there are, with that of the themes. */
const page = 258;
const pages = 3;
/** More weaknesses than this get no second ideas, however much room there is: who has much to mend needs fewer. */
const mostWithMore = 4;

export interface FactsheetParts {
  concepts: readonly ConceptView[];
  conditions: ConditionsView | undefined;
  conclusion: ConclusionView;
  /** As they stand there when there is so much room. */
  agreements: (room: AgreementsRoom) => AgreementsView | undefined;
  change: ChangeView | undefined;
}

export function fitFactsheet(parts: FactsheetParts): FactsheetForm {
  const hasAgreements = parts.agreements('roomy') !== undefined;
  const possible = forms.filter(
    ({ hasMore, hasBlocks }) =>
      (!hasMore || parts.conclusion.advice.length <= mostWithMore) && (!hasBlocks || !hasAgreements),
  );
  return possible.find((form) => countPages(listBlocks(parts, form)) <= pages) ?? possible.at(-1)!;
}

/** How many pages these blocks take, one after another, when none of them breaks. */
function countPages(heights: readonly number[]): number {
  let taken = 1;
  let left = page;
  for (const height of heights) {
    if (height > left) {
      taken += 1;
      left = page;
    }
    left -= height;
  }
  return taken;
}

/** From the page of the themes on, in their order, with the white above each. */
function listBlocks(
  { concepts, conditions, conclusion, change, ...parts }: FactsheetParts,
  form: FactsheetForm,
): number[] {
  const agreements = parts.agreements(form.agreements);
  return [
    ...concepts.map(estimateConcept),
    ...(conditions ? [10 + 4.4 * (conditions.rows.length + 1)] : []),
    estimateConclusion(conclusion, form),
    ...listAdviceBlocks(conclusion, form),
    ...(agreements ? listAgreementBlocks(agreements) : []),
    ...(change ? [estimateChange(change, form)] : []),
    form.advice === 'wide' ? 150 : 132,
  ];
}

function estimateChange(
  { intro, lead, notes, concepts, hasDifferences }: ChangeView,
  form: FactsheetForm,
): number {
  // A difference with its interval and number takes a second line.
  const blocks = form.hasBlocks && concepts.length > 0 ? (hasDifferences ? 66 : 48) : 0;
  return 18 + blocks + 4.2 * countLines([...intro, ...lead, ...notes].join(' '), 118);
}

function estimateConcept({ strengths, weaknesses, attention, withheld }: ConceptView): number {
  const column = (facets: readonly FacetView[]) =>
    facets.reduce((sum, facet) => sum + estimateFacet(facet), 0);
  const sides = [column(strengths), column(weaknesses)] as const;
  const isOneSided = strengths.length === 0 || weaknesses.length === 0;
  const between = column(attention) / Math.min(2, attention.length || 1) + (attention.length === 3 ? 8 : 0);
  return (
    18 +
    (isOneSided ? (sides[0] + sides[1]) / 2 + 5 : Math.max(...sides)) +
    (attention.length > 0 ? 8 + between : 0) +
    (withheld ? 5 : 0)
  );
}

function estimateFacet({ name, sentence, change }: FacetView): number {
  const letters = 52;
  const lines =
    countLines(change ? `${name} ${change.mark}  ` : name, letters - 8) + countLines(sentence, letters) + 1;
  return 4.15 * lines + 1.5;
}

function countLines(text: string, letters: number): number {
  return Math.ceil(text.length / letters);
}

function estimateConclusion({ weaknesses, strengths }: ConclusionView, { advice }: FactsheetForm): number {
  if (advice === 'brief') return 22 + 4.4 * countLines(weaknesses.join(' · '), 100);
  return 26 + 5.4 * Math.ceil(weaknesses.length / 2) + 4.6 * countLines(strengths, 112);
}

/** The heading stands with the first. Two items of two columns take the height of one. */
function listAdviceBlocks({ advice, shortAdvice }: ConclusionView, form: FactsheetForm): number[] {
  const items = advice.map(({ about, recommendations: [first, second] }) => {
    const { action, text, firstStep, who, source } = first!;
    const steps = [`Eerste stap: ${firstStep}`, `Wie begint: ${who}`];
    if (form.advice === 'wide') {
      const left = countLines(about, 56) + 1.2 * countLines(action, 48) + countLines(text, 64);
      const right = [...steps, `Bron: ${source}.`].reduce((sum, part) => sum + countLines(part, 50), 0.5);
      const more = form.hasMore && second ? countLines(Object.values(second).join(' '), 150) + 0.5 : 0;
      return 4.15 * (Math.max(left, right) + more) + 3.4;
    }
    const told =
      form.advice === 'dense'
        ? [about, action, text, ...steps, `Bron: ${source}.`]
        : [about, action, ...steps];
    return (3.9 * told.reduce((sum, part) => sum + countLines(part, 56), 0) + 2.4) / 2;
  });
  const [first = 0, ...rest] = items;
  return [
    (form.advice === 'wide' ? 21 : 15) + first,
    ...rest,
    ...(form.advice === 'brief' ? [estimateSources(advice)] : []),
    ...(form.hasMore ? shortAdvice.map((_advice, i) => (i === 0 ? 15 : 7)) : []),
  ];
}

function estimateSources(advice: ConclusionView['advice']): number {
  const sources = new Set(advice.map(({ recommendations: [idea] }) => idea!.source));
  return 3 + 3.7 * countLines([...sources].join('; 10, 12: '), 125);
}

/** The heading stands with the first facet. */
function listAgreementBlocks({ facets }: AgreementsView): number[] {
  const heights = facets.map(({ agreements }) => {
    const lines = agreements.map(({ verdict, what, line }) =>
      countLines(`${verdict}: ${what} (${line})`, 55),
    );
    return (3.85 * lines.reduce((sum, own) => sum + own, 1.8)) / 2;
  });
  const [first = 0, ...rest] = heights;
  return [22 + 2 * first, ...rest, 6];
}
