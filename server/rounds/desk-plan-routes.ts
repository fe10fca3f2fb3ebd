/** Changing a round on the desk: all of its plan before it opens, and while people answer what may still change. */
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { DeskRule } from '../desk/desk.ts';
import { RevisionField } from '../desk/fields.ts';
import { type Refused, readerLanguage, submitForm } from '../desk/submit-form.ts';
import { formatDayText } from '../text/format-date.ts';
import type { App } from '../web/fastify.ts';
import { changePlannedRound } from './change-planned-round.ts';
import { changeRunningRound } from './change-running-round.ts';
import {
  describePlan,
  describePlanForm,
  type PlanFields,
  PlanForm,
  pickPlan,
  readPlan,
} from './plan-form.ts';
import { listReminders } from './reminders/reminder-days.ts';
import { roundCrumbs, roundDone, roundParams } from './round-frame.ts';
import { findRound } from './rounds.ts';
import { roundTexts } from './texts.ts';

const read: DeskRule = { thing: 'network', verb: 'read' };
const change: DeskRule = { thing: 'network', verb: 'change' };

export async function deskPlanRoutes(app: App) {
  app.get(
    '/rounds/:round/plan',
    { config: { desk: read }, schema: { params: roundParams } },
    async (request, reply) => {
      const { fields, round } = await readStored(request.params.round);
      return showEdit(reply, round.id, fields, round.revision);
    },
  );

  app.post(
    '/rounds/:round/plan',
    {
      config: { desk: change },
      schema: { params: roundParams, body: Type.Interface([PlanForm], { revision: RevisionField }) },
    },
    async (request, reply) => {
      const revision = Number(request.body.revision);
      const fields = pickPlan(request.body);
      const { round: id } = request.params;
      return submitForm(
        reply,
        async () => {
          const { status } = await findRound(app.db, id);
          const store = status === 'planned' ? changePlannedRound : changeRunningRound;
          await store(request.acting, id, readPlan(fields), revision);
          return roundDone.after(`/desk/rounds/${id}`, 'changed');
        },
        // After a conflict the form goes on from what is stored now: who saves again has seen both.
        async (refused) => {
          const seen = refused.conflict ? (await findRound(app.db, id)).revision : revision;
          return showEdit(reply, id, fields, seen, refused);
        },
      );
    },
  );

  async function readStored(id: string) {
    const round = await findRound(app.db, id);
    const reminders = await listReminders(app.db, id);
    const coming = reminders.filter(({ sentAt, missed }) => !sentAt && !missed).map(({ day }) => day);
    const sent = reminders.filter(({ sentAt }) => sentAt).map(({ day }) => day);
    return { round, fields: describePlan(round, coming), coming, sent };
  }

  async function showEdit(
    reply: FastifyReply,
    id: string,
    fields: PlanFields,
    revision: number,
    { problems, conflict }: Partial<Refused> = {},
  ) {
    const { request } = reply;
    const { round, fields: kept, coming, sent } = await readStored(id);
    if (round.status === 'closed' && !problems) return reply.redirect(`/desk/rounds/${id}`, 303);
    const language = readerLanguage(request);
    const t = roundTexts(language);
    const listDays = (days: readonly string[]) =>
      new Intl.ListFormat(language).format(days.map((day) => formatDayText(day, language)));
    return reply.desk('rounds/round-form', {
      title: t('rounds.form.editTitle'),
      crumbs: roundCrumbs(request, { network: round.network, round }),
      problems,
      action: `/desk/rounds/${id}/plan`,
      back: `/desk/rounds/${id}`,
      isNew: false,
      isPlanned: round.status === 'planned',
      revision: String(revision),
      peopleAdvice: undefined,
      remindersSent: sent.length > 0 ? t('rounds.form.remindersSent', { days: listDays(sent) }) : undefined,
      stored: conflict
        ? {
            name: round.name,
            sender: round.sender,
            replyTo: round.replyTo,
            message: round.message,
            days: coming.length > 0 ? listDays(coming) : t('rounds.round.noReminders'),
            opens: formatDayText(kept.opensOn, language),
            closes: formatDayText(kept.closesOn, language),
            repeatText: t(`rounds.form.repeat.${round.repeats}`),
          }
        : undefined,
      ...describePlanForm(fields, language),
    });
  }
}
