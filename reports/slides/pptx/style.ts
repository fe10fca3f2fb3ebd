/** The colours and letters of the file to edit: those of the page, unless the municipality has its own. */
import { fontFace } from './measure-text.ts';

export interface Style {
  /** `rrggbb`: that of the municipality, or our own. */
  colour: string;
  /** Of the letters, on the ground of this slide. */
  ink: string;
  words: { firstStep: string; who: string };
}

export const colours = {
  ink: '16232B',
  teal: '0B4F6C',
  copper: '93440C',
  grey: '53616A',
  steel: '8796A0',
  line: 'C5D0D6',
  mist: 'EDF3F6',
  sand: 'F8F1E9',
  white: 'FFFFFF',
};

/** Letters without anything around them. */
export function plain(fontSize: number, color: string) {
  return { fontFace, fontSize, color, margin: 0 };
}
