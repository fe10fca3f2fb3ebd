/** Letters on the desk: a page to print, with the invitation, the link and a QR code for each person. */
import type { FastifyReply } from 'fastify';
import type { DeskRule } from '../../desk/desk.ts';
import { readQuery } from '../../desk/fields.ts';
import { readerLanguage } from '../../desk/submit-form.ts';
import { logAccess } from '../../log/log-access.ts';
import { findLooks } from '../../looks/looks.ts';
import { findRoundPrivacy } from '../../privacy/privacy.ts';
import { Refusal } from '../../text/refusal.ts';
import type { App } from '../../web/fastify.ts';
import type { FieldOption } from '../../web/parts/parts.ts';
import { invitationParams, roundCrumbs, roundParams } from '../round-frame.ts';
import { findRound, type Round } from '../rounds.ts';
import { roundTexts } from '../texts.ts';
import { describeLetter } from './describe-letter.ts';
import { findLetter, type Letter, type LetterAudience, listLetters } from './personal-links.ts';

declare module '../../web/views.ts' {
  interface DeskViews {
    'rounds/letters/letters': {
      /** Undefined: it is the letter of one person. */
      audience: LetterAudience | undefined;
      audiences: readonly FieldOption[];
      /** How many letters can't be made, because their link can't. */
      lost: number;
      letters: readonly ReturnType<typeof describeLetter>[];
    };
  }
}

const rule: DeskRule = { thing: 'network', verb: 'download' };

export async function deskLetterRoutes(app: App) {
  app.get(
    '/rounds/:round/letters',
    { config: { desk: rule }, schema: { params: roundParams } },
    async (request, reply) => {
      const round = await findRound(app.db, request.params.round);
      requireRunning(round);
      const audience = readQuery(request, 'who') === 'unanswered' ? 'unanswered' : 'paper';
      const letters = await listLetters(app.db, app.linkKey, round.id, audience);
      await logAccess(request.acting, {
        action: 'rounds.lettersShown',
        roundId: round.id,
        note: String(letters.length),
      });
      return showLetters(reply, round, letters, audience);
    },
  );

  app.get(
    '/invitations/:invitation/letter',
    { config: { desk: rule }, schema: { params: invitationParams } },
    async (request, reply) => {
      const letter = await findLetter(app.db, app.linkKey, request.params.invitation);
      const round = await findRound(app.db, letter.roundId);
      requireRunning(round);
      if (letter.answered) throw new Refusal(409, 'answeredLink');
      if (letter.revoked) throw new Refusal(409, 'invitationRevoked');
      await logAccess(request.acting, {
        action: 'rounds.lettersShown',
        roundId: round.id,
        thingId: letter.invitationId,
      });
      return showLetters(reply, round, [letter]);
    },
  );

  async function showLetters(
    reply: FastifyReply,
    round: Round,
    letters: readonly Letter[],
    audience?: LetterAudience,
  ) {
    const { request } = reply;
    const t = roundTexts(readerLanguage(request));
    const { contact } = await findRoundPrivacy(app.db, round.id);
    const { municipalityId } = request.place!;
    const looks = await findLooks(app.db, municipalityId, readerLanguage(request));
    const paper = { looks, contact, publicUrl: app.config.publicUrl, now: new Date() };
    const whole = letters.filter(({ token }) => token !== undefined);
    return reply.desk('rounds/letters/letters', {
      title: t('rounds.letters.title'),
      crumbs: roundCrumbs(request, { network: round.network, round }),
      script: 'print-button.js',
      audience,
      audiences: (['paper', 'unanswered'] as const).map((value) => ({
        value,
        label: t(`rounds.letters.audiences.${value}`),
      })),
      lost: letters.length - whole.length,
      letters: whole.map((letter) => describeLetter(letter, round, paper)),
    });
  }
}

function requireRunning({ status }: Round): void {
  if (status === 'planned') throw new Refusal(409, 'roundNotOpen');
  if (status === 'closed') throw new Refusal(409, 'roundClosed');
}
