/** Charts and the map as pictures, and what else a link to a factsheet opens: never more than the factsheet. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { pictureNames } from '../../../reports/pictures/picture-names.ts';
import { closeRound } from '../../../server/rounds/close-round.ts';
import { actingOn } from '../../support/acting.ts';
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

beforeEach(async () => {
  seeded = await seedRound(server.app.db);
  const { municipalityId } = await server.app.db
    .selectFrom('network')
    .select('municipalityId')
    .where('id', '=', seeded.networkId)
    .executeTakeFirstOrThrow();
  coordinator = await signIn(server.app, 'coordinator', { municipalityId, networkIds: [seeded.networkId] });
  for (const { invitationId } of Object.values(seeded.people))
    await answer(server.app.db, { invitationId, opinion: 4, knows: ['gemeente'], conditions: () => 4 });
});

const home = () => `/desk/rounds/${seeded.roundId}`;
const close = () => closeRound(actingOn(server.app), seeded.roundId);

async function share(scope: string): Promise<string> {
  const made = await coordinator.post(`${home()}/shares`, { scope });
  return /\/shares\/[\w-]+/.exec(made.body)![0];
}

let visitors = 0;
const visit = (url: string) => server.app.inject({ url, remoteAddress: `10.7.${++visitors}.1` });

test('before the closing there is no picture', async () => {
  expect((await coordinator.get(`${home()}/pictures/themes.svg`)).statusCode).toBe(409);
});

test('the page of the result opens with the answer and the themes, and each picture on it can be saved', async () => {
  await close();
  const { body } = await coordinator.get(`${home()}/results`);
  const words = readWords(body);
  const factsheet = await coordinator.get(`${home()}/factsheet`);
  const reply = /class="reply">([^<]+)</.exec(factsheet.body)![1]!;
  expect(body).toContain(reply);
  expect(words.indexOf('Hoe goed werken de partners')).toBeLessThan(
    words.indexOf('Alle thema’s in één beeld'),
  );
  const pictures = [...body.matchAll(/href="([^"]+\.svg)" download/g)].map(([, href]) => href!);
  expect(pictures.length).toBe(pictureNames.length);
  for (const href of pictures) {
    const picture = await coordinator.get(href);
    expect(picture.statusCode).toBe(200);
    expect(picture.headers['content-type']).toContain('image/svg+xml');
    expect(picture.headers['content-disposition']).toMatch(/^inline; filename=.+\.svg/);
  }
});

test('a picture says of which network and round it is, and that a network is made up', async () => {
  await server.app.db
    .updateTable('network')
    .set({ name: '<b>Keten & co</b>', madeUp: true })
    .where('id', '=', seeded.networkId)
    .execute();
  await close();
  for (const name of pictureNames) {
    const { body } = await coordinator.get(`${home()}/pictures/${name}.svg`);
    expect(body).toContain('&lt;b&gt;Keten &amp; co&lt;/b&gt;');
    expect(body).toContain('verzonnen');
    expect(body).not.toContain('<b>');
    expect(body).not.toContain('var(');
  }
});

test('a shared factsheet leads to its map, slides and pictures; other shares have none of them', async () => {
  await close();
  const factsheet = await share('factsheet');
  const { body } = await visit(factsheet);
  const forms = ['map', 'slides', 'slides.pptx', ...pictureNames.map((name) => `pictures/${name}.svg`)];
  expect(body).toContain(`href="${factsheet}/map"`);
  expect(body).toContain(`href="${factsheet}/slides"`);
  for (const [, href] of body.matchAll(/href="([^"]+\.svg)"/g))
    expect((await visit(href!)).statusCode, href).toBe(200);
  for (const scope of ['overview', 'social-map']) {
    const other = await share(scope);
    for (const form of forms) expect((await visit(`${other}/${form}`)).statusCode, form).toBe(404);
  }
  for (const form of forms) expect((await visit(`/shares/wrong/${form}`)).statusCode, form).toBe(404);
});

test('the result behind a personal link has the pages that the share of the coordinator has', async () => {
  await close();
  const { token } = Object.values(seeded.people)[0]!;
  const result = `/invitations/${token}/result`;
  await share('overview');
  expect((await visit(result)).statusCode).toBe(200);
  expect((await visit(`${result}/map`)).statusCode).toBe(404);
  await share('factsheet');
  expect((await visit(result)).body).toContain(`href="${result}/map"`);
  expect((await visit(`${result}/map`)).body).toContain(`href="${result}"`);
  expect((await visit(`${result}/slides`)).statusCode).toBe(200);
});
