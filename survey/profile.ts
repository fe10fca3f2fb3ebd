/**
 * The profile of a partner: what it stands for, what it contributes, for whom, and where to find it. It is no part of
 * an instrument: it is never scored, it is not anonymous, and it belongs to the partner, not to one respondent or
 * round. Together the profiles are the social map of the network.
 */

/** What a partner may contribute, in the order in which they are asked and shown. */
export const contributions = [
  'income',
  'debts',
  'budgeting',
  'forms',
  'food',
  'goods',
  'housing',
  'work',
  'learning',
  'children',
  'health',
  'meeting',
  'buddies',
  'coaching',
  'legal',
  'home-visits',
  'signalling',
  'referral',
  'funding',
  'experience',
] as const;
export type Contribution = (typeof contributions)[number];

/** For whom, in the order in which they are asked and shown. */
export const targetGroups = [
  'everyone',
  'families',
  'single-parents',
  'living-alone',
  'young-adults',
  'older',
  'working',
  'self-employed',
  'benefits',
  'newcomers',
  'homeless',
  'low-literacy',
  'illness',
] as const;
export type TargetGroup = (typeof targetGroups)[number];

/** Every text may be empty, every list too. */
export interface Profile {
  /** What it stands for, in its own words. */
  about: string;
  contributions: Contribution[];
  otherContributions: string;
  targetGroups: TargetGroup[];
  otherTargetGroups: string;
  /** http or https, or empty. */
  website: string;
  phone: string;
  /** A general address of the organisation, not of a person. */
  email: string;
  address: string;
  openingHours: string;
}

export const emptyProfile: Profile = {
  about: '',
  contributions: [],
  otherContributions: '',
  targetGroups: [],
  otherTargetGroups: '',
  website: '',
  phone: '',
  email: '',
  address: '',
  openingHours: '',
};

/** Does it say nothing at all? */
export function isEmptyProfile(profile: Profile): boolean {
  return Object.values(profile).every((value: string | readonly string[]) => value.length === 0);
}
