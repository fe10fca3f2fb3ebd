/**
 * The factsheet of one partner, on two pages: its own scores beside the network's, what others said of it, what became of
 * it and what it could do. It is for that partner, and no other partner stands in it. The copy of the coordinator, of a
 * partner that agrees to it, leaves out what the partner alone sees.
 */
import { isWithheld, minimum } from '../../scoring/scores.ts';
import { buildChart, type Chart } from '../charts/build-chart.ts';
import { renderDocument } from '../document/render-document.ts';
import { smallestDifference } from '../figures/compare-partner.ts';
import { describeCoverage } from '../figures/describe-conclusion.ts';
import { describeRounding } from '../figures/describe-method.ts';
import { describeFoot, describeHead, type HeadView } from '../figures/describe-round.ts';
import type { FactsheetInput } from '../figures/factsheet-input.ts';
import { formatsOf } from '../words/format-figures.ts';
import { shortenName } from '../words/shorten-name.ts';
import { wordTexts } from '../words/texts.ts';
import { describePartner, type PartnerView } from './describe-partner.ts';
import { mirrorTexts } from './texts.ts';

interface MirrorFrame {
  head: HeadView;
  question: string;
  answer: string;
  /** On how many people the scores of this partner rest; empty when they are withheld. */
  basis: string;
  /** How many partners of the network took part. */
  coverage: string;
  privacy: readonly string[];
  method: readonly string[];
}

/** The page of a partner whose scores are withheld. */
interface WithheldMirror extends MirrorFrame {
  withheld: true;
}

interface ShownMirror extends MirrorFrame {
  withheld: false;
  view: PartnerView;
  chart: Chart;
}

declare module '../document/views.ts' {
  interface Documents {
    mirror: WithheldMirror | ShownMirror;
  }
}

/**
 * A self-contained HTML document with the factsheet of this partner. Without scores that may be shown it is a page
 * that says why and what to do.
 */
export function renderMirror(input: FactsheetInput, partnerId: string): string {
  const { language, scores } = input;
  const t = mirrorTexts(language);
  const partner = findName(input, partnerId);
  const head = describeHead(input, t('partner.kind'), partner, shortenName(input.network.name));
  const frame = {
    language,
    title: t('partner.title', { ...head, partner }),
    foot: describeFoot([partner, head.network, head.round], input),
    head,
    question: t('partner.question'),
    coverage: isWithheld(scores.coverage)
      ? t('partner.answer.network', { minimum })
      : describeCoverage(scores.coverage, language),
    method: describePartnerMethod(input),
    privacy: [t(input.isCoordinatorsCopy ? 'partner.copy.privacy' : 'partner.privacy', { partner })],
  };
  const own = scores.partners.find(({ id }) => id === partnerId);
  if (own === undefined || isWithheld(own)) {
    return renderDocument('mirror', {
      ...frame,
      withheld: true,
      answer: t('partner.withheld.answer'),
      basis: '',
    });
  }
  const view = describePartner(input, own);
  return renderDocument('mirror', {
    ...frame,
    withheld: false,
    answer: view.answer,
    basis: t('partner.basis', { count: own.respondents }),
    view,
    chart: buildChart(input, own),
  });
}

/** Only what this partner needs to read its two pages; the factsheet of the network has the rest. */
function describePartnerMethod(input: FactsheetInput): string[] {
  const { instrument, scores, language } = input;
  const t = mirrorTexts(language);
  const { min, max } = instrument.scale;
  const version = wordTexts(language)('words.method.version', {
    name: instrument.name?.[language] ?? instrument.id,
    version: scores.instrument.version,
    hash: scores.instrument.hash,
    rules: scores.rules,
  });
  const withheld = wordTexts(language)('words.method.withheld', { minimum });
  const index = t('partner.method.index', { min, max });
  if (isWithheld(scores.coverage)) return [index, withheld, version];
  return [
    index,
    t('partner.method.same', { points: formatsOf(language).number(smallestDifference) }),
    t('partner.method.interval'),
    ...(scores.change && !isWithheld(scores.change) ? [t('partner.method.change')] : []),
    withheld,
    ...describeRounding([input]),
    version,
  ];
}

/** As the caller says, or else as it stands on the map; where that is withheld, the partner goes by its id. */
function findName({ partnerName, scores: { map } }: FactsheetInput, partnerId: string): string {
  const node = isWithheld(map) ? undefined : map.nodes.find(({ id }) => id === partnerId);
  return shortenName(partnerName ?? node?.name ?? partnerId);
}
