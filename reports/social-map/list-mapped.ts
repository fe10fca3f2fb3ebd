/** The partners of a social map in the order of the alphabet, each with its place, which its entry is found by. */
import { contributions, isEmptyProfile, type Profile, targetGroups } from '../../survey/profile.ts';
import { shortenApart } from '../words/shorten-name.ts';
import type { MappedPartner, SocialMapInput } from './social-map-input.ts';

export interface Mapped extends MappedPartner {
  /** From 1. Its entry is `#partner-PLACE`: an id may be anything, and may not stand in an address. */
  place: number;
  /** For a table: short, and still another than that of its neighbours. */
  shortName: string;
}

/** A partner that wrote down something. */
export type Written = Mapped & { profile: NonNullable<MappedPartner['profile']> };

/** A profile from which everything was taken out again counts as none, and a tag that we do not know is left out. */
export function listMapped({ partners, language }: SocialMapInput): Mapped[] {
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
