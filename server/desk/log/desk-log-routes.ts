/** The log, for the operator: read and filtered on a page, or downloaded as CSV. The download is logged too. */

import { type Static, Type } from 'typebox';
import { logAccess } from '../../log/log-access.ts';
import { findEarlierStart, type LogFilter, listLines, listLogChoices } from '../../log/read-lines.ts';
import { isDay } from '../../text/days.ts';
import { isId } from '../../text/ids.ts';
import { type Problem, refuseProblems } from '../../text/problems.ts';
import type { App } from '../../web/fastify.ts';
import { listLimits } from '../../web/limits.ts';
import { replyCsv } from '../../web/send-csv.ts';
import { deskTexts } from '../texts.ts';
import { describeLog, findActions, tabulateLog } from './describe-log.ts';

const perPage = listLimits.logLines;

const text = Type.Optional(Type.String({ maxLength: 200 }));
const querystring = Type.Object({
  words: text,
  outcome: text,
  actor: text,
  action: text,
  network: text,
  from: text,
  to: text,
  before: text,
});

export async function deskLogRoutes(app: App) {
  app.get(
    '/log',
    { config: { desk: { thing: 'installation', verb: 'read' } }, schema: { querystring } },
    async (request, reply) => {
      const language = request.chosenLanguage ?? request.session.language;
      const { filter, problems } = readFilter(request.query);
      const before = readId(request.query.before);
      const choices = await listLogChoices(app.db);
      const reading = {
        ...filter,
        findActions: (word: string) => findActions(choices.actions, word, language),
      };
      const lines = await listLines(app.db, reading, { limit: perPage + 1, before });
      const shown = lines.slice(0, perPage);
      const earlierStart =
        before === undefined ? undefined : await findEarlierStart(app.db, reading, before, perPage);
      if (problems.length > 0) reply.code(422);
      const page = describeLog({
        language,
        filter,
        lines: shown,
        choices,
        earlier: before && (earlierStart === undefined ? '' : `before=${earlierStart}`),
        later: lines.length > perPage ? shown.at(-1)!.id : undefined,
        problems: problems.length > 0 ? refuseProblems(problems).faults(language) : [],
      });
      return reply.desk('desk/log/log', page);
    },
  );

  app.get(
    '/log.csv',
    {
      config: { desk: { thing: 'installation', verb: 'download' } },
      schema: { querystring },
    },
    async (request, reply) => {
      const { filter, problems } = readFilter(request.query);
      if (problems.length > 0) throw refuseProblems(problems);
      const language = request.chosenLanguage ?? request.session.language;
      const { actions } = await listLogChoices(app.db);
      const reading = { ...filter, findActions: (word: string) => findActions(actions, word, language) };
      const lines = await listLines(app.db, reading, { limit: listLimits.logFileLines });
      await logAccess(request.acting, { action: 'desk.logDownloaded' });
      const what = deskTexts(language)('desk.log.file');
      return replyCsv(reply, { reader: 'people', language, what, of: [] }, tabulateLog(lines, language));
    },
  );
}

/** What of the filter can be used, and what is wrong with the rest. */
function readFilter({ words, actor, action, network, outcome, from, to }: Static<typeof querystring>) {
  const problems: Problem[] = [];
  const readDay = (where: 'from' | 'to', day: string | undefined) => {
    if (!day) return undefined;
    if (isDay(day)) return day;
    problems.push({ where, code: 'notADate' });
    return undefined;
  };
  const isActor = actor !== undefined && (isId(actor) || /^(?:visitor|key|shell|job)$/.test(actor));
  const filter: LogFilter = {
    words: words?.trim() || undefined,
    outcome: outcome === 'done' || outcome === 'refused' ? outcome : undefined,
    actor: isActor ? actor : undefined,
    action: action || undefined,
    network: readId(network),
    from: readDay('from', from),
    to: readDay('to', to),
  };
  return { filter, problems };
}

function readId(id: string | undefined): string | undefined {
  return id !== undefined && isId(id) ? id : undefined;
}
