/** Limits hold: at the same moment, on several processes, under a flood of others, behind a proxy, without a database. */
import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashPassword } from '../../../server/accounts/password.ts';
import { countAttempt, countAttempts, forgetAttempts } from '../../../server/database/attempts.ts';
import { createCutDatabase } from '../../support/cut-database.ts';
import { seedRound } from '../../support/seed.ts';
import { listen, startBeside, startOn, startTestApp, type TestApp } from '../../support/test-app.ts';
import { createVisitor } from '../../support/visitor.ts';

const password = 'een lange zin als wachtwoord';
let server: TestApp;
let beside: TestApp;
let people = 0;
beforeAll(async () => {
  const env = { SMTP_URL: 'smtp://127.0.0.1:9' };
  server = await startTestApp(env);
  beside = await startBeside(server, env);
});
afterAll(async () => {
  await beside.stop();
  await server.stop();
});

async function addPerson({ app } = server) {
  const email = `persoon${++people}@example.org`;
  const { id } = await app.db
    .insertInto('account')
    .values({
      email,
      emailFolded: email,
      name: 'Persoon',
      role: 'researcher',
      passwordHash: await hashPassword(password),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, email };
}

/** How often each status was the answer. */
function tally(answers: readonly { status: number }[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

const apps = () => [server.app, beside.app];

/**
 * All of them at once, and those for which the server was too busy once more. No more than `max` were tried, with this
 * status, and all others have to wait. A try that was counted when the server turned out to be too busy stays counted.
 */
async function expectLimit(
  asks: readonly (() => Promise<{ status: number }>)[],
  { max, tried }: { max: number; tried: number },
): Promise<number> {
  const counts: Record<number, number> = {};
  for (let left = asks; left.length > 0; ) {
    const answers = await Promise.all(left.map((ask) => ask()));
    for (const [status, count] of Object.entries(tally(answers)))
      if (status !== '503') counts[Number(status)] = (counts[Number(status)] ?? 0) + count;
    left = left.filter((_, index) => answers[index]!.status === 503);
  }
  const number = counts[tried] ?? 0;
  expect(number).toBeGreaterThan(0);
  expect(number).toBeLessThanOrEqual(max);
  expect(counts).toEqual({ [tried]: number, 429: asks.length - number });
  return number;
}

describe('of 150 at the same moment over two processes, no more than the limit are tried', () => {
  test('at one account, each from an address of its own', async () => {
    const { id, email } = await addPerson();
    const guesses = Array.from(
      { length: 150 },
      (_, index) => () =>
        createVisitor(apps()[index % 2]!).post('/sign-in', { email, password: `gok nummer ${index}` }),
    );
    const tried = await expectLimit(guesses, { max: 20, tried: 401 });
    const lines = await server.app.db
      .selectFrom('audit')
      .select('id')
      .where('action', '=', 'accounts.signInFailed')
      .where('accountId', '=', id)
      .execute();
    expect(lines).toHaveLength(tried);
  });

  test('from one address, each at an account of its own', async () => {
    const guesses = Array.from(
      { length: 150 },
      (_, index) => () =>
        createVisitor(apps()[index % 2]!, '10.20.0.1').post('/sign-in', {
          email: `iemand${index}@example.org`,
          password: 'gok',
        }),
    );
    await expectLimit(guesses, { max: 20, tried: 401 });
  });

  test('from one IPv6 network', async () => {
    const guesses = Array.from(
      { length: 60 },
      (_, index) => () =>
        createVisitor(apps()[index % 2]!, `2001:db8:7:7::${(index + 1).toString(16)}`).get(
          `/sign-in/x${index}`,
        ),
    );
    await expectLimit(guesses, { max: 30, tried: 404 });
  });

  test.each(['/invitations/', '/shares/', '/own-data/', '/unsubscribe/', '/first/', '/sign-in/'])(
    'at links that begin with %s',
    async (path) => {
      const address = `10.21.0.${++people}`;
      const guesses = Array.from(
        { length: 100 },
        (_, index) => () => createVisitor(apps()[index % 2]!, address).get(`${path}wrong${index}`),
      );
      await expectLimit(guesses, { max: 30, tried: 404 });
    },
  );

  test('at the API', async () => {
    const guesses = Array.from(
      { length: 100 },
      (_, index) => () =>
        createVisitor(apps()[index % 2]!, '10.22.0.1').get('/api/networks', {
          authorization: `Bearer guess${index}`,
        }),
    );
    await expectLimit(guesses, { max: 30, tried: 401 });
  });

  test('at the own password, by somebody who is signed in elsewhere', async () => {
    const { email } = await addPerson();
    const guesses = Array.from({ length: 60 }, () => createVisitor(apps()[0]!));
    await server.app.db.deleteFrom('attemptCount').execute();
    const visitor = createVisitor(server.app);
    expect((await visitor.post('/sign-in', { email, password })).status).toBe(303);
    const page = await visitor.get('/desk/account');
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.text)![1]!.replaceAll('&#x3D;', '=');
    const asks = guesses.map((one, index) => () => {
      for (const [name, value] of visitor.cookies) one.cookies.set(name, value);
      return one.post('/desk/account/password', {
        csrf,
        current: `gok ${index}`,
        password: 'iets anders, lang',
      });
    });
    await expectLimit(asks, { max: 20, tried: 422 });
  });
});

describe('what is right', () => {
  test('is not counted: forty sign-ins one after another', async () => {
    const { email } = await addPerson();
    for (let time = 0; time < 40; time++) {
      const { status } = await createVisitor(apps()[time % 2]!, '10.23.0.1').post('/sign-in', {
        email,
        password,
      });
      expect(status).toBe(303);
    }
  });

  test('opens, however many mistakes somebody at the same address made', async () => {
    const { people: invited } = await seedRound(server.app.db);
    const visitor = createVisitor(server.app, '10.24.0.1');
    for (let time = 0; time < 40; time++) await visitor.get(`/invitations/wrong${time}`);
    expect((await visitor.get('/invitations/wrong')).status).toBe(429);
    expect((await visitor.get(invited.anna!.path)).status).toBe(200);
  });
});

describe('a count', () => {
  const limit = { kind: 'a-test', max: 2, seconds: 60 };
  const tryOnce = (subject: string) => countAttempt(server.app, limit, subject);

  test('stays under a flood of others, and after the tick', async () => {
    await tryOnce('anna');
    await tryOnce('anna');
    const others = Array.from({ length: 20_000 }, (_, index) => `other ${index}`);
    expect((await countAttempts(beside.app, limit, others)).size).toBe(others.length);
    await forgetAttempts(server.app.db);
    await expect(tryOnce('anna')).rejects.toMatchObject({ statusCode: 429 });
  });

  test('is given back once, and not to a later time', async () => {
    const first = await tryOnce('bram');
    await tryOnce('bram');
    await first.forgive();
    await tryOnce('bram');
    await expect(tryOnce('bram')).rejects.toMatchObject({ statusCode: 429 });
    await endTimes();
    await tryOnce('bram');
    await first.forgive();
    await tryOnce('bram');
    await expect(tryOnce('bram')).rejects.toMatchObject({ statusCode: 429 });
  });

  test('ends with its time, also when the clock stood years ahead meanwhile, and its row goes', async () => {
    for (const wrong of ['1 second', '-3 years']) {
      for (let time = 0; time < 2; time++) await tryOnce('clara');
      await expect(tryOnce('clara')).rejects.toMatchObject({ statusCode: 429 });
      await endTimes(wrong);
      await tryOnce('clara');
      await endTimes(wrong);
    }
    await forgetAttempts(server.app.db);
    expect(await server.app.db.selectFrom('attemptCount').selectAll().execute()).toEqual([]);
  });

  test('tells nothing of who it is of', async () => {
    const visitor = createVisitor(server.app, '198.51.100.77');
    await visitor.post('/sign-in', { email: 'geheim@example.org', password: 'gok' });
    const rows = await server.app.db.selectFrom('attemptCount').selectAll().execute();
    expect(rows.length).toBeGreaterThan(1);
    for (const { kind, subject } of rows) {
      expect(subject).toHaveLength(16);
      expect(kind + subject.toString('latin1')).not.toMatch(/geheim|example|198\.51/);
    }
  });

  const endTimes = (ago = '1 second') =>
    sql`UPDATE attempt_count SET ends_at = now() - ${ago}::interval`.execute(server.app.db);
});

/** A visitor at this address who makes up another one. */
function signInFrom(localAddress: string, port: number, time: number): Promise<{ status: number }> {
  const form = new URLSearchParams({ email: `iemand${time}@example.org`, password: 'gok' }).toString();
  return new Promise((resolve, reject) => {
    const headers = {
      'x-forwarded-for': `203.0.113.${time}`,
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': form.length,
    };
    const to = { host: '127.0.0.1', port, path: '/sign-in', method: 'POST', headers, localAddress };
    const asked = send(to, (answer) => {
      answer.resume().on('end', () => resolve({ status: answer.statusCode! }));
    });
    asked.on('error', reject).end(form);
  });
}

describe('behind a proxy that adds the address to what the visitor says', () => {
  test.each(['1', '127.0.0.1', '10.0.0.0/8, 127.0.0.0/29'])('TRUST_PROXY=%s', async (setting) => {
    const behind = await startTestApp({ TRUST_PROXY: setting });
    const target = new URL(await listen(behind.app));
    const proxy = createServer((incoming, outgoing) => {
      const said = incoming.headers['x-forwarded-for'];
      const seen = incoming.socket.remoteAddress!;
      const headers = { ...incoming.headers, 'x-forwarded-for': said ? `${said}, ${seen}` : seen };
      const onward = send(
        { host: target.hostname, port: target.port, path: incoming.url, method: incoming.method, headers },
        (answer) => {
          outgoing.writeHead(answer.statusCode!, answer.headers);
          answer.pipe(outgoing);
        },
      );
      incoming.pipe(onward);
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = proxy.address() as AddressInfo;
      const answers: { status: number }[] = [];
      for (let time = 0; time < 22; time++) {
        answers.push(await signInFrom('127.0.0.9', port, time));
      }
      expect(tally(answers)).toEqual({ 401: 20, 429: 2 });
    } finally {
      proxy.closeAllConnections();
      await new Promise((resolve) => proxy.close(resolve));
      await behind.stop();
    }
  });
});

test('without a database nobody is let in, and everybody reads the same sentence', async () => {
  const database = await createCutDatabase();
  const alone = await startOn(database, { LOG_LEVEL: 'error' });
  try {
    const { email } = await addPerson(alone);
    const visitor = createVisitor(alone.app);
    expect((await visitor.post('/sign-in', { email, password })).status).toBe(303);
    await database.cut();
    const answers = [
      await createVisitor(alone.app).post('/sign-in', { email, password }),
      await createVisitor(alone.app).post('/sign-in/mail', { email }),
      await createVisitor(alone.app).get('/invitations/wrong'),
      await createVisitor(alone.app).get('/api/networks', { authorization: alone.authorization }),
      await visitor.get('/desk/account'),
    ];
    expect(tally(answers)).toEqual({ 503: answers.length });
    for (const { text } of answers) expect(text).toContain('Het is nu te druk');
  } finally {
    await alone.stop();
  }
});
