/** The people of a round on the desk: whom it asked, what became of their mails, and what can be done for each. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { DeskRule } from '../../desk/desk.ts';
import type { DoneKey } from '../../desk/done.ts';
import { LineField, readQuery } from '../../desk/fields.ts';
import { type Refused, readerLanguage, submitForm } from '../../desk/submit-form.ts';
import { submitOnce } from '../../desk/submit-once.ts';
import { logAccess } from '../../log/log-access.ts';
import { refuseProblems } from '../../text/problems.ts';
import type { App } from '../../web/fastify.ts';
import type { FieldOption } from '../../web/parts/parts.ts';
import { findLetter } from '../letters/personal-links.ts';
import { putAside } from '../proposals/put-aside.ts';
import { listInvitees } from '../responses.ts';
import { invitationParams, roundCrumbs, roundDone, roundParams } from '../round-frame.ts';
import { findRound, listParticipation, type Round } from '../rounds.ts';
import { roundTexts } from '../texts.ts';
import { countSteps, describeBoard } from './describe-board.ts';
import { describeCalls } from './describe-calls.ts';
import { describeNewcomer, describeUninvited } from './describe-invitees.ts';
import { deskContactRoutes } from './desk-contact-routes.ts';
import { inviteByLetter } from './invite-by-letter.ts';
import { inviteMore } from './invite-more.ts';
import { listUninvited } from './invitees.ts';
import { remindPerson } from './remind-person.ts';
import { renewLink } from './renew-link.ts';
import { revokeInvitation } from './revoke-invitation.ts';
import { sendAgain } from './send-again.ts';
import { writeShortText } from './write-short-text.ts';

declare module '../../web/views.ts' {
  interface DeskViews {
    'rounds/invitations/invitations': {
      done: string | undefined;
      round: Round;
      isRunning: boolean;
      groups: ReturnType<typeof describeBoard>;
      /** How many are how far; undefined when the round does not run. */
      steps: ReturnType<typeof countSteps>;
      /** The partners to call first. */
      calls: Awaited<ReturnType<typeof describeCalls>>;
      /** Only while it runs: who was not invited. */
      newcomers: readonly ReturnType<typeof describeNewcomer>[];
      newcomersCaption: string;
      inviteHref: string;
      hasRows: boolean;
      /** Only who did not answer and can't be mailed is shown. */
      isNarrowed: boolean;
      partnersHref: string;
      /** Only while it runs. */
      digestHref: string | undefined;
      /** Only while it runs. */
      uninvited: ReturnType<typeof describeUninvited> | undefined;
      partners: readonly FieldOption[];
      typed: { partner: string | undefined; person: string | undefined };
    };
    'rounds/invitations/invitation-link': {
      done: string | undefined;
      for: string;
      /** The link opens the questionnaire. */
      works: boolean;
      why: string;
      back: string;
      letterHref: string;
      renewal: string;
      /** Undefined: this link can't be made again. */
      url: string | undefined;
      /** A short text with it, to paste in an app. */
      words: string | undefined;
    };
    'rounds/invitations/invitation-revocation': { text: string; action: string; back: string };
  }
}

const read: DeskRule = { thing: 'network', verb: 'read' };
const change = { desk: { thing: 'network', verb: 'change' } satisfies DeskRule };

/** A list of ticks: a browser sends one as a word and several as a list. */
const Ticks = Type.Union([Type.String({ maxLength: 30 }), Type.Array(Type.String({ maxLength: 30 }))]);

export async function deskInvitationRoutes(app: App) {
  app.get(
    '/rounds/:round/invitations',
    { config: { desk: read }, schema: { params: roundParams } },
    (request, reply) => showInvitations(reply, request.params.round),
  );

  app.post(
    '/rounds/:round/invitations',
    {
      config: change,
      schema: { params: roundParams, body: Type.Object({ people: Type.Optional(Ticks) }) },
    },
    (request, reply) => {
      const { round } = request.params;
      const people = [request.body.people ?? []].flat();
      return submitForm(
        reply,
        async () => {
          if (people.length === 0) throw refuseProblems([{ where: 'people', code: 'choosePeople' }]);
          await inviteMore(request.acting, round, people);
          return roundDone.after(`/desk/rounds/${round}/invitations`, 'invited');
        },
        (refused) => showInvitations(reply, round, refused),
      );
    },
  );

  app.post(
    '/rounds/:round/paper-invitations',
    {
      config: change,
      schema: { params: roundParams, body: Type.Object({ partner: LineField, person: LineField }) },
    },
    (request, reply) => {
      const { round } = request.params;
      return submitOnce(
        reply,
        async (acting) => {
          const id = await inviteByLetter(acting, round, request.body);
          return `/desk/invitations/${id}/link`;
        },
        (refused) => showInvitations(reply, round, { ...refused, typed: request.body }),
      );
    },
  );

  app.post(
    '/invitations/:invitation/sending',
    { config: change, schema: { params: invitationParams } },
    (request, reply) => actOn(request, reply, 'sentAgain', (id) => sendAgain(request.acting, id)),
  );

  app.post(
    '/invitations/:invitation/reminder',
    { config: change, schema: { params: invitationParams } },
    (request, reply) => actOn(request, reply, 'personReminded', (id) => remindPerson(request.acting, id)),
  );

  app.post(
    '/invitations/:invitation/proposal-removal',
    { config: change, schema: { params: invitationParams } },
    (request, reply) => actOn(request, reply, 'proposalPutAside', (id) => putAside(request.acting, id)),
  );

  await deskContactRoutes(app);

  app.get(
    '/invitations/:invitation/revocation',
    { config: { desk: read }, schema: { params: invitationParams } },
    async (request, reply) => {
      const letter = await findLetter(app.db, app.linkKey, request.params.invitation);
      const t = roundTexts(readerLanguage(request));
      const title = t('rounds.revocation.title');
      const round = await findRound(app.db, letter.roundId);
      return reply.desk('rounds/invitations/invitation-revocation', {
        title,
        crumbs: roundCrumbs(request, { network: round.network, round }),
        text: t('rounds.revocation.text', describePerson(request, letter)),
        action: `/desk/invitations/${letter.invitationId}/revocation`,
        back: `/desk/rounds/${round.id}/invitations`,
      });
    },
  );

  app.post(
    '/invitations/:invitation/revocation',
    { config: change, schema: { params: invitationParams } },
    (request, reply) => actOn(request, reply, 'revoked', (id) => revokeInvitation(request.acting, id)),
  );

  app.get(
    '/invitations/:invitation/link',
    {
      config: { desk: { thing: 'network', verb: 'download' } },
      schema: { params: invitationParams },
    },
    (request, reply) => showLink(request, reply),
  );

  app.post(
    '/invitations/:invitation/link',
    { config: change, schema: { params: invitationParams } },
    (request, reply) => {
      const { invitation } = request.params;
      return submitForm(
        reply,
        async () => {
          await renewLink(request.acting, invitation, { refusesAnswered: true });
          return roundDone.after(`/desk/invitations/${invitation}/link`, 'linkRenewed');
        },
        (refused) => showLink(request, reply, refused),
      );
    },
  );

  /** Changes one invitation and goes back to the list, which says what was done. */
  function actOn(
    request: FastifyRequest<{ Params: { invitation: string } }>,
    reply: FastifyReply,
    done: DoneKey<typeof roundDone>,
    act: (id: string) => Promise<void>,
  ) {
    const round = request.place!.round!.id;
    return submitForm(
      reply,
      async () => {
        await act(request.params.invitation);
        return roundDone.after(`/desk/rounds/${round}/invitations`, done);
      },
      (refused) => showInvitations(reply, round, refused),
    );
  }

  async function showInvitations(
    reply: FastifyReply,
    id: string,
    { problems, typed }: Partial<Refused> & { typed?: { partner: string; person: string } } = {},
  ) {
    const { request } = reply;
    const language = readerLanguage(request);
    const t = roundTexts(language);
    const round = await findRound(app.db, id);
    const isRunning = round.status === 'open' || round.status === 'paused';
    const partners = await listParticipation(app.db, id);
    const isNarrowed = readQuery(request, 'mail') === 'none';
    const invitees = (await listInvitees(app.db, id)).filter(
      ({ mailable, answered, revoked }) => !isNarrowed || (!mailable && !answered && !revoked),
    );
    const uninvited = isRunning && !isNarrowed ? await listUninvited(app.db, id) : [];
    return reply.desk('rounds/invitations/invitations', {
      title: t('rounds.invitations.title'),
      crumbs: roundCrumbs(request, { network: round.network, round }),
      problems,
      done: roundDone.read(request),
      round,
      isRunning: isRunning && !isNarrowed,
      isNarrowed,
      hasRows: isNarrowed || invitees.length + uninvited.length > 0,
      groups: describeBoard(invitees, round, language, {
        hasMailServer: app.config.smtpUrl !== undefined,
        now: new Date(),
      }),
      calls: isNarrowed ? [] : await describeCalls(app.db, round, language),
      steps: isNarrowed ? undefined : countSteps(invitees, round, language),
      newcomersCaption: t('rounds.invitations.newcomers', { count: uninvited.length }),
      digestHref: isRunning ? `/desk/networks/${round.network.id}/digest` : undefined,
      partnersHref: `/desk/networks/${round.network.id}/partners`,
      newcomers: uninvited.map((person) => describeNewcomer(person, language)),
      inviteHref: `/desk/rounds/${id}/invitations`,
      uninvited: isRunning && !isNarrowed ? describeUninvited(uninvited, language) : undefined,
      partners: [
        { value: '', label: '' },
        ...partners.map(({ partnerId, name }) => ({ value: partnerId, label: name })),
      ],
      typed: typed ?? { partner: undefined, person: undefined },
    });
  }

  async function showLink(
    request: FastifyRequest<{ Params: { invitation: string } }>,
    reply: FastifyReply,
    { problems }: Partial<Refused> = {},
  ) {
    const letter = await findLetter(app.db, app.linkKey, request.params.invitation);
    const round = await findRound(app.db, letter.roundId);
    await logAccess(request.acting, {
      action: 'rounds.linkShown',
      roundId: round.id,
      thingId: letter.invitationId,
    });
    const t = roundTexts(readerLanguage(request));
    // The link of somebody who has answered opens the answers, which are nobody else's business.
    const works =
      !letter.revoked && !letter.answered && (round.status === 'open' || round.status === 'paused');
    const url = works && letter.token ? `${app.config.publicUrl}/invitations/${letter.token}` : undefined;
    return reply.desk('rounds/invitations/invitation-link', {
      title: t('rounds.link.title'),
      crumbs: roundCrumbs(request, { network: round.network, round }),
      problems,
      done: roundDone.read(request),
      for: t('rounds.link.for', describePerson(request, letter)),
      works,
      why: t(letter.answered ? 'rounds.link.answered' : 'rounds.link.useless'),
      back: `/desk/rounds/${round.id}/invitations`,
      letterHref: `/desk/invitations/${letter.invitationId}/letter`,
      renewal: `/desk/invitations/${letter.invitationId}/link`,
      url,
      words: url && writeShortText(letter, round, url),
      script: url && 'copy-text.js',
    });
  }
}

/** For sentences about one person, who may have no name. */
function describePerson(request: FastifyRequest, { person, partner }: { person: string; partner: string }) {
  return { person: person || roundTexts(readerLanguage(request))('rounds.invitations.noName'), partner };
}
