/**
 * A chart as the library wrote it, with the colour and the margin of each score, where the previous round stood, and
 * without what is left to chance.
 */
import type { SlideChart } from '../slides.ts';
import { findFill, isLow, listScored } from './add-chart.ts';
import { colours } from './style.ts';

export function finishChart(xml: string, chart: SlideChart): string {
  let number = 0;
  return (
    xml
      // An id that the library draws by lot.
      .replace(/(<c16:uniqueId val=")[^"]*"/g, (_whole, start: string) => {
        number += 1;
        return `${start}{${String(number).padStart(8, '0')}-0000-0000-0000-000000000000}"`;
      })
      .replace(/(<c:ser>.*?<\/c:ser>)(?:\s*(<c:ser>.*?<\/c:ser>))?/s, (_whole, scores: string, then = '') =>
        // What comes first stands behind.
        [
          then && finishPrevious(then).replace('<c:order val="1"/>', '<c:order val="0"/>'),
          finishScores(scores, chart).replace('<c:order val="0"/>', `<c:order val="${then ? 1 : 0}"/>`),
        ].join(''),
      )
  );
}

function finishScores(series: string, chart: SlideChart): string {
  return (
    series
      .replace('<c:dLbls>', () => `${writeFills(chart)}<c:dLbls>${hideLowLabels(chart)}`)
      // At the foot of the bar, where the line of the margin never is.
      .replace(
        /(?:<c:dLblPos val="outEnd"\/>)?(?=<c:showLegendKey val="0"\/>(?:(?!<c:dLbl>).)*<\/c:dLbls>)/s,
        '<c:dLblPos val="inBase"/>',
      )
      .replace('<c:cat>', () => `${writeMargins(chart)}<c:cat>`)
  );
}

/** A bar without a figure, and none where it is not known. */
function finishPrevious(series: string): string {
  return series
    .replace(
      /<c:spPr>.*?<\/c:spPr>/s,
      `<c:spPr>${fill(colours.line)}<a:ln w="9525">${fill(colours.steel)}</a:ln></c:spPr>`,
    )
    .replace(/<c:dLbls>.*<\/c:dLbls>/s, '<c:dLbls><c:delete val="1"/></c:dLbls>')
    .replace(/<c:pt idx="\d+"><c:v><\/c:v><\/c:pt>/g, '');
}

function fill(colour: string): string {
  return `<a:solidFill><a:srgbClr val="${colour}"/></a:solidFill>`;
}

function writeFills(chart: SlideChart): string {
  return listScored(chart)
    .map((row, i) => {
      const own = findFill(row);
      return own === undefined
        ? ''
        : `<c:dPt><c:idx val="${i}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/><c:spPr>${fill(own)}</c:spPr></c:dPt>`;
    })
    .join('');
}

/** From the lowest to the highest that a score may be by chance; nothing where there is no such interval. */
function writeMargins(chart: SlideChart): string {
  const scores = listScored(chart).map(({ score }) => score);
  if (scores.every(({ low }) => low === undefined)) return '';
  const list = (reach: (score: (typeof scores)[number]) => number) =>
    `<c:numLit><c:formatCode>General</c:formatCode><c:ptCount val="${scores.length}"/>${scores
      .map((score, i) => `<c:pt idx="${i}"><c:v>${Math.max(0, reach(score))}</c:v></c:pt>`)
      .join('')}</c:numLit>`;
  return [
    '<c:errBars><c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>',
    `<c:plus>${list(({ value, high = value }) => high - value)}</c:plus>`,
    `<c:minus>${list(({ value, low = value }) => value - low)}</c:minus>`,
    `<c:spPr><a:ln w="25400">${fill(colours.steel)}<a:prstDash val="solid"/></a:ln></c:spPr></c:errBars>`,
  ].join('');
}

function hideLowLabels(chart: SlideChart): string {
  return listScored(chart)
    .map((row, i) => (isLow(row) ? `<c:dLbl><c:idx val="${i}"/><c:delete val="1"/></c:dLbl>` : ''))
    .join('');
}
