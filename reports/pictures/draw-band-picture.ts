/** The frame of a chart that a reader saves: title, round and date, legend, rows of scores on a line, how to read it. */
import type { Band } from '../charts/describe-band.ts';
import type { LegendMark } from '../charts/list-marks.ts';
import type { FactsheetInput } from '../figures/factsheet-input.ts';
import { wordTexts } from '../words/texts.ts';
import { breakText } from './break-text.ts';
import { stylePicture } from './picture-style.ts';

interface Line {
  y: number;
  text: string;
}

export interface BandPicture {
  width: number;
  height: number;
  style: string;
  title: string;
  /** Of which network and round, on how many lines it takes. */
  about: Line[];
  marks: (LegendMark & { x: number; y: number })[];
  ticks: (Line & { x: number })[];
  /** Where the line of a score begins, and how long it is. */
  from: number;
  across: number;
  scoreX: number;
  verdictX: number;
  rows: {
    lines: Line[];
    isConcept: boolean;
    /** Is it parted from what stands above? */
    hasLine: boolean;
    top: number;
    bandY: number;
    textY: number;
    shown: RowFigures | undefined;
  }[];
  /** Instead of the figures of a row without them. */
  withheld: string;
  notes: Line[];
}

interface RowFigures {
  band: Band;
  score: string;
  sign: string;
  verdict: string;
}

export interface PictureRow {
  name: string;
  isConcept: boolean;
  shown?: RowFigures | undefined;
}

declare module '../document/views.ts' {
  interface Pictures {
    'band-picture': BandPicture;
  }
}

const line = { from: 332, across: 320 };
const rowHeight = 25;
const lineHeight = 16;
const columnWidth = 235;
/** Characters of a name on a line. */
const nameLength = 42;

interface Said {
  title: string;
  about: string;
  marks: readonly LegendMark[];
  rows: readonly PictureRow[];
  notes: readonly string[];
}

export function drawBandPicture(
  { title, about, marks, rows, notes }: Said,
  { language, looks }: FactsheetInput,
): BandPicture {
  const hasVerdicts = rows.some(({ shown }) => shown?.verdict);
  const width = hasVerdicts ? 960 : 724;
  const columns = Math.floor(width / columnWidth);
  /** Characters of small print on a line. */
  const length = Math.floor(width / 5.9);
  const aboutLines = writeLines(breakText(about, length), 50);
  const marksAt = 50 + aboutLines.length * lineHeight + 8;
  const ticksAt = marksAt + Math.ceil(marks.length / columns) * 20 + 14;
  let y = ticksAt + 8;
  const drawn = rows.map(({ name, isConcept, shown }, i) => {
    const lines = breakText(name, nameLength);
    const top = y;
    const height = rowHeight + (lines.length - 1) * lineHeight;
    y += height;
    const middle = top + height / 2;
    return {
      lines: writeLines(lines, middle + 5 - ((lines.length - 1) * lineHeight) / 2),
      isConcept,
      hasLine: isConcept && i > 0,
      top,
      bandY: middle - 10.5,
      textY: middle + 5,
      shown,
    };
  });
  const noteLines = writeLines(
    notes.flatMap((note) => breakText(note, length)),
    y + 24,
  );
  const withheld = wordTexts(language)('words.table.withheld');
  const text = [title, about, withheld, ...notes, ...rows.map(({ name }) => name)].join(' ');
  return {
    width,
    height: y + 24 + noteLines.length * lineHeight,
    style: stylePicture(text, looks),
    title,
    about: aboutLines,
    marks: marks.map((mark, i) => ({
      ...mark,
      x: 16 + (i % columns) * columnWidth,
      y: marksAt + Math.floor(i / columns) * 20,
    })),
    ticks: [0, 25, 50, 75, 100].map((tick) => ({
      x: line.from + (tick / 100) * line.across,
      y: ticksAt,
      text: String(tick),
    })),
    ...line,
    scoreX: 708,
    verdictX: 726,
    rows: drawn,
    withheld,
    notes: noteLines,
  };
}

function writeLines(lines: readonly string[], first: number): Line[] {
  return lines.map((text, i) => ({ text, y: first + i * lineHeight }));
}
