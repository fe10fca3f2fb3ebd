/**
 * A chart or the map of a factsheet as a picture to save (SVG): with title, date and legend, and its fonts and colours
 * inside. It shows what the factsheet shows, of the same input, and nothing besides.
 */
import { isWithheld } from '../../scoring/figure.ts';
import { listBands } from '../charts/list-bands.ts';
import { listMarks } from '../charts/list-marks.ts';
import { renderSvg } from '../document/render-document.ts';
import { describeConditions } from '../factsheet/describe-conditions.ts';
import { conditionTexts, factsheetTexts } from '../factsheet/texts.ts';
import { describeHead } from '../figures/describe-round.ts';
import type { FactsheetInput } from '../figures/factsheet-input.ts';
import { drawMap, type MapView } from '../map/draw-map.ts';
import { mapTexts } from '../map/texts.ts';
import { networkMapTexts } from '../network-map/texts.ts';
import { shortenName } from '../words/shorten-name.ts';
import { drawBandPicture } from './draw-band-picture.ts';
import { drawMapPicture } from './draw-map-picture.ts';
import type { PictureName } from './picture-names.ts';
import { stylePicture } from './picture-style.ts';

/** Undefined when the factsheet does not show it. */
export function renderPicture(name: PictureName, input: FactsheetInput): string | undefined {
  if (isWithheld(input.scores.coverage)) return undefined;
  return name === 'map' ? renderMap(input) : renderBands(name, input);
}

function renderBands(name: Exclude<PictureName, 'map'>, input: FactsheetInput): string | undefined {
  const { language } = input;
  const t = factsheetTexts(language);
  const about = describeAbout(input);
  if (name === 'conditions') {
    const conditions = describeConditions(input);
    if (!conditions || conditions.rows.length === 0) return undefined;
    const rows = conditions.rows.map((row) => ({ name: row.name, isConcept: false, shown: row.figures }));
    const title = conditionTexts(language)('conditions.title');
    return renderSvg(
      'band-picture',
      drawBandPicture({ title, about, marks: [], rows, notes: conditions.notes }, input),
    );
  }
  const isAll = name === 'parts';
  const rows = listBands(input).filter(({ isConcept }) => isAll || isConcept);
  const marks = listMarks(input).filter(({ look }) => isAll || look === 'theme' || look === 'then');
  const title = isAll ? t('factsheet.themes.title') : t('factsheet.cover.themes', { count: rows.length });
  return renderSvg(
    'band-picture',
    drawBandPicture({ title, about, marks, rows, notes: [t('factsheet.themes.read')] }, input),
  );
}

function renderMap(input: FactsheetInput): string | undefined {
  const { scores, instrument, language, looks } = input;
  if (isWithheld(scores.map)) return undefined;
  const view = drawMap({ map: scores.map, ties: scores.ties, instrument, language });
  const picture = drawMapPicture(view, nameMapPicture(input, view), looks);
  const text = [picture.title, picture.about, ...picture.rows.map((row) => row.text)].join(' ');
  const names = view.drawings[0].labels.flatMap(({ lines }) => lines.map((line) => line.text)).join(' ');
  return renderSvg('map-picture', {
    ...picture,
    whole: {
      style: stylePicture(text + names, looks),
      drawing: view.drawings[0],
      seen: view.chosen ?? '',
    },
  });
}

/** What the picture of the map says around it. */
export function nameMapPicture(input: FactsheetInput, { legend }: Pick<MapView, 'legend'>) {
  const { network, round, standing, madeUp } = describeHead(input, '', '');
  const { language } = input;
  return {
    title: shortenName(network, 70),
    about: [shortenName(round, 40), standing, ...(madeUp ? [madeUp] : [])].join(' · '),
    sizes: legend.sizes ? mapTexts(language)('map.sizes') : '',
    file: networkMapTexts(language)('networkMap.file', { network, round }),
  };
}

function describeAbout(input: FactsheetInput): string {
  const { network, municipality, round, standing, madeUp } = describeHead(input, '', '');
  return [shortenName(network, 80), shortenName(municipality, 40), shortenName(round, 40), standing, madeUp]
    .filter((part) => part !== '')
    .join(' · ');
}
