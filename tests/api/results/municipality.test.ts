/** The networks of a municipality in one picture: where its reader begins, what stands there, and what may not. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeRound } from '../../../server/rounds/close-round.ts';
import { actingOn } from '../../support/acting.ts';
import { readWords } from '../../support/read-html.ts';
import { seedRound } from '../../support/seed.ts';
import { answer } from '../../support/send-answers.ts';
import { type SignedIn, signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
let municipalityId: string;
let alderman: SignedIn;
const networks: Record<string, string> = {};

async function addNetwork(name: string, { answers = 6, isClosed = true } = {}): Promise<void> {
  const { db } = server.app;
  const { networkId, roundId, people } = await seedRound(db, {
    network: name,
    municipality: { code: 'GM1001', name: 'Elders' },
  });
  for (const { invitationId } of Object.values(people).slice(0, answers))
    await answer(db, { invitationId, opinion: 4 });
  if (isClosed) await closeRound(actingOn(server.app), roundId);
  networks[name] = networkId;
}

beforeAll(async () => {
  server = await startTestApp();
  await addNetwork('Zorg');
  await addNetwork('Armoede', { answers: 4 });
  await addNetwork('Jeugd', { isClosed: false });
  ({ municipalityId } = await server.app.db
    .selectFrom('network')
    .select('municipalityId')
    .where('id', '=', networks.Zorg!)
    .executeTakeFirstOrThrow());
  alderman = await signIn(server.app, 'municipality', { municipalityId });
});
afterAll(() => server.stop());

const listRows = (body: string) =>
  [...body.slice(body.indexOf('<tbody>')).matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row]) => readWords(row!));

test('the desk opens on it for who reads a municipality, and nobody else is brought there', async () => {
  const { headers } = await alderman.get('/desk');
  expect(headers.location).toBe(`/desk/municipalities/${municipalityId}`);
  const operator = await signIn(server.app, 'operator');
  expect((await operator.get('/desk')).headers.location).toBe('/desk/networks');
  expect((await operator.get(`/desk/municipalities/${municipalityId}`)).statusCode).toBe(200);
  const researcher = await signIn(server.app, 'researcher', { networkIds: [networks.Zorg!] });
  expect((await researcher.get('/desk')).headers.location).toBe('/desk/results');
});

test('networks stand in the order of the alphabet, each with its score on every theme', async () => {
  const { body } = await alderman.get(`/desk/municipalities/${municipalityId}`);
  const [poverty, care, ...more] = listRows(body);
  expect(more).toEqual([]);
  expect(poverty).toMatch(/^Armoede .*( te weinig antwoorden){4}$/);
  expect(care).toMatch(/^Zorg .*Alle 6 partners deden mee.* Jaren naast elkaar : Zorg( score \d+){4}$/);
  expect(readWords(body)).toContain('Nog zonder uitslag: Jeugd.');
  // What is too few has no sign on the line either.
  expect(body.match(/<svg class="band"/g)).toHaveLength(4);
});

test('a coordinator sees there only the own networks, and another municipality nothing', async () => {
  const own = await signIn(server.app, 'coordinator', { municipalityId, networkIds: [networks.Zorg!] });
  const { body } = await own.get(`/desk/municipalities/${municipalityId}`);
  expect(listRows(body)).toHaveLength(1);
  expect(body).not.toContain('Jeugd');
  const elsewhere = await seedRound(server.app.db, { municipality: { code: 'GM1002', name: 'Verder' } });
  const { municipalityId: other } = await server.app.db
    .selectFrom('network')
    .select('municipalityId')
    .where('id', '=', elsewhere.networkId)
    .executeTakeFirstOrThrow();
  expect((await alderman.get(`/desk/municipalities/${other}`)).statusCode).toBe(404);
  const empty = await signIn(server.app, 'municipality', { municipalityId: other });
  expect(readWords((await empty.get(`/desk/municipalities/${other}`)).body)).toContain(
    'Er is nog geen uitslag',
  );
});
