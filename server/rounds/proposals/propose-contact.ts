/**
 * Somebody behind a personal link says not to be the right person, and perhaps who is. It is a proposal to the
 * coordinator: nobody is mailed, and nothing else changes. A new one takes the place of the one before.
 */
import { countAttempt, type Limit } from '../../database/attempts.ts';
import { type Acting, act } from '../../log/act.ts';
import { checkMailAddress, tidyMailAddress } from '../../text/check-mail-address.ts';
import { checkText, tidyText } from '../../text/check-text.ts';
import { type Problem, refuseProblems } from '../../text/problems.ts';
import { Refusal } from '../../text/refusal.ts';
import { findInvitation } from '../invitations/invitations.ts';
import { lockRunningRound } from '../lock-running-round.ts';

/** Of one invitation: who changes their mind does so once or twice. */
const limit: Limit = { kind: 'contact-proposal', max: 5, seconds: 24 * 3600 };

/** As it was typed. */
export interface TypedProposal {
  /** 'colleague' or 'nobody'. */
  who: string;
  name: string;
  email: string;
}

/** Refuses when answers were sent, or when the round does not run. */
export function proposeContact(acting: Acting, invitationId: string, typed: TypedProposal): Promise<void> {
  const { name, email, problems } = readProposal(typed);
  if (problems.length > 0) throw refuseProblems(problems);
  return act(acting, async (change) => {
    const { db } = change;
    const { roundId } = await findInvitation(db, invitationId);
    await lockRunningRound(db, roundId);
    const { submittedAt, revokedAt } = await findInvitation(db, invitationId);
    if (submittedAt) throw new Refusal(409, 'answeredAlready');
    if (revokedAt) throw new Refusal(404, 'invitationNotFound');
    const stored = await db
      .selectFrom('contactProposal')
      .select(['name', 'email'])
      .where('invitationId', '=', invitationId)
      .executeTakeFirst();
    if (stored?.name === name && stored.email === email) return change.unchanged();
    await countAttempt(change, limit, invitationId);
    await db
      .insertInto('contactProposal')
      .values({ invitationId, name, email })
      .onConflict((conflict) => conflict.column('invitationId').doUpdateSet({ name, email }))
      .execute();
    await change.log({ action: 'rounds.contactProposed', roundId, thingId: invitationId });
  });
}

function readProposal({ who, ...typed }: TypedProposal) {
  if (who !== 'colleague') {
    const problems: Problem[] = who === 'nobody' ? [] : [{ where: 'who', code: 'chooseWho' }];
    return { name: '', email: '', problems };
  }
  const [name, email] = [tidyText(typed.name), tidyMailAddress(typed.email)];
  return { name, email, problems: [...checkText('name', name), ...checkMailAddress('email', email)] };
}
