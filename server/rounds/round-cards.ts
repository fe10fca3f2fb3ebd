/**
 * What the page of a closed round shows of its results. Rounds know nothing of results, which are computed from them:
 * `results/describe-round-cards.ts` makes these cards, and `app.ts` hands that to the routes of the page.
 */
import type { FastifyRequest } from 'fastify';
import type { App } from '../web/fastify.ts';
import type { DeskParts, Parts } from '../web/views.ts';
import type { Round } from './rounds.ts';

export interface RoundCards {
  /** Undefined: nobody answered. */
  mirrors: Parts['results/mirrors/round-card']['mirrors'] | undefined;
  choosing: Parts['results/choosing/round-card']['choosing'];
  shares: DeskParts['results/shares/round-card']['shares'];
  /** What was just done on one of the cards. */
  done: string | undefined;
}

export interface RoundPageOptions {
  describeCards(app: App, request: FastifyRequest, round: Round): Promise<RoundCards>;
}
