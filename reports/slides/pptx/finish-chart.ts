/** A chart as the library wrote it, with the margin of each score, and without what is left to chance. */
import type { SlideChart } from '../slides.ts';
import { isLow, listScored } from './add-chart.ts';

export function finishChart(xml: string, chart: SlideChart): string {
  let number = 0;
  return (
    xml
      // An id that the library draws by lot.
      .replace(/(<c16:uniqueId val=")[^"]*"/g, (_whole, start: string) => {
        number += 1;
        return `${start}{${String(number).padStart(8, '0')}-0000-0000-0000-000000000000}"`;
      })
      .replace(
        /(<c:dLbls>(?:(?!<\/c:dLbls>).)*<\/c:dLbls>\s*)((?:<c:dPt>(?:(?!<\/c:dPt>).)*<\/c:dPt>\s*)+)/s,
        '$2$1',
      )
      .replace('<c:dLbls>', () => `<c:dLbls>${hideLowLabels(chart)}`)
      // At the foot of the bar, where the line of the margin never is.
      .replace(
        /(?:<c:dLblPos val="outEnd"\/>)?(?=<c:showLegendKey val="0"\/>(?:(?!<c:dLbl>).)*<\/c:dLbls>)/s,
        '<c:dLblPos val="inBase"/>',
      )
      .replace('<c:cat>', () => `${writeMargins(chart)}<c:cat>`)
  );
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
    `<c:spPr><a:ln w="25400"><a:solidFill><a:srgbClr val="8796A0"/></a:solidFill><a:prstDash val="solid"/></a:ln></c:spPr></c:errBars>`,
  ].join('');
}

function hideLowLabels(chart: SlideChart): string {
  return listScored(chart)
    .map((row, i) => (isLow(row) ? `<c:dLbl><c:idx val="${i}"/><c:delete val="1"/></c:dLbl>` : ''))
    .join('');
}
