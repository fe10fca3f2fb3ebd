/** A new round on the desk: its form, a final check when it opens at once, and planning or opening it. */
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { DeskRule } from '../desk/desk.ts';
import { networkParams } from '../desk/fields.ts';
import { type Refused, readerLanguage, showRefused } from '../desk/submit-form.ts';
import { submitOnce } from '../desk/submit-once.ts';
import { findNetwork } from '../networks/networks.ts';
import type { App } from '../web/fastify.ts';
import { advisePeople } from './advise-people.ts';
import { checkPlan } from './check-plan.ts';
import { describeOpening } from './describe-opening.ts';
import { findNetworkPlan } from './network-plan.ts';
import { describePlanForm, type PlanFields, PlanForm, pickPlan, readPlan, suggestPlan } from './plan-form.ts';
import { planRound } from './plan-round.ts';
import { chooseOpenedNotice, roundCrumbs, roundDone } from './round-frame.ts';
import { listRounds } from './rounds.ts';
import { startRound } from './start-round.ts';
import { roundTexts } from './texts.ts';

const read: DeskRule = { thing: 'network', verb: 'read' };
const change: DeskRule = { thing: 'network', verb: 'change' };

const NewRoundForm = Type.Interface([PlanForm], {
  /** 'yes': the page with the mail was seen. 'no': back from it, to change something. */
  checked: Type.String({ default: '' }),
});

export async function deskNewRoundRoutes(app: App) {
  app.get(
    '/networks/:network/rounds/new',
    { config: { desk: read }, schema: { params: networkParams } },
    async (request, reply) => {
      const rounds = await listRounds(app.db, request.params.network);
      const { sender, plan } = await findNetworkPlan(app.db, request.params.network);
      const fields = suggestPlan({
        sender: sender || plan?.sender || request.session.name,
        replyTo: rounds[0]?.replyTo || (request.session.role === 'coordinator' ? request.session.email : ''),
        language: plan?.language ?? readerLanguage(request),
        // A round after another one has often another length and other words.
        plan: rounds.length === 0 ? plan : undefined,
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
      const input = readPlan(fields);
      const opensNow = input.opens === 'now';
      if (opensNow && checked !== 'yes') {
        return showRefused(reply, () => showCheck(reply, networkId, fields), show);
      }
      return submitOnce(
        reply,
        async (acting) => {
          const store = opensNow ? startRound : planRound;
          const id = await store(acting, networkId, input);
          return roundDone.after(`/desk/rounds/${id}`, opensNow ? chooseOpenedNotice(app.config) : 'planned');
        },
        show,
      );
    },
  );

  async function showNew(
    reply: FastifyReply,
    networkId: string,
    fields: PlanFields,
    { problems }: Partial<Refused> = {},
  ) {
    const { request } = reply;
    const network = await findNetwork(app.db, networkId);
    const language = readerLanguage(request);
    return reply.desk('rounds/round-form', {
      title: roundTexts(language)('rounds.form.newTitle'),
      crumbs: roundCrumbs(request, { network }),
      problems,
      peopleAdvice: await advisePeople(app.db, await listRounds(app.db, networkId), language),
      action: `/desk/networks/${networkId}/rounds`,
      back: `/desk/networks/${networkId}/rounds`,
      isNew: true,
      isPlanned: true,
      revision: undefined,
      remindersSent: undefined,
      stored: undefined,
      ...describePlanForm(fields, language),
    });
  }

  /** The last look before a new round opens: nothing is stored yet. */
  async function showCheck(reply: FastifyReply, networkId: string, fields: PlanFields) {
    const { request } = reply;
    const { closesAt, sender, replyTo, message } = await checkPlan(app.db, networkId, readPlan(fields));
    const network = await findNetwork(app.db, networkId);
    return reply.desk('rounds/round-check', {
      title: roundTexts(readerLanguage(request))('rounds.check.title'),
      crumbs: roundCrumbs(request, { network }),
      action: `/desk/networks/${networkId}/rounds`,
      fields: { ...fields, checked: 'yes' },
      backFields: { ...fields, checked: 'no' },
      back: undefined,
      ...(await describeOpening(app, request, network, { sender, replyTo, message, closesAt })),
    });
  }
}
