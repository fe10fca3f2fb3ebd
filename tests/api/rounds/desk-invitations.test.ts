/** The people of a round on the desk: their state, their links and letters, and what a coordinator does for each. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, dutchDay } from '../../../server/text/days.ts';
import { type SeedPerson, seedNetwork, seedPerson } from '../../support/seed-network.ts';
import { answer } from '../../support/send-answers.ts';
import { signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';
import { createVisitor } from '../../support/visitor.ts';

let server: TestApp;
beforeAll(async () => {
  server = await startTestApp({ PUBLIC_URL: 'http://keten.example' });
});
afterAll(() => server.stop());

const inDays = (count: number) => addDays(dutchDay(new Date()), count);

/** A coordinator with an open round; each list is the people of one partner. */
async function start(
  partners: readonly (readonly SeedPerson[])[] = [[{ name: 'Anna' }], [{ name: 'Bram', email: null }]],
) {
  const network = await seedNetwork(server.app.db, partners);
  const { municipalityId, networkId } = network;
  const coordinator = await signIn(server.app, 'coordinator', { municipalityId, networkIds: [networkId] });
  const opened = await coordinator.post(`/desk/networks/${networkId}/rounds`, {
    name: '2026',
    sender: 'Greet',
    language: 'nl',
    opening: 'now',
    checked: 'yes',
    closesOn: inDays(20),
    message: 'Alvast dank',
  });
  const round = String(opened.headers.location).split('?')[0]!;
  const invitation = async (person: string) => {
    const { id } = await server.app.db
      .selectFrom('invitation')
      .select('id')
      .where('roundId', '=', round.split('/').at(-1)!)
      .where('person', '=', person)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    return `/desk/invitations/${id}`;
  };
  return { network, coordinator, round, invitation };
}

const idOf = (path: string) => path.split('/').at(-1)!;
const linkIn = (html: string) => /http:\/\/keten\.example(\/invitations\/[\w-]{22})/.exec(html)?.[1];
/** The links behind the codes on letters. */
async function openCodes(letters: string): Promise<(string | undefined)[]> {
  const codes = [...letters.matchAll(/<strong class="letter-code">([^<]+)</g)].map(([, code]) => code!);
  return Promise.all(
    codes.map(async (code) => {
      const visitor = createVisitor(server.app);
      return (await visitor.post('/code', { code }, { host: 'keten.example' })).location;
    }),
  );
}

const listMails = (round: string) =>
  server.app.db
    .selectFrom('mail')
    .select(['kind', 'recipient'])
    .where('roundId', '=', idOf(round))
    .orderBy('id')
    .execute();
const listLog = (round: string) =>
  server.app.db
    .selectFrom('audit')
    .select(['action', 'thingId', 'note'])
    .where('roundId', '=', idOf(round))
    .orderBy('id')
    .execute();

test('the list says of each what became of the mail and whether there is an answer, and never what', async () => {
  const { coordinator, round, invitation } = await start([
    [{ name: 'Anna' }, { name: 'Bart' }],
    [
      { name: 'Carla', email: null },
      { name: 'Dirk', unsubscribed: true },
      { name: 'Esra', addressFails: true },
    ],
  ]);
  await answer(server.app.db, { invitationId: idOf(await invitation('Anna')), opinion: 4 });
  await server.app.db
    .updateTable('mail')
    .set({ state: 'failed', reason: 'refused' })
    .where('recipient', '=', 'bart@partner.example')
    .where('roundId', '=', idOf(round))
    .execute();
  const { body } = await coordinator.get(`${round}/invitations`);
  const row = (name: string) =>
    new RegExp(`<th scope="row">${name}<br>[\\s\\S]*?</tr>`)
      .exec(body)![0]
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ');
  expect(row('Anna')).toContain('antwoorden verstuurd');
  expect(row('Anna')).not.toContain('Stuur opnieuw');
  expect(row('Bart')).toMatch(/mail geweigerd .* nog niet geopend .*Verbeter het adres .*Stuur opnieuw/);
  expect(row('Carla')).toContain('geen mailadres');
  expect(row('Dirk')).toContain('wil geen mail');
  expect(row('Esra')).toContain('adres werkt niet');
  // On which day somebody answered stands in no list of people.
  expect(row('Anna')).not.toMatch(/\d\d:\d\d/);
  expect(linkIn(body)).toBeUndefined();
});

test('an invitation is sent again, but not to who answered, has no address, or was withdrawn', async () => {
  const { coordinator, round, invitation } = await start([
    [{ name: 'Anna' }, { name: 'Bart' }],
    [{ name: 'Carla', email: null }],
  ]);
  const anna = await invitation('Anna');
  expect((await coordinator.post(`${anna}/sending`)).headers.location).toBe(
    `${round}/invitations?done=sentAgain`,
  );
  expect(await listMails(round)).toHaveLength(3);
  const bart = await invitation('Bart');
  await answer(server.app.db, { invitationId: idOf(bart), opinion: 4 });
  const answered = await coordinator.post(`${bart}/sending`);
  expect(answered.statusCode).toBe(409);
  expect(answered.body).toContain('Deze persoon heeft al geantwoord');
  const carla = await coordinator.post(`${await invitation('Carla')}/sending`);
  expect(carla.body).toContain('druk een brief af');
  await coordinator.post(`${anna}/revocation`);
  expect((await coordinator.post(`${anna}/sending`)).statusCode).toBe(409);
  await coordinator.post(`${round}/pause`);
  expect((await coordinator.post(`${bart}/sending`)).statusCode).toBe(409);
  expect(await listMails(round)).toHaveLength(3);
});

test('the link can be shown, is the same each time, and every look is in the log without the link', async () => {
  const { coordinator, round, invitation } = await start();
  const anna = await invitation('Anna');
  const first = linkIn((await coordinator.get(`${anna}/link`)).body)!;
  expect(linkIn((await coordinator.get(`${anna}/link`)).body)).toBe(first);
  expect((await server.app.inject(first)).statusCode).toBe(200);
  const shown = (await listLog(round)).filter(({ action }) => action === 'rounds.linkShown');
  expect(shown).toEqual([
    { action: 'rounds.linkShown', thingId: idOf(anna), note: '' },
    { action: 'rounds.linkShown', thingId: idOf(anna), note: '' },
  ]);
});

test('who has answered needs no link any more, and the one that was handed over shows no answer', async () => {
  const { coordinator, round, invitation } = await start();
  const bram = await invitation('Bram');
  const link = linkIn((await coordinator.get(`${bram}/link`)).body)!;
  await answer(server.app.db, { invitationId: idOf(bram), opinion: 4 });
  const shown = await coordinator.get(`${bram}/link`);
  expect(shown.body).toContain('Deze persoon heeft al geantwoord.');
  expect(linkIn(shown.body)).toBeUndefined();
  expect((await coordinator.get(`${bram}/letter`)).statusCode).toBe(409);
  expect((await coordinator.post(`${bram}/link`)).statusCode).toBe(409);
  expect(linkIn((await coordinator.get(`${round}/letters?who=unanswered`)).body)).not.toBe(link);
  const opened = await server.app.inject(link);
  expect(opened.statusCode).toBe(409);
  expect(opened.body).toContain('Met deze link zijn al antwoorden verstuurd, op een ander apparaat.');
});

test('a new link ends the old one, and letters and mails go on with the new one', async () => {
  const { coordinator, round, invitation } = await start();
  const bram = await invitation('Bram');
  const old = linkIn((await coordinator.get(`${bram}/link`)).body)!;
  expect((await coordinator.post(`${bram}/link`)).statusCode).toBe(303);
  expect((await server.app.inject(old)).statusCode).toBe(404);
  const renewed = linkIn((await coordinator.get(`${bram}/link`)).body)!;
  expect((await server.app.inject(renewed)).statusCode).toBe(200);
  expect(await openCodes((await coordinator.get(`${round}/letters`)).body)).toEqual([renewed]);
});

test('a link that can not be made again says so and offers a new one', async () => {
  const { coordinator, round, invitation } = await start();
  const bram = await invitation('Bram');
  await server.app.db
    .updateTable('invitation')
    .set({ seed: Buffer.alloc(16) })
    .where('id', '=', idOf(bram))
    .execute();
  const shown = await coordinator.get(`${bram}/link`);
  expect(shown.statusCode).toBe(200);
  expect(shown.body).toContain('Deze link is niet meer te tonen.');
  expect(linkIn(shown.body)).toBeUndefined();
  const letters = await coordinator.get(`${round}/letters`);
  expect(letters.body).toContain('1 persoon mist');
  await coordinator.post(`${bram}/link`);
  expect(linkIn((await coordinator.get(`${bram}/link`)).body)).toBeDefined();
});

test('an invitation is withdrawn after a question, and the person can be invited anew', async () => {
  const { coordinator, round, invitation } = await start();
  const anna = await invitation('Anna');
  const link = linkIn((await coordinator.get(`${anna}/link`)).body)!;
  expect((await coordinator.get(`${anna}/revocation`)).body).toContain('De link van Anna (Partner 1)');
  expect((await coordinator.post(`${anna}/revocation`)).headers.location).toBe(
    `${round}/invitations?done=revoked`,
  );
  expect((await server.app.inject(link)).statusCode).toBe(404);
  expect((await coordinator.get(`${anna}/link`)).body).toContain('Met deze link kan niemand meer antwoorden');
  expect((await coordinator.post(`${anna}/link`)).statusCode).toBe(409);

  const { body } = await coordinator.get(`${round}/invitations`);
  const person = /name="people" value="(\d+)"/.exec(body)![1]!;
  expect((await coordinator.post(`${round}/invitations`, { people: person })).statusCode).toBe(303);
  const anew = await invitation('Anna');
  expect(anew).not.toBe(anna);
  expect(linkIn((await coordinator.get(`${anew}/link`)).body)).not.toBe(link);
});

test('people and partners that came after the opening are invited by a tick, each once', async () => {
  const { network, coordinator, round } = await start();
  const early = await seedPerson(server.app.db, network.partnerIds[0]!, { name: 'Carla' });
  const { id: partner } = await server.app.db
    .insertInto('partner')
    .values({ networkId: network.networkId, code: 'nieuw', name: 'Nieuwe partner' } as never)
    .returning('id')
    .executeTakeFirstOrThrow();
  const late = await seedPerson(server.app.db, partner, { name: 'Dirk' });
  const stranger = (await start()).network.people.Anna!;
  const { body } = await coordinator.get(`${round}/invitations`);
  expect(body).toContain('Dirk, Nieuwe partner');
  const invite = () => coordinator.post(`${round}/invitations`, { people: [early, late, stranger, 'x'] });
  await Promise.all([invite(), invite()]);
  const people = await server.app.db
    .selectFrom('invitation')
    .select('person')
    .where('roundId', '=', idOf(round))
    .orderBy('person')
    .execute();
  expect(people.map(({ person }) => person)).toEqual(['Anna', 'Bram', 'Carla', 'Dirk']);
  expect(await listMails(round)).toHaveLength(3);
  const nobody = await coordinator.post(`${round}/invitations`, {});
  expect(nobody.statusCode).toBe(422);
  expect(nobody.body).toContain('Kies ten minste een persoon.');
});

test('that people can get no mail leads to these people, and from there to everybody', async () => {
  const { coordinator, round, invitation } = await start([
    [{ name: 'Anna' }, { name: 'Bram', email: null }],
    [
      { name: 'Carla', addressFails: true },
      { name: 'Dirk', email: null },
    ],
  ]);
  await answer(server.app.db, { invitationId: idOf(await invitation('Dirk')), opinion: 4 });
  const { body } = await coordinator.get(round);
  expect(body).toContain('2 mensen kunnen geen mail krijgen.');
  expect(body).toContain(`href="${round}/invitations?mail=none"`);
  const narrowed = await coordinator.get(`${round}/invitations?mail=none`);
  const names = (html: string) => [...html.matchAll(/<th scope="row">(\w+)</g)].map(([, name]) => name);
  expect(names(narrowed.body)).toEqual(['Carla', 'Bram']);
  expect(narrowed.body).toContain(`<a href="${round}/invitations">Toon iedereen</a>`);
  expect(names((await coordinator.get(`${round}/invitations`)).body)).toEqual([
    'Carla',
    'Bram',
    'Anna',
    'Dirk',
  ]);
});

test('who corrects an address that refused mail is offered to send it again at once, to the new one', async () => {
  const { network, coordinator, round } = await start();
  const { db } = server.app;
  const anna = network.people.Anna!;
  const mails = () => db.updateTable('mail').where('roundId', '=', idOf(round)).where('personId', '=', anna);
  await mails().set({ state: 'failed', reason: 'refused' }).execute();
  const change = async (email: string) => {
    const { revision } = await db
      .selectFrom('person')
      .select('revision')
      .where('id', '=', anna)
      .executeTakeFirstOrThrow();
    const fields = { person: 'Anna', email, language: 'nl', revision: String(revision) };
    return coordinator.post(`/desk/people/${anna}`, fields);
  };
  const changed = await change('anna@nieuw.example');
  expect(changed.headers.location).toBe(`/desk/people/${anna}?done=addressChanged`);
  const page = await coordinator.get(String(changed.headers.location));
  expect(page.body).toContain('De meting ‘2026’ loopt');
  expect(page.body).toContain('De mail ging naar een ander adres dan hieronder staat.');
  expect(page.body).toContain('Stuur nu de uitnodiging');
  const sending = /action="(\/desk\/invitations\/\d+\/sending)"/.exec(page.body)![1]!;
  expect((await coordinator.post(sending)).headers.location).toBe(`${round}/invitations?done=sentAgain`);
  expect((await listMails(round)).at(-1)).toEqual({ kind: 'invitation', recipient: 'anna@nieuw.example' });
  const waiting = await coordinator.get(`/desk/people/${anna}`);
  expect(waiting.body).toContain('De mail staat klaar');
  expect(waiting.body).not.toContain(sending);

  // The invitation arrived by then, and it is the reminder that was refused.
  await db.updateTable('mail').where('recipient', '=', 'anna@nieuw.example').set({ state: 'sent' }).execute();
  await coordinator.post(`${round}/reminders`);
  await mails().set({ state: 'failed', reason: 'refused' }).where('kind', '=', 'reminder').execute();
  expect((await coordinator.get(`/desk/people/${anna}`)).body).toContain('De mail kwam niet aan.');
  await change('anna@derde.example');
  expect((await coordinator.get(`/desk/people/${anna}`)).body).toContain('Stuur nu de herinnering');
  await coordinator.post(sending);
  expect((await listMails(round)).at(-1)).toEqual({ kind: 'reminder', recipient: 'anna@derde.example' });

  // Only a name: nothing to send. Nor when there is an answer.
  expect((await change('anna@derde.example')).headers.location).toContain('/desk/partners/');
  await answer(db, { invitationId: sending.split('/')[3]!, opinion: 4 });
  expect((await change('anna@vierde.example')).headers.location).toContain('/desk/partners/');
  expect((await coordinator.get(`/desk/people/${anna}`)).body).not.toContain('De meting ‘2026’ loopt');
});

test('while a round is paused or the person gets no mail, the page says what can be done', async () => {
  const { network, coordinator, round } = await start();
  const bram = await coordinator.get(`/desk/people/${network.people.Bram}`);
  expect(bram.body).toContain('Mail kan niet: druk een brief af.');
  const letter = /href="(\/desk\/invitations\/\d+\/letter)"/.exec(bram.body)![1]!;
  expect((await coordinator.get(letter)).statusCode).toBe(200);
  await coordinator.post(`${round}/pause`);
  const anna = await coordinator.get(`/desk/people/${network.people.Anna}`);
  expect(anna.body).toContain('De meting ‘2026’ is gepauzeerd');
  expect(anna.body).not.toContain('/sending"');
});

test('a colleague who is added while a round runs is not invited yet, says each page, and is invited from there', async () => {
  const { network, coordinator, round } = await start();
  const [partner] = network.partnerIds;
  const add = (person: string) =>
    coordinator.post(`/desk/partners/${partner}/people`, {
      person,
      email: `${person.toLowerCase()}@collega.example`,
      language: 'en',
    });
  expect((await coordinator.get(`/desk/partners/${partner}`)).body).not.toContain('Nog niet uitgenodigd');
  const added = await add('Carla');
  await add('Dirk');
  const partnerPage = await coordinator.get(String(added.headers.location));
  expect(partnerPage.body).toContain('De meting ‘2026’ loopt. Nog niet uitgenodigd: Carla, Dirk.');
  expect((await coordinator.get(round)).body).toContain(
    '2 mensen bij de partners zijn nog niet uitgenodigd.',
  );
  const list = await coordinator.get(`${round}/invitations`);
  expect(list.body.match(/<span>nog niet uitgenodigd<\/span>|nog niet uitgenodigd/g)).toHaveLength(2);

  // From the list, and from the page of the person.
  const [carla, dirk] = [...partnerPage.body.matchAll(/name="people" value="(\d+)"/g)].map(([, id]) => id!);
  const form = `action="${round}/invitations">`;
  expect(list.body.split(form).slice(1).join()).toContain(`name="people" value="${carla}"`);
  await coordinator.post(`${round}/invitations`, { people: carla! });
  const person = await coordinator.get(`/desk/people/${dirk}`);
  expect(person.body).toContain('Deze persoon is nog niet uitgenodigd.');
  expect(person.body).toContain(form);
  await coordinator.post(`${round}/invitations`, { people: dirk! });
  expect((await listMails(round)).map(({ recipient }) => recipient)).toEqual([
    'anna@partner.example',
    'carla@collega.example',
    'dirk@collega.example',
  ]);
  expect((await coordinator.get(`/desk/people/${dirk}`)).body).toContain('De mail staat klaar');
  for (const url of [`/desk/partners/${partner}`, round, `${round}/invitations`])
    expect((await coordinator.get(url)).body, url).not.toMatch(/nog niet uitgenodigd/i);
  await coordinator.post(`${round}/closure`);
  await add('Esra');
  expect((await coordinator.get(`/desk/partners/${partner}`)).body).not.toContain('Nog niet uitgenodigd');
});

test('somebody on paper gets an invitation with a letter', async () => {
  const { network, coordinator, round } = await start();
  const made = await coordinator.post(`${round}/paper-invitations`, {
    partner: network.partnerIds[1]!,
    person: ' De  vrijwilliger ',
  });
  const page = await coordinator.get(String(made.headers.location));
  expect(page.body).toContain('De vrijwilliger (Partner 2)');
  const link = linkIn(page.body)!;
  expect((await server.app.inject(link)).statusCode).toBe(200);
  const letters = await coordinator.get(`${round}/letters`);
  expect(await openCodes(letters.body)).toContain(link);
  const refused = await coordinator.post(`${round}/paper-invitations`, {
    partner: '',
    person: 'x'.repeat(300),
  });
  expect(refused.statusCode).toBe(422);
  expect(refused.body).toContain('x'.repeat(300));
  expect(refused.body).toContain('Dit heeft 300 tekens.');
});

test('letters are for who can not be mailed, or for all who have not answered; escaped, each with its code', async () => {
  const { coordinator, round, invitation } = await start([
    [{ name: 'Anna' }, { name: '<b>Bart</b>', email: null }],
    [{ name: 'Carla', unsubscribed: true }],
    [{ name: 'Dirk' }],
  ]);
  await answer(server.app.db, { invitationId: idOf(await invitation('Dirk')), opinion: 4 });
  const paper = await coordinator.get(`${round}/letters`);
  const count = (html: string) => (html.match(/<article class="letter/g) ?? []).length;
  expect(count(paper.body)).toBe(2);
  expect(paper.body).toContain('Beste &lt;b&gt;Bart&lt;/b&gt;,');
  expect(paper.body).toContain('Alvast dank');
  expect(paper.body.match(/<svg viewBox="[^"]+" xmlns=/g)).toHaveLength(2);
  const all = await coordinator.get(`${round}/letters?who=unanswered`);
  expect(count(all.body)).toBe(3);
  const links = await openCodes(all.body);
  expect(new Set(links).size).toBe(3);
  for (const link of links) expect((await server.app.inject(link!)).statusCode).toBe(200);
  const logged = (await listLog(round)).filter(({ action }) => action === 'rounds.lettersShown');
  expect(logged.map(({ note }) => note)).toEqual(['2', '3']);
  await coordinator.post(`${round}/closure`);
  expect((await coordinator.get(`${round}/letters`)).statusCode).toBe(409);
});

test('who has nothing to do with this network finds nothing, and changes nothing', async () => {
  const { round, invitation } = await start();
  const anna = await invitation('Anna');
  const other = await start();
  const reader = await signIn(server.app, 'municipality', { municipalityId: other.network.municipalityId });
  const gets = [
    round,
    `${round}/plan`,
    `${round}/closure`,
    `${round}/invitations`,
    `${round}/letters`,
    `${anna}/link`,
    `${anna}/letter`,
  ];
  const posts = [
    `${round}/plan`,
    `${round}/opening`,
    `${round}/pause`,
    `${round}/closure`,
    `${round}/reminders`,
    `${round}/removal`,
    `${anna}/sending`,
    `${anna}/revocation`,
    `${anna}/link`,
  ];
  for (const who of [other.coordinator, reader]) {
    for (const url of gets) expect((await who.get(url)).statusCode, url).toBe(404);
    for (const url of posts) expect([400, 404], url).toContain((await who.post(url)).statusCode);
  }
  const row = await server.app.db
    .selectFrom('round')
    .selectAll()
    .where('id', '=', idOf(round))
    .executeTakeFirstOrThrow();
  expect(row).toMatchObject({ pausedAt: null, closedAt: null, revision: 2 });
});
