/** The meeting at the desk: planning it, and its file for the calendar of the coordinator. */
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { DeskRule } from '../../desk/desk.ts';
import { createDone } from '../../desk/done.ts';
import { LineField } from '../../desk/fields.ts';
import { type Refused, readerLanguage, submitForm } from '../../desk/submit-form.ts';
import { roundCrumbs, roundParams } from '../../rounds/round-frame.ts';
import { findRound } from '../../rounds/rounds.ts';
import { dutchDay, dutchTime } from '../../text/days.ts';
import { notFound } from '../../text/refusal.ts';
import type { App } from '../../web/fastify.ts';
import { choosingTexts } from '../choosing/texts.ts';
import { sendCalendar } from '../send-calendar.ts';
import { describeEntry, findMeeting, type PlannedMeeting } from './meeting.ts';
import { planMeeting, type TypedMeeting } from './plan-meeting.ts';
import { meetingTexts } from './texts.ts';

const read: DeskRule = { thing: 'network', verb: 'read' };
const change: DeskRule = { thing: 'network', verb: 'change' };
const schema = { params: roundParams };
const body = Type.Object({ day: LineField, from: LineField, until: LineField, place: LineField });

export const meetingDone = createDone('meeting');

declare module '../../web/views.ts' {
  interface DeskViews {
    'results/meeting/meeting': {
      action: string;
      back: string;
      today: string;
      isPlanned: boolean;
      values: TypedMeeting;
    };
  }
}

export async function deskMeetingRoutes(app: App) {
  app.get('/rounds/:round/meeting', { config: { desk: read }, schema }, (request, reply) =>
    showForm(reply, request.params.round),
  );

  app.post(
    '/rounds/:round/meeting',
    { config: { desk: change }, schema: { ...schema, body } },
    (request, reply) => {
      const { round } = request.params;
      return submitForm(
        reply,
        async () => {
          const done = await planMeeting(request.acting, round, request.body);
          return meetingDone.after(`/desk/rounds/${round}/choosing`, done);
        },
        (refused) => showForm(reply, round, { ...refused, typed: request.body }),
      );
    },
  );

  app.get('/rounds/:round/meeting.ics', { config: { desk: read }, schema }, async (request, reply) => {
    const round = await findRound(app.db, request.params.round);
    const meeting = await findMeeting(app.db, round.id);
    if (!meeting) throw notFound();
    const language = readerLanguage(request);
    return sendCalendar(reply, describeEntry(meeting, round, language), {
      publicUrl: app.config.publicUrl,
      language,
    });
  });

  async function showForm(
    reply: FastifyReply,
    id: string,
    { problems, typed }: Partial<Refused> & { typed?: TypedMeeting } = {},
  ) {
    const { request } = reply;
    const round = await findRound(app.db, id);
    if (round.status !== 'closed' && !problems) return reply.redirect(`/desk/rounds/${id}`, 303);
    const meeting = await findMeeting(app.db, id);
    const language = readerLanguage(request);
    const back = `/desk/rounds/${id}/choosing`;
    return reply.desk('results/meeting/meeting', {
      title: meetingTexts(language)('meeting.title'),
      crumbs: [
        ...roundCrumbs(request, { network: round.network, round }),
        { href: back, label: choosingTexts(language)('choosing.title') },
      ],
      problems,
      action: `/desk/rounds/${id}/meeting`,
      back,
      today: dutchDay(new Date()),
      isPlanned: meeting !== undefined,
      values: typed ?? listValues(meeting),
    });
  }
}

function listValues(meeting: PlannedMeeting | undefined): TypedMeeting {
  if (!meeting) return { day: '', from: '', until: '', place: '' };
  const { from, until, place } = meeting;
  return { day: dutchDay(from), from: dutchTime(from), until: dutchTime(until), place };
}
