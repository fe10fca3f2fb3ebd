/** What the templates of the slides are given: each slide as it stands on the page. */
import type { FacetClass } from '../../scoring/scores.ts';
import type { Look } from '../figures/verdict-looks.ts';
import type { Block, ChartRow, Choice, Slide, SlideChart, SlideMap, SlideTable, TextLook } from './slides.ts';

/** Where the file to edit is, and the way back; undefined for a page on its own. */
export interface SlideLinks {
  pptx: string;
  back: string | undefined;
}

export interface SlidesPage {
  logo: { src: string; width: number; height: number; alt: string } | undefined;
  links: SlideLinks | undefined;
  count: number;
  slides: readonly SlideView[];
}

interface SlideView {
  name: Slide['name'];
  title: string;
  notes: readonly string[];
  number: number;
  isFirst: boolean;
  /** Does the title need smaller letters? */
  isLong: boolean;
  blocks: readonly BlockView[];
}

/** One of these is there. */
interface BlockView {
  text: { look: TextLook; text: string } | undefined;
  facts: readonly { figure: string; label: string }[] | undefined;
  bullets: readonly string[] | undefined;
  chart: ChartView | undefined;
  map: Omit<SlideMap, 'kind'> | undefined;
  table: TableView | undefined;
  choices: readonly Choice[] | undefined;
}

/** Places are shares of the width of the line from 0 to 100. */
interface ChartView {
  /** Has it a heading for each group? */
  isGrouped: boolean;
  groups: readonly { name: string; rows: readonly RowView[] }[];
  zones: { weak: string; strong: string; strongWidth: string };
  name: string;
  signs: readonly { path: string; class: FacetClass; name: string }[];
  previous: string;
  hasSigns: boolean;
}

interface RowView {
  name: string;
  verdict: string;
  withheld: string;
  figure: { text: string; at: string; low: string; width: string; look: string; path: string } | undefined;
  change: { look: Look; sign: string; mark: string } | undefined;
  /** Where the mark of the previous round stands; empty when there is none. */
  previous: string;
}

interface TableView {
  caption: string;
  columns: readonly string[];
  rows: readonly {
    sign: string;
    look: string;
    name: string;
    sentence: string;
    /** Each with its column, which a phone shows beside it. */
    cells: readonly { column: string; text: string }[];
  }[];
}

declare module '../document/views.ts' {
  interface Documents {
    slides: SlidesPage;
  }
  interface Parts {
    'slide-block': BlockView;
    'slide-chart': ChartView;
  }
}

/** Outlines around 0,0: a dark circle is strong, an open square weak; a theme is a stroke. */
const paths: Record<FacetClass | 'theme', string> = {
  strong: 'M6 0A6 6 0 1 1-6 0A6 6 0 1 1 6 0Z',
  attention: 'M0-7 7 0 0 7-7 0Z',
  weak: 'M-5.5-5.5H5.5V5.5H-5.5Z',
  unequal: 'M0-6.5 6.5 5.5H-6.5Z',
  theme: 'M0-9V9',
};

/** Titles longer than this are set smaller. */
const longTitle = 45;

export function viewSlides(slides: readonly Slide[]): SlideView[] {
  return slides.map(({ name, title, notes, blocks }, i) => ({
    name,
    title,
    notes,
    number: i + 1,
    isFirst: i === 0,
    isLong: title.length > longTitle,
    blocks: blocks.map(viewBlock),
  }));
}

function viewBlock(block: Block): BlockView {
  const of = <Kind extends Block['kind']>(kind: Kind) =>
    block.kind === kind ? (block as Extract<Block, { kind: Kind }>) : undefined;
  const [chart, table] = [of('chart'), of('table')];
  return {
    text: of('text'),
    facts: of('facts')?.facts,
    bullets: of('bullets')?.items,
    chart: chart && viewChart(chart),
    map: of('map'),
    table: table && viewTable(table),
    choices: of('choices')?.choices,
  };
}

function viewChart({ groups, weak, strong, name: what, signs, previous }: SlideChart): ChartView {
  return {
    name: what,
    previous,
    hasSigns: signs.length > 0 || previous !== '',
    isGrouped: groups.length > 1,
    groups: groups.map(({ name, rows }) => ({ name, rows: rows.map(viewRow) })),
    zones: { weak: share(weak), strong: share(strong), strongWidth: share(100 - strong) },
    signs: signs.map((sign) => ({ ...sign, path: paths[sign.class] })),
  };
}

function viewRow({ name, verdict, withheld, score, change, previous }: ChartRow): RowView {
  if (!score) return { name, verdict, withheld, figure: undefined, change, previous: '' };
  const { value, text, low = value, high = value, class: own = 'theme' } = score;
  return {
    name,
    verdict,
    withheld,
    figure: {
      text,
      at: share(value),
      low: share(low),
      width: share(high - low),
      look: own,
      path: paths[own as FacetClass | 'theme'],
    },
    change,
    previous: previous === undefined ? '' : share(previous),
  };
}

function share(value: number): string {
  return `${Math.round(value * 10) / 10}%`;
}

function viewTable({ caption, columns, rows }: SlideTable): TableView {
  return {
    caption,
    columns,
    rows: rows.map(({ sign, look, name, sentence = '', cells }) => ({
      sign,
      look,
      name,
      sentence,
      cells: cells.map((text, i) => ({ column: columns[i + 1]!, text })),
    })),
  };
}
