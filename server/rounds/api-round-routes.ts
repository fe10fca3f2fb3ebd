/** Rounds in the API: open one, see how it goes, close it, and undo that. */
import { Type } from 'typebox';
import { findNetwork } from '../networks/networks.ts';
import {
  Id,
  LanguageCode,
  networkParams,
  refusal,
  roundParams,
  shortText,
  Time,
  TimeOrNull,
} from '../web/api/shapes.ts';
import type { App } from '../web/fastify.ts';
import { completePlan } from './check-plan.ts';
import { closeRound } from './close-round.ts';
import { reopenRound } from './reopen-round.ts';
import { findRound, listParticipation, listRounds } from './rounds.ts';
import { startRound } from './start-round.ts';

const RoundShape = Type.Object({
  id: Id,
  name: Type.String(),
  sender: Type.String(),
  language: LanguageCode,
  network: Type.Object({ id: Type.String(), name: Type.String(), madeUp: Type.Boolean() }),
  municipality: Type.Object({ code: Type.String(), name: Type.String() }),
  instrument: Type.Object(
    { id: Type.String(), version: Type.String(), hash: Type.String() },
    { description: 'The frozen version of the questionnaire that this round asks.' },
  ),
  status: Type.Enum(['planned', 'open', 'paused', 'closed'], {
    description:
      'planned: opens at opensAt, and has no partners yet. paused: nobody can answer now, and what was saved waits.',
  }),
  opensAt: Time,
  openedAt: TimeOrNull,
  closesAt: Time,
  closedAt: TimeOrNull,
  interimResults: Type.Boolean(),
});

const RoundWithPartners = Type.Interface([RoundShape], {
  partners: Type.Array(
    Type.Object({
      id: Type.String({ description: 'The id of the partner in your spreadsheet.' }),
      name: Type.String(),
      invited: Type.Integer({ description: 'How many people were invited.' }),
      submitted: Type.Integer({
        description: 'How many of them sent their answers. Never what they answered.',
      }),
    }),
    { description: 'The partners as they were when the round opened.' },
  ),
});

const tags = ['Rounds'];

export async function roundRoutes(app: App) {
  app.post(
    '/networks/:network/rounds',
    {
      schema: {
        tags,
        summary: 'Open a round',
        description:
          'Takes the latest version of the questionnaire and the partners of this moment; later imports do not ' +
          'change a round. Nobody is asked yet: make invitations for that.',
        params: networkParams,
        body: Type.Object(
          {
            name: shortText('What the round is called, for instance the year. Once per network.'),
            sender: shortText('Who asks; shown on the first page of the questionnaire.'),
            closesAt: Type.String({
              maxLength: 40,
              description:
                'The last day on which people can answer (2026-10-31: until midnight in the Netherlands), or a ' +
                'moment (2026-10-31T17:00:00+01:00).',
            }),
            language: Type.Optional(LanguageCode),
            interimResults: Type.Optional(
              Type.Boolean({
                description:
                  'True: results are shown while the round is open. Left out: false, because two prints around ' +
                  'one answer would give that answer away.',
              }),
            ),
          },
          { additionalProperties: false },
        ),
        response: { 201: RoundWithPartners, ...refusal },
      },
    },
    async (request, reply) => {
      const input = completePlan(request.body);
      const id = await startRound(request.acting, request.params.network, input, { asksNobody: true });
      return reply.code(201).send(await readRound(app, id));
    },
  );

  app.get(
    '/networks/:network/rounds',
    {
      schema: {
        tags,
        summary: 'List the rounds of a network',
        description: 'The latest first.',
        params: networkParams,
        response: { 200: Type.Array(RoundShape), ...refusal },
      },
    },
    async (request) => {
      await findNetwork(app.db, request.params.network);
      return listRounds(app.db, request.params.network);
    },
  );

  app.get(
    '/rounds/:round',
    {
      schema: {
        tags,
        summary: 'Read a round, with who has answered',
        params: roundParams,
        response: { 200: RoundWithPartners, ...refusal },
      },
    },
    (request) => readRound(app, request.params.round),
  );

  app.put(
    '/rounds/:round/closure',
    {
      schema: {
        tags,
        summary: 'Close a round',
        description:
          'From then on nobody can answer. The scores are stored with the round and never computed again. ' +
          'Closing again changes nothing. For 24 hours a round can be opened again (DELETE), as long as nobody saw its ' +
          'result. One that is still planned can not be closed.',
        params: roundParams,
        response: { 200: RoundWithPartners, ...refusal },
      },
    },
    async (request) => {
      await closeRound(request.acting, request.params.round);
      return readRound(app, request.params.round);
    },
  );

  app.delete(
    '/rounds/:round/closure',
    {
      schema: {
        tags,
        summary: 'Open a round again that was closed by mistake',
        description:
          'People can answer again until closesAt; when that has passed, until the end of today. Only of a round that ' +
          'was closed before closesAt, for 24 hours, and as long as nobody saw its result and no later round was ' +
          'opened; else 409 with the reason. A round that is open stays as it is.',
        params: roundParams,
        response: { 200: RoundWithPartners, ...refusal },
      },
    },
    async (request) => {
      await reopenRound(request.acting, request.params.round);
      return readRound(app, request.params.round);
    },
  );
}

async function readRound(app: App, id: string) {
  const round = await findRound(app.db, id);
  const partners = await listParticipation(app.db, id);
  return {
    ...round,
    partners: partners.map(({ code, name, invited, submitted }) => ({ id: code, name, invited, submitted })),
  };
}
