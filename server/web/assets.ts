/**
 * The few files that pages load: stylesheets, a script, an icon. They are small, so they are kept in memory, as
 * they are and compressed. Their addresses carry a hash of the content, so that a browser may keep them forever
 * and still gets a new version at once.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import plugin from 'fastify-plugin';
import { readText } from '../../reports/document/assets.ts';
import { notFound } from '../text/refusal.ts';
import { keepUsedTokens } from './keep-used-tokens.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** By file name; the address is for instance `/assets/ketenspiegel.css?v=1a2b3c4d`. */
    assets: ReadonlyMap<string, Asset>;
    /** The class of the page in which the tokens of the theme hold: `utrecht-theme`, or our own. */
    themeClass: string;
  }
}

interface Asset {
  address: string;
  type: string;
  content: Buffer;
  compressed: Buffer;
}

const root = fileURLToPath(new URL('./assets/', import.meta.url));
// The library is a bundle of packages, one for each component; each page gets the few that it uses.
const library = createRequire(import.meta.resolve('@utrecht/component-library-css/package.json'));

/** The charts of pages; documents and results are drawn on the server. */
export const chartLibrary = readText(
  join(dirname(fileURLToPath(import.meta.resolve('chart.js'))), 'chart.umd.min.js'),
).replace(/\n\/\/# sourceMappingURL.*\s*$/, '');

/**
 * The components of NL Design System that a stylesheet of ours builds on; they come before it in one file. Those
 * with `/html` style plain tags, the others classes.
 */
const components: Record<string, string[]> = {
  'ketenspiegel.css': [
    'heading-1/html',
    'heading-2/html',
    'heading-3/html',
    'paragraph/html',
    'link/html',
    'button',
    'alert',
    'status-badge',
    'form-label',
    'textarea',
    'textbox',
    'page-header',
    'page-footer',
  ],
  'desk.css': [
    'skip-link',
    'nav-bar',
    'nav-list',
    'breadcrumb-nav',
    'table/html',
    'select',
    'form-field',
    'form-fieldset',
    'form-field-description',
    'form-field-error-message',
  ],
  'results.css': ['table/html'],
};

const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

export const assets = plugin(async (app: FastifyInstance) => {
  const texts = new Map(readdirSync(root).map((name) => [name, readAsset(name)]));
  // Loaded by the script of a page that has a chart.
  texts.set('chart.umd.min.js', chartLibrary);
  const { themeFile } = app.config;
  const theme = themeFile === undefined ? '' : readFileSync(themeFile, 'utf8');
  const styles = [...texts].filter(([name]) => name.endsWith('.css')).map(([, text]) => text);
  // Tokens of the municipality come after ours, and win where they name the same.
  texts.set('theme.css', `${texts.get('theme.css')}\n${keepUsedTokens(theme, styles.join('\n'))}`);

  app.decorate('assets', new Map([...texts].map(([name, text]) => [name, describeAsset(name, text)])));
  app.decorate('themeClass', findThemeClass(theme) ?? 'ketenspiegel-theme');

  app.get('/assets/*', (request, reply) => {
    const asset = app.assets.get((request.params as { '*': string })['*']);
    if (!asset) throw notFound();
    // While two versions run beside each other, this one may be asked for what the other has: not to be kept.
    const isAsked = request.url === asset.address;
    reply.headers({
      'cache-control': isAsked ? 'public, max-age=31536000, immutable' : 'no-cache',
      'content-type': asset.type,
      vary: 'accept-encoding',
    });
    if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return reply.send(asset.content);
    return reply.header('content-encoding', 'gzip').send(asset.compressed);
  });
});

function readAsset(name: string): string {
  const below = (components[name] ?? []).map((component) => {
    const [part, kind] = component.split('/');
    return library.resolve(`@utrecht/${part}-css/dist/${kind ? `${kind}/` : ''}index.min.css`);
  });
  return [...below, root + name].map((file) => readFileSync(file, 'utf8')).join('\n');
}

function describeAsset(name: string, text: string): Asset {
  const content = Buffer.from(text);
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 8);
  return {
    address: `/assets/${name}?v=${hash}`,
    type: types[name.slice(name.lastIndexOf('.') + 1)]!,
    content,
    compressed: gzipSync(content),
  };
}

/** By the custom of NL Design System the tokens of a theme stand in one class: `.utrecht-theme { … }`. */
function findThemeClass(theme: string): string | undefined {
  return theme.match(/\.([a-z][\w-]*-theme)\b/)?.[1];
}
