/** Partners and people on the desk: lists, changes, two people at once, the archive, doubles that are merged. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeUnsubscribeToken } from '../../../server/mail/unsubscribe-link.ts';
import { erasePerson } from '../../../server/person-data/erasure/erase-person.ts';
import { closeRound } from '../../../server/rounds/close-round.ts';
import { startRound } from '../../../server/rounds/start-round.ts';
import { actingOn } from '../../support/acting.ts';
import { callApi, openRound } from '../../support/call-api.ts';
import { listLogActions } from '../../support/list-log.ts';
import { readWords } from '../../support/read-html.ts';
import { seedOwnNetwork, seedPartner } from '../../support/seed-own-network.ts';
import { answer } from '../../support/send-answers.ts';
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

test('merging shows both, moves the people, archives the second, and changes no round that was opened', async () => {
  const { app } = server;
  const call = callApi(server);
  const { networkId, coordinator } = await seedOwnNetwork(app);
  const keep = await seedPartner(app, networkId, {
    name: 'Leergeld',
    code: 'leergeld',
    size: 5,
    people: [['Anna', 'anna@leergeld.example']],
  });
  const drop = await seedPartner(app, networkId, {
    name: 'Stichting Leergeld',
    code: 'stichting',
    people: [
      ['Bram', 'bram@leergeld.example'],
      ['Oud', 'ANNA@leergeld.example'],
    ],
  });
  // Anna stands at both; at the second she is archived and said there that she wants no mail.
  await app.db
    .updateTable('person')
    .set({ archivedAt: new Date(), unsubscribedAt: new Date() })
    .where('id', '=', drop.people[1]!)
    .execute();
  const open = async (name: string) =>
    (await call('POST', `/networks/${networkId}/rounds`, { name, sender: 'S', closesAt: '2090-01-31' })).json
      .id;
  const closed = await open('Gesloten');
  const going = await open('Loopt');
  await closeRound(actingOn(app), closed);
  const read = async (round: string) => ({
    partners: await app.db.selectFrom('roundPartner').selectAll().where('roundId', '=', round).execute(),
    round: await app.db.selectFrom('round').selectAll().where('id', '=', round).executeTakeFirstOrThrow(),
  });
  const before = [await read(closed), await read(going)];

  const doubles = await coordinator.get(`/desk/networks/${networkId}/merge`);
  const link = `?keep=${keep.id}&amp;drop=${drop.id}`.replaceAll('=', '&#x3D;');
  expect(doubles.body).toContain(link);
  const page = await coordinator.get(`/desk/networks/${networkId}/merge?keep=${keep.id}&drop=${drop.id}`);
  const words = readWords(page.body);
  expect(words).toContain('1 persoon gaat van Stichting Leergeld naar Leergeld.');
  expect(words).toContain("De meting 'Loopt' is nu open: daarin blijven beide partners staan.");
  expect(words).toContain("De meting 'Gesloten' is gesloten: de uitslag verandert niet.");

  const form = { keep: keep.id, drop: drop.id, keepRevision: '1', dropRevision: '1' };
  const merged = await coordinator.post(`/desk/networks/${networkId}/merge`, form);
  expect(merged.statusCode).toBe(303);
  expect([await read(closed), await read(going)]).toEqual(before);
  const [kept, dropped] = await listPartners(networkId);
  expect(kept).toMatchObject({ name: 'Leergeld', size: 5, archivedAt: null });
  expect(dropped).toMatchObject({ archivedAt: expect.any(Date), mergedInto: keep.id });
  const people = await app.db
    .selectFrom('person')
    .selectAll()
    .where('partnerId', '=', keep.id)
    .orderBy('id')
    .execute();
  expect(people.map(({ name, archivedAt }) => [name, archivedAt])).toEqual([
    ['Anna', null],
    ['Bram', null],
  ]);
  expect(people[0]!.unsubscribedAt).toEqual(expect.any(Date));

  const next = (
    await call('POST', `/networks/${networkId}/rounds`, {
      name: 'Volgende',
      sender: 'S',
      closesAt: '2090-01-31',
    })
  ).json;
  expect(next.partners.map(({ name }: { name: string }) => name)).toEqual(['Leergeld']);
  expect(readWords((await coordinator.get(`/desk/partners/${drop.id}`)).body)).toContain(
    'Zij is samengevoegd met Leergeld .',
  );
  // A second press finds that it was done.
  expect((await coordinator.post(`/desk/networks/${networkId}/merge`, form)).statusCode).toBe(422);
});

/**
 * Anna stands at both with one address, Bram by his name alone and with an address at the second; Carla only there. The
 * three of the second were invited in a round that is open.
 */
async function startMerge() {
  const { app } = server;
  const { networkId, coordinator } = await seedOwnNetwork(app);
  const keep = await seedPartner(app, networkId, {
    name: 'Leergeld',
    people: [
      ['Anna', 'anna@leergeld.example'],
      ['Bram', null],
    ],
  });
  const drop = await seedPartner(app, networkId, {
    name: 'Stichting Leergeld',
    people: [
      ['Anna B.', 'ANNA@leergeld.example'],
      ['bram', 'bram@stichting.example'],
      ['Carla', 'carla@stichting.example'],
    ],
  });
  const round = await startRound(actingOn(app), networkId, {
    name: '2026',
    sender: 'Greet',
    language: 'nl',
    opens: 'now',
    closesOn: '2090-01-31',
    repeats: 'once',
    reminders: [],
    message: '',
  });
  const invitations = () =>
    app.db
      .selectFrom('invitation')
      .select(['id', 'partnerId', 'personId', 'person', 'submittedAt', 'tokenHash'])
      .where('roundId', '=', round)
      .orderBy('id')
      .execute();
  const people = () =>
    app.db
      .selectFrom('person')
      .selectAll()
      .where('partnerId', 'in', [keep.id, drop.id])
      .orderBy('id')
      .execute();
  const merge = async () => {
    const page = await coordinator.get(`/desk/networks/${networkId}/merge?keep=${keep.id}&drop=${drop.id}`);
    const revision = (side: string) =>
      new RegExp(`name="${side}Revision" value="(\\d+)"`).exec(page.body)![1]!;
    const form = {
      keep: keep.id,
      drop: drop.id,
      keepRevision: revision('keep'),
      dropRevision: revision('drop'),
    };
    const merged = await coordinator.post(`/desk/networks/${networkId}/merge`, form);
    expect(merged.headers.location).toBe(`/desk/partners/${keep.id}?done=merged`);
    return readWords(page.body);
  };
  const separate = () => coordinator.post(`/desk/partners/${drop.id}/separation`);
  return { networkId, coordinator, keep, drop, round, invitations, people, merge, separate };
}

test('who stands at both partners becomes one person with the invitations, mails and links of both; undone, all is as it was', async () => {
  const { app } = server;
  const { networkId, coordinator, keep, drop, round, invitations, people, merge, separate } =
    await startMerge();
  const [anna, bram] = keep.people as [string, string];
  const [anna2, bram2, carla] = drop.people as [string, string, string];
  const before = { invitations: await invitations(), people: await people() };
  const answered = before.invitations.find(({ personId }) => personId === bram2)!;
  await answer(app.db, { invitationId: answered.id, opinion: 4 });
  const mails = () =>
    app.db.selectFrom('mail').select(['id', 'personId']).where('roundId', '=', round).orderBy('id').execute();
  const mailsBefore = await mails();

  const words = await merge();
  expect(words).toContain('1 persoon gaat van Stichting Leergeld naar Leergeld.');
  expect(words).toContain('2 mensen staan bij beide.');
  const partnerPage = readWords((await coordinator.get(`/desk/partners/${keep.id}`)).body);
  expect(partnerPage).toMatch(/Mensen .*Anna anna@leergeld\.example .*Bram bram@stichting\.example .*Carla/);
  expect(partnerPage).not.toContain('Anna B.');
  expect(partnerPage).not.toContain('in het archief Anna');
  // Whom the round asks is one person for each invitation, and nobody fell out.
  const merged = await invitations();
  expect(merged.map(({ personId }) => personId)).toEqual(
    before.invitations.map(({ personId }) =>
      personId === anna2 ? anna : personId === bram2 ? bram : personId,
    ),
  );
  const same = (rows: typeof merged) =>
    rows.map(({ id, partnerId, person, tokenHash }) => [id, partnerId, person, tokenHash.toString('hex')]);
  expect(same(merged)).toEqual(same(before.invitations));
  expect(merged.find(({ id }) => id === answered.id)!.submittedAt).toEqual(expect.any(Date));
  const mailed = new Map(mailsBefore.map(({ id, personId }) => [id, personId]));
  for (const { id, personId } of await mails()) {
    const owner = mailed.get(id);
    expect(personId).toBe(owner === anna2 ? anna : owner === bram2 ? bram : owner);
  }
  expect((await coordinator.get(`/desk/people/${anna2}`)).statusCode).toBe(404);
  const list = readWords((await coordinator.get(`/desk/rounds/${round}/invitations`)).body);
  expect(list).not.toContain('nog niet uitgenodigd');

  const dropPage = await coordinator.get(`/desk/partners/${drop.id}`);
  expect(dropPage.body).toContain('Maak het samenvoegen ongedaan');
  expect((await coordinator.get(`/desk/partners/${keep.id}`)).body).toContain(
    `action="/desk/partners/${drop.id}/separation"`,
  );
  const separated = await separate();
  expect(separated.headers.location).toBe(`/desk/partners/${drop.id}?done=separated`);
  const without = ({ revision: _revision, ...row }: Awaited<ReturnType<typeof people>>[number]) => row;
  expect((await people()).map(without)).toEqual(before.people.map(without));
  expect((await invitations()).map(({ id, personId }) => [id, personId])).toEqual(
    before.invitations.map(({ id, personId }) => [id, personId]),
  );
  expect(await mails()).toEqual(mailsBefore);
  expect(carla).toBe((await people()).at(-1)!.id);
  const [, dropped] = await listPartners(networkId);
  expect(dropped).toMatchObject({ archivedAt: null, mergedInto: null });
  const actions = (await listLogActions(app.db, { network: networkId })).map(({ action }) => action);
  expect(actions.slice(-2)).toEqual(['partners.merged', 'partners.separated']);
  // Once more: it was done. And they can be merged again.
  const again = await separate();
  expect(again.statusCode).toBe(409);
  expect(readWords(again.body)).toContain('Dit samenvoegen is al ongedaan gemaakt');
  await merge();
  expect((await separate()).statusCode).toBe(303);
});

test('a merge is not undone when that would lose or guess something, and the page says why', async () => {
  const { app } = server;
  const { networkId, coordinator, keep, drop, round, merge, separate } = await startMerge();
  const refuse = async (sentence: string) => {
    const before = await app.db.selectFrom('person').selectAll().orderBy('id').execute();
    const refused = await separate();
    expect([409, 422]).toContain(refused.statusCode);
    expect(readWords(refused.body)).toContain(sentence);
    expect(await app.db.selectFrom('person').selectAll().orderBy('id').execute()).toEqual(before);
  };
  await merge();
  // Somebody of both stopped the mails since, by the link in a mail that went to the other row.
  const { id, seed } = await findPerson(drop.people[0]!);
  const token = makeUnsubscribeToken(app.linkKey, { id, seed });
  expect((await app.inject({ method: 'POST', url: `/unsubscribe/${token}` })).statusCode).toBe(200);
  expect((await findPerson(keep.people[0]!)).unsubscribedAt).toEqual(expect.any(Date));
  await refuse('Anna stond bij beide partners en is na het samenvoegen gewijzigd.');
  await app.db
    .updateTable('person')
    .set({ unsubscribedAt: null, revision: sql`revision - 1` })
    .where('id', '=', keep.people[0]!)
    .execute();

  // Withdrawn and invited anew, by now for the partner that stayed.
  await app.db
    .updateTable('invitation')
    .set({ revokedAt: new Date() })
    .where('personId', '=', drop.people[2]!)
    .execute();
  await coordinator.post(`/desk/rounds/${round}/invitations`, { people: drop.people[2]! });
  await refuse('Na het samenvoegen is Carla opnieuw uitgenodigd.');
  await app.db
    .updateTable('invitation')
    .set({ revokedAt: new Date() })
    .where('createdAt', '>', sql<Date>`(SELECT max(merged_at) FROM partner_merge)`)
    .execute();

  const other = await seedPartner(app, networkId, { name: 'stichting leergeld', code: 'ander' });
  await refuse("In dit netwerk staat al een partner met de naam 'stichting leergeld'.");
  await coordinator.post(`/desk/partners/${other.id}/archive`);
  await coordinator.post(`/desk/partners/${keep.id}/archive`);
  await refuse("'Leergeld' staat zelf in het archief.");
  await coordinator.post(`/desk/partners/${keep.id}/return`);
  expect((await separate()).statusCode).toBe(303);
});

test('who is erased goes out of both rows, and a partner that comes back by itself has its people in the archive', async () => {
  const { app } = server;
  const { coordinator, keep, drop, merge, separate } = await startMerge();
  await merge();
  await erasePerson(actingOn(app), keep.people[1]!);
  for (const id of [keep.people[1]!, drop.people[1]!])
    expect(await findPerson(id)).toMatchObject({ name: '', email: null, erasedAt: expect.any(Date) });
  expect((await coordinator.post(`/desk/partners/${drop.id}/return`)).statusCode).toBe(303);
  expect((await separate()).statusCode).toBe(409);
  const page = readWords((await coordinator.get(`/desk/partners/${drop.id}`)).body);
  expect(page).toContain('1 persoon in het archief Anna B.');
});

test('merging refuses the same twice, a stranger, nothing, and what was changed meanwhile', async () => {
  const { app } = server;
  const { networkId, coordinator } = await seedOwnNetwork(app);
  const elsewhere = await seedOwnNetwork(app);
  const a = await seedPartner(app, networkId, { name: 'A' });
  const b = await seedPartner(app, networkId, { name: 'B' });
  const stranger = await seedPartner(app, elsewhere.networkId, { name: 'C' });
  const address = `/desk/networks/${networkId}/merge`;
  const post = (keep: string, drop: string, keepRevision = '1') =>
    coordinator.post(address, { keep, drop, keepRevision, dropRevision: '1' });
  expect((await post(a.id, a.id)).statusCode).toBe(422);
  expect((await post(a.id, '')).statusCode).toBe(422);
  expect((await post(a.id, '1; DROP')).statusCode).toBe(422);
  expect((await post(a.id, stranger.id)).statusCode).toBe(404);
  expect((await post(a.id, '999999999')).statusCode).toBe(404);
  expect((await coordinator.get(`${address}?keep=${a.id}&drop=${stranger.id}`)).statusCode).toBe(404);
  expect((await coordinator.get(`${address}?keep=&drop=`)).statusCode).toBe(422);
  const stale = await post(a.id, b.id, '7');
  expect(stale.statusCode).toBe(409);
  expect(readWords(stale.body)).toContain('Iemand anders heeft dit intussen veranderd.');
  expect((await listPartners(networkId)).every(({ archivedAt }) => archivedAt === null)).toBe(true);
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
    expect(readWords(page.body)).not.toMatch(/\b(het|een|wijzig|voeg)\b/i);
  }
});
