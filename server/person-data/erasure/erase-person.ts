/**
 * Erases who a person is. Name, address, links, mails and what it wrote in its own words go. Answers that were not
 * sent, or that belong to a round that is still open, go too. What was sent in a closed round stays without a name:
 * the published result and its stored scores rest on it and do not change.
 *
 * It takes two transactions. The first is final: the name and the address are gone, the links have stopped, and the
 * line is in the log. Only when everybody can see that does the second take the answers: a save that began before
 * could otherwise come after. When the second fails, the clean-up of the night does it.
 */
import { type Acting, act } from '../../log/act.ts';
import { endConsents } from '../consents.ts';
import { lockPerson } from '../lock-person.ts';
import { eraseIdentity } from './erase-identity.ts';
import { keepFromBook } from './keep-from-book.ts';
import { sweepAnswers } from './sweep-answers.ts';

/** Erases a person who asked for it, and says whether that was new; once more only sweeps again. */
export function erasePerson(acting: Acting, personId: string): Promise<boolean> {
  // Who wants to be erased no longer allows what it allowed before, and does not come back from elsewhere.
  return erase(acting, personId, { hasAsked: true });
}

/** Erases a person whose time is over. Consents stay with the answers that stay. */
export function eraseExpiredPerson(acting: Acting, personId: string): Promise<boolean> {
  return erase(acting, personId, { hasAsked: false });
}

async function erase(
  acting: Acting,
  personId: string,
  { hasAsked }: { hasAsked: boolean },
): Promise<boolean> {
  if (acting.db.isTransaction) throw new Error('Erasing needs two transactions of its own.');
  const isNew = await act(acting, async (change) => {
    const { db } = change;
    if (hasAsked) await keepFromBook(db, personId);
    const hasEnded = hasAsked && (await endConsents(db, { personId }));
    const { networkId, erasedAt } = await lockPerson(db, personId);
    await eraseIdentity(db, personId);
    if (erasedAt !== null && !hasEnded) {
      change.unchanged();
      return false;
    }
    await change.log({ action: 'personData.erased', networkId, thingId: personId });
    return true;
  });
  await acting.db.transaction().execute((transaction) => sweepAnswers(transaction, personId));
  return isNew;
}
