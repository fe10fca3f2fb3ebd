/** Scores as bars in a chart of the office program, with a workbook inside that has the same figures. */

import type { FacetClass } from '../../../scoring/scores.ts';
import type { ChartRow, SlideChart } from '../slides.ts';
import type { OfficeShape, OfficeSlide } from './library.ts';
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
  const noteHeight = held.length > 0 || chart.previous ? 0.35 : 0;
  const foot = { ...box, y: box.y + box.h - noteHeight, h: noteHeight };
  const isLarge = scored.length < 8;
  if (held.length > 0)
    slide.addText(`${held[0]!.withheld}: ${held.map(({ name }) => name).join(', ')}`, {
      ...foot,
      w: box.w - (chart.previous ? legendWidth : 0),
      ...plain(12, colours.grey),
      valign: 'bottom',
    });
  if (scored.length === 0) return;
  if (chart.previous) addLegend(slide, chart.previous, foot);
  slide.addChart(
    'bar',
    [
      {
        name: chart.name,
        labels: scored.map(writeLabel),
        values: scored.map(({ score }) => score.value),
      },
      ...(chart.previous
        ? [
            {
              name: chart.previous,
              labels: scored.map(writeLabel),
              values: scored.map(({ previous }) => (previous === undefined ? NaN : Math.round(previous))),
            },
          ]
        : []),
    ],
    {
      ...box,
      h: box.h - noteHeight,
      altText: chart.alternative,
      objectName: chart.alternative.split('.', 1)[0]!,
      barDir: 'bar',
      barGapWidthPct: isLarge ? 70 : 35,
      // That of the previous round stands behind it, and looks out above it.
      barOverlapPct: 70,
      chartColors: [colour],
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

/** Inches for a piece of the bar of the previous round and what it is called. */
const legendWidth = 2.4;

function addLegend(slide: OfficeSlide, name: string, { x, y, w, h }: Box): void {
  const left = x + w - legendWidth;
  slide.addShape('rect' as OfficeShape, {
    ...{ x: left, y: y + h - 0.21, w: 0.3, h: 0.12 },
    fill: { color: colours.line },
    line: { color: colours.steel, width: 0.75 },
  });
  slide.addText(name, {
    ...{ x: left + 0.4, y, w: legendWidth - 0.4, h },
    ...plain(13, colours.ink),
    valign: 'bottom',
  });
}

/** The colour of its bar; undefined for a theme, which has that of the municipality. */
export function findFill({ score }: Scored): string | undefined {
  return score.class && fills[score.class];
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
