/**
 * How often somebody may try to sign in: counted by the visitor's address and by the mail address that is tried, apart
 * from the limits on links. A browser that signed in to an account before is counted by itself, so that a stranger who
 * guesses does not keep the owner out. Every try is counted before the password is looked at; one that was right is
 * forgiven.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Attempt, countAttempt, type Limit } from '../../database/attempts.ts';
import { foldMailAddress } from '../../text/check-mail-address.ts';
import { describeCookie } from '../../web/cookie.ts';
import type { App } from '../../web/fastify.ts';
import { limitVisitors } from '../../web/limit-visitors.ts';
import { isAppCode, type Proof } from '../second-step/app-codes.ts';

const cookieName = 'known';
/** Six digits, of which three codes count at a moment: who has the password guesses right once in some forty years. */
const secondSteps: Limit = { kind: 'second-step', max: 20, seconds: 24 * 3600 };
const confirmations: Limit = { ...secondSteps, kind: 'confirmation' };
const passwords: Limit = { kind: 'password', max: 20, seconds: 15 * 60 };
/** A link works for a quarter of an hour: who loses the mail can ask again, and nobody's mailbox is filled. */
const mails: Limit = { kind: 'sign-in-mail', max: 5, seconds: 3600 };

interface Tried {
  email: string;
  /** The account of that mail address, if there is one. */
  accountId: string | undefined;
}

export interface SignInLimits {
  /** Counts a try of a visitor; before anything is looked up. */
  countVisitor(request: FastifyRequest): Promise<Attempt>;
  /** Counts a try at the password of this mail address. */
  countPassword(request: FastifyRequest, tried: Tried): Promise<Attempt>;
  /** Counts a code of an app at the second step of this account; what nobody can guess counts by visitor alone. */
  countSecondStep(request: FastifyRequest, tried: Tried, proof: Proof): Promise<Attempt>;
  /** Counts a proof by somebody who is signed in, apart from all that strangers try. */
  countConfirmation(accountId: string): Promise<Attempt>;
  /** Counts a mail with a link to this mail address, also when nobody has it. */
  countMail(request: FastifyRequest, tried: Tried): Promise<Attempt>;
  /** This browser signed in to this account. */
  remember(reply: FastifyReply, accountId: string): void;
}

export function createSignInLimits(app: App): SignInLimits {
  const makeMark = (accountId: string) =>
    createHmac('sha256', app.linkKey).update(`known browser ${accountId}`).digest('base64url');

  function isKnown(request: FastifyRequest, accountId: string | undefined): boolean {
    const [sent, mark] = [request.cookies[cookieName] ?? '', accountId && makeMark(accountId)];
    return !!mark && sent.length === mark.length && timingSafeEqual(Buffer.from(sent), Buffer.from(mark));
  }

  function count(limit: Limit, request: FastifyRequest, { email, accountId }: Tried): Promise<Attempt> {
    const who = isKnown(request, accountId) ? 'known' : 'stranger';
    return countAttempt(app, limit, `${who} ${foldMailAddress(email.trim()).slice(0, 254)}`);
  }

  const countOther = limitVisitors(app, 'second-step-other', 20);
  return {
    countVisitor: limitVisitors(app, 'sign-in', 20),
    countPassword: (request, tried) => count(passwords, request, tried),
    countSecondStep: (request, tried, proof) =>
      isAppCode(proof) ? count(secondSteps, request, tried) : countOther(request),
    countConfirmation: (accountId) => countAttempt(app, confirmations, accountId),
    countMail: (request, tried) => count(mails, request, tried),
    remember(reply, accountId) {
      const cookie = { ...describeCookie(app.config), path: '/sign-in', maxAge: 365 * 24 * 3600 };
      reply.setCookie(cookieName, makeMark(accountId), cookie);
    },
  };
}
