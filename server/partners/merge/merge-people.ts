/**
 * The people of two partners that are merged: who stands at both becomes one person with the invitations, mails and links
 * of both; the others of the second partner go along to the first.
 */
import { sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { foldMailAddress } from '../../text/check-mail-address.ts';
import { isMergedAway } from '../people/is-merged-away.ts';
import type { PartnerPair } from './partner-pair.ts';
import { findSamePeople, type SamePerson } from './same-people.ts';
import type { JoinedPerson, MergedPeople } from './stored-merges.ts';

type Row = Awaited<ReturnType<typeof listPeopleOf>>[number];

/** In the transaction of a merge; gives what it did. */
export async function mergePeople(
  db: Database,
  { keep, drop }: PartnerPair<{ id: string }>,
): Promise<MergedPeople> {
  const dropped = await listPeopleOf(db, drop.id);
  const pairs = findSamePeople(await listPeopleOf(db, keep.id), dropped);
  const joined: JoinedPerson[] = [];
  for (const pair of pairs) joined.push(await join(db, pair));
  const same = new Set(pairs.map((pair) => pair.dropped.id));
  const moved = dropped.map(({ id }) => id).filter((id) => !same.has(id));
  await sql`UPDATE person SET partner_id = ${keep.id}, revision = revision + 1 WHERE id = ANY(${moved}::bigint[])`.execute(
    db,
  );
  return { moved, joined };
}

/** Locked: who stops the mails meanwhile waits. */
function listPeopleOf(db: Database, partnerId: string) {
  return db
    .selectFrom('person')
    .select(['id', 'name', 'email', 'unsubscribedAt', 'addressFailsAt', 'archivedAt'])
    .where('partnerId', '=', partnerId)
    .where('erasedAt', 'is', null)
    .where(({ not }) => not(isMergedAway))
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
}

async function join(db: Database, { kept, dropped }: SamePerson<Row>): Promise<JoinedPerson> {
  const tookName = kept.name === '' && dropped.name !== '';
  const tookEmail = kept.email === null && dropped.email !== null;
  await db
    .updateTable('person')
    .set({
      archivedAt: sql`coalesce(archived_at, now())`,
      mergedInto: kept.id,
      revision: sql`revision + 1`,
    })
    .where('id', '=', dropped.id)
    .execute();
  const { revision } = await db
    .updateTable('person')
    .set({
      name: tookName ? dropped.name : kept.name,
      email: tookEmail ? dropped.email : kept.email,
      // That somebody wants no mail, or that an address does not work, is not lost.
      unsubscribedAt: kept.unsubscribedAt ?? dropped.unsubscribedAt,
      addressFailsAt: tookEmail ? dropped.addressFailsAt : (kept.addressFailsAt ?? failsAt(kept, dropped)),
      staysHere: sql`stays_here OR (SELECT other.stays_here FROM person AS other WHERE other.id = ${dropped.id})`,
      archivedAt: dropped.archivedAt === null ? null : kept.archivedAt,
      revision: sql<number>`revision + 1`,
    })
    .where('id', '=', kept.id)
    .returning('revision')
    .executeTakeFirstOrThrow();
  const point = async (table: 'invitation' | 'mail' | 'data_link', column = 'person_id') => {
    const { rows } = await sql<{ id: string }>`
      UPDATE ${sql.table(table)} SET ${sql.ref(column)} = ${kept.id} WHERE ${sql.ref(column)} = ${dropped.id}
      RETURNING id`.execute(db);
    return rows.map(({ id }) => id);
  };
  const { rows: merged } = await sql<{ id: string }>`
    UPDATE person SET merged_into = ${kept.id} WHERE merged_into = ${dropped.id} RETURNING id`.execute(db);
  return {
    kept: kept.id,
    dropped: dropped.id,
    revision,
    tookName,
    tookEmail,
    before: {
      unsubscribedAt: write(kept.unsubscribedAt),
      addressFailsAt: write(kept.addressFailsAt),
      archivedAt: write(kept.archivedAt),
    },
    droppedArchivedAt: write(dropped.archivedAt),
    invitations: await point('invitation'),
    mails: await point('mail'),
    dataLinks: await point('data_link'),
    merged: merged.map(({ id }) => id),
  };
}

/** Only of the same address. */
function failsAt(kept: Row, dropped: Row): Date | null {
  const [one, other] = [kept, dropped].map(({ email }) => foldMailAddress(email ?? ''));
  return one === other ? dropped.addressFailsAt : null;
}

function write(moment: Date | null): string | null {
  return moment === null ? null : moment.toISOString();
}
