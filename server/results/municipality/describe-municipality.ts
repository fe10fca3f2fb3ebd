/** The networks of a municipality by its themes: each score as a sign on a line, beside that of the round before. */
import {
  type Band,
  drawLine,
  type LineView,
  placeBand,
  placeScore,
} from '../../../reports/charts/score-line.ts';
import { findChange } from '../../../reports/figures/describe-change.ts';
import { describeCoverage } from '../../../reports/figures/describe-conclusion.ts';
import { listParts, type Part } from '../../../reports/figures/list-parts.ts';
import { formatsOf } from '../../../reports/words/format-figures.ts';
import { isSamePart } from '../../../reports/words/same-part.ts';
import { isWithheld } from '../../../scoring/figure.ts';
import type { Language } from '../../../survey/texts.ts';
import { formatDay } from '../../text/format-date.ts';
import type { MunicipalityOverview, NetworkResult } from './municipality-overview.ts';
import { municipalityTexts } from './texts.ts';

declare module '../../web/views.ts' {
  interface DeskViews {
    'results/municipality/municipality': ReturnType<typeof describeMunicipality>;
  }
}

/** Of one theme; `score` is empty where there is none that may be shown, and then `why` says so. */
interface ThemeCell {
  theme: string;
  score: string;
  why: string;
  /** What became of it, with its sign; both empty where nothing can be said to have changed. */
  sign: string;
  verdict: string;
  line: LineView;
  /** Where the signs are on the line; empty where there is none. */
  now: string;
  before: string;
  band: Band | undefined;
}

export function describeMunicipality({
  language,
  municipality,
  networks,
  left,
  withoutResult,
}: MunicipalityOverview) {
  const t = municipalityTexts(language);
  const themes = listThemes(networks);
  return {
    title: t('municipality.title', { name: municipality.name }),
    isEmpty: networks.length === 0,
    themes: [...themes.values()],
    networks: networks.map((own) => ({
      id: own.network.id,
      name: own.network.name,
      madeUp: own.network.madeUp,
      taken: describeTaking(own, language),
      results: `/desk/rounds/${own.round.id}/results`,
      years: `/desk/networks/${own.network.id}/comparison`,
      cells: [...themes].map(([id, theme]) => describeCell(own, { id, theme }, language)),
    })),
    left: left > 0 ? t('municipality.more', { count: left, shown: networks.length }) : undefined,
    withoutResult:
      withoutResult.length > 0
        ? t('municipality.withoutResult', {
            count: withoutResult.length,
            list: formatsOf(language).list(withoutResult),
          })
        : undefined,
    links: { all: `/desk/municipalities/${municipality.id}/comparison`, results: '/desk/results' },
  };
}

/** The themes of all questionnaires by id, in the order of the first that has them. */
function listThemes(networks: readonly NetworkResult[]): Map<string, string> {
  const themes = new Map<string, string>();
  for (const { now } of networks)
    for (const { id, name, isConcept } of listParts(now))
      if (isConcept && !themes.has(id)) themes.set(id, name);
  return themes;
}

function describeTaking({ round, now }: NetworkResult, language: Language): string {
  const { coverage } = now.scores;
  const t = municipalityTexts(language);
  return t('municipality.taken', {
    round: round.name,
    day: formatDay(round.closedAt, language),
    answered: isWithheld(coverage) ? '' : describeCoverage(coverage, language),
  }).trim();
}

function describeCell(
  { now, before }: NetworkResult,
  { id, theme }: { id: string; theme: string },
  language: Language,
): ThemeCell {
  const t = municipalityTexts(language);
  const isTheme = (part: Part) => part.isConcept && part.id === id;
  const part = listParts(now).find(isTheme);
  const { instrument } = now;
  const change = part && findChange(now, part);
  const look = change && change.look !== 'same' && change.look !== 'withheld' ? change.look : undefined;
  // Where the questions changed, the two places on the line do not compare.
  const earlier =
    part?.score && before && isSamePart(instrument, before.instrument, id)
      ? listParts(before).find(isTheme)?.score
      : undefined;
  return {
    theme,
    score: part?.score ? formatsOf(language).index(part.score.index) : '',
    why: part?.score ? '' : t(part ? 'municipality.tooFew' : 'municipality.notAsked'),
    sign: look ? change!.sign : '',
    verdict: look ? t(`municipality.verdict.${look}`) : '',
    line: drawLine(instrument),
    now: part?.score ? String(placeScore(part.score.index)) : '',
    before: earlier ? String(placeScore(earlier.index)) : '',
    band: part?.score && placeBand(part.score.ci, instrument.scale),
  };
}
