/** One person is one account, however the mail address is spelled: capitals of every alphabet, composed or not. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { up } from '../../../migrations/0011-mail-addresses.ts';
import { disableAccount, enableAccount } from '../../../server/accounts/disable-account.ts';
import { inviteAccount } from '../../../server/accounts/invite-account.ts';
import { hashPassword } from '../../../server/accounts/password.ts';
import { actingOn } from '../../support/acting.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';
import { createVisitor } from '../../support/visitor.ts';

const password = 'een lange zin als wachtwoord';
const spellings = ['jörg@straße.example', 'JÖRG@straße.example', 'JÖRG@STRAßE.example'.normalize('NFD')];
let server: TestApp;
beforeAll(async () => {
  server = await startTestApp();
});
afterAll(() => server.stop());

const invite = (email: string) =>
  inviteAccount(actingOn(server.app), { email, name: 'Jörg', role: 'researcher' }, 'nl');

test('ten invitations of three spellings at once make one account, and each spelling signs in to it', async () => {
  const { db } = server.app;
  const invited = await Promise.allSettled(Array.from({ length: 10 }, (_, n) => invite(spellings[n % 3]!)));
  expect(invited.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await db.selectFrom('account').select('id').execute()).toHaveLength(1);
  await db
    .updateTable('account')
    .set({ passwordHash: await hashPassword(password) })
    .execute();
  for (const email of spellings) {
    expect((await createVisitor(server.app).post('/sign-in', { email, password })).status).toBe(303);
  }
});

test('an upgrade refuses two open accounts of one address, and names them; of a closed one it keeps both', async () => {
  const { db } = server.app;
  await db.transaction().execute(async (before) => {
    await sql`DROP INDEX account_email_folded_idx`.execute(before);
    await sql`CREATE UNIQUE INDEX account_lower_idx ON account (lower(email COLLATE "C"))`.execute(before);
    await sql`ALTER TABLE account ALTER COLUMN email_folded DROP NOT NULL`.execute(before);
    await sql`INSERT INTO account (email, name, role) VALUES ('ÅSA@a.example', 'Een', 'researcher')`.execute(
      before,
    );
    await sql`INSERT INTO account (email, name, role) VALUES ('åsa@a.example', 'Twee', 'researcher')`.execute(
      before,
    );
  });
  const upgrade = () => db.transaction().execute((transaction) => up(transaction));
  await expect(upgrade()).rejects.toThrow(/close one .*ÅSA@a\.example \(\d+\) = åsa@a\.example \(\d+\)/);
  const one = await db.selectFrom('account').select('id').where('name', '=', 'Een').executeTakeFirstOrThrow();
  await db.updateTable('account').set({ disabledAt: new Date() }).where('id', '=', one.id).execute();
  await upgrade();
  await expect(enableAccount(actingOn(server.app), one.id)).rejects.toMatchObject({ code: 'invalidRequest' });
  const two = await db
    .selectFrom('account')
    .select('id')
    .where('name', '=', 'Twee')
    .executeTakeFirstOrThrow();
  await disableAccount(actingOn(server.app), two.id);
  await enableAccount(actingOn(server.app), one.id);
  await expect(invite('Åsa@a.example')).rejects.toMatchObject({ code: 'invalidRequest' });
});
