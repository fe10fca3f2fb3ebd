/**
 * Fonts for names in other scripts, on devices that have none for them. A page that shows such a name links one style
 * sheet with the few parts of fonts that it needs; a browser then loads those for which its own fonts do not do.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { FastifyInstance } from 'fastify';
import plugin from 'fastify-plugin';
import { findFonts } from '../../reports/fonts/find-fonts.ts';
import { type FontFile, type FontSubset, fontSubsets } from '../../reports/fonts/font-subsets.ts';
import { otherScripts, writeFontFaces } from '../../reports/fonts/write-font-faces.ts';
import { notFound } from '../text/refusal.ts';

/** All but Latin and the signs that the first font of any device has, or a font that it finds by itself. */
const ofOtherScripts = /[\u0300-\u1DFF\u1EA0-\u1FFF\u2C00-\uFEFE\uFF00-\u{10FFFF}]/gu;

const subsets = new Map(fontSubsets.map((subset) => [subset.name, subset]));
const files = new Map(
  fontSubsets.flatMap((subset) => subset.files).map((file) => [basename(file.path), file]),
);
const versions = new Map<FontFile, string>();

/** The address of the style sheet with the fonts that this page needs; undefined when all is Latin. */
export function locateFonts(page: string): string | undefined {
  const signs = page.match(ofOtherScripts);
  const found = signs === null ? [] : findFonts(signs.join(''));
  if (found.length === 0) return undefined;
  const names = found.map(({ name }) => name).join(',');
  return `/assets/fonts/faces.css?fonts=${names}&v=${hash(writeFaces(found))}`;
}

/** Their addresses carry a hash of the content, like those of all assets. */
export const fonts = plugin(async (app: FastifyInstance) => {
  app.get('/assets/fonts/*', (request, reply) => {
    const { '*': name } = request.params as { '*': string };
    const { fonts: wanted = '', v } = request.query as { fonts?: string; v?: string };
    const { type, content, version } = name === 'faces.css' ? findFaces(wanted) : findFile(name);
    // While two versions run beside each other, this one may be asked for what the other has: not to be kept.
    const keep = v === version ? 'public, max-age=31536000, immutable' : 'no-cache';
    return reply.headers({ 'cache-control': keep, 'content-type': type }).send(content);
  });
});

function findFaces(names: string) {
  const wanted = names.split(',').map((name) => subsets.get(name));
  if (wanted.length > subsets.size || !wanted.every((subset) => subset !== undefined)) throw notFound();
  const content = writeFaces(wanted);
  return { type: 'text/css; charset=utf-8', content, version: hash(content) };
}

function findFile(name: string) {
  const file = files.get(name);
  if (!file) throw notFound();
  return { type: 'font/woff2', content: readFileSync(file.path), version: findVersion(file) };
}

function writeFaces(wanted: readonly FontSubset[]): string {
  return writeFontFaces(otherScripts, wanted, (file) => {
    return `/assets/fonts/${basename(file.path)}?v=${findVersion(file)}`;
  });
}

function findVersion(file: FontFile): string {
  const version = versions.get(file) ?? hash(readFileSync(file.path));
  versions.set(file, version);
  return version;
}

function hash(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 8);
}
