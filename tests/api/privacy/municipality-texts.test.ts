/** The texts of a municipality: which networks have them, how one gets its own, and how it goes back. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { changeMunicipalityTexts } from '../../../server/privacy/change-municipality-texts.ts';
import type { TypedTexts } from '../../../server/privacy/check-texts.ts';
import { followMunicipality } from '../../../server/privacy/follow-municipality.ts';
import { actingOn } from '../../support/acting.ts';
import { expectAllOrNothing, expectUnchanged } from '../../support/failing-log.ts';
import { readWords } from '../../support/read-html.ts';
import { seedOwnNetwork } from '../../support/seed-own-network.ts';
import { signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await startTestApp();
});
afterAll(() => server.stop());

const typed: TypedTexts = {
  controller: 'Gemeente Weert, Wilhelminasingel 101',
  purpose: 'Beter samenwerken.',
  legalGround: 'public-task',
  legalBasis: '',
  contact: 'Greet, 0495 123456',
  keepMonths: '24',
  sender: 'Greet Smeets, gemeente Weert',
};

const controllerOf = async (id: string) =>
  (
    await server.app.db
      .selectFrom('network')
      .select(['controller', 'ownTexts'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
  ).controller;

test('networks have the texts of the municipality, one gets its own, and goes back', async () => {
  const { app } = server;
  const one = await seedOwnNetwork(app, { code: 'GM0001' });
  const two = await seedOwnNetwork(app, { code: 'GM0001' });
  const other = await seedOwnNetwork(app, { code: 'GM0002' });
  const officer = await signIn(app, 'municipality', { municipalityId: one.municipalityId });
  const texts = `/desk/municipalities/${one.municipalityId}/texts`;
  const privacy = (id: string) => `/desk/networks/${id}/privacy`;
  const revisionOf = (html: string) => /name="revision" value="(\d+)"/.exec(html)![1]!;

  expect((await one.coordinator.get(privacy(one.networkId))).body).not.toContain('of-municipality');
  expect((await officer.get(`/desk/municipalities/${one.municipalityId}/looks`)).body).toContain(texts);
  const saved = await officer.post(texts, { ...typed, revision: '0' });
  expect(saved.statusCode).toBe(303);
  expect(readWords((await officer.get(saved.headers.location!)).body)).toContain(
    'De teksten zijn opgeslagen',
  );
  expect(await controllerOf(one.networkId)).toBe(typed.controller);
  expect(await controllerOf(two.networkId)).toBe(typed.controller);
  expect(await controllerOf(other.networkId)).toBe('');

  // A new network starts with them, and so does its first round.
  const made = await one.coordinator.post('/desk/networks', { name: 'Nieuw hier' });
  const id = /networks\/(\d+)/.exec(made.headers.location!)![1]!;
  expect(await controllerOf(id)).toBe(typed.controller);
  expect((await one.coordinator.get(`/desk/networks/${id}/rounds/new`)).body).toContain(typed.sender);

  // Pressing save without a change keeps the network with the municipality.
  const page = (await one.coordinator.get(privacy(one.networkId))).body;
  expect(readWords(page)).toContain('Dit netwerk heeft de teksten van gemeente');
  expect(page).not.toContain('of-municipality');
  await one.coordinator.post(privacy(one.networkId), { ...typed, revision: revisionOf(page) });
  await officer.post(texts, { ...typed, controller: 'Gemeente Weert (nieuw)', revision: '1' });
  expect(await controllerOf(one.networkId)).toBe('Gemeente Weert (nieuw)');

  // Texts of its own stay when the municipality changes its texts.
  const seen = (await one.coordinator.get(privacy(one.networkId))).body;
  await one.coordinator.post(privacy(one.networkId), {
    ...typed,
    controller: 'GGD Weert',
    revision: revisionOf(seen),
  });
  await officer.post(texts, { ...typed, controller: 'Gemeente', revision: '2' });
  expect(await controllerOf(one.networkId)).toBe('GGD Weert');
  expect(await controllerOf(two.networkId)).toBe('Gemeente');
  const own = readWords((await one.coordinator.get(privacy(one.networkId))).body);
  expect(own).toContain('Dit netwerk heeft eigen teksten');
  expect(own).toContain(
    'Bij de gemeente staat iets anders: Wie is verantwoordelijk voor de gegevens? Gemeente',
  );

  const back = await one.coordinator.post(`${privacy(one.networkId)}/of-municipality`);
  expect(back.statusCode).toBe(303);
  expect(await controllerOf(one.networkId)).toBe('Gemeente');
  expect((await one.coordinator.post(`${privacy(one.networkId)}/of-municipality`)).statusCode).toBe(303);
});

test('a shorter term of the municipality has nobody erased: a network keeps the longer one until it chooses itself', async () => {
  const { app } = server;
  const { coordinator, networkId, municipalityId } = await seedOwnNetwork(app, { code: 'GM0009' });
  const read = () =>
    app.db
      .selectFrom('network')
      .select(['keepMonths', 'ownTexts', 'revision'])
      .where('id', '=', networkId)
      .executeTakeFirstOrThrow();
  await changeMunicipalityTexts(actingOn(app), municipalityId, typed, 0);
  expect(await read()).toMatchObject({ keepMonths: 24, ownTexts: false });
  await changeMunicipalityTexts(actingOn(app), municipalityId, { ...typed, keepMonths: '1' }, 1);
  expect(await read()).toMatchObject({ keepMonths: 24, ownTexts: false });
  const save = async (keepMonths: string) => {
    const { revision } = await read();
    const form = { ...typed, keepMonths, revision: String(revision) };
    expect((await coordinator.post(`/desk/networks/${networkId}/privacy`, form)).statusCode).toBe(303);
  };
  await save('24');
  expect(await read()).toMatchObject({ keepMonths: 24, ownTexts: false });
  await changeMunicipalityTexts(actingOn(app), municipalityId, { ...typed, keepMonths: '12' }, 2);
  await save('6');
  expect(await read()).toMatchObject({ keepMonths: 6, ownTexts: true });
});

test('an open round keeps the words of its opening', async () => {
  const { app } = server;
  const { networkId, municipalityId } = await seedOwnNetwork(app, { code: 'GM0003' });
  await changeMunicipalityTexts(actingOn(app), municipalityId, typed, 0);
  await sql`
    INSERT INTO round (network_id, name, sender, instrument_id, instrument_version, instrument_hash, closes_at, privacy)
    VALUES (${networkId}, 'Open', 'Greet', 'x', '1', 'x', now() + interval '1 day',
      '{"controller": "Bij de opening", "keepMonths": 24}')`.execute(app.db);
  await changeMunicipalityTexts(actingOn(app), municipalityId, { ...typed, controller: 'Later' }, 1);
  const round = await app.db
    .selectFrom('round')
    .select('privacy')
    .where('networkId', '=', networkId)
    .executeTakeFirstOrThrow();
  expect(round.privacy).toMatchObject({ controller: 'Bij de opening' });
  expect(await controllerOf(networkId)).toBe('Later');
});

test('everything that is wrong is said at once, and nothing is half', async () => {
  const { app } = server;
  const { networkId, municipalityId, coordinator } = await seedOwnNetwork(app, { code: 'GM0004' });
  const officer = await signIn(app, 'municipality', { municipalityId });
  const texts = `/desk/municipalities/${municipalityId}/texts`;
  const wrong = await officer.post(texts, {
    ...typed,
    keepMonths: '0',
    sender: 'x'.repeat(201),
    revision: '0',
  });
  expect(wrong.statusCode).toBe(422);
  expect(wrong.body.match(/href="#field-/g)!.length).toBe(2);
  const empty = await coordinator.post(`/desk/networks/${networkId}/privacy`, {
    ...typed,
    controller: 'Eigen',
    revision: '1',
  });
  expect(empty.statusCode).toBe(303);
  const early = await coordinator.post(`/desk/networks/${networkId}/privacy/of-municipality`);
  expect(early.statusCode).toBe(409);
  expect(readWords(early.body)).toContain('De gemeente heeft nog geen teksten');

  const change = (acting: ReturnType<typeof actingOn>) =>
    changeMunicipalityTexts(acting, municipalityId, typed, 0);
  expect(await expectAllOrNothing(app, change)).toEqual({ lines: ['privacy.commonChanged'], jobs: [] });
  expect(await expectUnchanged(app.db, () => change(actingOn(app)))).toMatchObject({
    code: 'changedMeanwhile',
  });
  expect(await expectAllOrNothing(app, (acting) => followMunicipality(acting, networkId))).toEqual({
    lines: ['privacy.followed'],
    jobs: [],
  });
});
