/** Who stands on as another row since two partners were merged. */
import { sql } from 'kysely';

/** Is this person another one by now? Nobody sees this row; it waits until the merge is undone. It is called `person`. */
export const isMergedAway = sql<boolean>`(person.merged_into IS NOT NULL AND person.archived_at IS NOT NULL)`;
