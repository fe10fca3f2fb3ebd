/**
 * Who does what, and for whom: each contribution or group with the partners that wrote it down, so that gaps and
 * overlap show. It counts what was written down, which is not the same as what is done, and it says so.
 */
import { contributions } from '../../survey/profile.ts';
import { profileChoices, profileTexts } from '../../survey/profile-texts.ts';
import type { Language } from '../../survey/texts.ts';
import { shortenApart } from '../words/shorten-name.ts';
import { isWritten, type Mapped, type Written } from './list-mapped.ts';
import { socialMapTexts } from './texts.ts';

const topics = {
  contributions: { choices: profileChoices.contributions, own: 'otherContributions' },
  targetGroups: { choices: profileChoices.targetGroups, own: 'otherTargetGroups' },
} as const;
export type Topic = keyof typeof topics;

export interface TopicRow {
  name: string;
  /** Nobody, one, or more: the sign beside the words. */
  look: 'nobody' | 'one' | 'more';
  isMore: boolean;
  /** How many characters its names take together. */
  letters: number;
  count: number;
  words: string;
  partners: { place: number; name: string }[];
}

export interface FindingView {
  title: string;
  text: string;
  items: string[];
}

/** Which partner does what: a cell for each of `columns` in each of `rows`. */
export interface MatrixView {
  columns: string[];
  rows: { name: string; cells: boolean[]; total: number }[];
}

/** How many partners fit side by side on paper. */
const maxColumns = 25;
const maxColumnLength = 62;
/** Nobody reads a longer list in a block. */
const maxItems = 7;
const maxBusiest = 5;

/** A row for each contribution or group in the fixed order; the last, for own words, only when somebody has them. */
export function listRows(topic: Topic, mapped: readonly Mapped[], language: Language): TopicRow[] {
  const { choices, own } = topics[topic];
  const written = mapped.filter(isWritten);
  const names = profileTexts(language);
  const rows = choices.map(({ id, name }) =>
    describeRow(
      topic,
      names(name),
      written.filter(({ profile }) => (profile.content[topic] as readonly string[]).includes(id)),
      language,
    ),
  );
  const others = written.filter(({ profile }) => profile.content[own] !== '');
  const other = socialMapTexts(language)(`socialMap.${topic}.other`);
  return others.length === 0 ? rows : [...rows, describeRow(topic, other, others, language)];
}

function describeRow(topic: Topic, name: string, written: readonly Written[], language: Language): TopicRow {
  const count = written.length;
  const look = count === 0 ? 'nobody' : count === 1 ? 'one' : 'more';
  return {
    name,
    look,
    isMore: look === 'more',
    letters: written.reduce((sum, { shortName }) => sum + shortName.length + 2, 0),
    count,
    words: socialMapTexts(language)(`socialMap.${topic}.${look}`, { count }),
    partners: written.map(({ place, shortName }) => ({ place, name: shortName })),
  };
}

/** Gaps, what depends on one partner, and overlap, each as a block with its contributions. */
export function describeFindings(mapped: readonly Mapped[], language: Language): FindingView[] {
  const t = socialMapTexts(language);
  // Without the row for own words: two partners there do not overlap.
  const rows = listRows('contributions', mapped, language).slice(0, contributions.length);
  const busiest = rows.filter(({ look }) => look === 'more').sort((a, b) => b.count - a.count);
  const blocks = [
    { key: 'nobody', items: rows.filter(({ look }) => look === 'nobody').map(({ name }) => name) },
    {
      key: 'one',
      items: rows.filter(({ look }) => look === 'one').map(({ name }) => name),
    },
    {
      key: 'more',
      items: busiest.slice(0, maxBusiest).map((row) => t('socialMap.findings.item', { ...row })),
    },
  ] as const;
  return blocks.map(({ key, items }) => {
    const rest = items.length - maxItems;
    const shown = rest > 1 ? items.slice(0, maxItems) : items;
    return {
      title: t(`socialMap.findings.${key}.title`),
      text: t(`socialMap.findings.${key}.${items.length === 0 ? 'empty' : 'text'}`),
      items: rest > 1 ? [...shown, t('socialMap.findings.rest', { count: rest })] : shown,
    };
  });
}

/** All contributions by all partners that wrote something; undefined when they do not fit, or for a single partner. */
export function describeMatrix(mapped: readonly Mapped[], language: Language): MatrixView | undefined {
  const written = mapped.filter(isWritten);
  if (written.length < 2 || written.length > maxColumns) return undefined;
  const columns = shortenApart(
    written.map(({ name }) => name),
    30,
  );
  if (columns.some((name) => name.length > maxColumnLength)) return undefined;
  const names = profileTexts(language);
  return {
    columns,
    rows: contributions.map((id) => {
      const cells = written.map(({ profile }) => profile.content.contributions.includes(id));
      return { name: names(`contributions.${id}.name`), cells, total: cells.filter(Boolean).length };
    }),
  };
}
