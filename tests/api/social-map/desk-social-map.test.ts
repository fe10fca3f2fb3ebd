/** The social map at the desk: who is on it, correcting, hiding and showing a profile, merging two partners, the log. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { closeRound } from '../../../server/rounds/close-round.ts';
import { emptyProfile, type Profile } from '../../../survey/profile.ts';
import { actingOn } from '../../support/acting.ts';
import { listLogActions } from '../../support/list-log.ts';
import { readWords } from '../../support/read-html.ts';
import { makeRespondent, readForm } from '../../support/respondent.ts';
import { type SeededRound, seedRound } from '../../support/seed.ts';
import { answer } from '../../support/send-answers.ts';
import { type SignedIn, signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
let seeded: SeededRound;
let coordinator: SignedIn;
let municipalityId: string;
let home: string;
beforeAll(async () => {
  server = await startTestApp();
});
afterAll(() => server.stop());
beforeEach(async () => {
  seeded = await seedRound(server.app.db);
  const network = await server.app.db
    .selectFrom('network')
    .select('municipalityId')
    .where('id', '=', seeded.networkId)
    .executeTakeFirstOrThrow();
  municipalityId = network.municipalityId;
  coordinator = await signIn(server.app, 'coordinator', { municipalityId, networkIds: [seeded.networkId] });
  home = `/desk/networks/${seeded.networkId}/social-map`;
});

const profileOf = (partner: string) => `/desk/partners/${seeded.partnerIds[partner]}/profile`;
const open = (person: string) => makeRespondent(server.app, seeded.people[person]!.path);
const readPage = async (url: string, reader = coordinator) => (await reader.get(url)).body;
const readMap = async () => readWords((await open('femke').open('social-map')).text);

/** The fields of the page's forms; each form has the token of the session, which `post` adds. */
function readFields(html: string) {
  const { csrf: _csrf, ...fields } = readForm(html);
  return fields;
}

function readStored(partner: string) {
  return server.app.db
    .selectFrom('profile')
    .select(['content', 'revision', 'hiddenAt'])
    .where('partnerId', '=', seeded.partnerIds[partner]!)
    .executeTakeFirst();
}

test('the page says who is on the map and since when, and leads to the map, its PDF and each profile', async () => {
  await open('anna').fill('profile', { about: 'Wij helpen' });
  const page = await readPage(home);
  const words = readWords(page);
  expect(words).toContain('1 van 6 partners staan op de kaart.');
  expect(words).toMatch(/Gemeente Voorbeeldstad op de kaart \d+ \w+ \d{4}/);
  expect(words).toContain('Welzijn Samen nog niets');
  for (const href of [`${home}/page`, `${home}.pdf`, profileOf('welzijn')])
    expect(page).toContain(`href="${href}"`);
  expect(await readPage(`/desk/networks/${seeded.networkId}`)).toContain(`href="${home}"`);
  const map = await coordinator.get(`${home}/page?q=helpen`);
  expect(map.body).toContain('Wij helpen');
  expect(map.body).toContain(`action="${home}/page"`);
  expect(map.body).toContain(`href="${home}"`);
  expect(map.headers['content-security-policy']).toContain("form-action 'self'");
  const pdf = await coordinator.get(`${home}.pdf`);
  expect(pdf.headers['content-type']).toBe('application/pdf');
});

describe('a profile', () => {
  test('is corrected by the coordinator, who may also write the first one', async () => {
    const wish = {
      contributions: ['meeting', 'buddies'],
      website: 'www.samen.example',
      about: 'Koffie\r\nen meer',
    };
    const saved = await coordinator.post(profileOf('welzijn'), { ...wish, revision: '0' });
    expect(saved.headers.location).toBe(`${home}?done=changed`);
    expect(await readPage(`${home}?done=changed`)).toContain('Het profiel is opgeslagen.');
    expect(await readStored('welzijn')).toMatchObject({
      revision: 1,
      content: {
        about: 'Koffie\nen meer',
        contributions: ['meeting', 'buddies'],
        website: 'https://www.samen.example',
      },
    });
    const form = readForm((await open('carla').open('profile')).text);
    expect(form).toMatchObject({ about: 'Koffie\nen meer', revision: '1' });
    const again = readFields(await readPage(profileOf('welzijn')));
    expect((await coordinator.post(profileOf('welzijn'), again)).statusCode).toBe(303);
    expect(await readStored('welzijn')).toMatchObject({ revision: 1 });
    await coordinator.post(profileOf('school'), { revision: '0' });
    expect(await readStored('school')).toBeUndefined();
  });

  test('with something wrong is not saved, and what was typed stands there', async () => {
    const refused = await coordinator.post(profileOf('welzijn'), {
      revision: '0',
      website: 'javascript:alert(1)',
      email: 'geen adres',
      about: 'Getypt <b>',
      targetGroups: ['older', 'nobody'],
      extra: 'x',
    });
    expect(refused.statusCode).toBe(422);
    const words = readWords(refused.body);
    for (const sentence of [
      'Dit webadres',
      'Dit is geen mailadres',
      'Dit staat niet in de lijst',
      'Dit veld',
    ]) {
      expect(words).toContain(sentence);
    }
    expect(readForm(refused.body)).toMatchObject({ about: 'Getypt <b>', website: 'javascript:alert(1)' });
    expect(await readStored('welzijn')).toBeUndefined();
    expect((await coordinator.post(profileOf('welzijn'), { about: 'x' })).statusCode).toBe(400);
  });

  test('that the partner changed meanwhile is shown beside what was typed, and saved only when asked again', async () => {
    await open('carla').fill('profile', { about: 'Eerst', contributions: ['meeting'] });
    const form = readFields(await readPage(profileOf('welzijn')));
    await open('carla').fill('profile', { about: 'Van de partner' });
    const refused = await coordinator.post(profileOf('welzijn'), { ...form, about: 'Van de coördinator' });
    expect(refused.statusCode).toBe(409);
    const words = readWords(refused.body);
    expect(words).toContain('Van de partner');
    expect(words).toContain('Van de coördinator');
    expect(await readStored('welzijn')).toMatchObject({ content: { about: 'Van de partner' } });
    const shown = readFields(refused.body);
    expect(shown).toMatchObject({ about: 'Van de coördinator', revision: '2', contributions: 'meeting' });
    expect((await coordinator.post(profileOf('welzijn'), shown)).statusCode).toBe(303);
    expect(await readStored('welzijn')).toMatchObject({
      revision: 3,
      content: { about: 'Van de coördinator' },
    });
    // And the other way round.
    const late = await open('carla').post('profile', { revision: '2', view: 'x.0', about: 'Te laat' });
    expect(late.status).toBe(409);
  });

  test('is hidden and shown again; pressing twice is the same, and without a profile nothing happens', async () => {
    await open('anna').fill('profile', { about: 'Mag niet' });
    expect(await readMap()).toContain('Mag niet');
    for (const _time of ['once', 'twice']) await coordinator.post(`${profileOf('gemeente')}/hiding`);
    expect(await readMap()).not.toContain('Mag niet');
    expect((await coordinator.get(`${home}/page`)).body).not.toContain('Mag niet');
    expect(readWords(await readPage(home))).toContain('Gemeente Voorbeeldstad verborgen');
    await open('anna').fill('profile', { about: 'Mag nog steeds niet' });
    expect(await readMap()).not.toContain('Mag nog steeds');
    expect(readWords(await readPage(profileOf('gemeente')))).toContain('Zet dit profiel weer op de kaart');
    await coordinator.post(`${profileOf('gemeente')}/showing`);
    expect(await readMap()).toContain('Mag nog steeds');
    expect((await coordinator.post(`${profileOf('school')}/hiding`)).statusCode).toBe(303);
    expect(await readStored('school')).toBeUndefined();
  });

  test('of an archived partner is kept, off the map, and comes back with it', async () => {
    await open('carla').fill('profile', { about: 'Even weg' });
    await coordinator.post(`/desk/partners/${seeded.partnerIds.welzijn}/archive`);
    expect(await readMap()).not.toContain('Welzijn Samen');
    expect(readWords(await readPage(home))).not.toContain('Welzijn Samen');
    expect(readWords(await readPage(profileOf('welzijn')))).toContain('Het profiel staat niet op de kaart');
    await coordinator.post(`/desk/partners/${seeded.partnerIds.welzijn}/return`);
    expect(await readMap()).toContain('Even weg');
  });
});

describe('merging two partners', () => {
  async function merge(keep: string, drop: string): Promise<string> {
    const { networkId, partnerIds } = seeded;
    const pair = `keep=${partnerIds[keep]}&drop=${partnerIds[drop]}`;
    const page = await readPage(`/desk/networks/${networkId}/merge?${pair}`);
    const merged = await coordinator.post(`/desk/networks/${networkId}/merge`, readFields(page));
    expect(merged.statusCode).toBe(303);
    return readWords(page);
  }

  test('gives the partner that stays the profile of the other when it wrote nothing', async () => {
    await open('carla').fill('profile', { about: 'Van welzijn' });
    await open('dirk').fill('profile', { about: 'Even' });
    const { revision } = readForm((await open('dirk').open('profile')).text);
    await open('dirk').post('profile', { revision: revision!, view: 'x.0' });
    expect(await merge('school', 'welzijn')).toContain('Welzijn Samen heeft iets over zichzelf verteld.');
    expect(await readStored('school')).toMatchObject({ revision: 3, content: { about: 'Van welzijn' } });
    await open('carla').fill('profile', { about: 'Verder samen' });
    expect(await readStored('school')).toMatchObject({ revision: 4, content: { about: 'Verder samen' } });
    expect(await readMap()).toContain('Verder samen');
  });

  test('leaves it its own when it has one', async () => {
    await open('carla').fill('profile', { about: 'Van welzijn' });
    await open('dirk').fill('profile', { about: 'Van school' });
    await merge('school', 'welzijn');
    expect(await readStored('school')).toMatchObject({ revision: 1, content: { about: 'Van school' } });
    expect(await readMap()).not.toContain('Van welzijn');
  });

  test('of a partner without a profile says nothing about it', async () => {
    expect(await merge('school', 'welzijn')).not.toContain('iets over zichzelf');
    expect(await readStored('school')).toBeUndefined();
  });
});

test('who reads results reads the map, and changes nothing; it leads there from the results', async () => {
  await open('anna').fill('profile', { about: 'Voor de wethouder' });
  for (const { invitationId } of Object.values(seeded.people))
    await answer(server.app.db, { invitationId, opinion: 4 });
  await closeRound(actingOn(server.app), seeded.roundId);
  const reader = await signIn(server.app, 'municipality', { municipalityId });
  expect(await readPage('/desk/results', reader)).toContain(`href="${home}/page"`);
  const map = await reader.get(`${home}/page`);
  expect(map.body).toContain('Voor de wethouder');
  expect(map.body).toContain('href="/desk/results"');
  expect((await reader.get(home)).statusCode).toBe(404);
  expect((await reader.get(profileOf('gemeente'))).statusCode).toBe(404);
  expect((await reader.post(`${profileOf('gemeente')}/hiding`)).statusCode).toBe(404);
});

test('the coordinator shares it by a link, that says what it opens and can be withdrawn', async () => {
  await closeRound(actingOn(server.app), seeded.roundId);
  const round = `/desk/rounds/${seeded.roundId}`;
  expect(await readPage(round)).toContain('De sociale kaart van het netwerk');
  const made = await coordinator.post(`${round}/shares`, { scope: 'social-map' });
  expect(made.statusCode).toBe(200);
  const [path] = /\/shares\/[\w-]+/.exec(made.body)!;
  expect((await server.app.inject(path)).body).toContain('Gemeente Voorbeeldstad');
  const [revocation] = /\/desk\/shares\/\d+\/revocation/.exec(await readPage(round))!;
  await coordinator.post(revocation);
  expect((await server.app.inject(path)).statusCode).toBe(404);
});

test('changes and downloads stand in the log with the name of the partner, never with what it wrote', async () => {
  await open('anna').fill('profile', { about: 'Woorden van de partner' });
  await coordinator.post(profileOf('gemeente'), { revision: '1', about: 'Andere woorden' });
  await coordinator.post(`${profileOf('gemeente')}/hiding`);
  await coordinator.post(`${profileOf('gemeente')}/showing`);
  await coordinator.get(`${home}.pdf`);
  const lines = await listLogActions(server.app.db, { network: seeded.networkId });
  const partner = { thing: seeded.partnerIds.gemeente, note: 'Gemeente Voorbeeldstad' };
  expect(lines).toMatchObject([
    { action: 'profiles.changed', ...partner },
    { action: 'profiles.hidden', ...partner },
    { action: 'profiles.shown', ...partner },
    { action: 'profiles.downloaded' },
  ]);
  expect(JSON.stringify(lines)).not.toContain('oorden');
});

test('a first profile that two save at once is one, and the other is told', async () => {
  const about = (words: string) => coordinator.post(profileOf('wonen'), { revision: '0', about: words });
  const answers = await Promise.all([
    about('een'),
    about('twee'),
    open('femke').post('profile', { about: 'drie' }),
  ]);
  const statuses = answers.map((one) => ('statusCode' in one ? one.statusCode : one.status)).sort();
  expect(statuses).toEqual([303, 409, 409]);
  expect(await readStored('wonen')).toMatchObject({ revision: 1 });
  expect({ ...emptyProfile, ...((await readStored('wonen'))!.content as Profile) }).not.toEqual(emptyProfile);
});
