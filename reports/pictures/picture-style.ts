/** The style of a picture that is saved: with its colours and fonts inside, for programs that know no variables. */
import { latinFaces, pictureStylesheet } from '../document/assets.ts';
import type { Looks } from '../figures/factsheet-input.ts';
import { findFonts } from '../fonts/find-fonts.ts';
import { otherScripts, toDataUrl, writeFontFaces } from '../fonts/write-font-faces.ts';

/** Those of `factsheet.css`. */
const colours: Readonly<Record<string, string>> = {
  ink: '#16232b',
  teal: '#0b4f6c',
  copper: '#93440c',
  grey: '#53616a',
  line: '#c5d0d6',
  mist: '#edf3f6',
  sand: '#f8f1e9',
};

/** The rules without the fonts, in the colour of the municipality; anything but a colour is left out. */
export function colourPicture({ colour = '' }: Looks = {}): string {
  const own = /^#[0-9a-f]{6}$/i.test(colour) ? { ...colours, teal: colour } : colours;
  return pictureStylesheet.replaceAll(/var\(--(\w+)\)/g, (_all, name: string) => own[name]!);
}

/** The rules with the fonts that this text needs. */
export function stylePicture(text: string, looks: Looks | undefined): string {
  return latinFaces + writeFontFaces(otherScripts, findFonts(text), toDataUrl) + colourPicture(looks);
}
