/**
 * What the rounds that run now ask of people. Partners know nothing of rounds:
 * `rounds/invitations/describe-asking.ts` makes this, and `app.ts` hands it to the pages of people and partners.
 */
import type { Language } from '../../../survey/texts.ts';
import type { Database } from '../../database/schema.ts';
import type { ButtonKind } from '../../web/parts/parts.ts';

/** How one round that runs stands with a person who can still answer. */
export interface PersonAsking {
  title: string;
  text: string;
  /** Nothing reached this address: the button is what to do now. */
  isDue: boolean;
  /** Invites, or sends again. */
  button: { action: string; label: string; kind: ButtonKind; fields: Record<string, string> } | undefined;
  /** Instead of a mail. */
  letter: { href: string; label: string } | undefined;
}

/** People of a partner whom a round that runs has not invited. */
export interface PartnerAsking {
  text: string;
  action: string;
  label: string;
  /** Their ids. */
  people: readonly string[];
}

export interface AskingOptions {
  asking: {
    ofPerson(db: Database, personId: string, language: Language): Promise<PersonAsking[]>;
    ofPartner(db: Database, partnerId: string, language: Language): Promise<PartnerAsking[]>;
  };
}
