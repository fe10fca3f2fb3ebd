/**
 * The texts that the networks of a municipality have in common: about privacy, and who asks. A network holds a copy of
 * them, so that everything that reads them looks in one place, until it gets texts of its own.
 */
import { sql } from 'kysely';
import type { Database, NetworkTexts } from '../database/schema.ts';
import { notFound } from '../text/refusal.ts';

export interface MunicipalityTexts {
  municipality: { id: string; name: string };
  texts: NetworkTexts;
  /** 0 when nothing was ever written. */
  revision: number;
}

const none: NetworkTexts = {
  controller: '',
  purpose: '',
  legalGround: '',
  legalBasis: '',
  contact: '',
  keepMonths: 18,
  sender: '',
};

/** The texts of a municipality, empty as long as nobody wrote them; refuses one that does not exist. */
export async function findMunicipalityTexts(
  db: Database,
  municipalityId: string,
): Promise<MunicipalityTexts> {
  const municipality = await db
    .selectFrom('municipality')
    .select(['id', 'name'])
    .where('id', '=', municipalityId)
    .executeTakeFirst();
  if (!municipality) throw notFound();
  const row = await db
    .selectFrom('municipalityTexts')
    .selectAll()
    .where('municipalityId', '=', municipalityId)
    .executeTakeFirst();
  if (!row) return { municipality, texts: none, revision: 0 };
  const { municipalityId: _, revision, ...texts } = row;
  return { municipality, texts, revision };
}

/**
 * Holds a municipality until the transaction ends, so that its texts and its networks change one after another. Whoever
 * holds a network as well takes the municipality first.
 */
export async function lockMunicipality(transaction: Database, municipalityId: string): Promise<void> {
  await transaction
    .selectFrom('municipality')
    .select('id')
    .where('id', '=', municipalityId)
    .forUpdate()
    .execute();
}

/** Writes the texts of the municipality into its networks without texts of their own, or into one network only. */
export async function spreadMunicipalityTexts(
  transaction: Database,
  municipalityId: string,
  networkId?: string,
): Promise<void> {
  const { texts } = await findMunicipalityTexts(transaction, municipalityId);
  await transaction
    .updateTable('network')
    .set({
      ...texts,
      // A shorter term has people erased the next night: only who works with a network shortens its own.
      keepMonths: sql<number>`greatest(keep_months, ${texts.keepMonths}::integer)`,
      revision: sql`revision + 1`,
    })
    .where('municipalityId', '=', municipalityId)
    .where('ownTexts', '=', false)
    .$if(networkId !== undefined, (query) => query.where('id', '=', networkId!))
    .execute();
}
