/**
 * The address book of a municipality: the partners of its networks, each organisation once, with its people. It is no
 * list of its own, so it is never behind: an organisation is in it as long as it is a partner somewhere. Who reads it
 * sees only networks that this reader may see; a coordinator her own.
 */
import { sql } from 'kysely';
import type { NetworkReader } from '../../access/access.ts';
import type { Database } from '../../database/schema.ts';
import { foldName } from '../../text/fold-name.ts';
import { listLimits } from '../../web/limits.ts';
import { mayBeCopied, selectPeopleOnce } from '../copy-partners.ts';
import type { PartnerKind } from '../partner-kinds.ts';

export interface Organisation {
  name: string;
  kind: PartnerKind | null;
  /** It as a partner in each network; the one that was added last first. */
  partners: { id: string; network: { id: string; name: string } }[];
  people: BookedPerson[];
}

/** Once, also when it is in several networks; the id is that of one of them. */
interface BookedPerson {
  id: string;
  name: string;
  email: string | null;
}

export interface AddressBookPage {
  organisations: Organisation[];
  found: number;
  page: number;
  pages: number;
}

/** What is asked of the book. */
export interface BookQuestion {
  /** Letters of the name of the organisation, or of the name or address of one of its people. */
  search?: string;
  page?: number;
  /** Without organisations that are partners of this network. */
  outside?: string | undefined;
}

const alphabet = new Intl.Collator('nl');
const perPage = listLimits.partners;

/** The organisations that were found, in the order of a Dutch dictionary, a page at a time. */
export async function findOrganisations(
  db: Database,
  municipalityId: string,
  reader: NetworkReader,
  { search = '', page = 1, outside }: BookQuestion = {},
): Promise<AddressBookPage> {
  const groups = await groupPartners(db, municipalityId, reader, search.trim().toLowerCase());
  const found = groups
    .filter((group) => group.some(({ matches }) => matches))
    .filter((group) => outside === undefined || group.every(({ networkId }) => networkId !== outside))
    .sort(([a], [b]) => alphabet.compare(a!.name, b!.name));
  const pages = Math.max(1, Math.ceil(found.length / perPage));
  const shown = Math.min(Math.max(1, page), pages);
  const organisations = await addPeople(db, found.slice((shown - 1) * perPage, shown * perPage));
  return { organisations, found: found.length, page: shown, pages };
}

/**
 * The organisations of these partners that this reader may see and that the network does not have; undefined when one
 * of them is not, or no more, among those.
 */
export async function findChosenOrganisations(
  db: Database,
  municipalityId: string,
  reader: NetworkReader,
  { outside, partnerIds }: { outside: string; partnerIds: readonly string[] },
): Promise<{ id: string; peopleOf: string[] }[] | undefined> {
  const groups = await groupPartners(db, municipalityId, reader, '');
  const open = groups.filter((group) => group.every(({ networkId }) => networkId !== outside));
  const chosen = open.filter((group) => group.some(({ id }) => partnerIds.includes(id)));
  const known = new Set(chosen.flatMap((group) => group.map(({ id }) => id)));
  if (!partnerIds.every((id) => known.has(id))) return undefined;
  return chosen.map((group) => ({ id: group[0]!.id, peopleOf: group.map(({ id }) => id) }));
}

interface Row {
  id: string;
  name: string;
  kind: PartnerKind | null;
  networkId: string;
  network: string;
  matches: boolean;
}

/** Partners with the same name are one organisation; in each group the one that was added last comes first. */
async function groupPartners(
  db: Database,
  municipalityId: string,
  { role, networkIds }: NetworkReader,
  letters: string,
): Promise<Row[][]> {
  const seesAll = role === 'operator' || role === 'municipality';
  const { rows } = await sql<Row>`
    SELECT partner.id, partner.name, partner.kind, network.id AS "networkId", network.name AS network,
      ${letters} = '' OR strpos(lower(partner.name), ${letters}) > 0 OR EXISTS (
        SELECT FROM person WHERE person.partner_id = partner.id AND ${mayBeCopied}
          AND (strpos(lower(person.name), ${letters}) > 0 OR strpos(lower(email), ${letters}) > 0)
      ) AS matches
    FROM partner JOIN network ON network.id = partner.network_id
    WHERE network.municipality_id = ${municipalityId}::bigint AND partner.archived_at IS NULL
      AND (${seesAll} OR network.id = ANY(${networkIds}::bigint[]))
    ORDER BY partner.id DESC`.execute(db);
  return [...Map.groupBy(rows, ({ name }) => foldName(name) || name).values()];
}

async function addPeople(db: Database, groups: readonly Row[][]): Promise<Organisation[]> {
  const homes = groups.flatMap((group) => group.map(({ id }) => ({ source: id, target: group[0]!.id })));
  const { rows } = await sql<BookedPerson & { target: string }>`
    SELECT id, target::text, name, email FROM (${selectPeopleOnce(homes)}) AS chosen`.execute(db);
  const byTarget = Map.groupBy(rows, ({ target }) => target);
  return groups.map((group) => ({
    name: group[0]!.name,
    kind: group.find(({ kind }) => kind !== null)?.kind ?? null,
    partners: group
      .map(({ id, networkId, network }) => ({ id, network: { id: networkId, name: network } }))
      .sort((a, b) => alphabet.compare(a.network.name, b.network.name)),
    people: (byTarget.get(group[0]!.id) ?? [])
      .map(({ id, name, email }) => ({ id, name, email }))
      .sort((a, b) => alphabet.compare(a.name || a.email!, b.name || b.email!)),
  }));
}
