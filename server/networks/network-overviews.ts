/** Networks as the first page of the desk lists them: how far each is, without anything that was answered. */
import { sql } from 'kysely';
import type { NetworkReader } from '../access/access.ts';
import type { Database } from '../database/schema.ts';
import { listLatestRounds, type RoundOverview } from './round-overviews.ts';

export interface NetworkOverview {
  id: string;
  name: string;
  madeUp: boolean;
  municipality: string;
  partners: number;
  people: number;
  /** The one that opens or opened last. */
  round: RoundOverview | undefined;
}

/** How many of what a network has, archived ones left out. */
export interface NetworkCounts {
  partners: number;
  people: number;
  /** Partners without anybody who can be asked. */
  partnersWithoutPeople: number;
  /** People without an address that works, or who want no mail. */
  peopleWithoutMail: number;
}

/** The networks that this reader works with, by municipality and name. */
export async function listNetworkOverviews(
  db: Database,
  { role, networkIds }: NetworkReader,
): Promise<NetworkOverview[]> {
  const networks = await db
    .selectFrom('network')
    .innerJoin('municipality', 'municipality.id', 'network.municipalityId')
    .select(['network.id', 'network.name', 'network.madeUp', 'municipality.name as municipality'])
    .select([
      sql<number>`(SELECT count(*)::int FROM partner WHERE network_id = network.id AND archived_at IS NULL)`.as(
        'partners',
      ),
      sql<number>`(SELECT count(*)::int FROM person JOIN partner ON partner.id = partner_id
        WHERE network_id = network.id AND partner.archived_at IS NULL AND person.archived_at IS NULL
          AND erased_at IS NULL)`.as('people'),
    ])
    .$if(role !== 'operator', (query) => query.where(sql<boolean>`network.id = ANY(${networkIds}::bigint[])`))
    .orderBy('municipality.name')
    .orderBy('network.name')
    .execute();
  const rounds = await listLatestRounds(
    db,
    networks.map(({ id }) => id),
  );
  const latest = new Map(rounds.map((round) => [round.networkId, round]));
  return networks.map((network) => ({ ...network, round: latest.get(network.id) }));
}

/** The networks that this reader can make another one from, by municipality and name. */
export async function listNetworkNames(
  db: Database,
  { role, networkIds }: NetworkReader,
): Promise<{ id: string; name: string; municipality: string }[]> {
  return db
    .selectFrom('network')
    .innerJoin('municipality', 'municipality.id', 'network.municipalityId')
    .select(['network.id', 'network.name', 'municipality.name as municipality'])
    .$if(role !== 'operator', (query) => query.where(sql<boolean>`network.id = ANY(${networkIds}::bigint[])`))
    .orderBy('municipality.name')
    .orderBy('network.name')
    .execute();
}

/** How many partners and people a network has, and how many of them can't be asked. */
export async function countNetwork(db: Database, networkId: string): Promise<NetworkCounts> {
  const { rows } = await sql<NetworkCounts>`
    WITH working AS (
      SELECT partner.id AS partner_id, person.id AS person_id,
        person.email IS NOT NULL AND person.address_fails_at IS NULL AND person.unsubscribed_at IS NULL
          AS has_mail
      FROM partner
        LEFT JOIN person ON person.partner_id = partner.id AND person.archived_at IS NULL AND erased_at IS NULL
      WHERE network_id = ${networkId} AND partner.archived_at IS NULL
    )
    SELECT count(DISTINCT partner_id)::int AS partners,
      count(person_id)::int AS people,
      count(*) FILTER (WHERE person_id IS NULL)::int AS "partnersWithoutPeople",
      count(person_id) FILTER (WHERE NOT has_mail)::int AS "peopleWithoutMail"
    FROM working`.execute(db);
  return rows[0]!;
}

/** The municipalities that are known, by name. */
export async function listMunicipalities(
  db: Database,
): Promise<{ id: string; code: string; name: string }[]> {
  return db.selectFrom('municipality').select(['id', 'code', 'name']).orderBy('name').execute();
}
