/**
 * The mirror of one partner, on two pages: its own scores beside the network's, what others said of it, how it changed
 * and what it could do. It is for that partner, and names no other. The coordinator's copy, which the partner has
 * agreed to, leaves out what only the partner may see.
 */
import { isWithheld } from '../../scoring/figure.ts';
import { minimum } from '../../scoring/scores.ts';
import { renderDocument } from '../document/render-document.ts';
import { smallestDifference } from '../figures/compare-partner.ts';
import { describeCoverage } from '../figures/describe-conclusion.ts';
import { describeReversed, describeRounding, isOfFirstRules } from '../figures/describe-method.ts';
import { describeFoot, describeHead, type HeadView } from '../figures/describe-round.ts';
import type { FactsheetInput } from '../figures/factsheet-input.ts';
import { formatsOf } from '../words/format-figures.ts';
import { shortenName } from '../words/shorten-name.ts';
import { wordTexts } from '../words/texts.ts';
import { describeMirror, type MirrorView } from './describe-mirror.ts';
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
  view: MirrorView;
}

declare module '../document/views.ts' {
  interface Documents {
    mirror: WithheldMirror | ShownMirror;
  }
}

/**
 * A self-contained HTML document with the mirror of this partner. Without scores that may be shown it is a page that
 * says why and what to do.
 */
export function renderMirror(input: FactsheetInput, partnerId: string): string {
  const { language, scores } = input;
  const t = mirrorTexts(language);
  const partner = findName(input, partnerId);
  const head = describeHead(input, t('mirror.kind'), partner, shortenName(input.network.name));
  const frame = {
    language,
    title: t('mirror.title', { ...head, partner }),
    foot: describeFoot([partner, head.network, head.round], input),
    looks: input.looks,
    head,
    question: t('mirror.question'),
    coverage: isWithheld(scores.coverage)
      ? t('mirror.answer.network', { minimum })
      : describeCoverage(scores.coverage, language),
    method: describeMirrorMethod(input),
    privacy: [t(input.isCoordinatorsCopy ? 'mirror.copy.privacy' : 'mirror.privacy', { partner })],
  };
  const own = scores.partners.find(({ id }) => id === partnerId);
  if (own === undefined || isWithheld(own)) {
    return renderDocument('mirror', {
      ...frame,
      withheld: true,
      answer: t('mirror.withheld.answer'),
      basis: '',
    });
  }
  const view = describeMirror(input, own);
  return renderDocument('mirror', {
    ...frame,
    withheld: false,
    answer: view.answer,
    basis: t('mirror.basis', { count: own.respondents }),
    view,
  });
}

/** Only what this partner needs to understand its two pages; the factsheet of the network has the rest. */
function describeMirrorMethod(input: FactsheetInput): string[] {
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
  const score = [t('mirror.method.score', { min, max }), ...describeReversed(input)].join(' ');
  const isFirst = isOfFirstRules(input);
  if (isWithheld(scores.coverage)) return [score, withheld, version];
  return [
    score,
    t(isFirst ? 'mirror.method.firstRules.same' : 'mirror.method.same', {
      points: formatsOf(language).number(smallestDifference),
    }),
    t(isFirst ? 'mirror.method.firstRules.interval' : 'mirror.method.interval'),
    ...(scores.change && !isWithheld(scores.change) ? [t('mirror.method.change')] : []),
    withheld,
    ...describeRounding([input]),
    version,
  ];
}

/** The name given by the caller, else the one on the map; where that is withheld, the id of the partner. */
function findName({ partnerName, scores: { map } }: FactsheetInput, partnerId: string): string {
  const node = isWithheld(map) ? undefined : map.nodes.find(({ id }) => id === partnerId);
  return shortenName(partnerName ?? node?.name ?? partnerId);
}
