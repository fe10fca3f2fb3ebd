/** Handlebars with the templates, parts and helpers of pages. Strict: a field that is not there is an error. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import handlebars from 'handlebars';
import { templateFiles as documentFiles } from '../../reports/document/assets.ts';
import { formatMoment } from '../text/format-date.ts';
import { pageTexts } from '../text/page-texts.ts';
import { locateFonts } from './fonts.ts';
import type { Frame } from './frame.ts';
import { partHelpers } from './parts/part-helpers.ts';
// The layout and the parts ask for them.
import './texts.ts';

const root = fileURLToPath(new URL('../', import.meta.url));

/** The templates of pages and parts by name, with their files. A band is drawn by the template of the documents. */
export const templateFiles: ReadonlyMap<string, string> = new Map([
  ...readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.hbs') && !file.startsWith('mail/templates/'))
    .map((file) => [file.slice(0, -'.hbs'.length).replace(/^web\/parts\//, ''), join(root, file)] as const),
  ['reports/charts/band', documentFiles.get('band')!],
]);

/** So that the layout finds every field of the frame. */
const emptyFrame: { [Field in Exclude<keyof Frame, 'language' | 'title'>]-?: undefined } = {
  wide: undefined,
  script: undefined,
  languageForm: undefined,
  problems: undefined,
  desk: undefined,
};

/** Gives the function that makes a page of the name of its template, or of a template without a file. */
export function createPages(app: Pick<FastifyInstance, 'assets' | 'themeClass' | 'isExample'>) {
  const engine = handlebars.create();
  engine.registerHelper(partHelpers);
  engine.registerHelper('t', (key: string, { hash, data }: handlebars.HelperOptions) => {
    // `npm run views` checks the keys in a template.
    const text = pageTexts((data.root as Frame).language).find(key, hash);
    if (text === undefined) throw new Error(`There is no text with the key '${key}'.`);
    return text;
  });
  engine.registerHelper('moment', (date: Date, { data }: handlebars.HelperOptions) =>
    formatMoment(date, (data.root as Frame).language),
  );
  engine.registerHelper('asset', (file: string) => app.assets.get(file)?.address);
  const templates = new Map(
    [...templateFiles].map(([name, file]) => [name, compile(readFileSync(file, 'utf8'))]),
  );
  for (const [name, template] of templates) engine.registerPartial(name, template);
  const layout = templates.get('web/layout')!;

  return (template: string | { source: string }, page: Frame): string => {
    const show = typeof template === 'string' ? templates.get(template)! : compile(template.source);
    const body = show(page);
    // The desk shows names around the page too: who signed in, and the pages above this one.
    const fonts = locateFonts([body, page.title, JSON.stringify(page.desk)].join(''));
    const scripts = [page.script ?? []].flat();
    return layout({
      ...emptyFrame,
      ...page,
      themeClass: app.themeClass,
      isExample: app.isExample,
      fonts,
      scripts,
      body,
    });
  };

  /** No indenting of what is in a part: it would creep into a textarea. And a part sees only what it is given:
      what a page happens to call `value` or `type` must not become a field's. */
  function compile(source: string) {
    return engine.compile<object>(source, {
      strict: true,
      preventIndent: true,
      explicitPartialContext: true,
    });
  }
}
