/** Another address for somebody whom a mail did not reach, and the mail once more. */
import { type Acting, act } from '../../log/act.ts';
import { changePerson } from '../../partners/people/change-person.ts';
import { findPerson } from '../../partners/people/people.ts';
import { Refusal } from '../../text/refusal.ts';
import { findInvitation } from './invitations.ts';
import { sendAgain } from './send-again.ts';

/**
 * Both or neither. The link that went to another address before stops working, for it may be a stranger's; unless
 * somebody typed behind it, who then goes on.
 */
export function correctAddress(
  acting: Acting,
  invitationId: string,
  typed: { email: string; shares: boolean },
): Promise<void> {
  return act(acting, async (change) => {
    const { personId } = await findInvitation(change.db, invitationId);
    if (personId === null) throw new Refusal(409, 'noAddressToMail');
    const { name, language, revision } = await findPerson(change.db, personId);
    await changePerson(change, personId, { ...typed, name, language, revision });
    const { email } = await findPerson(change.db, personId);
    await change.db
      .deleteFrom('holder')
      .where('invitationId', '=', invitationId)
      .where('address', 'is not', null)
      .where('address', '<>', email?.toLowerCase() ?? '')
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('answerPage')
              .select('answerPage.page')
              .whereRef('answerPage.holderId', '=', 'holder.id'),
          ),
        ),
      )
      .execute();
    await sendAgain(change, invitationId);
  });
}
