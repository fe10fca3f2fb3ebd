/**
 * Discussion sheets: one page for each weakness, to lie on a table and be written on. What the figures say in a line, one
 * big question, ideas to start with, and room to write; the last page is for what is agreed. They say no more than the
 * factsheet.
 */
import { isWithheld } from '../../scoring/figure.ts';
import { type FacetClass, minimum } from '../../scoring/scores.ts';
import { chooseAdvice } from '../advice/choose-advice.ts';
import { listRecommendations, type Recommendation } from '../advice/list-recommendations.ts';
import type { Band } from '../charts/describe-band.ts';
import { drawScore } from '../charts/list-bands.ts';
import { renderDocument } from '../document/render-document.ts';
import type { WithheldView } from '../document/views.ts';
import { findChange } from '../figures/describe-change.ts';
import { describeCoverage } from '../figures/describe-conclusion.ts';
import { describeFacet, describeFigures } from '../figures/describe-figures.ts';
import { describeFoot, describeHead, type HeadView } from '../figures/describe-round.ts';
import type { FactsheetInput } from '../figures/factsheet-input.ts';
import { namePart, titlePart } from '../words/name-part.ts';
import { shortenName } from '../words/shorten-name.ts';
import { listQuestions } from './list-questions.ts';
import { sheetTexts } from './texts.ts';

/** More would leave no room to write. */
const maxIdeas = 2;

interface DiscussionSheetsPage {
  head: HeadView;
  /** Instead of sheets, when too few partners answered. */
  withheld: WithheldView | undefined;
  /** How many partners took part; empty when withheld. */
  coverage: string;
  sheets: readonly Sheet[];
  /** The numbers of the lines to write on, and of the rows for agreements. */
  lines: readonly number[];
  rows: readonly number[];
}

/** One page about one facet. */
interface Sheet {
  /** The theme that it belongs to. */
  about: string;
  name: string;
  isLong: boolean;
  /** The score as every document draws it; undefined only when it may not be shown. */
  band: Band | undefined;
  sentence: string;
  figures: string;
  /** That its class is clear; empty when the sentence says that it is likely. */
  sure: string;
  /** What became of it since the previous round; empty when nothing can be said. */
  change: string;
  /** The first of the questions, in large letters. */
  bigQuestion: string;
  questions: readonly string[];
  /** Does the factsheet advise about it? */
  isOnFactsheet: boolean;
  ideas: readonly Recommendation[];
}

declare module '../document/views.ts' {
  interface Documents {
    'discussion-sheets': DiscussionSheetsPage;
  }
}

/**
 * A self-contained HTML document. With `attention` also a sheet for each facet that is neither strong nor weak;
 * without a sheet to make, a page that says why.
 */
export function renderDiscussionSheets(
  input: FactsheetInput,
  { attention = false }: { attention?: boolean } = {},
): string {
  const { language, scores } = input;
  const t = sheetTexts(language);
  const head = describeHead(input, t('sheets.kind'), shortenName(input.network.name));
  const { coverage } = scores;
  return renderDocument('discussion-sheets', {
    language,
    title: t('sheets.title', { ...head }),
    foot: describeFoot([t('sheets.kind'), head.network, head.municipality, head.round], input),
    looks: input.looks,
    head: {
      ...head,
      network: shortenName(head.network, 60),
      municipality: shortenName(head.municipality, 40),
      round: shortenName(head.round, 40),
    },
    withheld: isWithheld(coverage) ? { minimum, partners: coverage.partners } : undefined,
    coverage: isWithheld(coverage) ? '' : describeCoverage(coverage, language),
    sheets: isWithheld(coverage) ? [] : listSheets(input, attention),
    lines: [1, 2, 3, 4, 5],
    rows: [1, 2, 3, 4, 5, 6],
  });
}

/** In the order of the instrument; a facet whose score may not be shown has no sheet. */
function listSheets(input: FactsheetInput, attention: boolean): Sheet[] {
  const wanted: FacetClass[] = attention ? ['weak', 'unequal', 'attention'] : ['weak', 'unequal'];
  const { instrument, scores, language } = input;
  const t = sheetTexts(language);
  const advised = chooseAdvice(input).map(({ id }) => id);
  return instrument.concepts.flatMap((concept) =>
    concept.facets.flatMap((facet) => {
      const score = scores.facets.find(({ id }) => id === facet.id);
      if (!score || isWithheld(score) || !wanted.includes(score.class)) return [];
      const term = namePart(facet, language);
      const name = titlePart(facet, language);
      const [bigQuestion, ...questions] = listQuestions(language, facet.id, shortenName(term, 140));
      const change = findChange(input, { id: facet.id, isConcept: false });
      return {
        about: t('sheets.about', { concept: shortenName(titlePart(concept, language), 100) }),
        name: shortenName(name, 140),
        isLong: name.length > 45,
        band: drawScore(
          { ...input, previousRound: undefined },
          { id: facet.id, isConcept: false, concept: concept.id, name, term, score },
        ),
        sentence: describeFacet(facet.id, score, language),
        figures: describeFigures(score, language),
        sure: score.certainty === 'clear' ? t(`sheets.figures.clear.${score.class}`) : '',
        change:
          change && change.look !== 'withheld' ? t('sheets.figures.change', { verdict: change.verdict }) : '',
        bigQuestion: bigQuestion!,
        questions,
        isOnFactsheet: advised.includes(facet.id),
        ideas: listRecommendations(language, facet.id, score.class, term, input.localRecommendations)
          .slice(0, maxIdeas)
          .map((idea) => ({ ...idea, action: shortenName(idea.action, 140) })),
      };
    }),
  );
}
