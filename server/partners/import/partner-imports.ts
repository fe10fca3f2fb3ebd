/**
 * Storing a list of partners and people that was shown first: all or nothing, and only into the network that the
 * preview was made for. When somebody changed the network meanwhile, nothing is stored and the list is shown again.
 */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { lockNetwork } from '../../networks/networks.ts';
import { Refusal } from '../../text/refusal.ts';
import { writePartners } from '../partners.ts';
import type { PartnerToStore, PersonToStore, StoredPartner } from './preview/preview.ts';

/** The partners and people of a network as a preview compares a list with them; archived ones too. */
export async function listStoredPartners(db: Database, networkId: string): Promise<StoredPartner[]> {
  const partners = await db
    .selectFrom('partner')
    .select(['id', 'code', 'name', 'kind', 'size', 'archivedAt'])
    .where('networkId', '=', networkId)
    .orderBy('id')
    .execute();
  const people = await db
    .selectFrom('person')
    .innerJoin('partner', 'partner.id', 'person.partnerId')
    .select(['person.id', 'person.partnerId', 'person.name', 'person.email', 'person.language'])
    .select('person.archivedAt')
    .where('partner.networkId', '=', networkId)
    .where('person.erasedAt', 'is', null)
    .orderBy('person.id')
    .execute();
  const byPartner = Map.groupBy(people, ({ partnerId }) => partnerId);
  return partners.map(({ id, code, name, kind, size, archivedAt }) => ({
    code,
    name,
    kind,
    size,
    archived: archivedAt !== null,
    people: (byPartner.get(id) ?? []).map((person) => ({
      id: person.id,
      name: person.name,
      email: person.email,
      language: person.language,
      archived: person.archivedAt !== null,
    })),
  }));
}

/** The same for the same partners and people, and another one as soon as one of them changes. */
export function hashStored(stored: readonly StoredPartner[]): string {
  return createHash('sha256').update(JSON.stringify(stored)).digest('base64url');
}

/** Stores what a preview showed; `state` is the hash of what was stored then. */
export async function storePartners(
  db: Database,
  networkId: string,
  partners: readonly PartnerToStore[],
  state: string,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await lockNetwork(transaction, networkId);
    if (hashStored(await listStoredPartners(transaction, networkId)) !== state) {
      throw new Refusal(409, 'changedMeanwhile');
    }
    const rows = partners.map(({ people: _people, ...partner }) => partner);
    const written = await writePartners(transaction, networkId, rows);
    const ids = new Map(written.map(({ code, id }) => [code, id]));
    const people = partners.flatMap(({ code, people }) =>
      people.map((person) => ({ ...person, partner: ids.get(code)! })),
    );
    await writePeople(transaction, people);
  });
}

async function writePeople(
  transaction: Database,
  people: readonly (PersonToStore & { partner: string })[],
): Promise<void> {
  const list = sql`jsonb_to_recordset(${JSON.stringify(people)}::jsonb)
    AS list (id bigint, partner bigint, name text, email text, language text)`;
  await sql`
    UPDATE person SET
      name = list.name,
      email = list.email,
      language = coalesce(list.language, person.language),
      archived_at = NULL,
      address_fails_at = CASE WHEN person.email = list.email THEN person.address_fails_at END,
      revision = person.revision + 1
    FROM ${list}
    WHERE person.id = list.id AND person.partner_id = list.partner AND erased_at IS NULL
      AND (person.name, person.email, person.language, person.archived_at IS NULL)
        IS DISTINCT FROM (list.name, list.email, coalesce(list.language, person.language), true)`.execute(
    transaction,
  );
  await sql`
    INSERT INTO person (partner_id, name, email, language)
    SELECT partner, name, email, coalesce(language, 'nl') FROM ${list} WHERE id IS NULL`.execute(transaction);
}
