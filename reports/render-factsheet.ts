/** The factsheet of a network: from scores that may be shown to a whole document in words and drawings. */
import { isWithheld, minimum } from '../scoring/scores.ts';
import { buildChart } from './build-chart.ts';
import { describeAnswer, describeConclusion, describeCoverage } from './describe-conclusion.ts';
import { describeMethod } from './describe-method.ts';
import { describeFoot, describeHead } from './describe-round.ts';
import type { FactsheetInput } from './factsheet-input.ts';
import { listConcepts } from './list-concepts.ts';
import { listFigures } from './list-figures.ts';
import { describeShape } from './map/describe-shape.ts';
import { drawMap } from './map/draw-map.ts';
import { renderDocument } from './render-document.ts';
import { shortenName } from './shorten-name.ts';
import { reportTexts } from './texts.ts';

/**
 * A self-contained HTML document with the factsheet of the network. Below the minimum of partners it is a page
 * that says why nothing is shown and what to do.
 */
export function renderFactsheet(input: FactsheetInput): string {
  const { language, instrument, scores, round } = input;
  const t = reportTexts(language);
  const head = describeHead(input, t('factsheet.kind'), shortenName(input.network.name));
  const frame = {
    language,
    page: 'factsheet' as const,
    title: t('factsheet.title', { ...head }),
    foot: describeFoot([head.network, head.municipality, head.round], input),
    head,
    question: t('factsheet.question'),
    answer: describeAnswer(input),
    method: describeMethod(input),
    privacy: [t('factsheet.privacy.text')],
    asked: t('factsheet.how.asked', {
      ...head,
      partners: t('factsheet.how.askedPartners', { count: round.askedPartners }),
      items: instrument.concepts.flatMap((concept) => concept.facets.flatMap((facet) => facet.items)).length,
      concepts: instrument.concepts.length,
    }),
  };
  const { coverage, map } = scores;
  if (isWithheld(coverage)) {
    return renderDocument({ ...frame, withheld: { minimum, partners: coverage.partners } });
  }
  return renderDocument({
    ...frame,
    privacy: [...frame.privacy, ...(isWithheld(map) ? [] : [t('factsheet.privacy.contacts')])],
    coverage: describeCoverage(coverage, language),
    respondents: t('factsheet.how.respondents', { count: coverage.respondents }),
    concepts: listConcepts(input),
    map: isWithheld(map)
      ? undefined
      : { ...drawMap(map, language), shape: describeShape(scores.ties, language) },
    chart: buildChart(input),
    conclusion: describeConclusion(input),
    figures: listFigures(input),
  });
}
