/** One opening of a personal link: whose it is, in which language, and what was saved before. */
import type { ContactsPage, PageContent } from '../../../survey/answers.ts';
import type { Instrument } from '../../../survey/instrument.ts';
import type { Profile } from '../../../survey/profile.ts';
import type { Language } from '../../../survey/texts.ts';
import type { StoredProfile } from '../../profiles/profiles.ts';
import type { EarlierContacts } from '../../rounds/scores/earlier-contacts.ts';
import type { OpenInvitation } from '../find-invitation.ts';
import type { OtherPartner } from '../other-partners.ts';

/** What a page saves: answers of one person, or the profile of its partner. */
export type FormContent = PageContent | Profile;

export interface Visit {
  invitation: OpenInvitation;
  instrument: Instrument;
  language: Language;
  /** The path of the personal link; every page of the questionnaire stands below it. */
  base: string;
  /** The whole address of the personal link, for the respondent to keep. */
  link: string;
  /** An answer was given on this device. */
  hasAnsweredHere: boolean;
  /** The other partners of the round; empty on pages that do not ask about them. */
  others: readonly OtherPartner[];
  /** The contacts of the last round, to be proposed; undefined where there was none, and once something was saved. */
  earlier?: EarlierContacts | undefined;
  /** Which few of the partners that are known are asked about, from 1. */
  part: number;
  /** What the partner says of itself; undefined where nobody wrote it, and on pages that do not show it. */
  profile?: StoredProfile | undefined;
}

/** What was saved of a page, if anything. */
export function findStored(
  { invitation, profile }: Visit,
  page: string,
): { content: FormContent; revision: number } | undefined {
  if (page === 'profile') return profile;
  return invitation.pages.find((stored) => stored.page === page);
}

/** The contacts as they were saved, or none. */
export function findContacts(visit: Visit): ContactsPage['contacts'] {
  const content = findStored(visit, 'contacts')?.content;
  return content && 'contacts' in content ? content.contacts : {};
}
