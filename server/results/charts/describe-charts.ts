/** The charts and the map of a factsheet as the page of the result shows them: the same rows, words and pictures. */

import type { Band } from '../../../reports/charts/describe-band.ts';
import type { BandRow } from '../../../reports/charts/list-bands.ts';
import { listBands } from '../../../reports/charts/list-bands.ts';
import { type LegendMark, listMarks } from '../../../reports/charts/list-marks.ts';
import { describeConditions } from '../../../reports/factsheet/describe-conditions.ts';
import { conditionTexts, factsheetTexts } from '../../../reports/factsheet/texts.ts';
import { describeAnswer } from '../../../reports/figures/describe-conclusion.ts';
import type { FactsheetInput } from '../../../reports/figures/factsheet-input.ts';
import { drawMap } from '../../../reports/map/draw-map.ts';
import { mapTexts } from '../../../reports/map/texts.ts';
import type { PictureName } from '../../../reports/pictures/picture-names.ts';
import { isWithheld } from '../../../scoring/figure.ts';
import type { Round } from '../../rounds/rounds.ts';
import { namePicture } from '../pictures/send-picture.ts';

interface Picture {
  href: string;
  /** The name of the file, without what comes after the dot. */
  file: string;
  /** The chart that it is of. */
  what: string;
}

interface Chart {
  title: string;
  rows: readonly Pick<BandRow, 'name' | 'isConcept' | 'shown'>[];
  marks: readonly LegendMark[];
  hasVerdicts: boolean;
  notes: readonly string[];
  picture: Picture;
}

declare module '../../web/views.ts' {
  interface Parts {
    'reports/charts/band': Band;
    'results/charts/chart': Chart;
    'results/charts/save': { picture: Picture };
  }
}

/** Undefined when too few partners answered. */
export function describeCharts(factsheet: FactsheetInput, round: Round) {
  const { scores, instrument, language } = factsheet;
  if (isWithheld(scores.coverage)) return undefined;
  const t = factsheetTexts(language);
  const rows = listBands(factsheet);
  const themes = rows.filter(({ isConcept }) => isConcept);
  const marks = listMarks(factsheet);
  const conditions = describeConditions(factsheet);
  const picture = (name: PictureName, what: string): Picture => ({
    href: `/desk/rounds/${round.id}/pictures/${name}.svg`,
    file: namePicture(name, round, language),
    what,
  });
  const draw = (name: PictureName, chart: Omit<Chart, 'picture'>): Chart => ({
    ...chart,
    picture: picture(name, chart.title),
  });
  const view = isWithheld(scores.map)
    ? undefined
    : drawMap({ map: scores.map, ties: scores.ties, instrument, language });
  return {
    question: t('factsheet.question'),
    answer: describeAnswer(factsheet),
    themes: draw('themes', {
      title: t('factsheet.cover.themes', { count: themes.length }),
      rows: themes,
      marks: marks.filter(({ look }) => look === 'theme' || look === 'then'),
      hasVerdicts: false,
      notes: [],
    }),
    parts: draw('parts', {
      title: t('factsheet.themes.title'),
      rows,
      marks,
      hasVerdicts: true,
      notes: [t('factsheet.themes.read')],
    }),
    conditions:
      conditions &&
      conditions.rows.length > 0 &&
      draw('conditions', {
        title: conditionTexts(language)('conditions.title'),
        rows: conditions.rows.map(({ name, figures }) => ({
          name,
          isConcept: false,
          shown: describeRow(figures),
        })),
        marks: [],
        hasVerdicts: true,
        notes: conditions.notes,
      }),
    map: view && {
      title: mapTexts(language)('map.title'),
      sentences: view.sentences,
      alternative: view.alternative,
      picture: picture('map', mapTexts(language)('map.title')),
    },
  };
}

function describeRow(figures: NonNullable<ReturnType<typeof describeConditions>>['rows'][number]['figures']) {
  return figures && { ...figures, look: figures.band.look };
}
