/**
 * Storing a list of partners and people: all or nothing. Partners that are new are added and the others changed, those
 * that are not in the list stay, and an archived one that is in it comes back.
 */
import { sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { type Acting, act, type OngoingChange } from '../../log/act.ts';
import { findNetwork, lockNetwork } from '../../networks/networks.ts';
import { foldMailAddress } from '../../text/check-mail-address.ts';
import { refuseProblems } from '../../text/problems.ts';
import { Refusal } from '../../text/refusal.ts';
import { sheetLimits } from '../../web/limits.ts';
import { forgetMerges } from '../merge/stored-merges.ts';
import type { CheckedList, ListSource } from './list-task.ts';
import type { PartnerToStore, PersonToStore } from './preview/preview.ts';
import { checkList, createListQueue } from './read-list.ts';
import { hashStored, listStoredPartners } from './stored-partners.ts';

/** `changed`: how many were there, and are now as the list says. */
export interface ImportedPartners {
  added: number;
  changed: number;
}

/** How often a list is read again because the network changed meanwhile, where nobody saw a preview. */
const attempts = 3;
/** One after another, so that two lists for a network seldom meet. */
const run = createListQueue(1);

/**
 * Stores a list, or refuses it with all problems at once. `seen` is the hash of what the network had when somebody saw
 * the preview: when that is no longer so, it is refused. Without it nobody looks, and then everything must be read.
 */
export async function importPartners(
  acting: Acting,
  networkId: string,
  source: ListSource,
  { seen }: { seen?: string } = {},
): Promise<ImportedPartners> {
  await findNetwork(acting.db, networkId);
  return run(() => readAndStore(acting, networkId, source, seen));
}

async function readAndStore(
  acting: Acting,
  networkId: string,
  source: ListSource,
  seen: string | undefined,
): Promise<ImportedPartners> {
  for (let attempt = 1; ; attempt += 1) {
    const stored = await listStoredPartners(acting.db, networkId);
    const state = hashStored(stored);
    if (seen !== undefined && state !== seen) throw new Refusal(409, 'changedMeanwhile');
    // Reading takes a while, and nobody waits for a network that is held meanwhile.
    const list = await checkList(source, { stored, mustReadAll: seen === undefined });
    if (!list.partners || list.problems.length > 0) throw refuseMany(list.problems);
    const { partners } = list;
    try {
      return await act(acting, (change) =>
        store(change, networkId, { state, partners, changesNothing: list.changesNothing }),
      );
    } catch (error) {
      const isOld = error instanceof Refusal && error.code === 'changedMeanwhile';
      if (!isOld || seen !== undefined || attempt === attempts) throw error;
    }
  }
}

/** As many as somebody reads; the last one says how many more there are. */
function refuseMany(problems: CheckedList['problems']): Refusal {
  const more = problems.length - sheetLimits.namedProblems;
  if (more <= 0) return refuseProblems(problems);
  const named = problems.slice(0, sheetLimits.namedProblems);
  return refuseProblems([...named, { where: '', code: 'moreProblems', values: { number: more } }]);
}

/** Stores what follows from the list when the network is still in this state. */
async function store(
  { db, log, unchanged }: OngoingChange,
  networkId: string,
  {
    state,
    partners,
    changesNothing,
  }: Pick<CheckedList, 'changesNothing'> & {
    state: string;
    partners: readonly PartnerToStore[];
  },
): Promise<ImportedPartners> {
  await lockNetwork(db, networkId);
  const stored = await listStoredPartners(db, networkId);
  if (hashStored(stored) !== state) throw new Refusal(409, 'changedMeanwhile');
  if (changesNothing) {
    unchanged();
    return { added: 0, changed: partners.length };
  }
  const written = await writePartners(db, networkId, partners);
  await forgetMerges(
    db,
    written.map(({ id }) => id),
  );
  const ids = new Map(written.map(({ code, id }) => [code, id]));
  const addresses = new Map(stored.flatMap((partner) => partner.people.map(({ id, email }) => [id, email])));
  const people = partners.flatMap((partner) =>
    partner.people.map((person) => ({
      ...person,
      partner: ids.get(partner.code)!,
      hasMoved: foldMailAddress(person.email ?? '') !== foldMailAddress(addresses.get(person.id ?? '') ?? ''),
    })),
  );
  await writePeople(db, people);
  await log({ action: 'partners.listStored', networkId, note: `${partners.length} + ${people.length}` });
  const added = written.filter((row) => row.added).length;
  return { added, changed: written.length - added };
}

/** Gives the ids of the partners by code. */
async function writePartners(
  db: Database,
  networkId: string,
  partners: readonly PartnerToStore[],
): Promise<{ id: string; code: string; added: boolean }[]> {
  const list = JSON.stringify(partners.map(({ people: _people, ...partner }) => partner));
  const { rows } = await sql<{ id: string; code: string; added: boolean }>`
    INSERT INTO partner (network_id, code, name, kind, size)
    SELECT ${networkId}, code, name, kind, size
    FROM jsonb_to_recordset(${list}::jsonb) AS list (code text, name text, kind text, size float8)
    ON CONFLICT (network_id, code) DO UPDATE SET
      name = excluded.name,
      kind = excluded.kind,
      size = excluded.size,
      archived_at = NULL,
      merged_into = NULL,
      -- A form that somebody has open is only out of date when something is other than it was.
      revision = partner.revision + CASE
        WHEN partner.archived_at IS NULL AND partner.name = excluded.name
          AND partner.kind IS NOT DISTINCT FROM excluded.kind
          AND partner.size IS NOT DISTINCT FROM excluded.size THEN 0
        ELSE 1 END
    RETURNING id, code, xmax = 0 AS added`.execute(db);
  return rows;
}

async function writePeople(
  db: Database,
  people: readonly (PersonToStore & { partner: string; hasMoved: boolean })[],
): Promise<void> {
  const list = sql`jsonb_to_recordset(${JSON.stringify(people)}::jsonb)
    AS list (id bigint, partner bigint, name text, email text, language text, "hasMoved" boolean)`;
  await sql`
    UPDATE person SET
      name = list.name,
      email = list.email,
      language = coalesce(list.language, person.language),
      archived_at = NULL,
      address_fails_at = CASE WHEN person.email = list.email THEN person.address_fails_at END,
      stays_here = person.stays_here AND NOT list."hasMoved",
      revision = person.revision + 1
    FROM ${list}
    WHERE person.id = list.id AND person.partner_id = list.partner AND erased_at IS NULL
      AND (person.name, person.email, person.language, person.archived_at IS NULL)
        IS DISTINCT FROM (list.name, list.email, coalesce(list.language, person.language), true)`.execute(db);
  await sql`
    INSERT INTO person (partner_id, name, email, language)
    SELECT partner, name, email, coalesce(language, 'nl') FROM ${list} WHERE id IS NULL`.execute(db);
}
