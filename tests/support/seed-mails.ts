/** People of an open round with an address and a personal link each, and mails to them in the queue. */

import { queueMails } from '../../server/jobs/queue-mails.ts';
import type { App } from '../../server/web/fastify.ts';
import { makeSeededToken } from '../../server/web/link-key.ts';
import type { Language } from '../../survey/texts.ts';
import { actingOn } from './acting.ts';
import { type SeedOptions, seedRound } from './seed.ts';

export interface MailedPerson {
  personId: string;
  invitationId: string;
  mailId: string;
  token: string;
  email: string;
}

export interface SeedMails extends SeedOptions {
  kind?: 'invitation' | 'reminder';
  /** Name by address; all work at the municipality. */
  names: Record<string, string>;
  mailLanguage?: Language;
  /** The coordinator's own words. */
  message?: string;
  contact?: string;
}

export async function seedMails(app: App, options: SeedMails) {
  const { names, kind = 'invitation', mailLanguage = 'nl', message = '', contact = '' } = options;
  const seeded = await seedRound(app.db, { ...options, people: {} });
  const { networkId, roundId } = seeded;
  const partnerId = Object.values(seeded.partnerIds)[0]!;
  await app.db.updateTable('round').set({ message }).where('id', '=', roundId).execute();
  await app.db.updateTable('network').set({ contact }).where('id', '=', networkId).execute();
  const people: Record<string, MailedPerson> = {};
  await app.db.transaction().execute(async (transaction) => {
    for (const [email, name] of Object.entries(names)) {
      const { id: personId } = await transaction
        .insertInto('person')
        .values({ partnerId, name, email, language: mailLanguage })
        .returning('id')
        .executeTakeFirstOrThrow();
      const { seed, token, hash } = makeSeededToken(app.linkKey);
      const { id: invitationId } = await transaction
        .insertInto('invitation')
        .values({
          roundId,
          partnerId,
          person: name,
          personId,
          seed,
          tokenHash: hash,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      people[email] = { personId, invitationId, token, email, mailId: '' };
    }
    const mails = Object.values(people).map(({ personId, invitationId, email }) => ({
      kind,
      recipient: email,
      language: mailLanguage,
      networkId,
      roundId,
      invitationId,
      personId,
    }));
    const ids = await queueMails({ ...actingOn(app), db: transaction }, mails);
    for (const [index, person] of Object.values(people).entries()) person.mailId = ids[index]!;
  });
  return { ...seeded, people };
}

/** What became of a mail. */
export async function findMailState(app: App, mailId: string) {
  return app.db
    .selectFrom('mail')
    .select(['state', 'reason', 'reply', 'messageId', 'recipient'])
    .where('id', '=', mailId)
    .executeTakeFirstOrThrow();
}
