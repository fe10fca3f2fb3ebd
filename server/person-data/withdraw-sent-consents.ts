/** Withdraws what one holder of a personal link allowed with the answers that it sent, by that holder. */
import { type Acting, act } from '../log/act.ts';
import { endConsents } from './consents.ts';

/** Once more changes nothing, and neither does a holder who sent nothing. Other rounds of the person stay as they are. */
export function withdrawSentConsents(
  acting: Acting,
  sent: { invitationId: string; holderId: string },
): Promise<void> {
  return act(acting, async (change) => {
    if (!(await endConsents(change.db, sent))) return change.unchanged();
    const { personId, networkId } = await change.db
      .selectFrom('invitation')
      .innerJoin('round', 'round.id', 'invitation.roundId')
      .select(['invitation.personId', 'round.networkId'])
      .where('invitation.id', '=', sent.invitationId)
      .executeTakeFirstOrThrow();
    await change.log({
      action: 'personData.consentsWithdrawn',
      networkId,
      thingId: personId ?? undefined,
    });
  });
}
