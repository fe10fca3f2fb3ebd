/** The coordinator's own words on the factsheet at the desk: writing, changing and removing them. */
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { mayDo } from '../../access/access.ts';
import type { DeskRule } from '../../desk/desk.ts';
import { LineField, RevisionField } from '../../desk/fields.ts';
import { type Refused, readerLanguage } from '../../desk/submit-form.ts';
import { submitOnce } from '../../desk/submit-once.ts';
import { roundParams } from '../../rounds/round-frame.ts';
import type { App } from '../../web/fastify.ts';
import type { ConflictRow } from '../../web/parts/parts.ts';
import { resultDone } from '../result-done.ts';
import { findChosenPlace } from './choice-frame.ts';
import { removeOwnWords } from './remove-own-words.ts';
import { factsheetChoiceTexts } from './texts.ts';
import { type TypedOwnWords, writeOwnWords } from './write-own-words.ts';

declare module '../../web/views.ts' {
  interface DeskViews {
    'results/factsheet-choices/own-words': {
      action: string;
      back: string;
      removal: string | undefined;
      /** Where she reads what partners explained. */
      comments: string | undefined;
      revision: number;
      isHandedOut: boolean;
      values: TypedOwnWords;
      conflict: readonly ConflictRow[] | undefined;
    };
    'results/factsheet-choices/own-words-removal': {
      action: string;
      back: string;
      isHandedOut: boolean;
      ownWords: { text: string; by: string } | undefined;
    };
  }
}

const read: DeskRule = { thing: 'network', verb: 'read' };
const change: DeskRule = { thing: 'network', verb: 'change' };
const OwnWordsForm = Type.Object({ text: LineField, by: LineField, revision: RevisionField });

export async function deskOwnWordsRoutes(app: App) {
  app.get(
    '/rounds/:round/own-words',
    { config: { desk: read }, schema: { params: roundParams } },
    (request, reply) => showForm(reply, request.params.round, {}),
  );

  app.post(
    '/rounds/:round/own-words',
    { config: { desk: change }, schema: { params: roundParams, body: OwnWordsForm } },
    (request, reply) => {
      const { round } = request.params;
      const { revision, ...typed } = request.body;
      return submitOnce(
        reply,
        async (acting) => {
          await writeOwnWords(acting, round, { ...typed, revision: Number(revision) });
          return resultDone.after(`/desk/rounds/${round}/results`, 'ownWordsWritten');
        },
        (refused) => showForm(reply, round, { typed, ...refused }),
      );
    },
  );

  app.get(
    '/rounds/:round/own-words/removal',
    { config: { desk: read }, schema: { params: roundParams } },
    async (request, reply) => {
      const { round, crumbs, back, isHandedOut, ownWords } = await findChosenPlace(
        app,
        request,
        request.params.round,
      );
      return reply.desk('results/factsheet-choices/own-words-removal', {
        title: factsheetChoiceTexts(readerLanguage(request))('factsheet.ownWords.removal.title'),
        crumbs,
        action: `/desk/rounds/${round.id}/own-words/removal`,
        back,
        isHandedOut,
        ownWords,
      });
    },
  );

  app.post(
    '/rounds/:round/own-words/removal',
    { config: { desk: change }, schema: { params: roundParams } },
    async (request, reply) => {
      const { round } = request.params;
      await removeOwnWords(request.acting, round);
      return reply.redirect(resultDone.after(`/desk/rounds/${round}/results`, 'ownWordsRemoved'), 303);
    },
  );

  async function showForm(
    reply: FastifyReply,
    id: string,
    { typed, problems, conflict }: { typed?: TypedOwnWords } & Partial<Refused>,
  ) {
    const { request } = reply;
    const t = factsheetChoiceTexts(readerLanguage(request));
    const { round, crumbs, back, isHandedOut, ownWords } = await findChosenPlace(app, request, id);
    const stored = ownWords ?? { text: '', by: '' };
    const action = `/desk/rounds/${round.id}/own-words`;
    return reply.desk('results/factsheet-choices/own-words', {
      title: t('factsheet.ownWords.title'),
      crumbs,
      problems,
      conflict:
        conflict && typed
          ? [
              { label: t('factsheet.ownWords.title'), stored: stored.text, typed: typed.text },
              { label: t('factsheet.ownWords.by'), stored: stored.by, typed: typed.by },
            ]
          : undefined,
      action,
      back,
      removal: ownWords && `${action}/removal`,
      comments: mayDo(request.session, 'read', 'comments', request.place)
        ? `/desk/rounds/${round.id}/comments`
        : undefined,
      revision: round.revision,
      isHandedOut,
      // Who signed in is most likely who writes.
      values: typed ?? (ownWords ? stored : { text: '', by: request.session.name }),
    });
  }
}
