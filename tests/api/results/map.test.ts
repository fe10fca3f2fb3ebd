import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { closeRound } from '../../../server/rounds/close-round.ts';
import { actingOn } from '../../support/acting.ts';
import { callApi } from '../../support/call-api.ts';
import { readWords } from '../../support/read-html.ts';
import { type SeededRound, seedRound } from '../../support/seed.ts';
import { answer } from '../../support/send-answers.ts';
import { type SignedIn, signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
let seeded: SeededRound;
let coordinator: SignedIn;
beforeAll(async () => {
  server = await startTestApp();
});
afterAll(() => server.stop());

/** All six answer; everybody has contact with the municipality. */
beforeEach(async () => {
  seeded = await seedRound(server.app.db);
  coordinator = await signInFor(seeded.networkId);
  for (const { invitationId } of Object.values(seeded.people))
    await answer(server.app.db, { invitationId, opinion: 4, knows: ['gemeente'] });
});

const address = () => `/desk/rounds/${seeded.roundId}/map`;
const close = () => closeRound(actingOn(server.app), seeded.roundId);

async function share(scope: string): Promise<string> {
  const made = await coordinator.post(`/desk/rounds/${seeded.roundId}/shares`, { scope });
  const [path] = /\/shares\/[\w-]+/.exec(made.body)!;
  return path;
}

async function signInFor(networkId: string): Promise<SignedIn> {
  const { municipalityId } = await server.app.db
    .selectFrom('network')
    .select('municipalityId')
    .where('id', '=', networkId)
    .executeTakeFirstOrThrow();
  return signIn(server.app, 'coordinator', { municipalityId, networkIds: [networkId] });
}

let visitors = 0;
async function visit(url: string) {
  const { statusCode, body } = await server.app.inject({ url, remoteAddress: `10.1.${++visitors}.1` });
  return { status: statusCode, text: body };
}

test('before the closing there is no map, and the refusal says when there will be', async () => {
  const { statusCode, body } = await coordinator.get(address());
  expect(statusCode).toBe(409);
  expect(readWords(body)).toContain('De uitslag komt na sluiting');
});

test('the page of the results leads to the map, which says how often each has contact', async () => {
  await close();
  const results = await coordinator.get(`/desk/rounds/${seeded.roundId}/results`);
  expect(results.body).toContain(`href="${address()}"`);
  const { statusCode, body } = await coordinator.get(address());
  expect(statusCode).toBe(200);
  const words = readWords(body);
  expect(words).toContain('Er zijn 5 contacten gemeld tussen 6 partners.');
  expect(words).toMatch(
    /Basisschool Het Kompas 1 contact Heeft contact met Gemeente Voorbeeldstad Ongeveer elke maand/,
  );
  expect(body).toContain(`href="/desk/rounds/${seeded.roundId}/results"`);
});

test('what a partner wrote about itself is there at the desk, not behind a link, and not while it is hidden', async () => {
  const profile = `/desk/partners/${seeded.partnerIds.school}/profile`;
  await coordinator.post(profile, { revision: '0', about: 'Wij helpen met huiswerk' });
  await close();
  expect((await coordinator.get(address())).body).toContain('Wij helpen met huiswerk');
  expect((await visit(`${await share('factsheet')}/map`)).text).not.toContain('huiswerk');
  await coordinator.post(`${profile}/hiding`);
  expect((await coordinator.get(address())).body).not.toContain('huiswerk');
});

test('who has the link of the factsheet may open its map; other links have none', async () => {
  await close();
  const path = await share('factsheet');
  expect((await visit(path)).text).toContain(`href="${path}/map"`);
  const { status, text } = await visit(`${path}/map`);
  expect(status).toBe(200);
  expect(text).toContain(`href="${path}"`);
  expect(text).not.toContain('/desk/');
  for (const scope of ['overview', 'social-map']) {
    const other = await share(scope);
    expect((await visit(`${other}/map`)).status).toBe(404);
    expect((await visit(other)).text).not.toContain(`${other}/map`);
  }
  expect((await visit('/shares/AAAAAAAAAAAAAAAAAAAAAA/map')).status).toBe(404);
});

test('the address of the map is not in the factsheet that is printed or mailed', async () => {
  await close();
  const pdf = await coordinator.get(`/desk/rounds/${seeded.roundId}/factsheet`);
  expect(pdf.body).toContain(`href="${address()}"`);
  const { body } = await server.app.inject({
    url: `/api/v1/rounds/${seeded.roundId}/factsheet`,
    headers: { authorization: server.authorization },
  });
  expect(body).not.toContain('/map"');
});

test('the years of the network are links; a round of another network is none of them', async () => {
  await close();
  await seedRound(server.app.db, { round: 'Van een ander' });
  const call = callApi(server);
  const opening = { name: 'Het jaar erna', sender: 'De coördinator', closesAt: '2090-01-31' };
  const { json } = await call('POST', `/networks/${seeded.networkId}/rounds`, opening);
  expect((await coordinator.get(address())).body).not.toContain('Het jaar erna');
  await call('PUT', `/rounds/${json.id}/closure`);
  const { body } = await coordinator.get(address());
  expect(body).toContain(`href="/desk/rounds/${json.id}/map">Het jaar erna`);
  expect(body).toContain('aria-current="page"');
  expect(body).not.toContain('Van een ander');
  const later = await coordinator.get(`/desk/rounds/${json.id}/map`);
  expect(later.body).toContain(`href="${address()}"`);
});

test('with fewer than five partners there is no name on it, for nobody', async () => {
  const { networkId, roundId, people } = await seedRound(server.app.db);
  await answer(server.app.db, { invitationId: people.anna!.invitationId, opinion: 4, knows: ['school'] });
  await closeRound(actingOn(server.app), roundId);
  const reader = await signInFor(networkId);
  const { statusCode, body } = await reader.get(`/desk/rounds/${roundId}/map`);
  expect(statusCode).toBe(200);
  expect(body).toContain('Er is nog geen kaart');
  expect(body).not.toContain('Het Kompas');
});
