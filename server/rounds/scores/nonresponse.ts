/** Who did not answer a round, and what was left open: kept with the scores, because answers may go later. */
import { sql } from 'kysely';
import { type AskedPartner, countNonresponse, type Nonresponse } from '../../../scoring/count-nonresponse.ts';
import { type DisclosedNonresponse, discloseNonresponse } from '../../../scoring/disclose-nonresponse.ts';
import type { Withheld } from '../../../scoring/figure.ts';
import type { Database } from '../../database/schema.ts';
import { selectInvited } from '../invitations/select-invited.ts';
import type { ScoringInput } from './scoring-input.ts';

/**
 * As everybody with the result may see it, stored at closing. Undefined while people can answer, for before and after one
 * of them it would tell how that one answered; and of a round that was closed before this was counted.
 */
export async function findNonresponse(
  db: Database,
  roundId: string,
): Promise<DisclosedNonresponse | Withheld | undefined> {
  const { nonresponse } = await db
    .selectFrom('round')
    .select('nonresponse')
    .where('id', '=', roundId)
    .executeTakeFirstOrThrow();
  return nonresponse ? discloseNonresponse(nonresponse) : undefined;
}

/** From the tables and the answers that are scored. */
export async function countRoundNonresponse(
  db: Database,
  roundId: string,
  { instrument, partners, responses }: ScoringInput,
): Promise<Nonresponse> {
  const counts = new Map((await countInvited(db, roundId)).map(({ partner, ...count }) => [partner, count]));
  const asked = partners.map(
    ({ id, kind }): AskedPartner => ({
      id,
      kind,
      ...(counts.get(id) ?? { invited: 0, brokenOff: 0 }),
    }),
  );
  return countNonresponse(instrument, asked, responses);
}

/** An invitation that was withdrawn counts only when it was answered before, as in `listParticipation`. */
function countInvited(db: Database, roundId: string) {
  return selectInvited(db)
    .select('roundPartner.code as partner')
    .select(sql<number>`count(*)::int`.as('invited'))
    .select(
      sql<number>`count(*) FILTER (WHERE invitation.submitted_at IS NULL AND EXISTS (
        SELECT FROM answer_page WHERE answer_page.invitation_id = invitation.id))::int`.as('brokenOff'),
    )
    .where('invitation.roundId', '=', roundId)
    .where((where) =>
      where.or([where('invitation.revokedAt', 'is', null), where('invitation.submittedAt', 'is not', null)]),
    )
    .groupBy('roundPartner.code')
    .execute();
}
