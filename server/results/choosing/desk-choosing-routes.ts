/**
 * After a round has closed, at the desk: the coordinator, who saw the result first, sends it to everybody who answered,
 * opens and closes the choosing, and goes from what came out to an agreement. Who chose, and what, stands nowhere.
 */
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { DeskRule } from '../../desk/desk.ts';
import { createDone, type DoneKey } from '../../desk/done.ts';
import { LineField } from '../../desk/fields.ts';
import { type Refused, readerLanguage, submitForm } from '../../desk/submit-form.ts';
import { findRoundPrivacy } from '../../privacy/privacy.ts';
import { findClosingTime } from '../../rounds/closing-time.ts';
import { findReopening } from '../../rounds/reopening.ts';
import { roundCrumbs, roundParams } from '../../rounds/round-frame.ts';
import { findRound } from '../../rounds/rounds.ts';
import type { App } from '../../web/fastify.ts';
import { listLocalRecommendations } from '../agreements/local-recommendations.ts';
import { describeMeetingCard } from '../meeting/describe-meeting-card.ts';
import { meetingDone } from '../meeting/desk-meeting-routes.ts';
import { findMeeting } from '../meeting/meeting.ts';
import { countReceivers } from '../mirrors/receivers.ts';
import { findChoosing } from './choosing.ts';
import { closeChoosing } from './close-choosing.ts';
import { type ChoosingInput, describeChoosing, suggestChoosing } from './describe-choosing.ts';
import { openChoosing } from './open-choosing.ts';
import { previewResult } from './preview-result.ts';
import { answeredForResult } from './result-mails.ts';
import { sendResult } from './send-result.ts';
import { choosingTexts } from './texts.ts';

const read: DeskRule = { thing: 'network', verb: 'read' };
const change: DeskRule = { thing: 'network', verb: 'change' };
const schema = { params: roundParams };
const body = Type.Object({ choosing: LineField, until: LineField });

const choosingDone = createDone('choosing');

declare module '../../web/views.ts' {
  interface DeskViews {
    'results/choosing/choosing': ReturnType<typeof describeChoosing> & {
      done: string | undefined;
      /** The closing can still be undone, until the result goes. */
      isUndoable: boolean;
      meeting: ReturnType<typeof describeMeetingCard>;
      values: ChoosingInput;
      examples: ReturnType<typeof previewResult>;
    };
    'results/choosing/choosing-closure': { action: string; back: string };
  }
}

export async function deskChoosingRoutes(app: App) {
  app.get('/rounds/:round/choosing', { config: { desk: read }, schema }, (request, reply) =>
    showChoosing(reply, request.params.round),
  );

  app.post(
    '/rounds/:round/choosing/mails',
    { config: { desk: change }, schema: { ...schema, body } },
    (request, reply) => {
      const { choosing, until } = request.body;
      return submit(reply, request.params.round, request.body, async (id) => {
        const choosingUntil = choosing === 'on' ? until : undefined;
        const count = await sendResult(request.acting, id, { choosingUntil });
        return count > 0 ? 'sent' : 'sentNobody';
      });
    },
  );

  app.post(
    '/rounds/:round/choosing/opening',
    { config: { desk: change }, schema: { ...schema, body } },
    (request, reply) =>
      submit(reply, request.params.round, request.body, async (id) => {
        await openChoosing(request.acting, id, request.body.until);
        return 'opened';
      }),
  );

  app.get('/rounds/:round/choosing/closure', { config: { desk: read }, schema }, async (request, reply) => {
    const round = await findRound(app.db, request.params.round);
    const home = `/desk/rounds/${round.id}/choosing`;
    const choosing = await findChoosing(app.db, round.id);
    if (!choosing || choosing.outcome) return reply.redirect(home, 303);
    return reply.desk('results/choosing/choosing-closure', {
      title: choosingTexts(readerLanguage(request))('choosing.closure.title'),
      crumbs: [...roundCrumbs(request, { network: round.network, round }), crumb(reply, home)],
      action: `${home}/closure`,
      back: home,
    });
  });

  app.post('/rounds/:round/choosing/closure', { config: { desk: change }, schema }, (request, reply) =>
    submit(reply, request.params.round, undefined, async (id) => {
      await closeChoosing(request.acting, id);
      return 'closed';
    }),
  );

  const crumb = (reply: FastifyReply, href: string) => ({
    href,
    label: choosingTexts(readerLanguage(reply.request))('choosing.title'),
  });

  const submit = (
    reply: FastifyReply,
    id: string,
    typed: ChoosingInput | undefined,
    act: (id: string) => Promise<DoneKey<typeof choosingDone>>,
  ) =>
    submitForm(
      reply,
      async () => choosingDone.after(`/desk/rounds/${id}/choosing`, await act(id)),
      (refused) => showChoosing(reply, id, { ...refused, typed }),
    );

  async function showChoosing(
    reply: FastifyReply,
    id: string,
    { problems, typed }: Partial<Refused> & { typed?: ChoosingInput | undefined } = {},
  ) {
    const { request } = reply;
    const language = readerLanguage(request);
    const round = await findRound(app.db, id);
    if (round.status !== 'closed' && !problems) return reply.redirect(`/desk/rounds/${id}`, 303);
    const choosing = await findChoosing(app.db, id);
    const mails = await countReceivers(app.db, answeredForResult(id));
    const meeting = await findMeeting(app.db, id);
    const values = typed ?? suggestChoosing();
    const { contact } = await findRoundPrivacy(app.db, id);
    return reply.desk('results/choosing/choosing', {
      title: choosingTexts(language)('choosing.title'),
      crumbs: roundCrumbs(request, { network: round.network, round }),
      problems,
      done: choosingDone.read(request) ?? meetingDone.read(request),
      isUndoable: (await findReopening(app.db, id)) !== undefined,
      values,
      meeting: describeMeetingCard(
        meeting,
        { roundId: id, hasSent: mails.sent + mails.waiting > 0 },
        language,
      ),
      ...describeChoosing(
        {
          round,
          choosing,
          mails,
          ideas: await listLocalRecommendations(app.db, round.network.id),
          hasServer: app.config.smtpUrl !== undefined,
        },
        language,
      ),
      examples: previewResult(
        {
          publicUrl: app.config.publicUrl,
          network: round.network.name,
          round: round.name,
          sender: round.sender,
          contact,
          meeting: meeting?.isOver ? undefined : meeting,
          choosingUntil: choosing?.outcome ? undefined : (choosing?.endsAt ?? (await findEnd(values.until))),
        },
        language,
      ),
    });
  }

  async function findEnd(until: string): Promise<Date | undefined> {
    const end = await findClosingTime(app.db, until);
    return end === 'past' ? undefined : end;
  }
}
