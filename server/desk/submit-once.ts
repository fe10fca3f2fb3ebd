/**
 * A form that makes something, pressed twice: the second finds what the first made. Its key is the token that its page
 * got (`csrf`, another on each page that is shown) with the address and all that was filled in. So who goes back and
 * fills in something else makes another, and so does who opens the form again.
 */
import { createHmac } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import type { Database } from '../database/schema.ts';
import { type Acting, act } from '../log/act.ts';
import { type Refused, submitForm } from './submit-form.ts';

/** For so long a form finds what it made. */
const kept = sql`interval '10 minutes'`;

/** Like `submitForm`, for a form that makes something. `make` gets who acts, in the transaction that it belongs to. */
export function submitOnce(
  reply: FastifyReply,
  make: (acting: Acting) => Promise<string>,
  show: (refused: Refused) => Promise<unknown>,
): Promise<unknown> {
  return submitForm(reply, () => makeOnce(reply.request, make), show);
}

/**
 * Gives what `make` gives, or gave when this same form came before. A second one that comes at the same moment waits for
 * the first; when that is refused, nothing was made and it is tried anew.
 */
export function makeOnce(
  request: FastifyRequest,
  make: (acting: Acting) => Promise<string>,
): Promise<string> {
  const key = deriveFromForm(request, 'key');
  return act(request.acting, async (change) => {
    const { db } = change;
    const isFirst = await db
      .insertInto('sentForm')
      .values({ key })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .returning('key')
      .executeTakeFirst();
    if (!isFirst) {
      change.unchanged();
      const first = await db
        .selectFrom('sentForm')
        .select('outcome')
        .where('key', '=', key)
        .executeTakeFirstOrThrow();
      return first.outcome;
    }
    const outcome = await make(change);
    await db.updateTable('sentForm').set({ outcome }).where('key', '=', key).execute();
    return outcome;
  });
}

/** The same bytes for the same form, and for another purpose others. Who has the database alone can't make them. */
export function deriveFromForm({ acting, method, url, body }: FastifyRequest, purpose: string): Buffer {
  const fields = Object.entries((body ?? {}) as Record<string, unknown>).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHmac('sha256', acting.linkKey)
    .update(JSON.stringify(['form', purpose, method, url, fields]))
    .digest();
}

/** Forgets forms that nobody sends again; the tick keeps the table small. */
export async function forgetSentForms(db: Database): Promise<void> {
  await db.deleteFrom('sentForm').where(sql<boolean>`sent_at < now() - ${kept}`).execute();
}
