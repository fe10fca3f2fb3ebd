/** What social maps are made from in tests: an example, sixty partners, everything at its longest, and none. */
import { renderSocialMap } from '../../reports/social-map/render-social-map.ts';
import type { MappedPartner, SocialMapInput } from '../../reports/social-map/social-map-input.ts';
import { exampleProfiles } from '../../server/demo/profiles.ts';
import { municipality, networkName, partners } from '../../server/demo/weert.ts';
import { maxTextLengths } from '../../survey/check-profile.ts';
import { contributions, emptyProfile, type Profile, targetGroups } from '../../survey/profile.ts';
import { hostileNames } from './factsheet-inputs.ts';

export function makeMap(
  mapped: readonly MappedPartner[],
  changes: Partial<SocialMapInput> = {},
): SocialMapInput {
  return {
    language: 'nl',
    municipality: { name: municipality.name },
    network: { name: networkName, madeUp: true },
    partners: mapped,
    search: '',
    printedOn: '2026-10-02T09:00:00Z',
    ...changes,
  };
}

/** A partner by its name; without a profile it wrote nothing. */
export function mapPartner(
  name: string,
  profile?: Partial<Profile>,
  changes: Partial<MappedPartner> = {},
): MappedPartner {
  return {
    id: name,
    name,
    kind: null,
    ...(profile && { profile: { content: { ...emptyProfile, ...profile }, updatedOn: '2026-09-14' } }),
    ...changes,
  };
}

/** Where a page leads to. */
export const links = { page: '/shares/x', pdf: '/shares/x.pdf' };

/** The example: with a gap (work), much that one partner does, and overlap. */
export const exampleMap: readonly MappedPartner[] = partners.map(({ code, name, kind = null }) =>
  mapPartner(name, exampleProfiles.get(code), { id: code, kind }),
);

/** Sixty partners with long names; every sixth wrote nothing. */
export const sixtyMap: readonly MappedPartner[] = Array.from({ length: 60 }, (_none, i) =>
  mapPartner(
    `Stichting Maatschappelijke Ondersteuning en Welzijn Buurtschap nummer ${i + 1} Limburg-Noord`,
    i % 6 === 5
      ? undefined
      : {
          about: 'Wij helpen mensen met geldzorgen in onze buurt, met koffie, tijd en een luisterend oor.',
          contributions: contributions.filter((_id, c) => c !== 7 && (i * 7 + c * 5) % 9 < 2),
          targetGroups: targetGroups.filter((_id, g) => (i + g * 3) % 7 === 0),
          openingHours: 'Maandag tot en met donderdag, 9 – 16 uur',
        },
    { kind: ['welfare', 'informal', 'school', null][i % 4]! },
  ),
);

/** Every text as long as it may be, without a space, and every tag; names that try to break out. */
export const longestMap: readonly MappedPartner[] = Array.from({ length: 60 }, (_none, i) => {
  const texts = Object.entries(maxTextLengths).map(([field, length]) => [field, 'W'.repeat(length)]);
  return mapPartner(
    hostileNames[i] ?? `${'Langenaam'.repeat(22)}${i}`,
    {
      ...Object.fromEntries(texts),
      website: `https://voorbeeld.example/${'w'.repeat(maxTextLengths.website - 30)}`,
      contributions: [...contributions],
      targetGroups: [...targetGroups],
    },
    { id: `P${i}`, kind: hostileNames[i] ?? 'welfare' },
  );
});

/** Kept as golden pages, by the name of the file; the first is kept as it looks on paper too. */
export const socialMapGoldenCases: Record<string, () => string> = {
  'social-map': () => renderSocialMap(makeMap(exampleMap)),
  'social-map-page-en': () => renderSocialMap(makeMap(exampleMap.slice(0, 12), { language: 'en', links })),
};
