/**
 * What documents are made from, read once at start: templates, styles with the Latin letters, and scripts. A
 * document carries all that it needs inside, so that it needs nothing from outside.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { latin } from '../fonts/font-subsets.ts';
import { toDataUrl, writeFontFaces } from '../fonts/write-font-faces.ts';

const root = join(import.meta.dirname, '..');

export function readText(path: string): string {
  // The browser reads line ends as \n, and the hashes of the policy must fit.
  return readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
}

function readOwn(name: string): string {
  return readText(join(root, name));
}

/** A script to be put inside a page: with one of these in it, the page would end it too early. */
function checkInline(source: string, name: string): string {
  if (/<\/script|<!--/i.test(source)) throw new Error(`${name} cannot be put inside a page.`);
  return source;
}

/** The Latin letters of all documents. */
export const latinFaces = writeFontFaces('Source Sans 3', latin, toDataUrl);

export const stylesheet =
  latinFaces +
  readOwn('factsheet/factsheet.css') +
  readOwn('factsheet/factsheet-paper.css') +
  readOwn('charts/bands.css') +
  readOwn('factsheet/cover.css') +
  readOwn('factsheet/sides.css') +
  readOwn('factsheet/actions.css') +
  readOwn('map/map.css') +
  readOwn('discussion-sheets/discussion-sheets.css') +
  readOwn('mirror/mirror.css');

/** Puts the foot on printed pages, and chooses the forms that fit there. */
export const pageScript = checkInline(
  readOwn('document/page-foot.js') + readOwn('document/fit-parts.js'),
  'page-foot.js',
);

/** What a comparison looks like, besides what it shares with the factsheets. */
export const comparisonStylesheet = readOwn('comparison/comparison.css');

/** What a social map looks like, besides what it shares with the factsheets. */
export const socialMapStylesheet = readOwn('social-map/social-map.css');

/** What the page of the map looks like, besides what it shares with the factsheets. */
export const networkMapStylesheet = readOwn('network-map/network-map.css');

/** What pictures look like that readers save, with variables for their colours. */
export const pictureStylesheet = readOwn('pictures/picture.css').replaceAll(/\/\*.*?\*\/|\s+/gs, ' ');

/** Lets a reader choose on the page of the map. */
export const networkMapScript = checkInline(readOwn('network-map/network-map.js'), 'network-map.js');
/** What slides look like, besides what they share with the factsheets; and the script that shows one at a time. */
export const slidesStylesheet = readOwn('slides/slides.css');
export const slidesScript = checkInline(readOwn('slides/slides.js'), 'slides.js');

/** The templates of documents and their parts by name, with their files. */
export const templateFiles: ReadonlyMap<string, string> = new Map(
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.hbs'))
    .map((file) => [basename(file, '.hbs'), join(root, file)]),
);
