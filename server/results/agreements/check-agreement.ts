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
  /** The id of the partner that sees to it; empty: none of the list. */
  owner: string;
  /** Empty: the owner. */
  who: string;
  byWhen: string;
  note: string;
}

/** Or all problems at once. The round and its facet must exist, and the round have a result. */
export async function checkAgreement(db: Database, networkId: string, input: AgreementInput) {
  const owner = await findOwner(db, networkId, input.owner);
  const [what, note] = [tidyText(input.what), tidyMessage(input.note)];
  const who = tidyText(input.who) || tidyText(owner?.name ?? '').slice(0, 150);
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
    ...(input.owner === '' || owner ? [] : [{ where: 'owner', code: 'chooseOne' } as const]),
    ...(input.owner === '' || owner ? checkText('who', who, { max: 150 }) : []),
    ...(isDay(input.byWhen) ? [] : [{ where: 'byWhen', code: 'notADate' } as const]),
    ...checkText('note', note.replaceAll('\n', ' '), { max: 500, optional: true }),
  ];
  if (problems.length > 0) throw refuseProblems(problems);
  const { round: roundId, facet, byWhen } = input;
  return { roundId, facet, what, who, byWhen, note, ownerId: owner?.id ?? null };
}

async function findOwner(db: Database, networkId: string, id: string) {
  return isId(id)
    ? db
        .selectFrom('partner')
        .select(['id', 'name'])
        .where('id', '=', id)
        .where('networkId', '=', networkId)
        .executeTakeFirst()
    : undefined;
}
