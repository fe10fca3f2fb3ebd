/** Who can be mailed. */
import { sql } from 'kysely';

/** Can this person be mailed? The row in the query is called `person`. */
export const isMailable = sql<boolean>`(
  person.email IS NOT NULL AND person.unsubscribed_at IS NULL AND person.address_fails_at IS NULL
  AND person.archived_at IS NULL AND person.erased_at IS NULL
)`;
