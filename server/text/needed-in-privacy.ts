/** What a text about privacy can't do without; the words about the ground are an extra. */
export const neededInPrivacy = ['controller', 'purpose', 'legalGround', 'contact'] as const;
