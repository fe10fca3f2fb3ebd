/** How much of something heavy a process does at the same time, in all and for one visitor. */
import type { FastifyReply } from 'fastify';
import type { Refusal } from '../text/refusal.ts';

interface AtOnce {
  all: number;
  each: number;
  refuse(): Refusal;
}

/**
 * Makes a counter: it counts a request until its answer is there or its visitor has gone, and refuses it when there are too
 * many. A visitor is an account, or an address where nobody signed in.
 */
export function limitAtOnce({ all, each, refuse }: AtOnce): (reply: FastifyReply) => void {
  const underway = new Map<string, number>();
  let total = 0;
  return (reply) => {
    const { session, ip } = reply.request;
    // Outside the desk there is no session.
    const visitor = (session as { accountId: string } | undefined)?.accountId ?? ip;
    const own = underway.get(visitor) ?? 0;
    if (total >= all || own >= each) throw refuse();
    underway.set(visitor, own + 1);
    total += 1;
    const release = () => {
      reply.raw.off('finish', release);
      reply.raw.off('close', release);
      total -= 1;
      const left = underway.get(visitor)! - 1;
      if (left === 0) underway.delete(visitor);
      else underway.set(visitor, left);
    };
    reply.raw.once('finish', release);
    reply.raw.once('close', release);
  };
}
