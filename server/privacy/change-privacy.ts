/**
 * A coordinator changes what a network says about privacy and who asks. From then on the network has texts of its own,
 * unless they are what the municipality says. A round that is open keeps the words of its opening.
 */
import { sql } from 'kysely';
import { type Acting, act } from '../log/act.ts';
import { findMunicipalityTexts, lockMunicipality } from '../networks/municipality-texts.ts';
import { Refusal } from '../text/refusal.ts';
import { areSameTexts, readTexts, type TypedTexts } from './check-texts.ts';
import { findTexts } from './privacy.ts';

/** Checks and stores the texts. Refuses all that is wrong at once, and a change that somebody else came before. */
export function changePrivacy(
  acting: Acting,
  networkId: string,
  typed: TypedTexts,
  revision: number,
): Promise<void> {
  return act(acting, async (change) => {
    const texts = readTexts(typed);
    const { municipalityId } = await findTexts(change.db, networkId);
    await lockMunicipality(change.db, municipalityId);
    const common = await findMunicipalityTexts(change.db, municipalityId);
    const changed = await change.db
      .updateTable('network')
      .set({ ...texts, ownTexts: !areSameTexts(texts, common.texts), revision: sql`revision + 1` })
      .where('id', '=', networkId)
      .where('revision', '=', revision)
      .returning('id')
      .executeTakeFirst();
    if (!changed) throw new Refusal(409, 'changedMeanwhile');
    await change.log({ action: 'privacy.changed', networkId, thingId: networkId });
  });
}
