/** Whom a round asks: the people of its network's partners who can be invited. */
import { sql } from 'kysely';
import type { Language } from '../../../survey/texts.ts';
import type { Database } from '../../database/schema.ts';
import { isMailable } from '../../partners/people/is-mailable.ts';

export interface Uninvited {
  personId: string;
  partnerId: string;
  partner: string;
  name: string;
  email: string | null;
  language: Language;
  /** Has an address that works, and did not say that it wants no mail. */
  mailable: boolean;
}

/** People of the network who can be asked and have no invitation in this round; all people for a planned round. */
export async function listUninvited(db: Database, roundId: string): Promise<Uninvited[]> {
  const people = await db
    .selectFrom('round')
    .innerJoin('partner', 'partner.networkId', 'round.networkId')
    .innerJoin('person', 'person.partnerId', 'partner.id')
    .select([
      'person.id as personId',
      'partner.id as partnerId',
      'partner.name as partner',
      'person.name',
      'person.email',
      'person.language',
      isMailable.as('mailable'),
    ])
    .where('round.id', '=', roundId)
    .where('partner.archivedAt', 'is', null)
    .where('person.archivedAt', 'is', null)
    .where('person.erasedAt', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('invitation')
            .select('invitation.id')
            .whereRef('invitation.roundId', '=', 'round.id')
            .whereRef('invitation.personId', '=', 'person.id')
            .where(({ or, eb }) =>
              or([eb('invitation.revokedAt', 'is', null), eb('invitation.submittedAt', 'is not', null)]),
            ),
        ),
      ),
    )
    .orderBy('person.id')
    .execute();
  return people.sort(
    (a, b) => a.partner.localeCompare(b.partner, 'nl') || a.name.localeCompare(b.name, 'nl'),
  );
}

/** How many partners and people a round of this network would ask today, by mail and by letter. */
export async function countAudience(db: Database, networkId: string) {
  const counted = await db
    .selectFrom('partner')
    .leftJoin('person', (join) =>
      join
        .onRef('person.partnerId', '=', 'partner.id')
        .on('person.archivedAt', 'is', null)
        .on('person.erasedAt', 'is', null),
    )
    .select([
      sql<number>`count(DISTINCT partner.id)::int`.as('partners'),
      sql<number>`count(DISTINCT partner.id) FILTER (WHERE person.id IS NULL)::int`.as('withoutPeople'),
      sql<number>`count(person.id)::int`.as('people'),
      sql<number>`count(person.id) FILTER (WHERE ${isMailable})::int`.as('mailable'),
    ])
    .where('partner.networkId', '=', networkId)
    .where('partner.archivedAt', 'is', null)
    .executeTakeFirstOrThrow();
  return { ...counted, letters: counted.people - counted.mailable };
}
