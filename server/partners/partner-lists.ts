/** The partners of a network as the desk lists them: with their people, a page at a time, found by a few letters. */

import { sql } from 'kysely';
import type { Database } from '../database/schema.ts';
import { listLimits } from '../web/limits.ts';
import { type PartnerKind, partnerKinds } from './partner-kinds.ts';
import { isMailable } from './people/is-mailable.ts';
import { listPeople, type Person } from './people/people.ts';

export interface ListedPartner {
  id: string;
  name: string;
  kind: PartnerKind | null;
  size: number | null;
  people: Person[];
}

export interface PartnerPage {
  partners: ListedPartner[];
  /** How many were found. */
  found: number;
  page: number;
  pages: number;
}

/** What a list is narrowed to: people who can't be mailed, or partners without anybody. */
export const partnerFilters = ['without-mail', 'without-people'] as const;
export type PartnerFilter = (typeof partnerFilters)[number];

const perPage = listLimits.partners;
const alphabet = new Intl.Collator('nl');

/**
 * The partners that have these letters in their name, or in the name or address of one of their people. In the order
 * of a Dutch dictionary. Narrowed to people who can't be mailed, each partner has only these.
 */
export async function findPartners(
  db: Database,
  networkId: string,
  {
    search = '',
    page = 1,
    archived = false,
    show,
  }: { search?: string; page?: number; archived?: boolean; show?: PartnerFilter | undefined },
): Promise<PartnerPage> {
  const letters = search.trim().toLowerCase();
  const found = await db
    .selectFrom('partner')
    .select(['id', 'name', 'kind', 'size'])
    .where('networkId', '=', networkId)
    .where('archivedAt', archived ? 'is not' : 'is', null)
    .$if(letters !== '', (query) =>
      query.where(
        sql<boolean>`(strpos(lower(partner.name), ${letters}) > 0 OR EXISTS (
          SELECT FROM person WHERE partner_id = partner.id AND person.archived_at IS NULL
            AND (strpos(lower(person.name), ${letters}) > 0 OR strpos(lower(email), ${letters}) > 0)))`,
      ),
    )
    .$if(show !== undefined, (query) =>
      query.where(
        sql<boolean>`EXISTS (
          SELECT FROM person WHERE partner_id = partner.id AND archived_at IS NULL AND erased_at IS NULL
            AND (${show === 'without-people'} OR NOT ${isMailable})
        ) <> ${show === 'without-people'}`,
      ),
    )
    .execute();
  found.sort((a, b) => alphabet.compare(a.name, b.name));
  const pages = Math.max(1, Math.ceil(found.length / perPage));
  const shown = Math.min(Math.max(1, page), pages);
  const rows = found.slice((shown - 1) * perPage, shown * perPage);
  const people = await listPeople(
    db,
    rows.map(({ id }) => id),
  );
  const byPartner = Map.groupBy(people, ({ partner }) => partner.id);
  const partners = rows.map((row) => ({
    ...row,
    kind: row.kind as PartnerKind | null,
    people: (byPartner.get(row.id) ?? []).filter(
      (person) => !person.archived && (show !== 'without-mail' || !canBeMailed(person)),
    ),
  }));
  return { partners, found: found.length, page: shown, pages };
}

function canBeMailed({ email, wantsNoMail, addressFails }: Person): boolean {
  return email !== null && !wantsNoMail && !addressFails;
}

/** The kinds of partner that the network does not have. */
export async function listMissingKinds(db: Database, networkId: string): Promise<PartnerKind[]> {
  const rows = await db
    .selectFrom('partner')
    .select('kind')
    .distinct()
    .where('networkId', '=', networkId)
    .where('archivedAt', 'is', null)
    .execute();
  const there = new Set(rows.map(({ kind }) => kind));
  return partnerKinds.filter((kind) => kind !== 'other' && !there.has(kind));
}

/** Id and name of the partners that are not archived, in the order of a Dutch dictionary. */
export async function listPartnerNames(
  db: Database,
  networkId: string,
): Promise<{ id: string; name: string }[]> {
  const partners = await db
    .selectFrom('partner')
    .select(['id', 'name'])
    .where('networkId', '=', networkId)
    .where('archivedAt', 'is', null)
    .execute();
  return partners.sort((a, b) => alphabet.compare(a.name, b.name));
}
