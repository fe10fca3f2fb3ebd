/** Comments with a tick for researchers: the form in which the coordinator writes what they get instead. */
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { findPlainName } from '../../../survey/plain-name.ts';
import type { DeskRule } from '../../desk/desk.ts';
import { createDone } from '../../desk/done.ts';
import { LineField, RevisionField, readPage, readQuery, toPage } from '../../desk/fields.ts';
import { type Refused, readerLanguage, submitForm } from '../../desk/submit-form.ts';
import { roundParams } from '../../rounds/round-frame.ts';
import { requireInstrument } from '../../rounds/scores/scoring-input.ts';
import type { App } from '../../web/fastify.ts';
import { cleanedCommentLimits } from '../../web/limits.ts';
import type { ConflictRow } from '../../web/parts/parts.ts';
import { findChosenPlace } from '../factsheet-choices/choice-frame.ts';
import { cleanComments, type TypedCleaned } from './clean-comments.ts';
import { type CommentToClean, listCommentsToClean } from './comments.ts';
import { commentTexts } from './texts.ts';

declare module '../../web/views.ts' {
  interface DeskViews {
    'results/comments/cleaned-comments': {
      done: string | undefined;
      /** Undefined: on no theme. */
      theme: { id: string; name: string } | undefined;
      comments: (CommentToClean & { label: string })[];
      /** Where there are several pages. */
      saveFirst: string | undefined;
      page: number;
      pages: number;
      previous: string | undefined;
      next: string | undefined;
      others: { href: string; name: string }[];
      action: string;
      revision: number;
      conflict: readonly ConflictRow[] | undefined;
      back: string;
    };
  }
}

const read: DeskRule = { thing: 'comments', verb: 'read' };
const change: DeskRule = { thing: 'comments', verb: 'change' };
const body = Type.Object(
  { theme: LineField, page: LineField, revision: RevisionField },
  // One for each comment, by its digest.
  { additionalProperties: LineField },
);
const cleanedDone = createDone('comments');

export async function deskCleanedCommentRoutes(app: App) {
  app.get(
    '/rounds/:round/cleaned-comments',
    { config: { desk: read }, schema: { params: roundParams } },
    (request, reply) =>
      showForm(reply, request.params.round, { theme: readQuery(request, 'theme'), page: readPage(request) }),
  );

  app.post(
    '/rounds/:round/cleaned-comments',
    { config: { desk: change }, schema: { params: roundParams, body } },
    (request, reply) => {
      const { round } = request.params;
      const { theme, page: typedPage, revision, ...texts } = request.body;
      const page = toPage(typedPage);
      return submitForm(
        reply,
        async () => {
          await cleanComments(request.acting, round, { theme, texts, revision: Number(revision) });
          return cleanedDone.after(nameForm(round, theme, page), 'cleaned');
        },
        (refused) => showForm(reply, round, { theme, page, texts, ...refused }),
      );
    },
  );

  /** Another theme than there is, or none, is the first one that has something; another page is the last. */
  async function showForm(
    reply: FastifyReply,
    roundId: string,
    {
      theme: asked,
      page: askedPage,
      texts,
      problems,
      conflict,
    }: { theme: string; page: number } & Partial<Pick<TypedCleaned, 'texts'> & Refused>,
  ) {
    const { request } = reply;
    const language = readerLanguage(request);
    const t = commentTexts(language);
    // Marks the result as seen before anything is read, like the page with comments.
    const { round, crumbs } = await findChosenPlace(app, request, roundId);
    const instrument = requireInstrument(round.instrument);
    const themes = await listCommentsToClean(app.db, round.id, instrument);
    const shown = themes.find(({ theme }) => theme === asked) ?? themes[0];
    const { inForm: most } = cleanedCommentLimits;
    const all = (shown?.comments ?? []).map((comment, index) => ({
      ...comment,
      label: t('comments.cleaned.label', { number: index + 1 }),
    }));
    const pages = Math.max(1, Math.ceil(all.length / most));
    const page = Math.min(askedPage, pages);
    const comments = all.slice((page - 1) * most, page * most);
    const linkTo = (other: number) =>
      shown && other >= 1 && other <= pages ? nameForm(round.id, shown.theme, other) : undefined;
    const nameTheme = (id: string) =>
      findPlainName(instrument.concepts.find((concept) => concept.id === id)?.name?.[language] ?? id);
    const back = `/desk/rounds/${round.id}/comments`;
    const action = `/desk/rounds/${round.id}/cleaned-comments`;
    return reply.desk('results/comments/cleaned-comments', {
      title: t('comments.cleaned.title'),
      crumbs: [...crumbs, { href: back, label: t('comments.title') }],
      done: cleanedDone.read(request),
      problems,
      conflict:
        conflict && texts
          ? comments.map(({ label, digest, cleaned }) => ({ label, stored: cleaned, typed: texts[digest] }))
          : undefined,
      theme: shown && { id: shown.theme, name: nameTheme(shown.theme) },
      comments: comments.map((one) => ({ ...one, cleaned: texts?.[one.digest] ?? one.cleaned })),
      saveFirst: pages > 1 ? t('comments.cleaned.pages') : undefined,
      page,
      pages,
      previous: linkTo(page - 1),
      next: linkTo(page + 1),
      others: themes
        .filter(({ theme }) => theme !== shown?.theme)
        .map(({ theme }) => ({ href: nameForm(round.id, theme, 1), name: nameTheme(theme) })),
      action,
      revision: round.revision,
      back,
    });
  }
}

function nameForm(round: string, theme: string, page: number): string {
  const query = new URLSearchParams({ theme, ...(page > 1 && { page: String(page) }) });
  return `/desk/rounds/${round}/cleaned-comments?${query}`;
}
