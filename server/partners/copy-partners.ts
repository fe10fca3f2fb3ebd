/**
 * Copying partners and their people to another network, as they are called today. What belongs to answers, rounds, links
 * and profiles stays behind, and so does who asked for no mail, for there nobody knows of that, and who asked another network
 * to be erased.
 */
import { sql } from 'kysely';
import type { Database } from '../database/schema.ts';
import { makeCode } from './make-code.ts';

/**
 * May this person come along? In a query with `person` and its `partner`. Who wants no mail asked that for the address:
 * the same one at another partner of the network stays as well.
 */
export const mayBeCopied = sql<boolean>`(
  person.archived_at IS NULL AND person.erased_at IS NULL AND person.unsubscribed_at IS NULL
  AND NOT person.stays_here
  AND NOT EXISTS (
    SELECT FROM person AS same JOIN partner AS home ON home.id = same.partner_id
    WHERE home.network_id = partner.network_id AND same.unsubscribed_at IS NOT NULL
      AND lower(same.email) = lower(person.email)
  )
)`;

/** One partner that is copied, and those whose people come to it: the same organisation in several networks. */
export interface PartnerToCopy {
  id: string;
  /** Ids of partners; empty: nobody comes along. */
  peopleOf: readonly string[];
}

/**
 * Copies them, in a transaction that holds the network. Nobody comes twice: an address that the network has already stays
 * where it is, and people without an address come once under a name. Gives the ids of the new partners.
 */
export async function copyPartners(
  transaction: Database,
  networkId: string,
  partners: readonly PartnerToCopy[],
): Promise<string[]> {
  if (partners.length === 0) return [];
  const stored = await transaction
    .selectFrom('partner')
    .select('code')
    .where('networkId', '=', networkId)
    .execute();
  const taken = new Set(stored.map(({ code }) => code.toLowerCase()));
  const sources = await transaction
    .selectFrom('partner')
    .select(['id', 'name', 'code'])
    .where(sql<boolean>`id = ANY(${partners.map(({ id }) => id)}::bigint[])`)
    .execute();
  const codes = sources.map(({ id, name, code: own }) => {
    const code = taken.has(own.toLowerCase()) ? makeCode(name, taken) : own;
    taken.add(code.toLowerCase());
    return { id, code };
  });
  const { rows } = await sql<{ id: string; code: string }>`
    INSERT INTO partner (network_id, code, name, kind, size)
    SELECT ${networkId}::bigint, new.code, partner.name, partner.kind, partner.size
    FROM jsonb_to_recordset(${JSON.stringify(codes)}::jsonb) AS new (id bigint, code text)
      JOIN partner ON partner.id = new.id
    RETURNING id, code`.execute(transaction);
  const byCode = new Map(rows.map(({ id, code }) => [code, id]));
  const copies = new Map(codes.map(({ id, code }) => [id, byCode.get(code)!]));
  const homes = partners.flatMap(({ id, peopleOf }) =>
    peopleOf.map((source) => ({ source, target: copies.get(id)! })),
  );
  await copyPeople(transaction, networkId, homes);
  return [...copies.values()];
}

/** A partner, and the organisation or copy to which its people come. */
export interface Home {
  source: string;
  target: string;
}

/**
 * The people of these partners who may be copied, each once in its target: in a statement, with the columns of `person` and
 * its `target`. People may share an address; the same one at two partners comes once, with its name.
 */
export function selectPeopleOnce(homes: readonly Home[], isLeftOut = sql<boolean>`false`) {
  const found = sql`
    SELECT home.target, home.source, person.*
    FROM jsonb_to_recordset(${JSON.stringify(homes)}::jsonb) AS home (source bigint, target bigint)
      JOIN partner ON partner.id = home.source
      JOIN person ON person.partner_id = partner.id
    WHERE ${mayBeCopied} AND NOT ${isLeftOut}`;
  return sql`
    WITH found AS (${found})
    SELECT DISTINCT ON (target, lower(email), lower(name)) * FROM found
    WHERE name <> '' OR NOT EXISTS (
      SELECT FROM found AS named
      WHERE named.target = found.target AND named.source <> found.source AND named.name <> ''
        AND lower(named.email) = lower(found.email)
    )
    ORDER BY target, lower(email), lower(name), id DESC`;
}

function copyPeople(transaction: Database, networkId: string, homes: readonly Home[]) {
  const isKnown = sql<boolean>`EXISTS (
    SELECT FROM person AS known JOIN partner AS there ON there.id = known.partner_id
    WHERE there.network_id = ${networkId}::bigint AND lower(known.email) = lower(person.email)
      AND (known.archived_at IS NULL OR known.unsubscribed_at IS NOT NULL)
  )`;
  return sql`
    INSERT INTO person (partner_id, name, email, language, address_fails_at)
    SELECT target, name, email, language, address_fails_at
    FROM (${selectPeopleOnce(homes, isKnown)}) AS chosen ORDER BY id`.execute(transaction);
}
