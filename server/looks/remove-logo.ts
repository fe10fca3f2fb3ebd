/** Taking the logo away from the documents of a municipality. */
import { sql } from 'kysely';
import { type Acting, act } from '../log/act.ts';

/** Once more changes nothing. */
export function removeLogo(acting: Acting, municipalityId: string): Promise<void> {
  return act(acting, async ({ db, log, unchanged }) => {
    const removed = await db
      .updateTable('looks')
      .set({ logo: null, logoWidth: null, logoHeight: null, revision: sql`revision + 1` })
      .where('municipalityId', '=', municipalityId)
      .where('logo', 'is not', null)
      .returning('municipalityId')
      .executeTakeFirst();
    if (!removed) return unchanged();
    await log({ action: 'looks.logoRemoved', municipalityId, thingId: municipalityId });
  });
}
