/** Partners of a network that may be one organisation. */
import type { Database } from '../../database/schema.ts';
import { foldOrganisation } from '../../text/fold-name.ts';

/** Groups of partners that are likely one: the same name but for capitals, accents and words like 'stichting'. */
export async function listLikelyDuplicates(
  db: Database,
  networkId: string,
): Promise<{ id: string; name: string }[][]> {
  const partners = await db
    .selectFrom('partner')
    .select(['id', 'name'])
    .where('networkId', '=', networkId)
    .where('archivedAt', 'is', null)
    .orderBy('id')
    .execute();
  return [...Map.groupBy(partners, ({ name }) => foldOrganisation(name)).values()].filter(
    (group) => group.length > 1,
  );
}
