/**
 * Links that show a person what is stored about it, for a fortnight. They go to the person's own address; nobody at
 * the desk sees them.
 */
import { sql } from 'kysely';
import type { Language } from '../../survey/texts.ts';
import type { Database } from '../database/schema.ts';
import { queueMails } from '../mail/queue-mails.ts';
import { notFound, Refusal } from '../text/refusal.ts';
import type { App } from '../web/fastify.ts';
import { makeSeededToken } from '../web/link-key.ts';
import { hashToken } from '../web/token.ts';

/** Mails a new link to the person. Refuses a person without an address, and a server without mail. */
export async function sendDataLink(
  app: Pick<App, 'db' | 'config' | 'jobs' | 'linkKey'>,
  personId: string,
): Promise<void> {
  await app.db.transaction().execute(async (transaction) => {
    const person = await transaction
      .selectFrom('person')
      .innerJoin('partner', 'partner.id', 'person.partnerId')
      .select(['person.email', 'person.language', 'partner.networkId'])
      .where('person.id', '=', personId)
      .forUpdate('person')
      .executeTakeFirst();
    if (!person) throw notFound();
    if (person.email === null) throw new Refusal(409, 'dataLinkNeedsAddress');
    if (!app.config.smtpUrl) throw new Refusal(409, 'dataLinkNeedsMail');
    const { seed, hash } = makeSeededToken(app.linkKey);
    const link = await transaction
      .insertInto('dataLink')
      .values({
        personId,
        seed,
        tokenHash: hash,
        expiresAt: sql<Date>`now() + interval '14 days'`,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await queueMails({ db: transaction, config: app.config, jobs: app.jobs }, [
      {
        kind: 'personal-data',
        recipient: person.email,
        language: person.language,
        networkId: person.networkId,
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
    .selectFrom('dataLink')
    .innerJoin('person', 'person.id', 'dataLink.personId')
    .innerJoin('partner', 'partner.id', 'person.partnerId')
    .innerJoin('network', 'network.id', 'partner.networkId')
    .leftJoin('mail', 'mail.dataLinkId', 'dataLink.id')
    .select([
      'person.id as personId',
      'person.language',
      'network.id as networkId',
      'network.municipalityId',
      'mail.recipient',
      'dataLink.expiresAt',
    ])
    .where('dataLink.tokenHash', '=', hashToken(token))
    .where('dataLink.expiresAt', '>', sql<Date>`now()`)
    .where('person.erasedAt', 'is', null)
    .executeTakeFirst();
}
