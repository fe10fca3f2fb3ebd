/**
 * This round beside the previous one, in words: what is demonstrably better or worse, on how many partners that
 * rests, and how many took part only once. What `discloseChange` withholds is withheld here too.
 */
import type { Change, ChangeScore, OneRoundGroup } from '../../scoring/changes.ts';
import { isWithheld } from '../../scoring/figure.ts';
import type { Scale } from '../../survey/instrument.ts';
import { formatsOf, toIndex } from '../words/format-figures.ts';
import { wordTexts } from '../words/texts.ts';
import type { FactsheetInput } from './factsheet-input.ts';
import { listParts, type Part } from './list-parts.ts';
import { findLook, type Look, signs } from './verdict-looks.ts';

/** How one concept or facet changed. */
export interface PartChange {
  look: Look;
  /** ▲, ▼, △, ▽ or =, beside the word; empty when withheld. */
  sign: string;
  verdict: string;
  /** Beside a facet that is better or worse, or maybe: 'better than last time'; else empty. */
  mark: string;
  /** 'index +12,5 (4,0 tot 21,0), 9 partners beide keren'; empty when withheld. */
  figure: string;
  /** The difference with its interval, and on how many partners it rests; both missing when not shown. */
  difference?: string;
  matched?: number;
  /** In points of the index: the smallest difference that would have been demonstrable. */
  smallest?: number;
}

export interface ChangeView {
  /** Which round it is compared with. */
  intro: string[];
  /** What changed, in one or two sentences. */
  lead: string[];
  /** Each concept with its own change and that of its facets. Empty when nothing may be shown. */
  concepts: { name: string; change: PartChange; facets: (PartChange & { name: string })[] }[];
  notes: string[];
  /** Is any difference shown, so that the table has a column for it? */
  hasDifferences: boolean;
}

/** How this concept or facet changed; undefined without an earlier round to compare with. */
export function findChange(
  { instrument, scores, language }: FactsheetInput,
  { id, isConcept }: Pick<Part, 'id' | 'isConcept'>,
): PartChange | undefined {
  const { change } = scores;
  if (!change || isWithheld(change)) return undefined;
  const score = (isConcept ? change.concepts : change.facets).find((part) => part.id === id);
  return score && describePartChange(score, instrument.scale, language);
}

/** Undefined when there is no earlier round. */
export function describeChange(input: FactsheetInput): ChangeView | undefined {
  const { scores, language, previousRound } = input;
  const { change } = scores;
  if (!change) return undefined;
  const t = wordTexts(language);
  const { date, list } = formatsOf(language);
  if (isWithheld(change)) {
    const lead = t(change.withheld === 'undefined' ? 'words.change.noItems' : 'words.change.withheld');
    return { intro: [], lead: [lead], concepts: [], notes: [], hasDifferences: false };
  }
  const parts = listParts(input).map((part) => ({ ...part, change: findChange(input, part)! }));
  const facets = parts.filter(({ isConcept }) => !isConcept);
  const named = (look: Look) =>
    list(facets.filter(({ change: { look: own } }) => own === look).map(({ term }) => term));
  const changed = (['better', 'worse', 'maybe-better', 'maybe-worse'] as const).flatMap((look) => {
    const names = named(look);
    return names ? [{ look, sentence: t(`words.change.${look}`, { list: names }) }] : [];
  });
  const isDemonstrable = changed.some(({ look }) => look === 'better' || look === 'worse');
  const isKnown = facets.some(({ change: { look } }) => look !== 'withheld');
  const shown = parts.filter((part) => part.change.difference !== undefined);
  const hidden = parts.filter((part) => part.change.matched !== undefined && !part.change.difference);
  return {
    intro: [
      ...(previousRound
        ? [t('words.change.since', { name: previousRound.name, date: date(previousRound.closedAt) })]
        : []),
      ...describeVersions(input, change),
      ...describeRules(input, change),
      t('words.change.matched'),
    ],
    lead: [
      ...(isDemonstrable ? [] : [t(isKnown ? 'words.change.none' : 'words.change.unknown')]),
      ...changed.map(({ sentence }) => sentence),
    ],
    concepts: parts
      .filter(({ isConcept }) => isConcept)
      .map(({ id, name, change: own }) => ({
        name,
        change: own,
        facets: facets
          .filter(({ concept }) => concept === id)
          .map((facet) => ({ ...facet.change, name: facet.name })),
      })),
    notes: [
      ...describeSmallest(input, shown),
      ...describeMovers(input, change),
      ...(hidden.length === 0
        ? []
        : shown.length === 0
          ? [t('words.change.hiddenAll')]
          : [t('words.change.hidden', { list: list(hidden.map(nameInSentence)) })]),
    ],
    hasDifferences: shown.length > 0,
  };
}

function describePartChange(
  score: ChangeScore,
  scale: Scale,
  language: FactsheetInput['language'],
): PartChange {
  const t = wordTexts(language);
  const look = findLook(score);
  const base = {
    look,
    sign: signs[look],
    verdict: t(`words.change.verdict.${look}`),
    mark: look === 'same' || look === 'withheld' ? '' : t(`words.change.mark.${look}`),
  };
  if (!('m' in score)) return { ...base, figure: '' };
  const partners = t('words.figures.partners', { count: score.m });
  if (isWithheld(score))
    return { ...base, figure: t('words.change.matchedOnly', { partners }), matched: score.m };
  const { points } = formatsOf(language);
  const perPoint = 100 / (scale.max - scale.min);
  const [difference, low, high] = [score.difference, ...score.ci].map((value) => points(value * perPoint));
  return {
    ...base,
    figure: t('words.change.figure', { difference, low, high, partners }),
    difference: t('words.table.difference', { difference, low, high }),
    matched: score.m,
    ...(score.smallest !== undefined && { smallest: score.smallest * perPoint }),
  };
}

/** From which difference on a change would have been demonstrable, for those whose difference is shown. */
function describeSmallest(
  { language }: FactsheetInput,
  parts: readonly (Part & { change: PartChange })[],
): string[] {
  const t = wordTexts(language);
  const range = (isConcept: boolean) => {
    const points = parts
      .filter((part) => part.isConcept === isConcept)
      .flatMap(({ change }) => change.smallest ?? []);
    if (points.length === 0) return undefined;
    const [low, high] = [Math.min(...points), Math.max(...points)].map(formatsOf(language).index);
    return low === high ? low : t('words.table.range', { low, high });
  };
  const [concepts, facets] = [range(true), range(false)];
  if (facets === undefined) return [];
  return [
    concepts === undefined
      ? t('words.change.smallestFacets', { facets })
      : t('words.change.smallest', { concepts, facets }),
  ];
}

/** Rounds that were scored by different rules are compared by those of the later one. */
export function describeRules({ scores, language }: FactsheetInput, { since }: Change): string[] {
  if (since.rules === undefined) return [];
  const versions = { earlier: since.rules, now: scores.rules };
  return [wordTexts(language)('words.change.otherRules', versions)];
}

function describeVersions({ scores, language }: FactsheetInput, { since, sharedItems }: Change): string[] {
  if (since.hash === scores.instrument.hash) return [];
  const values = { count: sharedItems, earlier: since.version, now: scores.instrument.version };
  return [wordTexts(language)('words.change.otherVersion', values)];
}

/** Joiners and leavers: one number when it is the same for each concept, else by concept. */
function describeMovers(input: FactsheetInput, change: Change): string[] {
  const t = wordTexts(input.language);
  const joiners = describeGroup(input, change, 'joiners');
  const leavers = describeGroup(input, change, 'leavers');
  if (joiners === undefined || leavers === undefined) return [];
  if (joiners === '' && leavers === '') return [t('words.change.nobody')];
  return [
    ...(joiners ? [t('words.change.joiners', { list: joiners })] : []),
    ...(leavers ? [t('words.change.leavers', { list: leavers })] : []),
    t('words.change.movers'),
  ];
}

/** Undefined when nothing is known for any concept; empty when there is nobody. */
function describeGroup(
  input: FactsheetInput,
  change: Change,
  which: 'joiners' | 'leavers',
): string | undefined {
  const t = wordTexts(input.language);
  const groups = change.concepts.flatMap((score) =>
    'm' in score ? [{ id: score.id, group: score[which] }] : [],
  );
  if (groups.length === 0) return undefined;
  const write = (group: OneRoundGroup) => {
    const partners = t('words.figures.partners', { count: group.n });
    if (isWithheld(group)) return partners;
    const index = formatsOf(input.language).index(toIndex(input.instrument.scale, group.mean));
    return t('words.change.withMean', { partners, index });
  };
  if (groups.every(({ group }) => group.n === 0)) return '';
  const [first] = groups;
  if (groups.every(({ group }) => isWithheld(group) && group.n === first!.group.n))
    return write(first!.group);
  const parts = listParts(input);
  return formatsOf(input.language).list(
    groups.map(({ id, group }) =>
      t('words.change.ofConcept', {
        figures: write(group),
        concept: parts.find((part) => part.isConcept && part.id === id)!.name,
      }),
    ),
  );
}

function nameInSentence({ isConcept, name, term }: Part): string {
  return isConcept ? `‘${name}’` : term;
}
