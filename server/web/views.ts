/**
 * Pages: Handlebars templates, beside the code of their noun, in one layout. `{{t "key" name=value}}` gives a text in the
 * page's language, `{{moment date}}` a day and time, `{{asset "file"}}` an asset's address. Handlebars escapes everything that people typed.
 */
import { fileURLToPath } from 'node:url';
import view from '@fastify/view';
import type { FastifyInstance } from 'fastify';
import plugin from 'fastify-plugin';
import handlebars from 'handlebars';
import type { Language } from '../../survey/texts.ts';
import { formatMoment } from '../text/format-date.ts';
import { pageTexts } from '../text/page-texts.ts';
import { partFiles, registerParts } from './parts/register-parts.ts';
// The layout and the parts ask for them.
import './texts.ts';

export const views = plugin(async (app: FastifyInstance) => {
  const engine = handlebars.create();
  engine.registerHelper('t', (key: string, { hash, data }: handlebars.HelperOptions) => {
    const text = pageTexts((data.root as { language: Language }).language).find(key, hash);
    if (text === undefined) throw new Error(`There is no text with the key '${key}'.`);
    return text;
  });
  engine.registerHelper('moment', (date: Date, { data }: handlebars.HelperOptions) =>
    formatMoment(date, (data.root as { language: Language }).language),
  );
  engine.registerHelper('asset', (name: string) => app.assets.get(name)?.address);
  engine.registerHelper('themeClass', () => app.themeClass);
  registerParts(engine);

  await app.register(view, {
    engine: { handlebars: engine },
    root: fileURLToPath(new URL('../', import.meta.url)),
    viewExt: 'hbs',
    layout: 'web/layout',
    production: true,
    options: {
      partials: {
        form: 'questionnaire/pages/form.hbs',
        privacy: 'questionnaire/pages/privacy.hbs',
        questions: 'questionnaire/pages/questions.hbs',
        ...partFiles,
      },
      // No indenting of what stands in a partial: it would creep into a textarea. And a partial sees only what it
      // is given: what a page happens to call `value` or `type` must not become a field's.
      compileOptions: { preventIndent: true, explicitPartialContext: true },
    },
  });
  // A page may hold answers or a token: no browser or proxy keeps it. As bytes a page is written twice as fast.
  app.addHook('onSend', async (_request, reply, payload) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    return typeof payload === 'string' ? Buffer.from(payload) : payload;
  });
});
