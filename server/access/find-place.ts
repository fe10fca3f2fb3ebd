/** Where the thing in an address belongs: its network and municipality, whatever kind of thing it is. */
import { sql } from 'kysely';
import type { Database } from '../database/schema.ts';
import { isId } from '../text/ids.ts';
import type { Place } from './access.ts';

/** From the thing to its round or its network. A parameter of a route has the name of one of these. */
const placeQueries: Record<string, string> = {
  network: 'SELECT id AS network_id, NULL::bigint AS round_id FROM network WHERE id = $1',
  partner: 'SELECT network_id, NULL::bigint AS round_id FROM partner WHERE id = $1',
  person:
    'SELECT partner.network_id, NULL::bigint AS round_id FROM person JOIN partner ON partner.id = person.partner_id WHERE person.id = $1',
  round: 'SELECT network_id, id AS round_id FROM round WHERE id = $1',
  invitation:
    'SELECT round.network_id, round.id AS round_id FROM invitation JOIN round ON round.id = round_id WHERE invitation.id = $1',
  share:
    'SELECT round.network_id, round.id AS round_id FROM share JOIN round ON round.id = round_id WHERE share.id = $1',
  agreement: 'SELECT network_id, NULL::bigint AS round_id FROM agreement WHERE id = $1',
  recommendation: 'SELECT network_id, NULL::bigint AS round_id FROM local_recommendation WHERE id = $1',
  // A mail to an account belongs to no network: it is the operator's.
  mail: 'SELECT coalesce(mail.network_id, round.network_id) AS network_id, round_id FROM mail LEFT JOIN round ON round.id = round_id WHERE mail.id = $1',
};

/** Does a parameter of this name lead to a place? */
export function isPlaceParameter(name: string): boolean {
  return name in placeQueries || name === 'municipality';
}

/** 'none': nothing in the address belongs to a place. undefined: it names something that does not exist. */
export async function findPlace(
  db: Database,
  params: Readonly<Record<string, string>>,
): Promise<Place | 'none' | undefined> {
  const named = Object.entries(params).filter(([name]) => isPlaceParameter(name));
  if (named.length === 0) return 'none';
  const places: Place[] = [];
  for (const [name, id] of named) {
    const place = await find(db, name, id);
    if (!place) return undefined;
    places.push(place);
  }
  // A person of one network under the address of another is nothing.
  const [first, ...others] = places as [Place, ...Place[]];
  const fits = others.every(
    (other) => other.networkId === first.networkId && other.municipalityId === first.municipalityId,
  );
  return fits ? { ...first, round: places.find(({ round }) => round)?.round } : undefined;
}

async function find(db: Database, name: string, id: string): Promise<Place | undefined> {
  if (!isId(id)) return undefined;
  if (name === 'municipality') {
    const row = await db.selectFrom('municipality').select('id').where('id', '=', id).executeTakeFirst();
    return row && { municipalityId: row.id };
  }
  const [before, after] = placeQueries[name]!.split('$1') as [string, string];
  const { rows } = await sql<{
    networkId: string;
    municipalityId: string;
    roundId: string | null;
    closed: boolean;
    released: boolean;
  }>`
    WITH thing AS (${sql.raw(before)}${id}::bigint${sql.raw(after)})
    SELECT thing.network_id, network.municipality_id, thing.round_id,
      round_state(round) = 'closed' AS closed, round.released_at IS NOT NULL AS released
    FROM thing
      JOIN network ON network.id = thing.network_id
      LEFT JOIN round ON round.id = thing.round_id`.execute(db);
  const [row] = rows;
  if (!row) return undefined;
  return {
    municipalityId: row.municipalityId,
    networkId: row.networkId,
    round: row.roundId === null ? undefined : { id: row.roundId, closed: row.closed, released: row.released },
  };
}
