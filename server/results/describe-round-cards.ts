/** The cards about results on the page of a closed round: how far its mirrors and its choosing are, and its shares. */
import type { FastifyRequest } from 'fastify';
import { readerLanguage } from '../desk/submit-form.ts';
import { findLastJob } from '../jobs/jobs.ts';
import type { RoundCards } from '../rounds/round-cards.ts';
import type { Round } from '../rounds/rounds.ts';
import type { App } from '../web/fastify.ts';
import { findChoosing } from './choosing/choosing.ts';
import { describeStatus } from './choosing/describe-choosing.ts';
import { describePrinting } from './mirrors/describe-mirrors.ts';
import { countMirrors } from './mirrors/printed-mirrors.ts';
import { describeShares, shareDone } from './shares/describe-shares.ts';
import { listShares } from './shares/shares.ts';

declare module '../web/views.ts' {
  interface Parts {
    'results/choosing/round-card': {
      choosing: { href: string; status: ReturnType<typeof describeStatus> | undefined };
    };
    'results/mirrors/round-card': {
      mirrors: NonNullable<ReturnType<typeof describePrinting>> & { href: string; refreshHref: string };
    };
  }
}

export async function describeRoundCards(
  { db }: Pick<App, 'db'>,
  request: FastifyRequest,
  { id }: Pick<Round, 'id'>,
): Promise<RoundCards> {
  const language = readerLanguage(request);
  const progress = (await countMirrors(db, [{ id }])).get(id);
  const printing = describePrinting(
    progress,
    await findLastJob(db, 'print-mirrors', { roundId: id }),
    language,
  );
  const choosing = await findChoosing(db, id);
  return {
    choosing: {
      href: `/desk/rounds/${id}/choosing`,
      status: choosing && describeStatus(choosing, language),
    },
    mirrors: printing && {
      ...printing,
      href: `/desk/rounds/${id}/mirrors`,
      refreshHref: `/desk/rounds/${id}`,
    },
    shares: describeShares({ roundId: id, shares: await listShares(db, id) }, language),
    done: shareDone.read(request),
  };
}
