/**
 * Pages: Handlebars templates beside the code of their noun, named by their path (`networks/network`), in one layout.
 *
 * What a template is given has a type, declared beside the code that makes it:
 *
 *     declare module '../web/views.ts' {
 *       interface DeskViews { 'networks/network': NetworkPage }
 *     }
 *
 * `reply.desk('networks/network', page)` takes exactly that, and `npm run views` reads the template with it: a field
 * or a text that does not exist, one that may be undefined and is printed without an `{{#if}}`, a part that misses
 * something are errors of the compiler. The parts are told in `parts/README.md`.
 *
 * `{{t "key" name=value}}` gives a text in the page's language, `{{moment date}}` a day and time, `{{asset "file"}}`
 * an asset's address. Handlebars escapes everything that people typed.
 */
import type { FastifyInstance, FastifyReply } from 'fastify';
import plugin from 'fastify-plugin';
import type { pageTexts } from '../text/page-texts.ts';
import type { DeskFrame, Frame } from './frame.ts';
import type { PartHelpers } from './parts/part-helpers.ts';
import { createPages } from './render-page.ts';

/** Pages outside the desk, by name: what their template is given besides the frame. */
// biome-ignore lint/suspicious/noEmptyInterface: each noun adds its own.
export interface Views {}

/** Pages of the desk, in the same way; they come with `desk`, and their forms with its token. */
// biome-ignore lint/suspicious/noEmptyInterface: each noun adds its own.
export interface DeskViews {}

/** Parts, by file name in `web/parts`, elsewhere by path: all that they are handed, and all that they see. */
// biome-ignore lint/suspicious/noEmptyInterface: `parts.ts` and the nouns add them.
export interface Parts {}

/** Parts that read the frame of the desk, so that only its pages can have them. */
export interface DeskParts {
  csrf: object;
}

/** What a template calls with something behind its name. @public */
export interface Helpers extends PartHelpers {
  t: ReturnType<typeof pageTexts>;
  moment(date: Date): string;
  asset(file: string): string;
}

/** What the check of views knows of a template: what it is given, what `@root` is, which parts it may call. @public */
export type Templates = {
  [Name in keyof Views]: { given: Views[Name] & Frame; root: Views[Name] & Frame; parts: Parts };
} & {
  [Name in keyof DeskViews]: {
    given: DeskViews[Name] & DeskFrame;
    root: DeskViews[Name] & DeskFrame;
    parts: Parts & DeskParts;
  };
} & {
  [Name in keyof Parts]: { given: Parts[Name]; root: Frame; parts: Parts; isPart: true };
} & {
  [Name in keyof DeskParts]: {
    given: DeskParts[Name];
    root: DeskFrame;
    parts: Parts & DeskParts;
    isPart: true;
  };
} & { 'web/layout': { given: Layout; root: Layout; parts: Parts & DeskParts } };

/** The frame with every field spelled, and the page in it. */
export type Layout = { [Field in keyof Required<Frame>]: Frame[Field] } & {
  themeClass: string;
  /** All data of this server are made up. */
  isExample: boolean;
  /** The style sheet with fonts for names in other scripts, on a page that has such names. */
  fonts: string | undefined;
  scripts: readonly string[];
  body: string;
};

declare module 'fastify' {
  interface FastifyInstance {
    /** The HTML of a page. */
    renderView<Name extends keyof Views>(name: Name, page: Views[Name] & Frame): string;
  }
  interface FastifyReply {
    /** Shows a page outside the desk. */
    view<Name extends keyof Views>(name: Name, page: Views[Name] & Frame): FastifyReply;
  }
}

export const views = plugin(async (app: FastifyInstance) => {
  const renderView = createPages(app);
  app.decorate('renderView', renderView);
  app.decorateReply('view', function (this: FastifyReply, name: string, page: Frame) {
    return this.type('text/html; charset=utf-8').send(renderView(name, page));
  });
  // A page may hold answers or a token: no browser or proxy keeps it. As bytes a page is written twice as fast.
  app.addHook('onSend', async (_request, reply, payload) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    return typeof payload === 'string' ? Buffer.from(payload) : payload;
  });
});
