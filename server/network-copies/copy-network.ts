/**
 * Making a network from another one of the same municipality: its partners, people, texts and plan, as far as they were
 * ticked. All of it is there afterwards, or nothing. Answers, results, links, scores and agreements stay where they are.
 */
import { type Acting, act } from '../log/act.ts';
import { addNetwork } from '../networks/add-network.ts';
import { lockMunicipality } from '../networks/municipality-texts.ts';
import { lockNetwork } from '../networks/networks.ts';
import { copyPartners } from '../partners/copy-partners.ts';
import { copyPlan } from '../rounds/network-plan.ts';
import { refuseProblems } from '../text/problems.ts';
import { notFound } from '../text/refusal.ts';
import { findCopySource } from './copy-source.ts';

/** What can be ticked. `owners`: the people of partners that own an agreement that is not done. */
export const copiedParts = ['partners', 'people', 'owners', 'texts', 'plan'] as const;
export type CopiedPart = (typeof copiedParts)[number];

export interface NetworkCopy {
  name: string;
  parts: readonly CopiedPart[];
  /** Whose own it is from then on, and the municipality of that coordinator; an operator has none. */
  coordinator?: { id: string; municipalityId: string } | undefined;
}

/** Makes it and gives its id. Refuses people without their partners, and what `addNetwork` refuses. */
export function copyNetwork(
  acting: Acting,
  fromId: string,
  { name, parts, coordinator }: NetworkCopy,
): Promise<string> {
  return act(acting, async (change) => {
    const { db, log } = change;
    const from = await db
      .selectFrom('network')
      .select(['municipalityId', 'madeUp', 'name'])
      .where('id', '=', fromId)
      .executeTakeFirstOrThrow(notFound);
    if (coordinator && coordinator.municipalityId !== from.municipalityId) throw notFound();
    await lockMunicipality(db, from.municipalityId);
    await lockNetwork(db, fromId);
    const takes = new Set(parts);
    if (!takes.has('partners') && (takes.has('people') || takes.has('owners'))) {
      throw refuseProblems([{ where: 'parts', code: 'peopleNeedPartners' }]);
    }
    const id = await addNetwork(change, {
      name,
      municipality: { id: from.municipalityId },
      madeUp: from.madeUp,
      coordinatorId: coordinator?.id,
    });
    const { partners, texts, ownTexts } = await findCopySource(db, fromId);
    if (takes.has('partners')) {
      const copied = partners.map((partner) => ({
        id: partner.id,
        peopleOf: takes.has('people') || (takes.has('owners') && partner.isOwner) ? [partner.id] : [],
      }));
      await copyPartners(db, id, copied);
    }
    if (takes.has('texts') && ownTexts) {
      await db
        .updateTable('network')
        .set({ ...texts, ownTexts: true })
        .where('id', '=', id)
        .execute();
    }
    if (takes.has('plan')) await copyPlan(db, fromId, id);
    await log({ action: 'copies.made', networkId: id, thingId: fromId, note: from.name });
    return id;
  });
}
