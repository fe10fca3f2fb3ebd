/** Adding organisations to a network that are partners elsewhere in the municipality, so that they are typed once. */
import { sql } from 'kysely';
import type { NetworkReader } from '../../access/access.ts';
import { type Acting, act } from '../../log/act.ts';
import { lockNetwork } from '../../networks/networks.ts';
import { refuseProblems } from '../../text/problems.ts';
import { Refusal } from '../../text/refusal.ts';
import { copyPartners } from '../copy-partners.ts';
import { findChosenOrganisations } from './address-book.ts';

/**
 * Adds them, with their people when those were asked for, and gives how many. Refuses none, and one that this reader can't
 * see or that somebody added meanwhile.
 */
export function addKnownPartners(
  acting: Acting,
  networkId: string,
  reader: NetworkReader,
  { partnerIds, withPeople }: { partnerIds: readonly string[]; withPeople: boolean },
): Promise<number> {
  return act(acting, async ({ db, log }) => {
    if (partnerIds.length === 0) throw refuseProblems([{ where: 'partners', code: 'choosePartners' }]);
    await lockNetwork(db, networkId);
    const { municipalityId } = await db
      .selectFrom('network')
      .select('municipalityId')
      .where('id', '=', networkId)
      .executeTakeFirstOrThrow();
    const chosen = await findChosenOrganisations(db, municipalityId, reader, {
      outside: networkId,
      partnerIds,
    });
    if (!chosen) throw new Refusal(409, 'changedMeanwhile');
    const ids = await copyPartners(
      db,
      networkId,
      chosen.map(({ id, peopleOf }) => ({ id, peopleOf: withPeople ? peopleOf : [] })),
    );
    const added = await db
      .selectFrom('partner')
      .select(['id', 'name'])
      .where(sql<boolean>`id = ANY(${ids}::bigint[])`)
      .orderBy('id')
      .execute();
    for (const { id, name } of added) {
      await log({ action: 'partners.added', networkId, thingId: id, note: name });
    }
    return ids.length;
  });
}
