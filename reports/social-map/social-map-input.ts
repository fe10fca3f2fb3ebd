/** What a social map is made from: what the partners of a network wrote about themselves. Nothing of it is scored. */
import type { Profile } from '../../survey/profile.ts';
import type { Language } from '../../survey/texts.ts';
import type { Looks } from '../figures/factsheet-input.ts';

export interface SocialMapInput {
  language: Language;
  municipality: { name: string };
  network: { name: string; madeUp: boolean };
  /** Of the municipality. */
  looks?: Looks | undefined;
  /** All partners of the network, also those without a profile. */
  partners: readonly MappedPartner[];
  /** What somebody is looking for; '' for everything. Never on paper. */
  search: string;
  /** ISO date, given by the caller. */
  printedOn: string;
  /** Where the page leads to, as addresses; left out on paper. The search form is a GET to `page`. */
  links?: { page: string; pdf: string; back?: string };
}

export interface MappedPartner {
  id: string;
  name: string;
  /** A code of `kindCodes`, or null when nobody wrote it down. */
  kind: string | null;
  /** ISO date of the last change beside it; undefined while it has none, or while it is hidden. */
  profile?: { content: Profile; updatedOn: string } | undefined;
}
