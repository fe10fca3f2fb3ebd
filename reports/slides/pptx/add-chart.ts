/** Scores as bars in a chart of the office program, with a workbook inside that has the same figures. */

import type { FacetClass } from '../../../scoring/scores.ts';
import type { ChartRow, SlideChart } from '../slides.ts';
import type { OfficeSlide } from './library.ts';
import { fontFace } from './measure-text.ts';
import type { Box } from './place-blocks.ts';
import { colours, plain, type Style } from './style.ts';

/** They stand before the names, so that no colour alone says what is strong. */
const signs: Record<FacetClass, string> = { strong: '+', attention: '±', weak: '−', unequal: '−' };
const fills: Record<FacetClass, string> = {
  strong: colours.teal,
  attention: colours.grey,
  weak: colours.copper,
  unequal: colours.copper,
};

type Scored = ChartRow & { score: NonNullable<ChartRow['score']> };

/** The rows that have a score, in the order of the bars: what may not be shown is named below the chart. */
export function listScored({ groups }: SlideChart): Scored[] {
  return groups.flatMap(({ rows }) => rows).filter((row): row is Scored => row.score !== undefined);
}

export function addChart(slide: OfficeSlide, chart: SlideChart, box: Box, { colour }: Style): void {
  const scored = listScored(chart);
  const held = chart.groups.flatMap(({ rows }) => rows).filter(({ score }) => !score);
  const noteHeight = held.length > 0 ? 0.35 : 0;
  const isLarge = scored.length < 8;
  if (held.length > 0)
    slide.addText(`${held[0]!.withheld}: ${held.map(({ name }) => name).join(', ')}`, {
      ...box,
      y: box.y + box.h - noteHeight,
      h: noteHeight,
      ...plain(12, colours.grey),
      valign: 'bottom',
    });
  if (scored.length === 0) return;
  slide.addChart(
    'bar',
    [
      {
        name: chart.name,
        labels: scored.map(writeLabel),
        values: scored.map(({ score }) => score.value),
      },
    ],
    {
      ...box,
      h: box.h - noteHeight,
      altText: chart.alternative,
      objectName: chart.alternative.split('.', 1)[0]!,
      barDir: 'bar',
      barGapWidthPct: isLarge ? 70 : 35,
      // One colour for each bar; a chart of one bar has one anyway.
      chartColors: scored.map(({ score }) => (score.class ? fills[score.class] : colour)),
      // From top to bottom; the types of the library know one direction only.
      catAxisOrientation: 'maxMin' as 'minMax',
      catAxisLabelFontFace: fontFace,
      catAxisLabelFontSize: isLarge ? 18 : 13,
      catAxisLabelColor: colours.ink,
      catAxisLineShow: true,
      valAxisMinVal: 0,
      valAxisMaxVal: 100,
      valAxisMajorUnit: 25,
      valAxisLabelFontFace: fontFace,
      valAxisLabelFontSize: 12,
      valAxisLabelColor: colours.grey,
      valAxisLabelFormatCode: '0',
      valAxisLineShow: false,
      valGridLine: { color: colours.line, size: 0.75 },
      showLegend: false,
      showTitle: false,
      showValue: true,
      dataLabelFontFace: fontFace,
      dataLabelFontSize: isLarge ? 18 : 13,
      dataLabelFontBold: true,
      dataLabelColor: colours.white,
      dataLabelFormatCode: '0',
    },
  );
}

/** A bar that is shorter than its figure has it beside its name. */
const leastInside = 14;

export function isLow({ score }: Scored): boolean {
  return score.value < leastInside;
}

/** '+ Vertrouwen ▲ nu beter' */
function writeLabel(row: Scored): string {
  const { name, score, change } = row;
  return [
    score.class && signs[score.class],
    isLow(row) ? `${name}: ${score.text}` : name,
    change && `${change.sign} ${change.mark}`,
  ]
    .filter(Boolean)
    .join(' ');
}
