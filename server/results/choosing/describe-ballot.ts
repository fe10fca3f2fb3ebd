/** The page behind the link of somebody who answered: the result, and choosing or what was chosen. */
import { maxChoices } from '../../../scoring/disclose-votes.ts';
import type { Language } from '../../../survey/texts.ts';
import type { Round } from '../../rounds/rounds.ts';
import { requireInstrument } from '../../rounds/scores/scoring-input.ts';
import { formatMoment } from '../../text/format-date.ts';
import { describeMeeting, type PlannedMeeting } from '../meeting/meeting.ts';
import type { OpenedBallot } from './ballots.ts';
import type { Choosing } from './choosing.ts';
import { describeOutcome, describePoints } from './describe-points.ts';
import { choosingTexts } from './texts.ts';

interface BallotState {
  base: string;
  round: Round;
  ballot: OpenedBallot;
  /** Undefined: it was never opened. */
  choosing: Choosing | undefined;
  meeting: PlannedMeeting | undefined;
  /** What was ticked just now, when that was refused with this sentence. */
  typed?: readonly string[] | undefined;
  problem?: string | undefined;
  /** It was kept just now. */
  hasVoted: boolean;
}

declare module '../../web/views.ts' {
  interface Views {
    'results/choosing/ballot': ReturnType<typeof describeBallot>;
  }
}

export function describeBallot(state: BallotState, language: Language) {
  const { base, round, ballot, choosing, meeting, typed, problem, hasVoted } = state;
  const t = choosingTexts(language);
  const points = choosing
    ? describePoints(choosing.facets, requireInstrument(round.instrument), language)
    : [];
  const ticked = new Set(typed ?? ballot.chosen);
  const until = choosing && formatMoment(choosing.endsAt, language);
  const isOpen = choosing?.state === 'open';
  return {
    language,
    title: t('choosing.ballot.title'),
    lead: t('choosing.ballot.lead', {
      round: round.name,
      network: round.network.name,
      partner: ballot.partner,
    }),
    madeUp: round.network.madeUp,
    resultHref: `${base}/result`,
    pdfHref: `${base}/result.pdf`,
    meeting:
      meeting && !meeting.isOver
        ? { ...describeMeeting(meeting, language), calendar: `${base}/meeting.ics` }
        : undefined,
    action: `${base}/votes`,
    problem,
    done: hasVoted && isOpen ? t('choosing.ballot.kept', { moment: until! }) : undefined,
    isNever: choosing === undefined,
    isOpen,
    isEnding: choosing?.state === 'ending',
    until: t('choosing.ballot.until', { moment: until ?? '', max: maxChoices }),
    button: t(ballot.chosen.length > 0 ? 'choosing.ballot.change' : 'choosing.ballot.button'),
    points: points.map((point) => ({ ...point, checked: ticked.has(point.id) })),
    own: points.filter(({ id }) => ballot.chosen.includes(id)).map(({ name }) => name),
    outcome: choosing?.outcome && describeOutcome(choosing.outcome, points, language),
  };
}
