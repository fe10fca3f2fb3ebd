/** The page of a round on the desk; what can be done with a round has routes beside these, and comes back to it. */
import type { FastifyReply } from 'fastify';
import type { DeskRule } from '../desk/desk.ts';
import { type Refused, readerLanguage } from '../desk/submit-form.ts';
import { listMissingPrivacy } from '../privacy/privacy.ts';
import type { App } from '../web/fastify.ts';
import { describeResponse } from './describe-response.ts';
import { describeReopening, describeRound } from './describe-round.ts';
import { deskNewRoundRoutes } from './desk-new-round-routes.ts';
import { deskOpeningRoutes } from './desk-opening-routes.ts';
import { deskPlanRoutes } from './desk-plan-routes.ts';
import { deskRoundChangeRoutes } from './desk-round-change-routes.ts';
import { deskRoundListRoutes } from './desk-round-list-routes.ts';
import { countAudience, listUninvited } from './invitations/invitees.ts';
import { listReminders } from './reminders/reminder-days.ts';
import { findReopening } from './reopening.ts';
import { countRoundMails, listInvitationDays, listResponseDays } from './responses.ts';
import type { RoundCards, RoundPageOptions } from './round-cards.ts';
import { roundCrumbs, roundDone, roundParams } from './round-frame.ts';
import { findRound, listParticipation, type Round } from './rounds.ts';

declare module '../web/views.ts' {
  interface DeskViews {
    'rounds/round': ReturnType<typeof describeRound> & {
      done: string | undefined;
      missingPrivacy: boolean;
      /** Whom it would ask: only before it opens. */
      audience: Awaited<ReturnType<typeof countAudience>> | undefined;
      response: ReturnType<typeof describeResponse> | undefined;
      /** Mails that need somebody: only while it runs. */
      mails: { failed: number; letters: number; toCopy: number; uninvited: number } | undefined;
      /** Only of one whose closing can be undone. */
      reopening: ReturnType<typeof describeReopening> | undefined;
      /** About its results: only of a closed one. */
      cards: RoundCards | undefined;
    };
  }
}

const read: DeskRule = { thing: 'network', verb: 'read' };

export async function deskRoundRoutes(app: App, { describeCards }: RoundPageOptions) {
  await deskRoundListRoutes(app);
  await deskNewRoundRoutes(app);

  app.get('/rounds/:round', { config: { desk: read }, schema: { params: roundParams } }, (request, reply) =>
    showRound(reply, request.params.round),
  );

  await deskPlanRoutes(app);
  await deskOpeningRoutes(app, { showRound });
  await deskRoundChangeRoutes(app, { showRound });

  /** The page of a round, also after something on it was refused. */
  async function showRound(reply: FastifyReply, id: string, { problems }: Partial<Refused> = {}) {
    const { request } = reply;
    const language = readerLanguage(request);
    const round = await findRound(app.db, id);
    const isPlanned = round.status === 'planned';
    const isClosed = round.status === 'closed';
    const reopening = isClosed ? await findReopening(app.db, id) : undefined;
    const reminders = await listReminders(app.db, id);
    const cards = isClosed ? await describeCards(app, request, round) : undefined;
    return reply.desk('rounds/round', {
      title: `${round.name}, ${round.network.name}`,
      crumbs: roundCrumbs(request, { network: round.network }),
      problems,
      done: roundDone.read(request) ?? cards?.done,
      ...describeRound(round, reminders, language),
      missingPrivacy: !isClosed && (await listMissingPrivacy(app.db, round.network.id)).length > 0,
      audience: isPlanned ? await countAudience(app.db, round.network.id) : undefined,
      response: isPlanned ? undefined : await readResponse(round),
      mails: isPlanned || isClosed ? undefined : await readMails(id),
      script: isPlanned ? undefined : ['response-chart.js', ...(isClosed ? ['progress.js'] : [])],
      reopening: reopening && describeReopening(round, reopening, language),
      cards,
    });

    async function readResponse(round: Round) {
      const participation = await listParticipation(app.db, id);
      const days = {
        answers: await listResponseDays(app.db, id),
        invitations: await listInvitationDays(app.db, id),
        reminders: reminders.filter(({ sentAt }) => sentAt).map(({ day }) => day),
      };
      return describeResponse(round, participation, days, language);
    }
  }

  async function readMails(id: string) {
    const { failed, letters, waiting } = await countRoundMails(app.db, id);
    const uninvited = (await listUninvited(app.db, id)).length;
    return { failed, letters, toCopy: app.config.smtpUrl ? 0 : waiting, uninvited };
  }
}
