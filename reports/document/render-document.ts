/**
 * The whole HTML document around a factsheet: one file that is the web page and what is printed. Handlebars escapes
 * whatever people typed; `{{t "key" name=value}}` gives a text in the language of the document.
 */
import handlebars from 'handlebars';
import type { Language } from '../../survey/texts.ts';
import type { Chart } from '../charts/build-chart.ts';
import type { ComparisonCharts } from '../figures/figures-table.ts';
import { reportTexts } from '../words/report-texts.ts';
import {
  chartLibrary,
  comparisonStylesheet,
  linesScript,
  pageScript,
  socialMapStylesheet,
  stylesheet,
  templates,
} from './assets.ts';
import { partHelpers } from './document-parts.ts';
import { comparisonPolicy, documentPolicy, socialMapPolicy } from './document-policy.ts';

const engine = handlebars.create();
engine.registerHelper('t', (key: string, { hash, data }: handlebars.HelperOptions) => {
  const text = reportTexts((data.root as { language: Language }).language).find(key, hash);
  if (text === undefined) throw new Error(`There is no text with the key '${key}'.`);
  return text;
});
engine.registerHelper(partHelpers);
for (const [name, source] of Object.entries(templates)) engine.registerPartial(name, engine.compile(source));
const renderPage = engine.compile('{{#> document}}{{> (lookup . "page")}}{{/document}}');

export interface DocumentView {
  language: Language;
  /** The template that is the body. */
  page: 'factsheet' | 'partner-factsheet' | 'discussion-sheets' | 'comparison' | 'social-map';
  title: string;
  /** What stands at the foot of each printed page. */
  foot: string;
  /** Left out: a document without a chart, and without its library. */
  chart?: Chart;
  /** The charts of a comparison, by the number in the id of their canvas. */
  comparison?: ComparisonCharts;
}

/** What a page has besides, or instead of, what all have. */
const ownParts = {
  comparison: { policy: comparisonPolicy, ownStylesheet: comparisonStylesheet },
  'social-map': { policy: socialMapPolicy, ownStylesheet: socialMapStylesheet },
};

/** Renders a view with its template; whatever the template of `page` reads stands in the view as well. */
export function renderDocument(view: DocumentView & Record<string, unknown>): string {
  return renderPage({
    ...view,
    policy: documentPolicy,
    stylesheet,
    pageScript,
    ...(view.page in ownParts && ownParts[view.page as keyof typeof ownParts]),
    ...(view.chart && { chartLibrary, chartJson: toInlineJson(view.chart) }),
    ...(view.comparison && { chartLibrary, linesScript, linesJson: toInlineJson(view.comparison) }),
  });
}

/** JSON that can stand inside a script element: no text in it can end the element or open a comment. */
export function toInlineJson(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
