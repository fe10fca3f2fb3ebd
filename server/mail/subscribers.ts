/** People who get mails, as far as the link that stops mails needs to know them. */
import { sql } from 'kysely';
import type { Language } from '../../survey/texts.ts';
import type { Database } from '../database/schema.ts';

export interface Subscriber {
  id: string;
  seed: Buffer;
  language: Language;
  network: string;
  stopped: boolean;
}

/** Undefined when there is nobody with this id. */
export async function findSubscriber(db: Database, id: string): Promise<Subscriber | undefined> {
  return (
    db
      .selectFrom('person')
      .innerJoin('partner', 'partner.id', 'person.partnerId')
      .innerJoin('network', 'network.id', 'partner.networkId')
      // Who became another person since two partners were merged: the link in an older mail stops the mails all the same.
      .leftJoin('person as kept', (join) =>
        join.onRef('kept.id', '=', 'person.mergedInto').on('person.archivedAt', 'is not', null),
      )
      .select(['person.seed', 'network.name as network'])
      .select(sql<string>`coalesce(kept.id, person.id)`.as('id'))
      .select(sql<Language>`coalesce(kept.language, person.language)`.as('language'))
      .select(
        sql<boolean>`CASE WHEN kept.id IS NULL THEN person.unsubscribed_at ELSE kept.unsubscribed_at END IS NOT NULL`.as(
          'stopped',
        ),
      )
      .where('person.id', '=', id)
      .executeTakeFirst()
  );
}
