/**
 * How often somebody may try to sign in: counted by the visitor's address and by the mail address that is tried,
 * apart from the limits on personal links. A browser that signed in to an account before is counted by itself, so
 * that a stranger who guesses does not keep the owner out.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../../web/fastify.ts';
import { limitByMinute, refuseTooMany } from '../../web/limit-wrong-links.ts';

const cookieName = 'known';

interface Attempt {
  email: string;
  /** The account of that mail address, if there is one. */
  accountId: string | undefined;
}

export interface SignInLimits {
  /** Refuses a visitor who tries too often; before anything is looked up. */
  countVisitor(request: FastifyRequest): Promise<void>;
  /** Refuses when this mail address was tried wrongly too often. */
  checkAccount(request: FastifyRequest, attempt: Attempt): Promise<void>;
  countWrong(request: FastifyRequest, attempt: Attempt): Promise<void>;
  /** This browser signed in to this account. */
  remember(reply: FastifyReply, accountId: string): void;
}

export function createSignInLimits(app: App): SignInLimits {
  const keys = new WeakMap<FastifyRequest, string>();
  const accounts = app.createRateLimit({
    max: 20,
    timeWindow: '15 minutes',
    keyGenerator: (request) => keys.get(request as FastifyRequest) ?? '',
  });
  const makeMark = (accountId: string) =>
    createHmac('sha256', app.linkKey).update(`known browser ${accountId}`).digest('base64url');

  function isKnown(request: FastifyRequest, accountId: string | undefined): boolean {
    const [sent, mark] = [request.cookies[cookieName] ?? '', accountId && makeMark(accountId)];
    return !!mark && sent.length === mark.length && timingSafeEqual(Buffer.from(sent), Buffer.from(mark));
  }
  function setKey(request: FastifyRequest, { email, accountId }: Attempt) {
    const who = isKnown(request, accountId) ? 'known' : 'stranger';
    keys.set(request, `${who} ${email.trim().toLowerCase().slice(0, 254)}`);
  }

  return {
    countVisitor: limitByMinute(app, 20),
    async checkAccount(request, attempt) {
      setKey(request, attempt);
      const limit = await accounts(request, { increment: false });
      if (!limit.isAllowed && limit.remaining === 0) throw refuseTooMany(limit.ttlInSeconds);
    },
    async countWrong(request, attempt) {
      setKey(request, attempt);
      await accounts(request);
    },
    remember(reply, accountId) {
      reply.setCookie(cookieName, makeMark(accountId), {
        path: '/sign-in',
        httpOnly: true,
        sameSite: 'lax',
        secure: app.config.publicUrl.startsWith('https:'),
        maxAge: 365 * 24 * 3600,
      });
    },
  };
}
