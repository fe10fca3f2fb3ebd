/** Undoing what a merge did with people. */
import { sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { Refusal } from '../../text/refusal.ts';
import type { PartnerPair } from './partner-pair.ts';
import type { JoinedPerson, StoredMerge } from './stored-merges.ts';

/**
 * In the transaction of the undoing. Refuses when one of them was invited since, so that nobody knows for which partner,
 * and when a person who stood at both was changed since. Who was erased since stays so.
 */
export async function separatePeople(
  db: Database,
  { keep, drop }: PartnerPair<{ id: string }>,
  { mergedAt, people: { moved, joined } }: StoredMerge,
): Promise<void> {
  const ids = joined.flatMap(({ kept, dropped }) => [kept, dropped]);
  const rows = await db
    .selectFrom('person')
    .select(['id', 'name', 'email', 'revision', 'erasedAt'])
    .where(sql<boolean>`id = ANY(${ids}::bigint[])`)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  const found = new Map(rows.map((row) => [row.id, row]));
  const there = joined.filter(({ kept, dropped }) =>
    [kept, dropped].every((id) => found.get(id)?.erasedAt === null),
  );
  for (const { kept, revision } of there) {
    const person = found.get(kept)!;
    if (person.revision !== revision) throw new Refusal(409, 'changedSinceMerge', describe(person));
  }
  await refuseInvited(db, [...moved, ...there.map(({ kept }) => kept)], mergedAt);
  for (const person of there) await separate(db, person);
  await sql`
    UPDATE person SET partner_id = ${drop.id}, revision = revision + 1
    WHERE id = ANY(${moved}::bigint[]) AND partner_id = ${keep.id} AND erased_at IS NULL`.execute(db);
}

async function refuseInvited(db: Database, ids: readonly string[], since: Date): Promise<void> {
  const invited = await db
    .selectFrom('invitation')
    .innerJoin('person', 'person.id', 'invitation.personId')
    .select(['person.name', 'person.email'])
    .where(sql<boolean>`person.id = ANY(${ids}::bigint[])`)
    .where('invitation.createdAt', '>', since)
    .where(sql<boolean>`(invitation.revoked_at IS NULL OR invitation.submitted_at IS NOT NULL)`)
    .executeTakeFirst();
  if (invited) throw new Refusal(409, 'invitedSinceMerge', describe(invited));
}

function describe({ name, email }: { name: string; email: string | null }): { person: string } {
  return { person: name || email || '' };
}

async function separate(db: Database, one: JoinedPerson): Promise<void> {
  const { kept, dropped, before } = one;
  await sql`
    UPDATE person SET revision = revision + 1,
      name = CASE WHEN ${one.tookName} THEN '' ELSE name END,
      email = CASE WHEN ${one.tookEmail} THEN NULL ELSE email END,
      unsubscribed_at = ${before.unsubscribedAt}::timestamptz,
      address_fails_at = ${before.addressFailsAt}::timestamptz,
      archived_at = ${before.archivedAt}::timestamptz
    WHERE id = ${kept}`.execute(db);
  await sql`
    UPDATE person SET revision = revision + 1, merged_into = NULL,
      archived_at = ${one.droppedArchivedAt}::timestamptz
    WHERE id = ${dropped}`.execute(db);
  await sql`UPDATE person SET merged_into = ${dropped} WHERE id = ANY(${one.merged}::bigint[])`.execute(db);
  const point = (table: 'invitation' | 'mail' | 'data_link', ids: readonly string[]) =>
    sql`UPDATE ${sql.table(table)} SET person_id = ${dropped} WHERE id = ANY(${ids}::bigint[])`.execute(db);
  await point('invitation', one.invitations);
  await point('mail', one.mails);
  await point('data_link', one.dataLinks);
}
