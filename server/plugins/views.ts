/**
 * Pages: Handlebars templates of `server/pages/` in one layout. `{{t "key" name=value}}` gives a text in the
 * page's language, `{{moment date}}` a day and time, `{{asset "file"}}` an asset's address. Handlebars escapes everything that people typed.
 */
import { fileURLToPath } from 'node:url';
import view from '@fastify/view';
import type { FastifyInstance } from 'fastify';
import plugin from 'fastify-plugin';
import handlebars from 'handlebars';
import type { Language } from '../../survey/texts.ts';
import { formatMoment } from '../pages/format-date.ts';
import { pageTexts } from '../texts.ts';
import { assetAddresses } from './assets.ts';

const engine = handlebars.create();

engine.registerHelper('t', (key: string, { hash, data }: handlebars.HelperOptions) =>
  pageTexts((data.root as { language: Language }).language)(key, hash),
);
engine.registerHelper('moment', (date: Date, { data }: handlebars.HelperOptions) =>
  formatMoment(date, (data.root as { language: Language }).language),
);
engine.registerHelper('asset', (name: string) => assetAddresses[name]);

export const views = plugin(async (app: FastifyInstance) => {
  await app.register(view, {
    engine: { handlebars: engine },
    root: fileURLToPath(new URL('../pages/', import.meta.url)),
    viewExt: 'hbs',
    layout: 'layout',
    production: true,
    // No indenting of what stands in a partial: it would creep into a textarea.
    options: { partials: { form: 'answers/form.hbs' }, compileOptions: { preventIndent: true } },
  });
  // A page may hold answers or a token: no browser or proxy keeps it. As bytes a page is written twice as fast.
  app.addHook('onSend', async (_request, reply, payload) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    return typeof payload === 'string' ? Buffer.from(payload) : payload;
  });
});
