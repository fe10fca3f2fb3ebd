/** Writing the texts of a municipality. Its networks without texts of their own have them at once; open rounds do not. */
import { type Acting, act } from '../log/act.ts';
import {
  findMunicipalityTexts,
  lockMunicipality,
  spreadMunicipalityTexts,
} from '../networks/municipality-texts.ts';
import { Refusal } from '../text/refusal.ts';
import { readTexts, type TypedTexts } from './check-texts.ts';

/** Refuses all that is wrong at once, and a change that somebody else came before. */
export function changeMunicipalityTexts(
  acting: Acting,
  municipalityId: string,
  typed: TypedTexts,
  revision: number,
): Promise<void> {
  return act(acting, async ({ db, log }) => {
    const texts = readTexts(typed);
    await lockMunicipality(db, municipalityId);
    const stored = await findMunicipalityTexts(db, municipalityId);
    if (stored.revision !== revision) throw new Refusal(409, 'changedMeanwhile');
    const values = { ...texts, municipalityId, revision: revision + 1 };
    await db
      .insertInto('municipalityTexts')
      .values(values)
      .onConflict((conflict) => conflict.column('municipalityId').doUpdateSet(values))
      .execute();
    await spreadMunicipalityTexts(db, municipalityId);
    await log({ action: 'privacy.commonChanged', municipalityId, thingId: municipalityId });
  });
}
