/** What the mail that invites somebody to an account says besides its link: who invites, and for what place. */
import type { Database } from '../database/schema.ts';
import { findInviter, type Inviter } from '../log/find-inviter.ts';

export interface Invited {
  inviter: Inviter | undefined;
  /** Undefined for a role that belongs to none. */
  municipality: string | undefined;
  /** Names, in alphabetical order. */
  networks: string[];
}

/** By the id of the account; as it is now. */
export async function findInvited(db: Database, accountId: string): Promise<Invited> {
  const account = await db
    .selectFrom('account')
    .leftJoin('municipality', 'municipality.id', 'account.municipalityId')
    .select('municipality.name')
    .where('account.id', '=', accountId)
    .executeTakeFirst();
  const networks = await db
    .selectFrom('accountNetwork')
    .innerJoin('network', 'network.id', 'accountNetwork.networkId')
    .select('network.name')
    .where('accountId', '=', accountId)
    .orderBy('network.name')
    .execute();
  return {
    inviter: await findInviter(db, accountId),
    municipality: account?.name ?? undefined,
    networks: networks.map(({ name }) => name),
  };
}
