/** Tries a mail that was not sent again, as soon as may be. Sending checks once more whether it may go. */
import { isUnderway } from '../jobs/jobs.ts';
import { limitMail } from '../jobs/limit-mails.ts';
import { type Acting, act } from '../log/act.ts';
import { notFound, Refusal } from '../text/refusal.ts';
import { findMail } from './mails.ts';

/** One that is on its way stays so. Refuses a mail that was sent or tried too often, and a server without mail. */
export function retryMail(acting: Acting, id: string): Promise<void> {
  return act(acting, async (change) => {
    const { db, config, jobs } = change;
    await db.selectFrom('mail').select('id').where('id', '=', id).forUpdate().execute();
    const mail = await findMail(db, id);
    if (!mail) throw notFound();
    if (config.smtpUrl === undefined) throw new Refusal(409, 'copyMail');
    if (mail.state === 'waiting' && (await isUnderway(db, 'send-mail', { mailId: id })))
      return change.unchanged();
    await limitMail(change, 'retry', id);
    const { numUpdatedRows } = await db
      .updateTable('mail')
      .set({ state: 'waiting', reason: null, reply: null, returnedAt: null })
      .where('id', '=', id)
      .where('state', '<>', 'sent')
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new Refusal(409, 'mailSent');
    const networkId = mail.networkId ?? undefined;
    const roundId = mail.roundId ?? undefined;
    await jobs.hasten(db, 'send-mail', { mailId: id, networkId, roundId });
    await change.log({
      action: 'outbox.mailTried',
      networkId,
      roundId,
      thingId: id,
      note: mail.person ?? undefined,
    });
  });
}
