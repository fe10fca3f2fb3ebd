/** The kinds of partner, and the words that a spreadsheet may use for them. */

const words = {
  municipality: ['gemeente'],
  welfare: ['welzijn'],
  'debt-help': ['schuldhulp', 'schuldhulpverlening'],
  school: ['onderwijs'],
  'youth-health-care': ['jeugdgezondheidszorg'],
  housing: ['housing-corporation', 'woningcorporatie', 'wooncorporatie', 'wonen'],
  police: ['politie'],
  employer: ['werkgever'],
  informal: ['informal-or-volunteer', 'volunteer', 'informeel', 'vrijwilligers', 'vrijwilligersorganisatie'],
  'experts-by-experience': ['ervaringsdeskundigen'],
  'health-care': ['zorg', 'gezondheidszorg'],
  other: ['anders', 'overig'],
} as const;

export type PartnerKind = keyof typeof words;

export const partnerKinds = Object.keys(words) as PartnerKind[];

const kindsByWord = new Map<string, PartnerKind>(
  partnerKinds.flatMap((kind) => [kind, ...words[kind]].map((word) => [word, kind])),
);

/** The kind that a word means, in Dutch or English, with spaces or hyphens; undefined when it is none. */
export function findPartnerKind(word: string): PartnerKind | undefined {
  return kindsByWord.get(word.toLowerCase().replaceAll(' ', '-'));
}
