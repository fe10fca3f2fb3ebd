/** Inviting somebody whose address nobody knows: the link goes on paper. */
import { type Acting, act } from '../../log/act.ts';
import { checkText, tidyText } from '../../text/check-text.ts';
import { isId } from '../../text/ids.ts';
import { type Problem, refuseProblems } from '../../text/problems.ts';
import { makeInvitationLink } from '../letters/letter-code.ts';
import { lockRunningRound } from '../lock-running-round.ts';

/** Gives the id of the invitation. `partner`: the id of a partner of the round. */
export function inviteByLetter(
  acting: Acting,
  roundId: string,
  input: { partner: string; person: string },
): Promise<string> {
  const person = tidyText(input.person);
  return act(acting, async ({ db, linkKey, log }) => {
    await lockRunningRound(db, roundId);
    const problems: Problem[] = checkText('person', person, { optional: true });
    const partner = await db
      .selectFrom('roundPartner')
      .select('partnerId')
      .where('roundId', '=', roundId)
      .where('partnerId', '=', isId(input.partner) ? input.partner : '0')
      .executeTakeFirst();
    if (!partner) problems.push({ where: 'partner', code: 'empty' });
    if (problems.length > 0) throw refuseProblems(problems);
    const { seed, hash: tokenHash, codeHash } = makeInvitationLink(linkKey);
    const { id } = await db
      .insertInto('invitation')
      .values({ roundId, partnerId: partner!.partnerId, person, seed, tokenHash, codeHash })
      .returning('id')
      .executeTakeFirstOrThrow();
    await log({ action: 'rounds.invitedByLetter', roundId, thingId: id });
    return id;
  });
}
