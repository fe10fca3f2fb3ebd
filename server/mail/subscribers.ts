/** People who get mails, as the link that stops them knows them. */
import { sql } from 'kysely';
import type { Language } from '../../survey/texts.ts';
import type { Database } from '../database/schema.ts';
import { addLine } from '../log/lines.ts';

export interface Subscriber {
  id: string;
  seed: Buffer;
  language: Language;
  network: string;
  networkId: string;
  municipalityId: string;
  stopped: boolean;
}

/** Undefined when there is nobody with this id. */
export async function findSubscriber(db: Database, id: string): Promise<Subscriber | undefined> {
  return db
    .selectFrom('person')
    .innerJoin('partner', 'partner.id', 'person.partnerId')
    .innerJoin('network', 'network.id', 'partner.networkId')
    .select(['person.id', 'person.seed', 'person.language', 'network.name as network'])
    .select(['network.id as networkId', 'network.municipalityId'])
    .select(sql<boolean>`person.unsubscribed_at IS NOT NULL`.as('stopped'))
    .where('person.id', '=', id)
    .executeTakeFirst();
}

/** From now on this person gets no mails, until the coordinator is asked for them again. Twice is the same as once. */
export async function stopMails(db: Database, { id, networkId, municipalityId }: Subscriber): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable('person')
      .set({ unsubscribedAt: sql<Date>`now()`, revision: sql<number>`revision + 1` })
      .where('id', '=', id)
      .where('unsubscribedAt', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return;
    await addLine(
      transaction,
      { kind: 'visitor' },
      {
        action: 'outbox.unsubscribed',
        municipalityId,
        networkId,
        thingId: id,
      },
    );
  });
}
