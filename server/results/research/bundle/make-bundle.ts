/** The job that makes the files for research. Tried again it starts anew, which takes seconds. */
import { setImmediate as giveWay } from 'node:timers/promises';
import type { Database } from '../../../database/schema.ts';
import { type Attempt, JobFailure } from '../../../jobs/job-queue.ts';
import { findRound } from '../../../rounds/rounds.ts';
import { findNonresponse } from '../../../rounds/scores/nonresponse.ts';
import { showScores } from '../../../rounds/scores/scores.ts';
import type { App } from '../../../web/fastify.ts';
import { findResearchRounds } from '../research-data.ts';
import { storeBundle } from './bundles.ts';
import { listBundleFiles, packBundle } from './pack-bundle.ts';
import type { Published } from './tabulate-quality.ts';

/** Makes the ZIP of what may be read now, and says how far it is. */
export async function makeBundle(
  app: Pick<App, 'db' | 'linkKey' | 'isStopping'>,
  { data, signal }: Pick<Attempt<'make-bundle'>, 'data' | 'signal'>,
): Promise<void> {
  const { db } = app;
  const rounds = await findResearchRounds(app, data);
  // Whoever asked finds on the page why there is nothing.
  if (rounds.length === 0) return;
  const steps = rounds.length + 2;
  const published: Published[] = [];
  const shown = [];
  for (const [place, { id }] of rounds.entries()) {
    if (app.isStopping() || signal.aborted) throw new JobFailure('stopped');
    await storeBundle(db, data, { done: place, steps });
    const round = await findRound(db, id);
    const scores = await showScores(db, round, { kind: 'network' });
    // Opened again meanwhile.
    if (!scores) throw new JobFailure('stopped');
    published.push({ scores, nonresponse: await findNonresponse(db, id) });
    shown.push(round);
    await giveWay();
  }
  const { network, municipality, language } = shown.at(-1)!;
  await storeBundle(db, data, { done: rounds.length, steps });
  const about = {
    network: network.name,
    municipality: municipality.name,
    madeUp: network.madeUp,
    rounds,
    language,
  };
  const files = listBundleFiles(about, published);
  await storeBundle(db, data, { done: rounds.length + 1, steps });
  const zip = await packBundle(files);
  await db.transaction().execute(async (transaction) => {
    await holdClosedRounds(transaction, data.networkId);
    // Somebody withdrew meanwhile: the next attempt has the answers of today.
    const now = await findResearchRounds({ db: transaction, linkKey: app.linkKey }, data);
    if (JSON.stringify(now) !== JSON.stringify(rounds)) throw new JobFailure('stopped');
    await storeBundle(transaction, data, { done: steps, steps, made: { zip, rounds } });
  });
}

/** Who withdraws holds a round too (`consents.ts`): it comes before the answers are read, or deletes what is stored here. */
async function holdClosedRounds(transaction: Database, networkId: string): Promise<void> {
  await transaction
    .selectFrom('round')
    .select('id')
    .where('networkId', '=', networkId)
    .where('closedAt', 'is not', null)
    .orderBy('id')
    .forShare()
    .execute();
}
