/**
 * Links that show a person what is stored about it, for a fortnight. They go to the person's own address; nobody at
 * the desk sees them.
 */
import { sql } from 'kysely';
import type { Language } from '../../../survey/texts.ts';
import type { Database } from '../../database/schema.ts';
import { queueMails } from '../../mail/queue-mails.ts';
import { notFound, Refusal } from '../../text/refusal.ts';
import type { App } from '../../web/fastify.ts';
import { makeSeededToken } from '../../web/link-key.ts';
import { hashToken } from '../../web/token.ts';

/** Mails a new link to the person. Refuses a person without an address, and a server without mail. */
export async function sendDataLink(
  app: Pick<App, 'db' | 'config' | 'jobs' | 'linkKey'>,
  personId: string,
): Promise<void> {
  await app.db.transaction().execute(async (transaction) => {
    const person = await transaction
      .selectFrom('person')
      .innerJoin('partner', 'partner.id', 'person.partner_id')
      .select(['person.email', 'person.language', 'partner.network_id'])
      .where('person.id', '=', personId)
      .forUpdate('person')
      .executeTakeFirst();
    if (!person) throw notFound();
    if (person.email === null) throw new Refusal(409, 'dataLinkNeedsAddress');
    if (!app.config.smtpUrl) throw new Refusal(409, 'dataLinkNeedsMail');
    const { seed, hash } = makeSeededToken(app.linkKey);
    const link = await transaction
      .insertInto('data_link')
      .values({
        person_id: personId,
        seed,
        token_hash: hash,
        expires_at: sql<Date>`now() + interval '14 days'`,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await queueMails(transaction, app, [
      {
        kind: 'personal-data',
        recipient: person.email,
        language: person.language,
        networkId: person.network_id,
        personId,
        dataLinkId: link.id,
      },
    ]);
  });
}

export interface DataLink {
  personId: string;
  language: Language;
  networkId: string;
  municipalityId: string;
  /** The address that the link was mailed to. */
  recipient: string | null;
  expiresAt: Date;
}

/** What a token opens; undefined when it never was one, or has ended. */
export async function findDataLink(db: Database, token: string): Promise<DataLink | undefined> {
  return db
    .selectFrom('data_link')
    .innerJoin('person', 'person.id', 'data_link.person_id')
    .innerJoin('partner', 'partner.id', 'person.partner_id')
    .innerJoin('network', 'network.id', 'partner.network_id')
    .leftJoin('mail', 'mail.data_link_id', 'data_link.id')
    .select([
      'person.id as personId',
      'person.language',
      'network.id as networkId',
      'network.municipality_id as municipalityId',
      'mail.recipient',
      'data_link.expires_at as expiresAt',
    ])
    .where('data_link.token_hash', '=', hashToken(token))
    .where('data_link.expires_at', '>', sql<Date>`now()`)
    .where('person.erased_at', 'is', null)
    .executeTakeFirst();
}
