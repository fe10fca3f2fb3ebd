/**
 * What makes the desk of the example show what it is for: in the round that is open, people with an address, mails that
 * were sent, refused, returned or not wanted, letters, reminders, and who opened the questionnaire. Written all at once, because
 * the example sends no mail.
 */
import { sql } from 'kysely';
import { latestInstrument } from '../../survey/versions.ts';
import type { Database } from '../database/schema.ts';
import { makeMessageId } from '../jobs/message-id.ts';
import type { Acting } from '../log/act.ts';
import { recordReturn } from '../mail/returns/record-return.ts';
import { makeInvitationLink } from '../rounds/letters/letter-code.ts';
import { addDays, dutchDay } from '../text/days.ts';
import { hashToken, makeToken } from '../web/token.ts';
import { examplePeople, type PersonState } from './people.ts';

const before = (days: number) => sql<Date>`now() - make_interval(days => ${days})`;

interface Asked {
  id: string;
  partnerId: string;
  code: string;
  submittedAt: Date | null;
  networkId: string;
}

/** Gives the token of the personal link of this partner, which nobody used yet. */
export async function addWeek(
  acting: Acting,
  roundId: string,
  { opened, reminded, openPartner }: { opened: number; reminded: number; openPartner: string },
): Promise<string> {
  const { db } = acting;
  const asked = await listAsked(db, roundId);
  let openToken = '';
  for (const [index, invitation] of asked.entries()) {
    const { name, state = 'asked' } = examplePeople[index] ?? { name: '' };
    const { seed, token, hash, codeHash } = makeInvitationLink(acting.linkKey);
    if (invitation.code === openPartner) openToken = token;
    const email = state === 'paper' ? null : `${toLetters(name)}@${invitation.code}.example`;
    const { id: personId } = await db
      .insertInto('person')
      .values({
        partnerId: invitation.partnerId,
        name,
        email,
        ...(state === 'refused' && { addressFailsAt: before(opened) }),
        ...(state === 'unsubscribed' && { unsubscribedAt: before(opened - 1) }),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const isOpened = state === 'opened' || state === 'begun';
    await db
      .updateTable('invitation')
      .set({ personId, person: name, seed, tokenHash: hash, codeHash, opened: isOpened })
      .$if(invitation.submittedAt === null, (query) => query.set({ createdAt: before(opened) }))
      .where('id', '=', invitation.id)
      .execute();
    await db
      .updateTable('holder')
      .set({ address: email })
      .where('invitationId', '=', invitation.id)
      .where('address', 'is not', null)
      .execute();
    if (state === 'begun') await beginAnswering(db, invitation.id, email);
    if (email === null) continue;
    const person = { ...invitation, personId, email, state };
    const messageId = await addMail(acting, roundId, person, { kind: 'invitation', days: opened });
    if (state === 'returned') {
      await recordReturn(db, { messageIds: [messageId], verdict: 'returned', status: '5.1.1' });
      await db
        .updateTable('mail')
        .set({ returnedAt: before(opened - 1) })
        .where('messageId', '=', messageId)
        .execute();
    }
    if (invitation.submittedAt !== null || !(state === 'asked' || isOpened)) continue;
    await addMail(acting, roundId, person, { kind: 'reminder', days: reminded });
    // The coordinator wrote once more to who had begun to look.
    if (isOpened) await addMail(acting, roundId, person, { kind: 'reminder', days: 1 });
  }
  const today = dutchDay(new Date());
  await db
    .insertInto('reminder')
    .values([
      { roundId, sendOn: addDays(today, -reminded), sentAt: before(reminded) },
      { roundId, sendOn: addDays(today, 7), sentAt: null },
    ])
    .execute();
  return openToken;
}

/** Who answered first, by partner; then who did not. */
function listAsked(db: Database, roundId: string): Promise<Asked[]> {
  return db
    .selectFrom('invitation')
    .innerJoin('partner', 'partner.id', 'invitation.partnerId')
    .select(['invitation.id', 'partnerId', 'partner.code', 'submittedAt', 'partner.networkId'])
    .where('roundId', '=', roundId)
    .orderBy(sql`submitted_at IS NULL`)
    .orderBy('invitation.id')
    .execute();
}

/** The first page is saved, and no more. */
async function beginAnswering(db: Database, invitationId: string, address: string | null): Promise<void> {
  const [concept] = latestInstrument.concepts;
  const { id: holderId } = await db
    .insertInto('holder')
    .values({ invitationId, address, tokenHash: hashToken(makeToken()) })
    .returning('id')
    .executeTakeFirstOrThrow();
  const answers = Object.fromEntries(concept!.facets[0]!.items.map(({ id }) => [id, 4]));
  await db
    .insertInto('answerPage')
    .values({
      invitationId,
      holderId,
      page: concept!.id,
      content: JSON.stringify({ answers, comment: '' }),
      revision: 1,
      view: 'example.0',
    })
    .execute();
}

async function addMail(
  { db, config }: Acting,
  roundId: string,
  { id, networkId, personId, email, state }: Asked & { personId: string; email: string; state: PersonState },
  { kind, days }: { kind: 'invitation' | 'reminder'; days: number },
): Promise<string> {
  const isRefused = state === 'refused';
  const messageId = makeMessageId(config.publicUrl);
  await db
    .insertInto('mail')
    .values({
      kind,
      networkId,
      roundId,
      invitationId: id,
      personId,
      recipient: email,
      language: 'nl',
      messageId,
      createdAt: before(days),
      state: isRefused ? 'failed' : 'sent',
      reason: isRefused ? 'refused' : null,
      reply: isRefused ? `550 5.1.1 <${email}>: Recipient address rejected: User unknown` : null,
      sentAt: isRefused ? null : before(days),
    })
    .execute();
  return messageId;
}

function toLetters(name: string): string {
  return name
    .split(' ')[0]!
    .normalize('NFD')
    .replace(/[^a-z]/gi, '')
    .toLowerCase();
}
