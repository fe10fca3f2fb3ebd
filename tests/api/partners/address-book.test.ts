/** The address book: who sees what of it, choosing partners from it, and one correction in several networks. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addKnownPartners } from '../../../server/partners/address-book/add-known-partners.ts';
import { importPartners } from '../../../server/partners/import/import-partners.ts';
import { hashStored, listStoredPartners } from '../../../server/partners/import/stored-partners.ts';
import { eraseExpiredPerson } from '../../../server/person-data/erasure/erase-person.ts';
import { actingOn } from '../../support/acting.ts';
import { expectAllOrNothing } from '../../support/failing-log.ts';
import { readWords } from '../../support/read-html.ts';
import { seedOwnNetwork, seedPartner } from '../../support/seed-own-network.ts';
import { signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await startTestApp();
});
afterAll(() => server.stop());

let codes = 100;

/** A municipality with two networks of one coordinator and one of a colleague. */
async function seedBook() {
  const { app } = server;
  const code = `GM0${++codes}`;
  const one = await seedOwnNetwork(app, { code });
  const two = await seedOwnNetwork(app, { code });
  const hidden = await seedOwnNetwork(app, { code });
  const { municipalityId } = one;
  const coordinator = await signIn(app, 'coordinator', {
    municipalityId,
    networkIds: [one.networkId, two.networkId],
  });
  const bank = await seedPartner(app, one.networkId, {
    name: 'Voedselbank',
    kind: 'informal',
    people: [['Bram de Wit', 'bram@bank.example']],
  });
  const police = await seedPartner(app, one.networkId, {
    name: 'Politie',
    people: [['Piet', 'piet@politie.example']],
  });
  const school = await seedPartner(app, hidden.networkId, {
    name: 'Verborgen school',
    people: [['Sanne', 'sanne@school.example']],
  });
  return { one, two, hidden, municipalityId, coordinator, bank, police, school };
}

const bookOf = (id: string) => `/desk/municipalities/${id}/address-book`;

test('a coordinator sees organisations of her own networks only, the municipality and the operator all', async () => {
  const { app } = server;
  const { municipalityId, coordinator, hidden, two } = await seedBook();
  await seedPartner(app, two.networkId, {
    name: 'VOEDSELBANK!',
    people: [
      ['', 'BRAM@bank.example'],
      ['Bea', 'bram@bank.example'],
    ],
  });
  const own = readWords((await coordinator.get(bookOf(municipalityId))).body);
  expect(own).toContain('Bram de Wit');
  expect(own).not.toContain('school');
  expect(own).not.toContain('Sanne');
  expect(own).toContain('Bea');
  // Once, though it is in two networks.
  expect(own.match(/Voedselbank/gi)!.length).toBe(1);
  expect(readWords((await hidden.coordinator.get(bookOf(municipalityId))).body)).not.toContain('Voedselbank');

  for (const role of ['municipality', 'operator'] as const) {
    const reader = await signIn(app, role, role === 'municipality' ? { municipalityId } : {});
    const page = await reader.get(bookOf(municipalityId));
    expect(readWords(page.body)).toContain('Verborgen school');
    expect(readWords(page.body)).toContain('Sanne');
    expect(page.body.includes('href="/desk/people/')).toBe(role === 'operator');
  }
  const stranger = await seedOwnNetwork(app, { code: 'GM0999' });
  expect((await stranger.coordinator.get(bookOf(municipalityId))).statusCode).toBe(404);
  const researcher = await signIn(app, 'researcher', { networkIds: [two.networkId] });
  expect((await researcher.get(bookOf(municipalityId))).statusCode).toBe(404);
});

test('search finds the name of an organisation and of a person, and who wants no mail is not in the book', async () => {
  const { municipalityId, coordinator, police } = await seedBook();
  const find = async (words: string) =>
    readWords((await coordinator.get(`${bookOf(municipalityId)}?search=${words}`)).body);
  expect(await find('BRAM')).toContain('1 organisatie gevonden');
  expect(await find('polit')).toContain('piet@politie.example');
  expect(await find('sanne')).toContain('0 organisaties gevonden');
  await server.app.db
    .updateTable('person')
    .set({ unsubscribedAt: new Date() })
    .where('id', '=', police.people[0]!)
    .execute();
  expect(await find('polit')).not.toContain('piet@politie.example');
});

test('partners are chosen once, with their people or without, and an address never comes twice', async () => {
  const { app } = server;
  const { two, coordinator, bank, police } = await seedBook();
  await seedPartner(app, two.networkId, { name: 'Bestaat al', people: [['Piet', 'PIET@politie.example']] });
  const page = `/desk/networks/${two.networkId}/partners/known`;
  const shown = await coordinator.get(page);
  expect(shown.body).toContain(`value="${bank.id}"`);
  expect(readWords(shown.body)).not.toContain('Verborgen');
  const nothing = await coordinator.post(page, { people: 'on' });
  expect(nothing.statusCode).toBe(422);
  expect(readWords(nothing.body)).toContain('Kies ten minste een organisatie');

  const form = { partners: [bank.id, police.id], people: 'on', csrf: coordinator.csrf };
  const first = await coordinator.post(page, form);
  expect((await coordinator.post(page, form)).headers.location).toBe(first.headers.location);
  const list = readWords((await coordinator.get(first.headers.location!)).body);
  expect(list).toContain('De gekozen partners staan in het netwerk');
  const people = await app.db
    .selectFrom('person')
    .innerJoin('partner', 'partner.id', 'person.partnerId')
    .select(['person.email', 'partner.name'])
    .where('partner.networkId', '=', two.networkId)
    .orderBy('person.id')
    .execute();
  expect(people).toEqual([
    { email: 'PIET@politie.example', name: 'Bestaat al' },
    { email: 'bram@bank.example', name: 'Voedselbank' },
  ]);
  // Who is there now is not offered again, nor taken from a page that was open.
  expect((await coordinator.get(page)).body).not.toContain(`value="${bank.id}"`);
  expect((await coordinator.post(page, { partners: bank.id })).statusCode).toBe(409);
});

test('nobody takes a partner from a network that they do not see', async () => {
  const { two, coordinator, school } = await seedBook();
  const stranger = await seedBook();
  const page = `/desk/networks/${two.networkId}/partners/known`;
  for (const id of [school.id, stranger.bank.id, '999999', 'x']) {
    expect((await coordinator.post(page, { partners: id })).statusCode, id).toBe(409);
  }
  const operator = await signIn(server.app, 'operator');
  expect((await operator.get(page)).body).toContain(`value="${school.id}"`);
  expect((await operator.post(page, { partners: stranger.bank.id })).statusCode).toBe(409);
});

test('adding several is one change, with a line for each', async () => {
  const { two, coordinator, bank, police } = await seedBook();
  const reader = { role: 'coordinator' as const, networkIds: [] };
  const networks = await server.app.db
    .selectFrom('accountNetwork')
    .select('networkId')
    .where('accountId', '=', coordinator.accountId)
    .execute();
  expect(
    await expectAllOrNothing(server.app, (acting) =>
      addKnownPartners(
        acting,
        two.networkId,
        { ...reader, networkIds: networks.map(({ networkId }) => networkId) },
        { partnerIds: [bank.id, police.id], withPeople: true },
      ),
    ),
  ).toEqual({ lines: ['partners.added', 'partners.added'], jobs: [] });
});

test('a correction is taken over in the networks that were ticked, everywhere or nowhere', async () => {
  const { app } = server;
  const { one, two, hidden, coordinator, bank } = await seedBook();
  const person = bank.people[0]!;
  const there = await seedPartner(app, two.networkId, {
    name: 'Voedselbank Weert',
    people: [
      ['Bram de Wit', 'BRAM@bank.example'],
      ['Ander', 'ander@bank.example'],
    ],
  });
  const unseen = await seedPartner(app, hidden.networkId, {
    name: 'Voedselbank',
    people: [['Bram de Wit', 'bram@bank.example']],
  });
  const page = await coordinator.get(`/desk/people/${person}`);
  expect(page.body).toContain(`value="${there.people[0]}"`);
  expect(page.body).not.toContain(`value="${unseen.people[0]}"`);
  expect(readWords(page.body)).toContain('Een gesloten meting verandert niet');

  const erasure = await coordinator.get(`/desk/people/${person}/erasure`);
  expect(erasure.body).toContain(`/desk/people/${there.people[0]}/data`);
  expect(erasure.body).not.toContain(`/desk/people/${unseen.people[0]}/data`);

  const change = (fields: Record<string, string | string[]>) =>
    coordinator.post(`/desk/people/${person}`, {
      person: 'Bram Wit',
      email: 'b.wit@bank.example',
      language: 'en',
      revision: '1',
      ...fields,
    });
  const find = (id: string) =>
    app.db.selectFrom('person').select(['name', 'email', 'language']).where('id', '=', id).executeTakeFirst();
  for (const elsewhere of [unseen.people[0]!, there.people[1]!, '999999']) {
    expect((await change({ elsewhere })).statusCode).toBe(409);
  }
  const taken = await change({ email: 'ander@bank.example', elsewhere: there.people[0]! });
  expect(taken.statusCode).toBe(422);
  expect(readWords(taken.body)).toContain('staat het adres ander@bank.example al bij Voedselbank Weert');
  expect(await find(person)).toMatchObject({ name: 'Bram de Wit' });

  expect((await change({ elsewhere: there.people[0]! })).statusCode).toBe(303);
  expect(await find(person)).toEqual({ name: 'Bram Wit', email: 'b.wit@bank.example', language: 'en' });
  // The language of the mails is a choice of each network.
  expect(await find(there.people[0]!)).toEqual({
    name: 'Bram Wit',
    email: 'b.wit@bank.example',
    language: 'nl',
  });
  expect(await find(unseen.people[0]!)).toMatchObject({ name: 'Bram de Wit' });
  const lines = await app.db
    .selectFrom('audit')
    .select('networkId')
    .where('action', '=', 'partners.personChanged')
    .where('accountId', '=', coordinator.accountId)
    .execute();
  expect(lines.map(({ networkId }) => networkId).sort()).toEqual([one.networkId, two.networkId].sort());
});

test('who is erased in one network leaves the book, and comes back from no other network', async () => {
  const { app } = server;
  const { one, two, hidden, municipalityId, coordinator, bank } = await seedBook();
  // Shown to nobody here: the network of a colleague. The mailbox of Bram is that of Bea too.
  const elsewhere = await seedPartner(app, hidden.networkId, {
    name: 'Buurthuis',
    people: [
      ['Bram de Wit', 'BRAM@bank.example'],
      ['Bea', 'bram@bank.example'],
    ],
  });
  const colleague = await signIn(app, 'coordinator', {
    municipalityId,
    networkIds: [hidden.networkId, two.networkId],
  });
  const id = bank.people[0]!;
  expect(readWords((await coordinator.get(`/desk/people/${id}/erasure`)).body)).toContain(
    'in andere netwerken van de gemeente blijft deze persoon staan, maar niet meer in het adresboek',
  );
  expect((await coordinator.post(`/desk/people/${id}/erasure`)).statusCode).toBe(303);
  const book = readWords((await colleague.get(bookOf(municipalityId))).body);
  expect(book).not.toContain('Bram de Wit');
  expect(book).toContain('Bea');
  // Where she stands nothing changes, also not for who looks.
  expect(readWords((await colleague.get(`/desk/partners/${elsewhere.id}`)).body)).toContain('Bram de Wit');
  const reader = {
    role: 'coordinator',
    networkIds: [hidden.networkId, one.networkId, two.networkId],
  } as const;
  for (const { networkId } of [one, two]) {
    await addKnownPartners(actingOn(app), networkId, reader, {
      partnerIds: [elsewhere.id],
      withPeople: true,
    });
    const { rows } = await sql<{ name: string }>`
      SELECT person.name FROM person JOIN partner ON partner.id = partner_id
      WHERE network_id = ${networkId} AND partner.name = 'Buurthuis'`.execute(app.db);
    expect(rows).toEqual([{ name: 'Bea' }]);
  }
});

test('the same person has a name without its accents, and stays erased when its address is typed in capitals', async () => {
  const { app } = server;
  const { one, two, municipalityId, coordinator } = await seedBook();
  const school = await seedPartner(app, one.networkId, {
    name: 'School',
    people: [['José', 'jose@school.example']],
  });
  const there = await seedPartner(app, two.networkId, {
    name: 'Buurthuis',
    people: [
      ['Jose', 'Jose@school.example'],
      ['Bea', 'bea@buurthuis.example'],
    ],
  });
  await coordinator.post(`/desk/people/${school.people[0]!}/erasure`);
  const readBook = async () => readWords((await coordinator.get(bookOf(municipalityId))).body);
  expect(await readBook()).not.toContain('Jose');
  const changed = await coordinator.post(`/desk/people/${there.people[0]!}`, {
    person: 'Jose',
    email: 'JOSE@school.example',
    language: 'nl',
    revision: '1',
  });
  expect(changed.statusCode).toBe(303);
  expect(await readBook()).not.toContain('Jose');
  await importPartners(
    actingOn(app),
    two.networkId,
    { text: 'id\tpartner\tcontactpersoon\tmail\nbuurthuis\tBuurthuis\tJose\tjose@school.example' },
    { seen: hashStored(await listStoredPartners(app.db, two.networkId)) },
  );
  const { email } = await app.db
    .selectFrom('person')
    .select('email')
    .where('id', '=', there.people[0]!)
    .executeTakeFirstOrThrow();
  expect(email).toBe('jose@school.example');
  expect(await readBook()).not.toContain('Jose');
  expect(await readBook()).toContain('Bea');
});

test('who was two rows before a merge leaves the book under both addresses', async () => {
  const { app } = server;
  const { two, municipalityId, coordinator, bank, police } = await seedBook();
  await app.db
    .updateTable('person')
    .set({ name: 'Bram de Wit', mergedInto: bank.people[0]!, archivedAt: new Date() })
    .where('id', '=', police.people[0]!)
    .execute();
  await seedPartner(app, two.networkId, {
    name: 'Buurthuis',
    people: [
      ['Bram de Wit', 'PIET@politie.example'],
      ['Bea', 'bea@buurthuis.example'],
    ],
  });
  await coordinator.post(`/desk/people/${bank.people[0]!}/erasure`);
  const book = readWords((await coordinator.get(bookOf(municipalityId))).body);
  expect(book).toContain('Bea');
  expect(book).not.toContain('Bram de Wit');
});

test('who gets another address is somebody else, and is in the book again', async () => {
  const { app } = server;
  const { two, municipalityId, coordinator, bank } = await seedBook();
  const other = await seedPartner(app, two.networkId, {
    name: 'Buurthuis',
    people: [['Bram de Wit', 'bram@bank.example']],
  });
  await coordinator.post(`/desk/people/${bank.people[0]!}/erasure`);
  expect(readWords((await coordinator.get(bookOf(municipalityId))).body)).not.toContain('Bram de Wit');
  const changed = await coordinator.post(`/desk/people/${other.people[0]!}`, {
    person: 'Bea de Boer',
    email: 'bea@buurthuis.example',
    language: 'nl',
    revision: '1',
  });
  expect(changed.statusCode).toBe(303);
  expect(readWords((await coordinator.get(bookOf(municipalityId))).body)).toContain('Bea de Boer');
});

test('who is forgotten because the time is over stays in the book of the networks that still ask', async () => {
  const { app } = server;
  const { two, municipalityId, coordinator, bank } = await seedBook();
  await seedPartner(app, two.networkId, {
    name: 'Buurthuis',
    people: [['Bram de Wit', 'bram@bank.example']],
  });
  const id = bank.people[0]!;
  await eraseExpiredPerson(actingOn(app), id);
  expect(readWords((await coordinator.get(bookOf(municipalityId))).body)).toContain('Bram de Wit');
});
