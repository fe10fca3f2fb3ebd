/** A person on the coordinator's list, with the invitation that was mailed to it. */
import type { Database, MailKind } from '../../server/database/schema.ts';

export interface NewSeedPerson {
  partnerId: string;
  /** Of the round, made by `seedRound`. */
  invitationId?: string;
  name?: string;
  email?: string | null;
}

let people = 0;

/** Puts the person straight into the tables; with an invitation also the mail that brought it. Gives its id. */
export async function seedPerson(
  db: Database,
  {
    partnerId,
    invitationId,
    name = `Iemand ${++people}`,
    email = `iemand${++people}@example.org`,
  }: NewSeedPerson,
): Promise<string> {
  const { id } = await db
    .insertInto('person')
    .values({ partnerId, name, email })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (invitationId === undefined) return id;
  await db
    .updateTable('invitation')
    .set({ personId: id, person: name })
    .where('id', '=', invitationId)
    .execute();
  if (email !== null) await seedMail(db, { personId: id, invitationId, recipient: email });
  return id;
}

/** A mail that was sent: with an invitation, or of another kind. */
export async function seedMail(
  db: Database,
  {
    personId,
    invitationId,
    recipient,
    kind = 'invitation',
  }: { personId: string; invitationId?: string; recipient: string; kind?: MailKind },
): Promise<void> {
  await db
    .insertInto('mail')
    .values({
      kind,
      personId,
      invitationId,
      recipient,
      language: 'nl',
      messageId: `<${++people}.${invitationId ?? personId}@example.org>`,
      state: 'sent',
      reply: `250 ${recipient} accepted`,
      sentAt: new Date(),
    })
    .execute();
}
