/**
 * What people and partners are called in files for research: a code that follows from the key of the installation, the same in
 * every round of a network, and another in every other network. Without the key nobody makes one from a name or an id.
 */
import { createHmac } from 'node:crypto';

export interface Pseudonyms {
  /** `p` with ten digits and letters from a to f. */
  partner(id: string): string;
  /** `r` with as many; of who is not on the list of people, the code holds for one round. */
  respondent(invitation: { id: string; personId: string | null }): string;
}

/** The same person and partner get the same code in all rounds of this network, and another in every other network. */
export function makePseudonyms(linkKey: string, networkId: string): Pseudonyms {
  const hide = (thing: string) =>
    createHmac('sha256', linkKey).update(`research network ${networkId} ${thing}`).digest('hex').slice(0, 10);
  return {
    partner: (id) => `p${hide(`partner ${id}`)}`,
    respondent: ({ id, personId }) =>
      `r${hide(personId === null ? `invitation ${id}` : `person ${personId}`)}`,
  };
}
