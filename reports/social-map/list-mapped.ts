/** The partners of a social map in alphabetical order, each with its place, by which its entry is found. */
import { contributions, isEmptyProfile, type Profile, targetGroups } from '../../survey/profile.ts';
import { shortenApart } from '../words/shorten-name.ts';
import type { MappedPartner, SocialMapInput } from './social-map-input.ts';

export interface Mapped extends MappedPartner {
  /** From 1. Its entry is `#partner-PLACE`: an id may hold anything, and can't be part of an address. */
  place: number;
  /** For a table: short, and still different from the others. */
  shortName: string;
}

/** A partner that wrote down something. */
export type Written = Mapped & { profile: NonNullable<MappedPartner['profile']> };

/** A profile that was emptied again counts as none, and an unknown tag is left out. */
export function listMapped({ partners, language }: Pick<SocialMapInput, 'partners' | 'language'>): Mapped[] {
  const sorted = [...partners].sort(
    (a, b) => a.name.localeCompare(b.name, language, { numeric: true }) || a.id.localeCompare(b.id),
  );
  const shortNames = shortenApart(
    sorted.map(({ name }) => name),
    48,
  );
  return sorted.map(({ profile, ...partner }, i) => {
    const content = profile && keepKnown(profile.content);
    return {
      ...partner,
      place: i + 1,
      shortName: shortNames[i]!,
      ...(content && !isEmptyProfile(content) && { profile: { content, updatedOn: profile.updatedOn } }),
    };
  });
}

export function isWritten(partner: Mapped): partner is Written {
  return partner.profile !== undefined;
}

/** In the order of the lists, whatever the order in which they were stored. */
function keepKnown(content: Profile): Profile {
  return {
    ...content,
    contributions: contributions.filter((id) => content.contributions.includes(id)),
    targetGroups: targetGroups.filter((id) => content.targetGroups.includes(id)),
  };
}
