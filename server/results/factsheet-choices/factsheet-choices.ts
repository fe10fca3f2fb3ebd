/**
 * What the coordinator adds to the factsheet of a closed round: what she thinks of it in her own words, and which facets the
 * advice is about.
 */
import { isWithheld } from '../../../scoring/figure.ts';
import type { DisclosedScores } from '../../../scoring/scores.ts';
import type { Database } from '../../database/schema.ts';

/** How many facets the advice is about at most. */
export const maxAdvice = 3;

export interface FactsheetChoices {
  ownWords: { text: string; by: string } | undefined;
  /** Ids of facets in her order; undefined: by the rule. */
  chosenAdvice: readonly string[] | undefined;
}

/** As they are stored. */
export async function findFactsheetChoices(db: Database, roundId: string): Promise<FactsheetChoices> {
  const { ownWords, ownWordsBy, chosenAdvice } = await db
    .selectFrom('round')
    .select(['ownWords', 'ownWordsBy', 'chosenAdvice'])
    .where('id', '=', roundId)
    .executeTakeFirstOrThrow();
  return {
    ownWords: ownWords === '' ? undefined : { text: ownWords, by: ownWordsBy },
    chosenAdvice: chosenAdvice ?? undefined,
  };
}

/** The facets that advice can be about: shown to everybody, and not strong. */
export function listAdvisable({ facets }: DisclosedScores): string[] {
  return facets.flatMap((facet) => (isWithheld(facet) || facet.class === 'strong' ? [] : [facet.id]));
}

/** What of the choice can be followed; when nothing of it can, the rule holds. */
export function keepAdvisable(
  chosen: readonly string[] | undefined,
  scores: DisclosedScores,
): readonly string[] | undefined {
  const advisable = listAdvisable(scores);
  const kept = (chosen ?? []).filter((id) => advisable.includes(id));
  return kept.length > 0 ? kept : undefined;
}

/** Can people other than those at the desk see the result: by a link, a mail with one, or because it was released? */
export async function isHandedOut(db: Database, roundId: string): Promise<boolean> {
  const row = await db
    .selectFrom('round')
    .select('id')
    .where('id', '=', roundId)
    .where(({ or, eb, exists, selectFrom }) =>
      or([
        eb('releasedAt', 'is not', null),
        exists(
          selectFrom('share')
            .select('share.id')
            .where('share.roundId', '=', roundId)
            .where('share.scope', '<>', 'social-map')
            .where('share.revokedAt', 'is', null)
            .where('share.expiresAt', '>', new Date()),
        ),
      ]),
    )
    .executeTakeFirst();
  return row !== undefined;
}
