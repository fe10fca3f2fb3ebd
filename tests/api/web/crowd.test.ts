/**
 * Fifty people fill in whole questionnaires at the same time, for a minute and without a pause, while coordinators look at
 * their pages: no answer is lost, no page fails, and the memory of the process has a bound. A server that is too busy says
 * so, and who asks again gets on where they were. On the embedded database, of which nobody asks that much, it lasts a third
 * of that.
 */
import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { fillExample } from '../../../server/demo/fill-example.ts';
import { listFields } from '../../../server/questionnaire/pages/form.ts';
import { invite } from '../../../server/rounds/invitations/invite.ts';
import type { App } from '../../../server/web/fastify.ts';
import { hashToken, makeToken } from '../../../server/web/token.ts';
import { actingOn } from '../../support/acting.ts';
import { fillQuestionnaire } from '../../support/fill-questionnaire.ts';
import { type HttpAnswer, type HttpBrowser, makeHttpBrowser } from '../../support/http-browser.ts';
import { type Installation, makeInstallation } from '../../support/installation.ts';
import { type Program, spawnProgram } from '../../support/real-program.ts';
import { seedDraws } from '../../support/seed-random.ts';
import { signIn } from '../../support/sign-in.ts';

const isEmbedded = inject('template').engine === 'pglite';
const seconds = isEmbedded ? 20 : 60;
/** Of the whole process; the embedded database is in it. */
const maxMegabytes = isEmbedded ? 1_200 : 800;

/** The example of Weert, with links for everybody. */
async function seedCrowd(app: App) {
  const { db } = app;
  const { roundId } = await fillExample(actingOn(app));
  const invitations = await invite(actingOn(app), roundId, { perPartner: 150 });
  const rounds = await db.selectFrom('round').select(['id', 'networkId']).orderBy('id').execute();
  const { networkId } = rounds[0]!;
  const { municipalityId } = await db
    .selectFrom('network')
    .select('municipalityId')
    .where('id', '=', networkId)
    .executeTakeFirstOrThrow();
  const key = makeToken();
  await db
    .insertInto('operatorKey')
    .values({ keyHash: hashToken(key) })
    .execute();
  const { cookie } = await signIn(app, 'coordinator', { municipalityId, networkIds: [networkId] });
  const network = `/desk/networks/${networkId}`;
  const pages = [
    '/desk/networks',
    '/desk/results',
    ...['', '/partners', '/rounds', '/mails', '/social-map', '/agreements', '/comparison'].map(
      (page) => network + page,
    ),
    ...rounds.flatMap(({ id }) => [`/desk/rounds/${id}`, `/desk/rounds/${id}/results`]),
    `/desk/rounds/${roundId}/invitations`,
  ];
  return { invitations, key, cookie, pages };
}

type Crowd = Awaited<ReturnType<typeof seedCrowd>>;
let installation: Installation<Crowd>;
let program: Program;

beforeAll(async () => {
  installation = await makeInstallation(seedCrowd);
  program = spawnProgram(installation.settings);
  await program.whenReady();
}, 300_000);
afterAll(async () => {
  await program?.kill();
  await installation?.remove();
});

const isPostgres = inject('template').engine === 'postgres';
test.runIf(isPostgres)('five people for a second', async () => {
  expect(await fillTogether(5, 1)).toBe(0);
});
test('fifty people for a minute', { tags: ['long'], timeout: 300_000 }, async () => {
  // Nobody thinks between two pages here: how often they meet a full server is up to the machine.
  await fillTogether(50, seconds);
});

/** Gives how often the server was too busy. */
async function fillTogether(people: number, seconds: number): Promise<number> {
  const { address, filled } = installation;
  const agent = new Agent({ keepAlive: true });
  const draw = seedDraws(people);
  const end = performance.now() + seconds * 1000;
  const isOver = () => performance.now() > end;
  /** What each of them sent, by the id of the invitation. */
  const sent = new Map<string, Map<string, URLSearchParams>>();
  const memory: number[] = [];
  let refused = 0;

  /** Does what the page of a server that is too busy says: the same again, a little later. */
  async function insist(ask: () => Promise<HttpAnswer>): Promise<HttpAnswer> {
    const answer = await ask();
    if (answer.status !== 503) return answer;
    refused += 1;
    await sleep(1_000);
    return insist(ask);
  }
  const visit = (cookies?: Map<string, string>): HttpBrowser => {
    const browser = makeHttpBrowser(address, agent, cookies);
    return {
      get: (path) => insist(() => browser.get(path)),
      post: (path, fields) => insist(() => browser.post(path, fields)),
    };
  };

  async function respond(): Promise<void> {
    while (!isOver()) {
      const { id, token } = filled.invitations.pop()!;
      const browser = visit();
      const comment = `Wat ${id} ervan vindt`;
      sent.set(id, await fillQuestionnaire(browser, `/invitations/${token}`, draw, comment));
    }
  }

  async function coordinate(): Promise<void> {
    const [name, value] = filled.cookie.split('=') as [string, string];
    const browser = visit(new Map([[name, value]]));
    for (let turn = 0; !isOver(); turn += 1) {
      const page = filled.pages[turn % filled.pages.length]!;
      const { status } = await browser.get(page);
      expect([page, status]).toEqual([page, 200]);
    }
  }

  async function watchMemory(): Promise<void> {
    while (!isOver()) {
      const headers = { authorization: `Bearer ${filled.key}` };
      const text = await (await fetch(`${address}/metrics`, { headers })).text();
      memory.push(Number(/^process_resident_memory_bytes (\d+)/m.exec(text)![1]) / 2 ** 20);
      await sleep(500);
    }
  }

  await Promise.all([
    ...Array.from({ length: people }, respond),
    ...Array.from({ length: 2 }, coordinate),
    watchMemory(),
  ]);
  agent.destroy();
  // Every error of the server is a line.
  expect(program.output()).not.toContain('"level":50');
  expect(Math.max(...memory)).toBeLessThan(maxMegabytes);
  expect(sent.size).toBeGreaterThanOrEqual(people);
  await expectStored(sent);
  return refused;
}

/** Exactly what was sent, and all of it as answers that count. */
async function expectStored(sent: ReadonlyMap<string, Map<string, URLSearchParams>>): Promise<void> {
  const ids = [...sent.keys()];
  const { submitted, pages } = await installation.look(async (db) => ({
    submitted: await db
      .selectFrom('invitation')
      .select('id')
      .where('id', 'in', ids)
      .where('submittedAt', 'is not', null)
      .execute(),
    pages: await db
      .selectFrom('answerPage')
      .select(['invitationId', 'page', 'content'])
      .where('invitationId', 'in', ids)
      .execute(),
  }));
  expect(submitted.length).toBe(ids.length);
  const stored = Map.groupBy(pages, ({ invitationId }) => invitationId);
  for (const [id, forms] of sent) {
    const found = new Map(stored.get(id)?.map(({ page, content }) => [page, listFields(content)]));
    const expected = new Map<string, string[][]>();
    for (const [path, form] of forms) {
      // The profile is the partner's, and was left empty.
      if (path === 'profile') continue;
      expected.set(
        storedAs[path] ?? path,
        [...form].filter(([name]) => !ownFields.has(name)),
      );
    }
    const sort = (kept: ReadonlyMap<string, readonly (readonly string[])[]>) =>
      [...kept].map(([page, fields]) => [page, fields.map((field) => field.join('=')).sort()]).sort();
    expect(sort(found)).toEqual(sort(expected));
  }
}

/** Two pages are saved as one, and the last under a name of its own. */
const storedAs: Record<string, string> = { 'contacts/details': 'contacts', sending: 'consents' };
/** What a form of the questionnaire sends besides answers. */
const ownFields = new Set(['revision', 'view', 'key', 'go', 'asked', 'confirm']);
