/** The frame of the picture that a reader saves: title and date above the map, below it what its signs mean. */
import type { Looks } from '../figures/factsheet-input.ts';
import type { MapView } from '../map/draw-map.ts';
import type { DrawingView } from '../map/draw-placed.ts';
import { shortenApart, shortenName } from '../words/shorten-name.ts';
import { colourPicture } from './picture-style.ts';

export interface MapPicture {
  width: number;
  height: number;
  title: string;
  /** Round, day, and that data are made up. */
  about: string;
  /** Where the map begins, and what follows it. */
  top: number;
  rows: { x: number; y: number; path: string; look: string; text: string }[];
  lines: { x: number; y: number; end: number; thickness: string; text: string; textX: number }[];
  /** What size means, and below it a line for what is drawn, which the script fills. */
  sizes: string;
  sizesY: number;
  seenY: number;
  /** Its style sheet, which the script puts inside. */
  style: string;
  /** The name of the file, without what comes after the dot. */
  file: string;
  /** With the map inside, for one that no script fills. */
  whole: { style: string; drawing: DrawingView; seen: string } | undefined;
}

declare module '../document/views.ts' {
  interface Parts {
    'map-picture': MapPicture;
  }
}

const columns = 3;
const rowHeight = 17;
const top = 62;
/** Characters of a name in a column. */
const nameLength = 32;

export function drawMapPicture(
  { drawings: [{ width, height, isNumbered }], kinds, legend }: MapView,
  said: Pick<MapPicture, 'title' | 'about' | 'sizes' | 'file'>,
  looks: Looks | undefined,
): MapPicture {
  // Where the map has numbers, the picture needs the names.
  const names = shortenApart(
    kinds.flatMap(({ partners }) => partners.map(({ name: [whole] }) => whole!.text)),
    nameLength,
  );
  const rows = kinds.flatMap(({ name, path, look, partners }) => [
    { path, look, text: shortenName(name, nameLength) },
    ...(isNumbered
      ? partners.map(({ number }) => ({
          path: '',
          look: '',
          text: `${number}  ${names[number - 1]!}`,
        }))
      : []),
  ]);
  const inColumn = Math.ceil(rows.length / columns);
  const below = top + height + 30;
  const linesAt = below + inColumn * rowHeight + 8;
  const notesAt = linesAt + Math.ceil(legend.lines.length / 2) * rowHeight + 8;
  const half = width / 2;
  return {
    ...said,
    style: colourPicture(looks),
    whole: undefined,
    width,
    height: notesAt + 2 * rowHeight,
    sizesY: notesAt,
    seenY: notesAt + rowHeight,
    top,
    rows: rows.map((row, i) => ({
      ...row,
      x: 8 + Math.floor(i / inColumn) * (width / columns),
      y: below + (i % inColumn) * rowHeight,
    })),
    lines: legend.lines.map(({ thickness, text }, i) => {
      const x = 8 + (i % 2) * half;
      return { x, y: linesAt + Math.floor(i / 2) * rowHeight, end: x + 30, textX: x + 38, thickness, text };
    }),
  };
}
