/** Checks an agreement that somebody wrote down, and gives what to store. */
import type { Database } from '../../database/schema.ts';
import { findRound } from '../../rounds/rounds.ts';
import { requireInstrument } from '../../rounds/scores/scoring-input.ts';
import { checkText, tidyMessage, tidyText } from '../../text/check-text.ts';
import { isDay } from '../../text/days.ts';
import { isId } from '../../text/ids.ts';
import { type Problem, refuseProblems } from '../../text/problems.ts';

export interface AgreementInput {
  /** The id of the round after which it was made. */
  round: string;
  facet: string;
  what: string;
  who: string;
  byWhen: string;
  note: string;
}

/** Or all problems at once. The round and its facet must exist, and the round have a result. */
export async function checkAgreement(db: Database, networkId: string, input: AgreementInput) {
  const [what, who, note] = [tidyText(input.what), tidyText(input.who), tidyMessage(input.note)];
  const round = isId(input.round) ? await findRound(db, input.round).catch(() => undefined) : undefined;
  const isOwn = round?.network.id === networkId && round.status === 'closed';
  const facets = isOwn
    ? requireInstrument(round.instrument).concepts.flatMap(({ facets: own }) => own.map(({ id }) => id))
    : undefined;
  const problems: Problem[] = [
    ...(isOwn ? [] : [{ where: 'round', code: 'chooseClosedRound' } as const]),
    ...(input.facet === '' || (facets && !facets.includes(input.facet))
      ? [{ where: 'facet', code: 'chooseFacet' } as const]
      : []),
    ...checkText('what', what, { max: 300 }),
    ...checkText('who', who, { max: 150 }),
    ...(isDay(input.byWhen) ? [] : [{ where: 'byWhen', code: 'notADate' } as const]),
    ...checkText('note', note.replaceAll('\n', ' '), { max: 500, optional: true }),
  ];
  if (problems.length > 0) throw refuseProblems(problems);
  return { roundId: input.round, facet: input.facet, what, who, byWhen: input.byWhen, note };
}
