/** Mails a person a new link to what is stored about it, at the person's own address; nobody at the desk sees it. */
import { sql } from 'kysely';
import { limitMail } from '../jobs/limit-mails.ts';
import { queueMails } from '../jobs/queue-mails.ts';
import { type Acting, act } from '../log/act.ts';
import { Refusal } from '../text/refusal.ts';
import { makeSeededToken } from '../web/link-key.ts';
import { lockPerson } from './lock-person.ts';

/** Refuses a person without an address or with several of these mails today, and a server without mail. */
export function mailDataLink(acting: Acting, personId: string): Promise<void> {
  return act(acting, async (change) => {
    const { email, language, networkId } = await lockPerson(change.db, personId);
    if (email === null) throw new Refusal(409, 'dataLinkNeedsAddress');
    if (!change.config.smtpUrl) throw new Refusal(409, 'dataLinkNeedsMail');
    await limitMail(change, 'data-link', personId);
    const { seed, hash } = makeSeededToken(change.linkKey);
    const link = await change.db
      .insertInto('dataLink')
      .values({ personId, seed, tokenHash: hash, expiresAt: sql<Date>`now() + interval '14 days'` })
      .returning('id')
      .executeTakeFirstOrThrow();
    await queueMails(change, [
      { kind: 'personal-data', recipient: email, language, networkId, personId, dataLinkId: link.id },
    ]);
    await change.log({ action: 'personData.dataLinkSent', networkId, thingId: personId });
  });
}
