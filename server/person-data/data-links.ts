/** Links that show a person, for two weeks, what is stored about them. */
import { sql } from 'kysely';
import type { Language } from '../../survey/texts.ts';
import type { Database } from '../database/schema.ts';
import { hashToken } from '../web/token.ts';

export interface DataLink {
  personId: string;
  language: Language;
  networkId: string;
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
    .leftJoin('mail', 'mail.dataLinkId', 'dataLink.id')
    .select(['person.id as personId', 'person.language', 'partner.networkId'])
    .select(['mail.recipient', 'dataLink.expiresAt'])
    .where('dataLink.tokenHash', '=', hashToken(token))
    .where('dataLink.expiresAt', '>', sql<Date>`now()`)
    .where('person.erasedAt', 'is', null)
    .executeTakeFirst();
}
