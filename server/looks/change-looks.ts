/** Setting how the documents of a municipality look. Documents that were printed before are printed anew when asked for. */
import { sql } from 'kysely';
import { type Acting, act } from '../log/act.ts';
import { refuseProblems } from '../text/problems.ts';
import { Refusal } from '../text/refusal.ts';
import { checkColour, tidyColour } from './check-colour.ts';
import type { ReadLogo } from './read-logo.ts';

export interface TypedLooks {
  /** '': no colour of its own. */
  colour: string;
  /** Left out: the logo stays as it is. */
  logo?: ReadLogo | undefined;
  revision: number;
}

/** Refuses all that is wrong with colour and logo at once, and a change that somebody else came before. */
export function changeLooks(
  acting: Acting,
  municipalityId: string,
  { colour: typed, logo: read, revision }: TypedLooks,
): Promise<void> {
  return act(acting, async ({ db, log }) => {
    const colour = tidyColour(typed);
    const problems = [...checkColour('colour', colour), ...(read?.problems ?? [])];
    if (problems.length > 0) throw refuseProblems(problems);
    const logo = read?.logo;
    const looks = {
      colour: colour === '' ? null : colour,
      ...(logo && { logo: logo.png, logoWidth: logo.width, logoHeight: logo.height }),
    };
    const changed = await db
      .insertInto('looks')
      .values({ municipalityId, ...looks })
      .onConflict((conflict) =>
        conflict
          .column('municipalityId')
          .doUpdateSet({ ...looks, revision: sql`looks.revision + 1` })
          .where('looks.revision', '=', revision),
      )
      .returning('municipalityId')
      .executeTakeFirst();
    if (!changed) throw new Refusal(409, 'changedMeanwhile');
    await log({ action: 'looks.changed', municipalityId, thingId: municipalityId });
  });
}
