/** The networks of a municipality by its themes: each score as a band, with the mark of the round before, as on a cover. */
import type { Band } from '../../../reports/charts/describe-band.ts';
import { drawScore } from '../../../reports/charts/list-bands.ts';
import { findChange } from '../../../reports/figures/describe-change.ts';
import { describeCoverage } from '../../../reports/figures/describe-conclusion.ts';
import { listParts } from '../../../reports/figures/list-parts.ts';
import { formatsOf } from '../../../reports/words/format-figures.ts';
import { isWithheld } from '../../../scoring/figure.ts';
import type { Language } from '../../../survey/texts.ts';
import type { FirstStepsView } from '../../first-steps/describe-first-steps.ts';
import { formatDay } from '../../text/format-date.ts';
import type { MunicipalityOverview, NetworkResult } from './municipality-overview.ts';
import { municipalityTexts } from './texts.ts';

declare module '../../web/views.ts' {
  interface DeskViews {
    'results/municipality/municipality': ReturnType<typeof describeMunicipality> & {
      firstSteps: FirstStepsView | undefined;
    };
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
  { now }: NetworkResult,
  { id, theme }: { id: string; theme: string },
  language: Language,
): ThemeCell {
  const t = municipalityTexts(language);
  const part = listParts(now).find((one) => one.isConcept && one.id === id);
  const change = part && findChange(now, part);
  const look = change && change.look !== 'same' && change.look !== 'withheld' ? change.look : undefined;
  return {
    theme,
    score: part?.score ? formatsOf(language).index(part.score.index) : '',
    why: part?.score ? '' : t(part ? 'municipality.tooFew' : 'municipality.notAsked'),
    sign: look ? change!.sign : '',
    verdict: look ? t(`municipality.verdict.${look}`) : '',
    band: part && drawScore(now, part),
  };
}
