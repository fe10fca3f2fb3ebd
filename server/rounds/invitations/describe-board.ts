/** The board: the people of a round by what needs the coordinator, with how many are how far. */
import type { Language } from '../../../survey/texts.ts';
import { isRefused } from '../../mail/is-refused.ts';
import type { Invitee } from '../responses.ts';
import type { Round } from '../rounds.ts';
import { roundTexts } from '../texts.ts';
import { describeInvitee } from './describe-invitees.ts';
import { needs } from './find-need.ts';

const groups = {
  needsYou: ['proposed', 'refused', 'retry', 'paper', 'copy', 'remind'],
  waits: ['wait'],
  done: ['done'],
  over: ['over'],
} as const satisfies Record<string, readonly (typeof needs)[number][]>;

/** Rows in groups; a group without rows is left out. Within a need they stand by partner, as they came. */
export function describeBoard(
  invitees: readonly Invitee[],
  round: Round,
  language: Language,
  options: { hasMailServer: boolean; now: Date },
) {
  const t = roundTexts(language);
  const rows = invitees
    .map((invitee) => describeInvitee(invitee, round, language, options))
    .sort((one, other) => needs.indexOf(one.need) - needs.indexOf(other.need));
  return Object.entries(groups)
    .map(([name, members]) => {
      const people = rows.filter(({ need }) => (members as readonly string[]).includes(need));
      const key = name as keyof typeof groups;
      return { key, people, caption: t(`rounds.invitations.groups.${key}`, { count: people.length }) };
    })
    .filter(({ people }) => people.length > 0);
}

/** How many people are at each step, each counted at the furthest; undefined when the round does not run. */
export function countSteps(invitees: readonly Invitee[], { status }: Round, language: Language) {
  if (status === 'closed' || status === 'planned') return undefined;
  const t = roundTexts(language);
  const counts = { mailed: 0, refused: 0, opened: 0, begun: 0, sent: 0 };
  for (const { answered, revoked, begun, opened, mailedAt, mail } of invitees) {
    if (answered) counts.sent++;
    else if (revoked) continue;
    else if (begun) counts.begun++;
    else if (opened) counts.opened++;
    else if (mail && isRefused(mail)) counts.refused++;
    else if (mailedAt !== null) counts.mailed++;
  }
  return (['mailed', 'refused', 'opened', 'begun', 'sent'] as const).map((step) => ({
    label: t(`rounds.invitations.counts.${step}`),
    count: counts[step],
  }));
}
