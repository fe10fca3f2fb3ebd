/** A closed round of many partners as its coordinator has it: with her sign-in, and where it stands at the desk. */
import type { App } from '../../server/web/fastify.ts';
import { type LargeRound, seedLargeRound } from './seed-large-round.ts';
import { type SignedIn, signIn } from './sign-in.ts';

export interface ClosedRound extends LargeRound {
  municipalityId: string;
  coordinator: SignedIn;
  /** `/desk/rounds/…` */
  home: string;
}

export async function seedClosedRound(
  app: App,
  options: Parameters<typeof seedLargeRound>[1],
): Promise<ClosedRound> {
  const seeded = await seedLargeRound(app, options);
  const { municipalityId } = await app.db
    .selectFrom('network')
    .select('municipalityId')
    .where('id', '=', seeded.networkId)
    .executeTakeFirstOrThrow();
  const coordinator = await signIn(app, 'coordinator', { municipalityId, networkIds: [seeded.networkId] });
  return { ...seeded, municipalityId, coordinator, home: `/desk/rounds/${seeded.roundId}` };
}
