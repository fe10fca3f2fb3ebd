/** The made-up coordinator of the example, whose one-time link shows a newcomer the desk. */

import { inviteAccount } from '../accounts/invite-account.ts';
import type { Acting } from '../log/act.ts';

/** Gives the token of the link. */
export async function addCoordinator(acting: Acting, roundId: string): Promise<string> {
  const network = await acting.db
    .selectFrom('round')
    .innerJoin('network', 'network.id', 'networkId')
    .select(['network.id', 'network.municipalityId'])
    .where('round.id', '=', roundId)
    .executeTakeFirstOrThrow();
  const form = {
    email: 'coordinator@voorbeeld.example',
    name: 'Coördinator van het voorbeeld',
    role: 'coordinator',
    municipality: network.municipalityId,
    networks: [network.id],
  };
  return (await inviteAccount(acting, form, 'nl')).token;
}
