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
  return db
    .selectFrom('person')
    .innerJoin('partner', 'partner.id', 'person.partnerId')
    .innerJoin('network', 'network.id', 'partner.networkId')
    .select(['person.id', 'person.seed', 'person.language', 'network.name as network'])
    .select(sql<boolean>`person.unsubscribed_at IS NOT NULL`.as('stopped'))
    .where('person.id', '=', id)
    .executeTakeFirst();
}
