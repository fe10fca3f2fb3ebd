/**
 * The first quarter of an hour: for each role the steps from its first sign-in to what it came for, and which are done.
 * Nothing of this is stored: it follows from what is there. It is over with the last step, also when an earlier one was
 * never needed.
 */
import { sql } from 'kysely';
import type { SignedIn } from '../access/access.ts';
import type { Database } from '../database/schema.ts';
import { neededInPrivacy } from '../text/needed-in-privacy.ts';

/** A key of `firstSteps.steps`. */
export type StepName =
  | 'account'
  | 'coordinator'
  | 'entered'
  | 'network'
  | 'ownNetwork'
  | 'partners'
  | 'people'
  | 'privacy'
  | 'round'
  | 'ownRound'
  | 'looks'
  | 'itsNetwork'
  | 'result'
  | 'granted'
  | 'released';

export interface FirstStep {
  name: StepName;
  done: boolean;
  /** Where it is done; undefined: somebody else does it, or an earlier step comes first. */
  href: string | undefined;
}

/** The steps of this reader in their order; undefined once the last is done. */
export async function findFirstSteps(db: Database, reader: SignedIn): Promise<FirstStep[] | undefined> {
  const steps = await listSteps(db, reader);
  return steps.at(-1)!.done ? undefined : steps;
}

function listSteps(db: Database, reader: SignedIn): Promise<FirstStep[]> {
  switch (reader.role) {
    case 'operator':
      return listOperatorSteps(db);
    case 'coordinator':
      return listCoordinatorSteps(db, reader.networkIds);
    case 'municipality':
      return listMunicipalitySteps(db, reader.municipalityId ?? '0');
    case 'researcher':
      return listResearcherSteps(db, reader.networkIds);
  }
}

async function listOperatorSteps(db: Database): Promise<FirstStep[]> {
  const { rows } = await sql<Record<'coordinator' | 'waiting' | 'network' | 'round', string | null>>`
    WITH coordinator AS (
      SELECT account.id, password_hash IS NOT NULL OR oidc_subject IS NOT NULL OR EXISTS (
        SELECT FROM sign_in_link WHERE account_id = account.id AND used_at IS NOT NULL) AS has_entered
      FROM account WHERE role = 'coordinator' AND disabled_at IS NULL
    )
    SELECT (SELECT max(id) FROM coordinator) AS coordinator,
      (SELECT max(id) FROM coordinator WHERE NOT EXISTS (SELECT FROM coordinator WHERE has_entered)) AS waiting,
      (SELECT max(id) FROM network) AS network,
      (SELECT max(id) FROM round) AS round`.execute(db);
  const { coordinator, waiting, network, round } = rows[0]!;
  return [
    { name: 'account', done: true, href: undefined },
    { name: 'coordinator', done: coordinator !== null, href: '/desk/accounts/new?role=coordinator' },
    {
      name: 'entered',
      done: coordinator !== null && waiting === null,
      href: waiting === null ? undefined : `/desk/accounts/${waiting}`,
    },
    { name: 'network', done: network !== null, href: '/desk/networks/new' },
    {
      name: 'round',
      done: round !== null,
      href: network === null ? undefined : `/desk/networks/${network}`,
    },
  ];
}

/** Those of the network that was made last; none of them once any of the own networks has a round. */
async function listCoordinatorSteps(db: Database, networkIds: readonly string[]): Promise<FirstStep[]> {
  const hasPrivacy = sql.join(
    neededInPrivacy.map((name) => sql`${sql.ref(name)} <> ''`),
    sql` AND `,
  );
  const { rows } = await sql<
    { id: string; hasPrivacy: boolean } & Record<'partners' | 'people' | 'rounds', boolean>
  >`
    SELECT id, ${hasPrivacy} AS "hasPrivacy",
      EXISTS (SELECT FROM partner WHERE network_id = network.id AND archived_at IS NULL) AS partners,
      EXISTS (SELECT FROM person JOIN partner ON partner.id = partner_id
        WHERE network_id = network.id AND partner.archived_at IS NULL AND person.archived_at IS NULL
          AND erased_at IS NULL) AS people,
      EXISTS (SELECT FROM round WHERE network_id = ANY(${networkIds}::bigint[])) AS rounds
    FROM network WHERE id = ANY(${networkIds}::bigint[]) ORDER BY id DESC LIMIT 1`.execute(db);
  const [last] = rows;
  const at = (page: string) => last && `/desk/networks/${last.id}/${page}`;
  const people = last?.people ?? false;
  return [
    { name: 'account', done: true, href: undefined },
    { name: 'ownNetwork', done: last !== undefined, href: '/desk/networks/new' },
    { name: 'partners', done: last?.partners ?? false, href: at('import') },
    { name: 'people', done: people, href: last?.partners ? at('partners') : undefined },
    { name: 'privacy', done: last?.hasPrivacy ?? false, href: at('privacy') },
    { name: 'ownRound', done: last?.rounds ?? false, href: people ? at('rounds/new') : undefined },
  ];
}

async function listMunicipalitySteps(db: Database, municipalityId: string): Promise<FirstStep[]> {
  const { rows } = await sql<Record<'looks' | 'network' | 'result', boolean>>`
    SELECT EXISTS (SELECT FROM looks WHERE municipality_id = ${municipalityId}::bigint) AS looks,
      EXISTS (SELECT FROM network WHERE municipality_id = ${municipalityId}::bigint) AS network,
      EXISTS (SELECT FROM round JOIN network ON network.id = network_id
        WHERE municipality_id = ${municipalityId}::bigint AND round_state(round) = 'closed') AS result`.execute(
    db,
  );
  const { looks, network, result } = rows[0]!;
  return [
    { name: 'account', done: true, href: undefined },
    { name: 'looks', done: looks, href: `/desk/municipalities/${municipalityId}/looks` },
    { name: 'itsNetwork', done: network, href: undefined },
    { name: 'result', done: result, href: undefined },
  ];
}

async function listResearcherSteps(db: Database, networkIds: readonly string[]): Promise<FirstStep[]> {
  const { rows } = await sql<{ released: boolean }>`
    SELECT EXISTS (SELECT FROM round WHERE network_id = ANY(${networkIds}::bigint[])
      AND released_at IS NOT NULL AND round_state(round) = 'closed') AS released`.execute(db);
  return [
    { name: 'account', done: true, href: undefined },
    { name: 'granted', done: networkIds.length > 0, href: undefined },
    { name: 'released', done: rows[0]!.released, href: undefined },
  ];
}
