import { afterAll, beforeAll, expect, test } from 'vitest';
import { callApi, openRound } from '../../support/call-api.ts';
import { listLogActions } from '../../support/list-log.ts';
import { readWords } from '../../support/read-html.ts';
import { seedOwnNetwork, seedPartner } from '../../support/seed-own-network.ts';
import { signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';
import { unescapeHtml } from '../../support/visitor.ts';

let server: TestApp;
beforeAll(async () => {
  server = await startTestApp();
});
afterAll(() => server.stop());

const revisionOf = (html: string) => /name="revision" value="(\d+)"/.exec(html)![1]!;
const listPartners = (id: string) =>
  server.app.db.selectFrom('partner').selectAll().where('networkId', '=', id).orderBy('id').execute();
const findPerson = (id: string) =>
  server.app.db.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

test('the list shows partners with kind, size and people, what is wrong with an address, and kinds that are missing', async () => {
  const { app } = server;
  const { networkId, coordinator } = await seedOwnNetwork(app);
  const empty = readWords((await coordinator.get(`/desk/networks/${networkId}/partners`)).body);
  expect(empty).toContain('Er staan nog geen partners in dit netwerk');

  const { people } = await seedPartner(app, networkId, {
    name: 'Welzijn <Samen>',
    kind: 'welfare',
    size: 2.5,
    people: [
      ['Anna', 'anna@samen.example'],
      ['', 'bram@samen.example'],
      ['Carla', null],
    ],
  });
  await app.db
    .updateTable('person')
    .set({ unsubscribedAt: new Date() })
    .where('id', '=', people[0]!)
    .execute();
  await app.db
    .updateTable('person')
    .set({ addressFailsAt: new Date() })
    .where('id', '=', people[1]!)
    .execute();
  await seedPartner(app, networkId, { name: 'Élan' });
  await seedPartner(app, networkId, { name: 'Zorg' });
  const page = await coordinator.get(`/desk/networks/${networkId}/partners`);
  const words = readWords(page.body);
  expect(words).toContain('Welzijn <Samen> welzijn 2,5 Anna anna@samen.example wil geen mail');
  expect(words).toContain('bram@samen.example adres werkt niet');
  expect(words).toContain('Carla geen mailadres');
  expect(words).toMatch(/misschien vergeet u iemand: gemeente, schuldhulp, .*gezondheidszorg\./);
  expect(words).not.toMatch(/: .*welzijn, /);
  expect(words.indexOf('Élan')).toBeLessThan(words.indexOf('Welzijn'));
  expect(page.body).not.toContain('type="search"');
});

test('what is said about people without mail and partners without people leads to exactly these', async () => {
  const { app } = server;
  const { networkId, coordinator } = await seedOwnNetwork(app);
  const home = `/desk/networks/${networkId}`;
  await seedPartner(app, networkId, {
    name: 'Welzijn',
    people: [
      ['Anna', 'anna@welzijn.example'],
      ['Bram', null],
    ],
  });
  const { people } = await seedPartner(app, networkId, {
    name: 'Zorg',
    people: [['Dirk', 'dirk@zorg.example']],
  });
  await app.db
    .updateTable('person')
    .set({ unsubscribedAt: new Date() })
    .where('id', '=', people[0]!)
    .execute();
  await seedPartner(app, networkId, { name: 'School', people: [['Carla', 'carla@school.example']] });
  await seedPartner(app, networkId, { name: 'Leeg' });
  const network = await coordinator.get(home);
  const links = [...unescapeHtml(network.body).matchAll(/<a href="([^"]+\?show=[^"]+)">([^<]+)</g)].map(
    ([, href, text]) => [href!, text!],
  );
  expect(links).toEqual([
    [`${home}/partners?show=without-people`, 'Bij 1 partner staat nog niemand.'],
    [
      `${home}/partners?show=without-mail`,
      '2 mensen hebben geen adres dat werkt, of willen geen mail. Voor hen drukt u brieven af.',
    ],
  ]);
  const [nobody, noMail] = await Promise.all(
    links.map(async ([href]) => readWords((await coordinator.get(href!)).body)),
  );
  expect(nobody).toContain('U ziet alleen de 1 partner waar nog niemand staat. Toon alle partners');
  expect(nobody).toContain('Leeg');
  expect(nobody).not.toMatch(/Welzijn|Zorg|School/);
  expect(noMail).toContain('U ziet alleen wie geen mail kan krijgen, bij 2 partners.');
  expect(noMail).toMatch(/Welzijn .*Bram .*Zorg .*Dirk/);
  expect(noMail).not.toMatch(/Anna|School|Carla|Leeg/);
});

test('a long list has a search box and pages', async () => {
  const { app } = server;
  const { networkId, coordinator } = await seedOwnNetwork(app);
  await app.db
    .insertInto('partner')
    .values(
      Array.from({ length: 130 }, (_, index) => ({
        networkId,
        code: `p${index}`,
        name: `Partner ${String(index).padStart(3, '0')}`,
      })),
    )
    .execute();
  const { id } = await seedPartner(app, networkId, {
    name: 'Zoekmij',
    people: [['Fatima', 'f@zoek.example']],
  });
  const address = `/desk/networks/${networkId}/partners`;
  const first = await coordinator.get(address);
  expect(first.body).toContain('type="search"');
  expect(first.body).not.toContain(`/desk/partners/${id}"`);
  const second = await coordinator.get(`${address}?page=2`);
  expect(second.body).toContain(`/desk/partners/${id}"`);
  for (const search of ['zoekmij', 'fatima', 'F@ZOEK', '  Zoek ']) {
    const found = await coordinator.get(`${address}?${new URLSearchParams({ search })}`);
    expect(readWords(found.body), search).toContain('1 partner gevonden.');
    expect(found.body).toContain(`/desk/partners/${id}"`);
  }
  expect(readWords((await coordinator.get(`${address}?search=%25`)).body)).toContain('0 partners gevonden.');
  for (const page of ['0', '-1', '99', 'x', '1e9']) {
    expect((await coordinator.get(`${address}?page=${page}`)).statusCode).toBe(200);
  }
});

test('a partner is added with its first person; everything that is wrong is said at once', async () => {
  const { app } = server;
  const { networkId, coordinator } = await seedOwnNetwork(app);
  const address = `/desk/networks/${networkId}/partners`;
  await seedPartner(app, networkId, { name: 'Voedselbank', people: [['Bram', 'Bram@Bank.example']] });

  const wrong = await coordinator.post(address, {
    name: 'voedsel-bank',
    kind: 'tovenaar',
    size: '1.200',
    person: 'Bram',
    email: 'bram@bank.example',
    language: 'nl',
  });
  // 'voedsel bank' is another name than 'voedselbank'.
  expect(wrong.statusCode).toBe(422);
  for (const field of ['kind', 'size', 'shares']) expect(wrong.body).toContain(`href="#field-${field}"`);
  expect(readWords(wrong.body)).toContain('staat in dit netwerk al bij Voedselbank');
  expect(wrong.body).toContain('value="1.200"');
  const double = await coordinator.post(address, { name: 'VOEDSELBANK' });
  expect(readWords(double.body)).toContain("een partner met de naam 'Voedselbank'");
  expect(await listPartners(networkId)).toHaveLength(1);

  const added = await coordinator.post(address, {
    name: 'GGD Limburg-Noord',
    kind: 'health-care',
    size: '12,5',
    person: 'Carla',
    email: 'Carla@GGD.example',
    language: 'en',
  });
  expect(added.statusCode).toBe(303);
  const partner = (await listPartners(networkId))[1]!;
  expect(partner).toMatchObject({ code: 'ggd-limburg-noord', kind: 'health-care', size: 12.5 });
  const page = readWords((await coordinator.get(added.headers.location!)).body);
  expect(page).toContain('De partner staat in het netwerk.');
  expect(page).toContain('Carla Carla@ggd.example Engels mail kan');
  expect((await listLogActions(app.db, { network: networkId })).map(({ action }) => action)).toEqual([
    'partners.added',
  ]);
});

test('two people who change one partner: the second sees both versions and nothing is lost', async () => {
  const { app } = server;
  const { networkId, coordinator, municipalityId } = await seedOwnNetwork(app);
  const { id } = await seedPartner(app, networkId, { name: 'School', kind: 'school', size: 10 });
  const colleague = await signIn(app, 'coordinator', { municipalityId, networkIds: [networkId] });
  const address = `/desk/partners/${id}`;
  const revision = revisionOf((await coordinator.get(address)).body);
  await colleague.post(address, { name: 'School Noord', kind: 'other', size: '', revision });
  const conflict = await coordinator.post(address, {
    name: 'School Zuid',
    kind: 'school',
    size: '11',
    revision,
  });
  expect(conflict.statusCode).toBe(409);
  const words = readWords(conflict.body);
  expect(words).toContain('Naam van de partner Dit staat er nu: School Noord Dit typte u: School Zuid');
  expect(words).toContain('Soort Dit staat er nu: anders Dit typte u: school');
  expect(words).toContain('Omvang Dit staat er nu: (leeg) Dit typte u: 11');
  expect(conflict.body).toContain('value="School Zuid"');
  expect((await listPartners(networkId))[0]).toMatchObject({ name: 'School Noord', revision: 2 });
  const again = await coordinator.post(address, {
    name: 'School Zuid',
    kind: 'school',
    size: '11',
    revision: revisionOf(conflict.body),
  });
  expect(again.statusCode).toBe(303);
  expect((await listPartners(networkId))[0]).toMatchObject({ name: 'School Zuid', size: 11, revision: 3 });
});

test('of many changes on the same revision at once exactly one is stored', async () => {
  const { app } = server;
  const { networkId, coordinator } = await seedOwnNetwork(app);
  const { id } = await seedPartner(app, networkId, { name: 'Veel' });
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      coordinator.post(`/desk/partners/${id}`, { name: `Naam ${index}`, kind: '', size: '', revision: '1' }),
    ),
  );
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, ...Array(7).fill(409)]);
});

test('an archived partner is in no new round and not in the API, and comes back with its people', async () => {
  const { app } = server;
  const call = callApi(server);
  const { networkId, coordinator } = await seedOwnNetwork(app);
  const { id } = await seedPartner(app, networkId, { name: 'Weg', people: [['Wim', 'wim@weg.example']] });
  await seedPartner(app, networkId, { name: 'Blijft', people: [['Bo', 'bo@blijft.example']] });
  const archived = await coordinator.post(`/desk/partners/${id}/archive`);
  expect(archived.statusCode).toBe(303);
  expect((await coordinator.post(`/desk/partners/${id}/archive`)).statusCode).toBe(303);

  const list = readWords((await coordinator.get(`/desk/networks/${networkId}/partners`)).body);
  expect(list).toContain('1 partner in het archief');
  expect((await call('GET', `/networks/${networkId}/partners`)).json).toMatchObject([{ name: 'Blijft' }]);
  expect((await call('GET', `/networks/${networkId}`)).json.partners).toBe(1);
  const { json } = await call('POST', `/networks/${networkId}/rounds`, {
    name: 'Zonder',
    sender: 'De coördinator',
    closesAt: '2090-01-31',
  });
  expect(json.partners.map(({ name }: { name: string }) => name)).toEqual(['Blijft']);

  // While it was away, somebody else got its address: one person may answer for two partners.
  await seedPartner(app, networkId, { name: 'Ander', people: [['Wim', 'WIM@weg.example']] });
  expect((await coordinator.post(`/desk/partners/${id}/return`)).statusCode).toBe(303);
  expect((await call('GET', `/networks/${networkId}/partners`)).json).toHaveLength(3);
});

test('people: who shares an address is asked for, name or address, archive and return, marks of the address', async () => {
  const { app } = server;
  const { networkId, coordinator } = await seedOwnNetwork(app);
  const one = await seedPartner(app, networkId, { name: 'Een', people: [['Anna', 'anna@een.example']] });
  const two = await seedPartner(app, networkId, { name: 'Twee' });
  const add = (partner: string, person: string, email: string, shares = {}) =>
    coordinator.post(`/desk/partners/${partner}/people`, { person, email, language: 'nl', ...shares });
  for (const [person, email, sentence] of [
    ['', '', 'Vul een naam in, een mailadres, of allebei.'],
    ['Bram', 'ANNA@een.example', 'staat in dit netwerk al bij Een'],
    ['Bram', 'bram', '@'],
    ['Bram', 'bram@een.example\r\nBcc: x@y.example', 'mailadres'],
  ] as const) {
    const refused = await add(two.id, person, email);
    expect(refused.statusCode, email).toBe(422);
    expect(readWords(refused.body)).toContain(sentence);
  }
  expect((await add(two.id, 'Bram', 'bram@twee.example')).statusCode).toBe(303);
  // Two people of one partner behind one address, and one person for two partners.
  expect((await add(two.id, 'Bea', 'bram@twee.example')).body).toContain('name="shares"');
  expect(
    (await add(two.id, 'Bea', 'bram@twee.example', { shares: 'on', sharesFor: 'Bram@twee.example' }))
      .statusCode,
  ).toBe(303);
  // The tick is for the address that was asked about.
  expect(
    (await add(two.id, 'Cor', 'anna@een.example', { shares: 'on', sharesFor: 'bram@twee.example' }))
      .statusCode,
  ).toBe(422);
  expect(
    (await add(two.id, 'Anna', 'anna@een.example', { shares: 'on', sharesFor: 'anna@een.example' }))
      .statusCode,
  ).toBe(303);
  expect((await add(two.id, 'Zonder mail', '')).statusCode).toBe(303);

  const [anna] = one.people;
  const mark = (name: string) => coordinator.post(`/desk/people/${anna}/${name}`);
  await mark('address-fails');
  expect(await findPerson(anna!)).toMatchObject({ addressFailsAt: expect.any(Date) });
  await mark('address-works');
  expect(await findPerson(anna!)).toMatchObject({ addressFailsAt: null });
  await mark('address-fails');
  // Another address is not known to fail; the same one is.
  const change = async (email: string) => {
    const revision = revisionOf((await coordinator.get(`/desk/people/${anna}`)).body);
    return coordinator.post(`/desk/people/${anna}`, { person: 'Anna', email, language: 'en', revision });
  };
  await change('anna@een.example');
  expect(await findPerson(anna!)).toMatchObject({ addressFailsAt: expect.any(Date), language: 'en' });
  await change('anna@nieuw.example');
  expect(await findPerson(anna!)).toMatchObject({ addressFailsAt: null, email: 'anna@nieuw.example' });

  await app.db.updateTable('person').set({ unsubscribedAt: new Date() }).where('id', '=', anna!).execute();
  const page = await coordinator.get(`/desk/people/${anna}`);
  expect(readWords(page.body)).toContain('Deze persoon heeft zelf gevraagd om geen mail meer.');
  await change('anna@weer.example');
  expect(await findPerson(anna!)).toMatchObject({ unsubscribedAt: expect.any(Date) });
  await mark('mail-wanted');
  expect(await findPerson(anna!)).toMatchObject({ unsubscribedAt: null });

  await mark('archive');
  expect((await add(two.id, 'Anna elders', 'anna@weer.example')).statusCode).toBe(303);
  await mark('return');
  expect(await findPerson(anna!)).toMatchObject({ archivedAt: null });
  await mark('archive');
  // Who gets the address of an archived person with another name is somebody else.
  expect(
    (await add(one.id, 'Bo', 'anna@weer.example', { shares: 'on', sharesFor: 'anna@weer.example' }))
      .statusCode,
  ).toBe(303);
  expect(await findPerson(anna!)).toMatchObject({ archivedAt: expect.any(Date), name: 'Anna' });
  // The same address and name at the same partner bring the archived person back.
  expect(
    (await add(one.id, 'ANNA', 'Anna@weer.example', { shares: 'on', sharesFor: 'Anna@weer.example' }))
      .statusCode,
  ).toBe(303);
  expect(await findPerson(anna!)).toMatchObject({ archivedAt: null, name: 'ANNA' });
  // Who had no name gets one.
  const nameless = { name: '', email: 'post@een.example', archivedAt: new Date(), partnerId: one.id };
  const { id } = await app.db
    .insertInto('person')
    .values({ ...nameless, language: 'nl' })
    .returning('id')
    .executeTakeFirstOrThrow();
  expect((await add(one.id, 'Cas', 'post@een.example')).statusCode).toBe(303);
  expect(await findPerson(id)).toMatchObject({ archivedAt: null, name: 'Cas' });
});

test('two people who change one person: the second sees both versions', async () => {
  const { networkId, coordinator } = await seedOwnNetwork(server.app);
  const { people } = await seedPartner(server.app, networkId, {
    name: 'P',
    people: [['Anna', 'a@p.example']],
  });
  const address = `/desk/people/${people[0]}`;
  const form = { person: 'Anna', email: 'a@p.example', language: 'nl', revision: '1' };
  expect((await coordinator.post(address, { ...form, person: 'Anna Een' })).statusCode).toBe(303);
  const conflict = await coordinator.post(address, { ...form, person: 'Anna Twee' });
  expect(conflict.statusCode).toBe(409);
  expect(readWords(conflict.body)).toContain('Naam Dit staat er nu: Anna Een Dit typte u: Anna Twee');
});

test('a person whose name and address are erased is not found', async () => {
  const { networkId, coordinator } = await seedOwnNetwork(server.app);
  const { id, people } = await seedPartner(server.app, networkId, {
    name: 'P',
    people: [['Anna', 'a@p.example']],
  });
  await server.app.db
    .updateTable('person')
    .set({ name: '', email: null, erasedAt: new Date() })
    .where('id', '=', people[0]!)
    .execute();
  expect((await coordinator.get(`/desk/people/${people[0]}`)).statusCode).toBe(404);
  expect((await coordinator.post(`/desk/people/${people[0]}/archive`)).statusCode).toBe(404);
  expect(readWords((await coordinator.get(`/desk/partners/${id}`)).body)).toContain(
    'Bij deze partner staat nog niemand',
  );
});

test('pages are there in English', async () => {
  const { app } = server;
  const { network } = await openRound(callApi(server));
  const operator = await signIn(app, 'operator', { language: 'en' });
  const partner = (await listPartners(network))[0]!;
  for (const path of [
    '/networks',
    '/networks/new',
    `/networks/${network}`,
    `/networks/${network}/name`,
    `/networks/${network}/partners`,
    `/networks/${network}/partners/new`,
    `/networks/${network}/merge`,
    `/networks/${network}/import`,
    `/partners/${partner.id}`,
    `/partners/${partner.id}/people/new`,
  ]) {
    const page = await operator.get(`/desk${path}`);
    expect(page.statusCode, path).toBe(200);
    expect(page.body).toContain('<html lang="en"');
    // Names of municipalities are Dutch.
    const words = readWords(page.body.replaceAll(/<option[^>]*>[^<]*/g, ''));
    expect(words).not.toMatch(/\b(het|een|wijzig|voeg)\b/i);
  }
});
