/**
 * New mails: a row each, without words, and a job each when there is a mail server. Done in the transaction of the
 * change that causes them, so that a mail exists exactly when its reason does.
 */
import type { Language } from '../../survey/texts.ts';
import type { Config } from '../config.ts';
import type { Database, MailKind } from '../database/schema.ts';
import type { JobQueue } from './job-queue.ts';
import { makeMessageId } from './message-id.ts';

export interface NewMail {
  kind: MailKind;
  /** The address. */
  recipient: string;
  language: Language;
  networkId?: string | undefined;
  roundId?: string | undefined;
  invitationId?: string | undefined;
  personId?: string | undefined;
  accountId?: string | undefined;
  signInLinkId?: string | undefined;
  dataLinkId?: string | undefined;
  shareId?: string | undefined;
  ballotId?: string | undefined;
  agreementLinkId?: string | undefined;
  /** Of a digest: from when on it tells. */
  tellsFrom?: Date | undefined;
}

interface Mailing {
  db: Database;
  config: Pick<Config, 'publicUrl' | 'smtpUrl'>;
  jobs: Pick<JobQueue, 'addAll'>;
}

/** More in one statement would pass the number of values that PostgreSQL takes. */
const batchSize = 1_000;

/** Stores the mails and gives their ids. Without a mail server they wait in the outbox of the desk. */
export async function queueMails(
  { db, config, jobs }: Mailing,
  mails: readonly NewMail[],
): Promise<string[]> {
  const ids: string[] = [];
  for (let start = 0; start < mails.length; start += batchSize) {
    const rows = await db
      .insertInto('mail')
      .values(mails.slice(start, start + batchSize).map((mail) => describeRow(mail, config.publicUrl)))
      .returning(['id', 'networkId', 'roundId'])
      .execute();
    ids.push(...rows.map(({ id }) => id));
    if (!config.smtpUrl) continue;
    await jobs.addAll(
      db,
      'send-mail',
      rows.map(({ id, networkId, roundId }) => ({
        mailId: id,
        networkId: networkId ?? undefined,
        roundId: roundId ?? undefined,
      })),
    );
  }
  return ids;
}

function describeRow(mail: NewMail, publicUrl: string) {
  return {
    kind: mail.kind,
    recipient: mail.recipient,
    language: mail.language,
    networkId: mail.networkId ?? null,
    roundId: mail.roundId ?? null,
    invitationId: mail.invitationId ?? null,
    personId: mail.personId ?? null,
    accountId: mail.accountId ?? null,
    signInLinkId: mail.signInLinkId ?? null,
    dataLinkId: mail.dataLinkId ?? null,
    shareId: mail.shareId ?? null,
    ballotId: mail.ballotId ?? null,
    agreementLinkId: mail.agreementLinkId ?? null,
    tellsFrom: mail.tellsFrom ?? null,
    // Made once and stored, so that every attempt carries the same.
    messageId: makeMessageId(publicUrl),
    reason: null,
    reply: null,
    sentAt: null,
  };
}
