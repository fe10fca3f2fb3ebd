/** Invitations in the API: make them with their personal links, list, renew and withdraw them. */
import { Type } from 'typebox';
import { refuseProblems } from '../../text/problems.ts';
import {
  Id,
  invitationParams,
  noContent,
  refusal,
  roundParams,
  shortText,
  Time,
  TimeOrNull,
} from '../../web/api/shapes.ts';
import type { App } from '../../web/fastify.ts';
import { apiLimits } from '../../web/limits.ts';
import { replyCsv } from '../../web/send-csv.ts';
import { findRound, listRoundNames } from '../rounds.ts';
import { roundTexts } from '../texts.ts';
import { listInvitations, type NewInvitation } from './invitations.ts';
import { invite } from './invite.ts';
import { renewLink } from './renew-link.ts';
import { revokeInvitation } from './revoke-invitation.ts';
import { linkInvitation, tabulateInvitations } from './tabulate-invitations.ts';

const partnerId = Type.String({ maxLength: 200, description: 'The id of the partner in your spreadsheet.' });

const NewInvitationShape = Type.Object({
  id: Id,
  partner: partnerId,
  name: Type.String({ description: 'The name of the partner.' }),
  person: Type.String(),
  link: Type.String({ description: 'The personal link. It is given only now: the server keeps no copy.' }),
});

const tags = ['Invitations'];

export async function invitationRoutes(app: App) {
  const withLink = (invitation: NewInvitation) => {
    const { token: _token, ...shown } = invitation;
    return { ...shown, link: linkInvitation(invitation, app.config.publicUrl) };
  };

  app.post(
    '/rounds/:round/invitations',
    {
      bodyLimit: apiLimits.invitationBytes,
      schema: {
        tags,
        summary: 'Invite people',
        description:
          'Gives a personal link per invitation. The links can be given only now, because the server stores ' +
          'nothing that they can be made from: keep the answer. With `Accept: text/csv` the answer is a file for ' +
          'programs (RFC 4180: commas, no byte-order mark) with the columns partner, name, person and link. A name that ' +
          'a spreadsheet would take for a formula has an apostrophe in front there.',
        params: roundParams,
        body: Type.Object(
          {
            invitations: Type.Optional(
              Type.Array(
                Type.Object(
                  {
                    partner: partnerId,
                    person: Type.Optional(
                      shortText('For whom the link is, in your own words. May be left out.'),
                    ),
                  },
                  { additionalProperties: false },
                ),
                {
                  minItems: 1,
                  maxItems: apiLimits.invitations,
                  description: 'One for each person; several per partner are fine.',
                },
              ),
            ),
            perPartner: Type.Optional(
              Type.Integer({
                minimum: 1,
                maximum: 20,
                description: 'Instead of a list: so many new invitations for every partner of the round.',
              }),
            ),
          },
          { additionalProperties: false },
        ),
        response: {
          201: {
            description: 'The new invitations.',
            content: {
              'application/json': { schema: Type.Array(NewInvitationShape) },
              'text/csv': { schema: Type.String() },
            },
          },
          ...refusal,
        },
      },
    },
    async (request, reply) => {
      const { invitations, perPartner } = request.body;
      if ((invitations === undefined) === (perPartner === undefined)) {
        throw refuseProblems([{ where: '', code: 'listOrNumber' }]);
      }
      const made = await invite(
        request.acting,
        request.params.round,
        invitations ?? { perPartner: perPartner! },
      );
      reply.code(201);
      if (!request.headers.accept?.includes('text/csv')) return made.map(withLink);
      const round = await findRound(app.db, request.params.round);
      const { language } = round;
      const what = roundTexts(language)('rounds.invitations.file');
      const file = { reader: 'programs', language, what, of: listRoundNames(round) } as const;
      return replyCsv(reply, file, tabulateInvitations(made, app.config.publicUrl));
    },
  );

  app.get(
    '/rounds/:round/invitations',
    {
      schema: {
        tags,
        summary: 'List the invitations of a round',
        description: 'Without the links, and without any answer.',
        params: roundParams,
        response: {
          200: Type.Array(
            Type.Object({
              id: Id,
              partner: partnerId,
              name: Type.String(),
              person: Type.String(),
              createdAt: Time,
              submittedAt: TimeOrNull,
              revokedAt: TimeOrNull,
            }),
          ),
          ...refusal,
        },
      },
    },
    (request) => listInvitations(app.db, request.params.round),
  );

  app.put(
    '/invitations/:invitation/link',
    {
      schema: {
        tags,
        summary: 'Give an invitation a new link',
        description:
          'For a link that got lost or went to somebody else. The old link stops working; what was answered stays.',
        params: invitationParams,
        response: { 200: NewInvitationShape, ...refusal },
      },
    },
    async (request) => withLink(await renewLink(request.acting, request.params.invitation)),
  );

  app.put(
    '/invitations/:invitation/revocation',
    {
      schema: {
        tags,
        summary: 'Withdraw an invitation',
        description:
          'Its link stops working. Answers that were sent before stay and count, so that nobody can take an ' +
          'unwelcome answer out of a round; answers that were not sent never count.',
        params: invitationParams,
        response: { 204: noContent, ...refusal },
      },
    },
    async (request, reply) => {
      await revokeInvitation(request.acting, request.params.invitation);
      return reply.code(204).send(null);
    },
  );
}
