/** Whom the contacts page asks about. */
import type { Database } from '../database/schema.ts';

export interface OtherPartner {
  id: string;
  code: string;
  name: string;
}

/** The partners of the round but the respondent's own: whom the contacts page asks about, by name. */
export async function listOtherPartners(
  db: Database,
  { roundId, partnerId }: { roundId: string; partnerId: string },
): Promise<OtherPartner[]> {
  const partners = await db
    .selectFrom('roundPartner')
    .select(['partnerId as id', 'code', 'name'])
    .where('roundId', '=', roundId)
    .where('partnerId', '<>', partnerId)
    .execute();
  return partners.sort((a, b) => a.name.localeCompare(b.name, 'nl') || a.code.localeCompare(b.code, 'nl'));
}
