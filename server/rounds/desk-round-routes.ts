/** Rounds on the desk: the list, planning one, its own page with the response, and changing its plan. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { DeskRule } from '../desk/desk.ts';
import { networkParams, RevisionField } from '../desk/fields.ts';
import { languageOf, type Refused, showRefused, submitForm } from '../desk/submit-form.ts';
import { findNetwork, type Network } from '../networks/networks.ts';
import { findPrivacy, listMissingPrivacy } from '../privacy/privacy.ts';
import type { App } from '../web/fastify.ts';
import { changePlan } from './change-plan.ts';
import { changeRunningRound } from './change-running-round.ts';
import {
  countResponse,
  describeResponse,
  describeRound,
  describeRoundRow,
  formatDayText,
} from './describe-round.ts';
import { deskRoundChangeRoutes } from './desk-round-change-routes.ts';
import { countAudience } from './invitations/invitees.ts';
import { openRound } from './open-round.ts';
import { checkPlan } from './plan.ts';
import {
  describePlan,
  describePlanForm,
  type PlanFields,
  PlanForm,
  pickPlan,
  readPlan,
  suggestPlan,
} from './plan-form.ts';
import { planRound } from './plan-round.ts';
import { previewMails } from './preview-mail.ts';
import { listReminders } from './reminders/reminder-days.ts';
import { countRoundMails, listResponseDays } from './responses.ts';
import type { RoundPageOptions } from './round-cards.ts';
import { roundCrumbs, roundDone, roundParams } from './round-frame.ts';
import { findRound, listParticipation, listRounds } from './rounds.ts';
import { startRound } from './start-round.ts';
import { roundTexts } from './texts.ts';

const read: DeskRule = { thing: 'network', verb: 'read' };
const change: DeskRule = { thing: 'network', verb: 'change' };

const NewRoundForm = Type.Interface([PlanForm], {
  /** 'yes': the page with the mail was seen. 'no': back from it, to change something. */
  checked: Type.String({ default: '' }),
});

export async function deskRoundRoutes(app: App, { describeCards }: RoundPageOptions) {
  app.get(
    '/networks/:network/rounds',
    { config: { desk: read }, schema: { params: networkParams } },
    async (request, reply) => {
      const network = await findNetwork(app.db, request.params.network);
      const rounds = await listRounds(app.db, network.id);
      const rows = await Promise.all(
        rounds.map(async (round) => {
          const people = countResponse(await listParticipation(app.db, round.id));
          return describeRoundRow(round, people, languageOf(request));
        }),
      );
      return reply.desk('rounds/rounds', {
        title: roundTexts(languageOf(request))('rounds.title'),
        crumbs: roundCrumbs(request, { network, isList: true }),
        done: roundDone.read(request),
        newHref: `/desk/networks/${network.id}/rounds/new`,
        rounds: rows,
      });
    },
  );

  app.get(
    '/networks/:network/rounds/new',
    { config: { desk: read }, schema: { params: networkParams } },
    async (request, reply) => {
      const rounds = await listRounds(app.db, request.params.network);
      const fields = suggestPlan({
        sender: rounds[0]?.sender ?? request.session.name,
        language: rounds[0]?.language ?? languageOf(request),
        taken: rounds.map(({ name }) => name),
      });
      return showNew(reply, request.params.network, fields);
    },
  );

  app.post(
    '/networks/:network/rounds',
    {
      config: { desk: change },
      schema: { params: networkParams, body: NewRoundForm },
    },
    async (request, reply) => {
      const { checked } = request.body;
      const fields = pickPlan(request.body);
      const networkId = request.params.network;
      const show = (refused: Partial<Refused> = {}) => showNew(reply, networkId, fields, refused);
      // Only the look before the opening, or back from it: nothing changes.
      if (checked === 'no') return show();
      const wish = readPlan(fields);
      if (wish.opens === 'now' && checked !== 'yes') {
        return showRefused(reply, () => showCheck(reply, networkId, fields), show);
      }
      return submitForm(
        reply,
        async () => {
          const store = wish.opens === 'now' ? startRound : planRound;
          const id = await store(request.acting, networkId, wish);
          return roundDone.after(`/desk/rounds/${id}`, wish.opens === 'now' ? openedNotice() : 'planned');
        },
        show,
      );
    },
  );

  app.get('/rounds/:round', { config: { desk: read }, schema: { params: roundParams } }, (request, reply) =>
    showRound(reply, request.params.round),
  );

  app.get(
    '/rounds/:round/plan',
    { config: { desk: read }, schema: { params: roundParams } },
    async (request, reply) => {
      const { round } = request.params;
      const stored = await readStored(round);
      return showEdit(reply, round, stored.fields, stored.round.revision);
    },
  );

  app.post(
    '/rounds/:round/plan',
    {
      config: { desk: change },
      schema: { params: roundParams, body: Type.Interface([PlanForm], { revision: RevisionField }) },
    },
    async (request, reply) => {
      const { revision } = request.body;
      const fields = pickPlan(request.body);
      const { round: id } = request.params;
      const wish = readPlan(fields);
      return submitForm(
        reply,
        async () => {
          const { status } = await findRound(app.db, id);
          const store = status === 'planned' ? changePlan : changeRunningRound;
          await store(request.acting, id, wish, Number(revision));
          return roundDone.after(`/desk/rounds/${id}`, 'changed');
        },
        // After a conflict the form goes on from what is stored now: who saves again has seen both.
        async (refused) => {
          const seen = refused.conflict ? (await findRound(app.db, id)).revision : Number(revision);
          return showEdit(reply, id, fields, seen, refused);
        },
      );
    },
  );

  await deskRoundChangeRoutes(app, { showRound });

  async function showNew(
    reply: FastifyReply,
    networkId: string,
    fields: PlanFields,
    refused: Partial<Refused> = {},
  ) {
    const { request } = reply;
    const t = roundTexts(languageOf(request));
    const network = await findNetwork(app.db, networkId);
    return reply.desk('rounds/round-form', {
      title: t('rounds.form.newTitle'),
      crumbs: roundCrumbs(request, { network }),
      problems: refused.problems,
      action: `/desk/networks/${networkId}/rounds`,
      back: `/desk/networks/${networkId}/rounds`,
      isNew: true,
      isPlanned: true,
      ...describePlanForm(fields, languageOf(request)),
    });
  }

  /** The last look before a new round opens: nothing is stored yet. */
  async function showCheck(reply: FastifyReply, networkId: string, fields: PlanFields) {
    const { request } = reply;
    const { closesAt, sender, message } = await checkPlan(app.db, networkId, readPlan(fields));
    const network = await findNetwork(app.db, networkId);
    const t = roundTexts(languageOf(request));
    return reply.desk('rounds/round-check', {
      title: t('rounds.check.title'),
      crumbs: roundCrumbs(request, { network }),
      action: `/desk/networks/${networkId}/rounds`,
      fields: { ...fields, checked: 'yes' },
      backFields: { ...fields, checked: 'no' },
      ...(await describeCheck(request, network, { sender, message, closesAt })),
    });
  }

  async function describeCheck(
    request: FastifyRequest,
    network: Pick<Network, 'id' | 'name'>,
    round: { sender: string; message: string; closesAt: Date },
  ) {
    const { contact } = await findPrivacy(app.db, network.id);
    return {
      network,
      audience: await readAudience(network.id),
      missingPrivacy: (await listMissingPrivacy(app.db, network.id)).length > 0,
      noMailServer: !app.config.smtpUrl,
      mails: previewMails(
        { ...round, publicUrl: app.config.publicUrl, network: network.name, contact },
        'invitation',
        languageOf(request),
      ),
    };
  }

  async function readAudience(networkId: string) {
    const { partners, people, mailable, withoutPeople } = await countAudience(app.db, networkId);
    return { partners, people, mailable, withoutPeople, letters: people - mailable };
  }

  app.get(
    '/rounds/:round/opening',
    { config: { desk: read }, schema: { params: roundParams } },
    (request, reply) => showOpening(reply, request.params.round),
  );

  app.post(
    '/rounds/:round/opening',
    { config: { desk: change }, schema: { params: roundParams } },
    (request, reply) =>
      submitForm(
        reply,
        async () => {
          const { round } = request.params;
          await openRound(request.acting, round);
          return roundDone.after(`/desk/rounds/${round}`, openedNotice());
        },
        (refused) => showRound(reply, request.params.round, refused),
      ),
  );

  async function showOpening(reply: FastifyReply, id: string) {
    const { request } = reply;
    const round = await findRound(app.db, id);
    if (round.status !== 'planned') return reply.redirect(`/desk/rounds/${id}`, 303);
    const t = roundTexts(languageOf(request));
    return reply.desk('rounds/round-check', {
      title: t('rounds.check.title'),
      crumbs: roundCrumbs(request, { network: round.network, round }),
      action: `/desk/rounds/${id}/opening`,
      back: `/desk/rounds/${id}`,
      ...(await describeCheck(request, round.network, round)),
    });
  }

  function openedNotice() {
    return app.config.smtpUrl ? 'opened' : 'openedOutbox';
  }

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
    const { round, coming, sent } = await readStored(id);
    if (round.status === 'closed' && !problems) return reply.redirect(`/desk/rounds/${id}`, 303);
    const language = languageOf(request);
    const t = roundTexts(languageOf(request));
    const days = (list: readonly string[]) =>
      new Intl.ListFormat(language).format(list.map((day) => formatDayText(day, language)));
    return reply.desk('rounds/round-form', {
      title: t('rounds.form.editTitle'),
      crumbs: roundCrumbs(request, { network: round.network, round }),
      problems,
      action: `/desk/rounds/${id}/plan`,
      back: `/desk/rounds/${id}`,
      revision,
      isNew: false,
      isPlanned: round.status === 'planned',
      remindersSent: sent.length > 0 && t('rounds.form.remindersSent', { days: days(sent) }),
      stored: conflict && {
        ...round,
        days: coming.length > 0 ? days(coming) : t('rounds.round.noReminders'),
        opens: formatDayText(describePlan(round, []).opensOn, language),
        closes: formatDayText(describePlan(round, []).closesOn, language),
        repeatText: t(`rounds.form.repeat.${round.repeats}`),
      },
      ...describePlanForm(fields, language),
    });
  }

  /** The page of a round, also after something on it was refused. */
  async function showRound(reply: FastifyReply, id: string, { problems }: Partial<Refused> = {}) {
    const { request } = reply;
    const language = languageOf(request);
    const round = await findRound(app.db, id);
    const cards = round.status === 'closed' ? await describeCards(app, request, round) : undefined;
    const described = describeRound(round, await listReminders(app.db, id), language);
    return reply.desk('rounds/round', {
      title: `${round.name}, ${round.network.name}`,
      crumbs: roundCrumbs(request, { network: round.network }),
      problems,
      done: roundDone.read(request) ?? cards?.done,
      ...described,
      missingPrivacy:
        round.status !== 'closed' && (await listMissingPrivacy(app.db, round.network.id)).length > 0,
      ...(round.status === 'planned'
        ? { audience: await readAudience(round.network.id) }
        : {
            response: describeResponse(
              round,
              await listParticipation(app.db, id),
              await listResponseDays(app.db, id),
              language,
            ),
            mails: await readMails(id),
            script: 'response-chart.js',
          }),
      cards,
    });

    async function readMails(id: string) {
      const mails = await countRoundMails(app.db, id);
      return { ...mails, toCopy: app.config.smtpUrl ? 0 : mails.waiting };
    }
  }
}
