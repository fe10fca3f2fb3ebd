/**
 * The mails of the day, from seven in the morning, about the days before: one for each account and network, and none when
 * nothing happened. The mail and the mark up to when it tells are one transaction, so nothing is told twice.
 */
import { sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { doDue } from '../../jobs/do-due.ts';
import { queueMails } from '../../jobs/queue-mails.ts';
import { type Acting, act } from '../../log/act.ts';
import { beginOfDay, findNews, isNews } from '../../mail/digest-news.ts';

const today = beginOfDay(sql`now()`);

export async function sendDueDigests(acting: Acting): Promise<void> {
  // A mail that somebody must copy to herself helps nobody.
  if (!acting.config.smtpUrl) return;
  await doDue(acting.db, findDue, (db, { id, accountId, networkId, from, until, email, language }) =>
    act({ ...acting, db }, async (change) => {
      await db.updateTable('digest').set({ toldUntil: until }).where('id', '=', id).execute();
      if (!isNews(await findNews(db, { networkId, from, until }))) return change.unchanged();
      await queueMails(change, [
        { kind: 'digest', recipient: email, language, networkId, accountId, tellsFrom: from },
      ]);
      await change.log({ action: 'rounds.digestSent', networkId });
    }),
  );
}

/** Only to who may still see the network. */
function findDue(db: Database, after: string) {
  return db
    .selectFrom('digest')
    .innerJoin('account', 'account.id', 'digest.accountId')
    .select(['digest.id', 'digest.accountId', 'digest.networkId', 'digest.toldUntil as from'])
    .select(['account.email', 'account.language', today.as('until')])
    .where('digest.id', '>', after)
    .where('digest.toldUntil', '<', today)
    .where(sql<boolean>`now() >= ${today} + interval '7 hours'`)
    .where('account.disabledAt', 'is', null)
    .where(
      sql<boolean>`(account.role = 'operator' OR account.role = 'coordinator' AND EXISTS (
        SELECT FROM account_network
        WHERE account_network.account_id = account.id AND account_network.network_id = digest.network_id))`,
    )
    .orderBy('digest.id')
    .limit(1)
    .forUpdate('digest')
    .skipLocked()
    .executeTakeFirst();
}
