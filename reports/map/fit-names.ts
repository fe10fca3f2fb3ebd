/**
 * How the list of partners fits on paper, under the drawing: in ordinary letters, in small ones, or in four columns
 * instead of three, and where that is not enough with long names cut, never so that two become alike. The web page has
 * no end: names stand there whole.
 */
import { shortenApart } from '../words/shorten-name.ts';

interface Room {
  look: '' | 'small' | 'smallest';
  columns: number;
  rows: number;
  /** Letters that surely fit on one row, and in a name of more rows, where lines end between words. */
  letters: number;
  broken: number;
}

const rooms: Room[] = [
  { look: '', columns: 3, rows: 15, letters: 30, broken: 26 },
  { look: 'small', columns: 3, rows: 27, letters: 30, broken: 27 },
  { look: 'smallest', columns: 4, rows: 28, letters: 23, broken: 20 },
];
/** A heading with the white above it. */
const headingRows = 1.6;

export interface FittedNames {
  look: Room['look'];
  /** The names as they stand on paper, in the same order. */
  names: string[];
}

export function fitNames(names: readonly string[], kinds: number): FittedNames {
  const [ordinary, ...smaller] = rooms as [Room, ...Room[]];
  if (fits(names, kinds, ordinary)) return { look: ordinary.look, names: [...names] };
  for (const room of smaller) {
    const lengths = [300, 3 * room.broken, 2 * room.broken, room.letters];
    for (const length of lengths) {
      const cut = shortenApart(names, length);
      if (fits(cut, kinds, room)) return { look: room.look, names: cut };
    }
  }
  const last = rooms.at(-1)!;
  return { look: last.look, names: shortenApart(names, last.letters) };
}

function fits(names: readonly string[], kinds: number, { columns, rows, letters, broken }: Room): boolean {
  const taken = names.map(({ length }) => (length <= letters ? 1 : Math.ceil(length / broken)));
  return taken.reduce((sum, own) => sum + own, kinds * headingRows) <= columns * rows;
}
