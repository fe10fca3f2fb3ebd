/** A network gives up its own texts: it has those of its municipality again, and gets what the municipality writes next. */
import { type Acting, act } from '../log/act.ts';
import {
  findMunicipalityTexts,
  lockMunicipality,
  spreadMunicipalityTexts,
} from '../networks/municipality-texts.ts';
import { lockNetwork } from '../networks/networks.ts';
import { Refusal } from '../text/refusal.ts';
import { findTexts } from './privacy.ts';

/** Once more changes nothing. Refuses as long as the municipality has written nothing. */
export function followMunicipality(acting: Acting, networkId: string): Promise<void> {
  return act(acting, async ({ db, log, unchanged }) => {
    const { municipalityId } = await findTexts(db, networkId);
    await lockMunicipality(db, municipalityId);
    await lockNetwork(db, networkId);
    const { ownTexts } = await findTexts(db, networkId);
    if (!ownTexts) return unchanged();
    const { revision } = await findMunicipalityTexts(db, municipalityId);
    if (revision === 0) throw new Refusal(409, 'noMunicipalityTexts');
    await db.updateTable('network').set({ ownTexts: false }).where('id', '=', networkId).execute();
    await spreadMunicipalityTexts(db, municipalityId, networkId);
    await log({ action: 'privacy.followed', networkId, thingId: networkId });
  });
}
