/** Bundles that were made: kept for some days, and given out only while exactly these answers may be read. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../../../database/schema.ts';
import type { ResearchRound, Wanted } from '../research-data.ts';

/** How far a bundle is. */
export interface BundleProgress {
  done: number;
  steps: number;
  /** Is the ZIP there, of the answers that may be read today? */
  isReady: boolean;
  madeAt: Date;
}

/** Of whom and of which answers a bundle is: it changes when somebody withdraws, or a round is released. */
function fingerprint(rounds: readonly ResearchRound[]): Buffer {
  return createHash('sha256').update(JSON.stringify(rounds)).digest();
}

/** Undefined: nobody asked for it, or it went. */
export async function findBundle(
  db: Database,
  wanted: Wanted,
  rounds: readonly ResearchRound[],
): Promise<BundleProgress | undefined> {
  const row = await selectBundle(db, wanted)
    .select(['stepsDone', 'steps', 'madeAt', 'fingerprint'])
    .executeTakeFirst();
  return (
    row && {
      done: row.stepsDone,
      steps: row.steps,
      isReady: row.fingerprint?.equals(fingerprint(rounds)) === true,
      madeAt: row.madeAt,
    }
  );
}

/** The ZIP of exactly these answers; undefined when there is none. */
export async function readBundle(
  db: Database,
  wanted: Wanted,
  rounds: readonly ResearchRound[],
): Promise<Buffer | undefined> {
  const row = await selectBundle(db, wanted)
    .select('zip')
    .where('fingerprint', '=', fingerprint(rounds))
    .executeTakeFirst();
  return row?.zip ?? undefined;
}

/** Says how far it is; without a ZIP, an earlier one goes. */
export async function storeBundle(
  db: Database,
  { networkId, roundId }: Wanted,
  {
    done,
    steps,
    made,
  }: { done: number; steps: number; made?: { zip: Buffer; rounds: readonly ResearchRound[] } },
): Promise<void> {
  const state = {
    stepsDone: done,
    steps,
    zip: made?.zip ?? null,
    fingerprint: made ? fingerprint(made.rounds) : null,
    madeAt: sql<Date>`now()`,
  };
  await db
    .insertInto('researchBundle')
    .values({ networkId, roundId: roundId ?? null, ...state })
    .onConflict((conflict) => conflict.columns(['networkId', 'roundId']).doUpdateSet(state))
    .execute();
}

/** For queries about jobs: which bundle it is. */
export function nameBundle({ networkId, roundId }: Wanted): string {
  return roundId === undefined ? `network ${networkId}` : `round ${roundId}`;
}

function selectBundle(db: Database, { networkId, roundId }: Wanted) {
  return db
    .selectFrom('researchBundle')
    .where('networkId', '=', networkId)
    .where('roundId', 'is not distinct from', roundId ?? null);
}
