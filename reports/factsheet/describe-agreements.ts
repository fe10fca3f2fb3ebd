/**
 * What became of the agreements of earlier rounds, in words: per facet what was agreed, whether it is done, and what
 * the facet did since. That one came from the other is never claimed.
 */
import { findChange } from '../figures/describe-change.ts';
import type { EarlierAgreement, FactsheetInput } from '../figures/factsheet-input.ts';
import { listParts } from '../figures/list-parts.ts';
import { formatsOf } from '../words/format-figures.ts';
import { shortenName } from '../words/shorten-name.ts';
import { agreementTexts } from './texts.ts';

/** How long what people typed may become, from much room to little. */
const longest = [
  { what: 300, who: 150 },
  { what: 120, who: 70 },
  { what: 75, who: 45 },
];
/** So many stand on a factsheet; of more, those that are not done come first. And the lines for all, in two columns. */
const rooms = {
  roomy: { most: 12, lines: 48 },
  tight: { most: 12, lines: 36 },
  scarce: { most: 6, lines: 18 },
};
export type AgreementsRoom = keyof typeof rooms;
/** About so many letters stand on a line of a column, beside the state and the day. */
const lineLength = 58;
const aside = 50;

interface AgreementView {
  what: string;
  /** Who, and before which day. */
  line: string;
  state: EarlierAgreement['state'];
  /** ✓ or ○, beside the word. */
  sign: string;
  verdict: string;
}

export interface AgreementsView {
  intro: string[];
  facets: {
    name: string;
    /** What the facet did since the previous round; missing when nothing can be said. */
    since?: { look: string; sign: string; text: string };
    agreements: AgreementView[];
  }[];
  notes: string[];
}

/**
 * Undefined when nothing was agreed. The facets stand in the order of the instrument. Long agreements
 * are cut to the room that there is.
 */
export function describeAgreements(input: FactsheetInput, room: AgreementsRoom): AgreementsView | undefined {
  const { agreements = [], language, round, printedOn } = input;
  if (agreements.length === 0) return undefined;
  const t = agreementTexts(language);
  const known = listParts(input).filter(({ isConcept }) => !isConcept);
  const names = new Map(known.map(({ id, name }) => [id, name]));
  const shown = fitAgreements(chooseShown(agreements, rooms[room].most), rooms[room].lines);
  const others = shown.map(({ facet }) => facet).filter((facet) => !names.has(facet));
  const count = agreements.length;
  const done = agreements.filter(({ state }) => state === 'done').length;
  const date = formatsOf(language).date(round.closedAt ?? printedOn);
  return {
    intro: [t('agreements.intro', { count, date }), t('agreements.counted', { done, count })],
    facets: [...names.keys(), ...new Set(others)].flatMap((facet) => {
      const own = shown.filter((agreement) => agreement.facet === facet);
      if (own.length === 0) return [];
      const since = describeSince(input, facet);
      return {
        name: names.get(facet) ?? shortenName(facet),
        ...(since && { since }),
        agreements: own.map((agreement) => describeAgreement(agreement, language)),
      };
    }),
    notes: [
      ...(count > shown.length ? [t('agreements.others', { count: count - shown.length })] : []),
      t('agreements.causes'),
    ],
  };
}

/** In the order in which they came. */
function chooseShown(agreements: readonly EarlierAgreement[], most: number): EarlierAgreement[] {
  if (agreements.length <= most) return [...agreements];
  const states = ['late', 'open', 'done'];
  const chosen = new Set(
    [...agreements].sort((a, b) => states.indexOf(a.state) - states.indexOf(b.state)).slice(0, most),
  );
  return agreements.filter((agreement) => chosen.has(agreement));
}

/** The agreements with what people typed cut to what there is room for. */
function fitAgreements(agreements: readonly EarlierAgreement[], mostLines: number): EarlierAgreement[] {
  const tried = longest.map(({ what, who }) =>
    agreements.map((one) => ({ ...one, what: shortenName(one.what, what), who: shortenName(one.who, who) })),
  );
  const countLines = (list: readonly EarlierAgreement[]) =>
    list.reduce((sum, { what, who }) => sum + Math.ceil((what.length + who.length + aside) / lineLength), 0);
  return tried.find((list) => countLines(list) <= mostLines) ?? tried.at(-1)!;
}

function describeSince(input: FactsheetInput, facet: string) {
  const change = findChange(input, { id: facet, isConcept: false });
  if (!change || change.look === 'withheld') return undefined;
  const text = agreementTexts(input.language)('agreements.since', { verdict: change.verdict });
  return { look: change.look, sign: change.sign, text };
}

function describeAgreement(
  { what, who, byWhen, state }: EarlierAgreement,
  language: FactsheetInput['language'],
): AgreementView {
  const t = agreementTexts(language);
  // Noon: the same day in the Netherlands, in summer and in winter.
  const date = formatsOf(language).date(`${byWhen}T12:00:00Z`);
  return {
    what,
    line: t('agreements.line', { who, date }),
    state,
    sign: state === 'done' ? '✓' : '○',
    verdict: t(`agreements.state.${state}`),
  };
}
