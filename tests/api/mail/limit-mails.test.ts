/** Every button that mails one person: pressed twenty times at once it sends a few, and says when it can be done again. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startRound } from '../../../server/rounds/start-round.ts';
import { actingOn } from '../../support/acting.ts';
import { seedNetwork } from '../../support/seed-network.ts';
import { signIn } from '../../support/sign-in.ts';
import { startBeside, startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
let beside: TestApp;
beforeAll(async () => {
  // Mails are jobs only where there is a mail server; nothing does the jobs here.
  server = await startTestApp({ SMTP_URL: 'smtp://127.0.0.1:1', LOG_LEVEL: 'silent' });
  beside = await startBeside(server, { SMTP_URL: 'smtp://127.0.0.1:1', LOG_LEVEL: 'silent' });
});
afterAll(async () => {
  await beside.stop();
  await server.stop();
});

async function prepare() {
  const { app } = server;
  const network = await seedNetwork(app.db, [[{ name: 'Anna' }, { name: 'Bram' }]]);
  const plan = {
    name: '2026',
    sender: 'Greet',
    language: 'nl',
    opens: '',
    closesOn: '2090-01-31',
    repeats: 'once',
    reminders: [],
    message: '',
  } as const;
  const roundId = await startRound(actingOn(app), network.networkId, plan);
  const invitation = await app.db
    .selectFrom('invitation')
    .select('id')
    .where('personId', '=', network.people.Anna!)
    .executeTakeFirstOrThrow();
  const account = await signIn(app, 'researcher');
  const operator = await signIn(app, 'operator');
  return {
    roundId,
    person: network.people.Anna!,
    invitation: invitation.id,
    account: account.accountId,
    operator,
  };
}

type Given = Awaited<ReturnType<typeof prepare>>;

test.each<[string, number, (given: Given) => string]>([
  ['the invitation again', 3, ({ invitation }) => `/desk/invitations/${invitation}/sending`],
  ['the own data', 3, ({ person }) => `/desk/people/${person}/data-link`],
  ['an account', 5, ({ account }) => `/desk/accounts/${account}/invitation`],
])('%s: %i times', async (_name, max, addressOf) => {
  const given = await prepare();
  const url = addressOf(given);
  const press = (index: number) =>
    (index % 2 ? server : beside).app.inject({
      method: 'POST',
      url,
      payload: new URLSearchParams({ csrf: given.operator.csrf }).toString(),
      headers: { cookie: given.operator.cookie, 'content-type': 'application/x-www-form-urlencoded' },
    });
  const countMails = async () => (await server.app.db.selectFrom('mail').select('id').execute()).length;
  const before = await countMails();
  const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => press(index)));
  expect(answers.filter(({ statusCode }) => statusCode === 303)).toHaveLength(max);
  const refused = answers.filter(({ statusCode }) => statusCode === 429);
  expect(refused).toHaveLength(20 - max);
  for (const { body, headers } of refused) {
    expect(body).toMatch(/Vanaf [a-z]+ \d+ [a-z]+ 20\d\d.* kan het weer/);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  }
  expect(await countMails()).toBe(before + max);
});

test('a test mail: ten an hour', async () => {
  const { operator } = await prepare();
  const answers = await Promise.all(Array.from({ length: 20 }, () => operator.post('/desk/jobs/test-mail')));
  // Nobody listens at that address: what was tried failed.
  expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([
    ...Array(10).fill(429),
    ...Array(10).fill(502),
  ]);
});
