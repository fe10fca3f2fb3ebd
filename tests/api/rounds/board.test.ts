/** The board of a round: what a coordinator sees of each person and no more, and what one press does. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sendDueDigests } from '../../../server/rounds/digests/send-due-digests.ts';
import { addDays, dutchDay } from '../../../server/text/days.ts';
import { actingOn } from '../../support/acting.ts';
import type { MailReceiver } from '../../support/mail-receiver.ts';
import { type MailingApp, startMailingApp } from '../../support/mailing-app.ts';
import { readWords } from '../../support/read-html.ts';
import { makeRespondent } from '../../support/respondent.ts';
import { runJobs } from '../../support/run-jobs.ts';
import { type SeedPerson, seedNetwork } from '../../support/seed-network.ts';
import { answer } from '../../support/send-answers.ts';
import { signIn } from '../../support/sign-in.ts';

let receiver: MailReceiver;
let server: MailingApp;
beforeAll(async () => {
  server = await startMailingApp();
  ({ receiver } = server);
});
afterAll(() => server.stop());
beforeEach(() => {
  receiver.received.length = 0;
  receiver.atAddress = () => undefined;
});

let counter = 0;
/** A coordinator with an open round of which the mails went out; each list is the people of one partner. */
async function start(partners: readonly (readonly SeedPerson[])[]) {
  counter += 1;
  const own = (name: string) => `${name.toLowerCase()}${counter}@partner.example`;
  const network = await seedNetwork(
    server.app.db,
    partners.map((people) =>
      people.map((person) => ({ ...person, email: person.email === null ? null : own(person.name) })),
    ),
  );
  const { municipalityId, networkId } = network;
  const coordinator = await signIn(server.app, 'coordinator', { municipalityId, networkIds: [networkId] });
  const opened = await coordinator.post(`/desk/networks/${networkId}/rounds`, {
    name: '2026',
    sender: 'Anne Jansen, coördinator',
    replyTo: 'anne@weert.example',
    language: 'nl',
    opening: 'now',
    checked: 'yes',
    closesOn: addDays(dutchDay(new Date()), 20),
  });
  const round = String(opened.headers.location).split('?')[0]!;
  const id = async (person: string) => {
    const { id } = await server.app.db
      .selectFrom('invitation')
      .select('id')
      .where('roundId', '=', round.split('/').at(-1)!)
      .where('person', '=', person)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    return id;
  };
  const board = async () => (await coordinator.get(`${round}/invitations`)).body;
  const row = async (name: string) =>
    readWords(new RegExp(`<th scope="row">${name}<br>[\\s\\S]*?</tr>`).exec(await board())![0]);
  const names = async () => [...(await board()).matchAll(/<th scope="row">(\w+)</g)].map(([, name]) => name);
  return { network, coordinator, round, id, board, row, names, own };
}

/** The personal link that came to this address last. */
function mailedLink(email: string): string {
  const mail = receiver.received.filter(({ to }) => to === email).at(-1)!;
  return /http:\/\/keten\.example(\/invitations\/[\w-]{22})(?=\n)/.exec(mail.email.text!)![1]!;
}
const handedLink = (html: string) => /http:\/\/keten\.example(\/invitations\/[\w-]{22})/.exec(html)![1]!;
const byPerson = { 'sec-fetch-user': '?1' };
/** What a page says, without what differs at each look. */
const still = (html: string) => html.replace(/name="csrf" value="[^"]*"/g, '');

test('fifty opens by a scanner change nothing, the board included; a press of a person on begin does, and says not when', async () => {
  const { board, row, own, id } = await start([[{ name: 'Anna' }], [{ name: 'Bram' }]]);
  await runJobs(server.app);
  const link = mailedLink(own('Anna'));
  const before = still(await board());
  for (let open = 0; open < 50; open += 1) {
    const scanner = makeRespondent(server.app, link);
    expect((await scanner.open()).status).toBe(200);
    await scanner.open('sharing');
    // One that even posts the form: no browser says that a person pressed.
    await scanner.post('opening', {});
  }
  expect(still(await board())).toBe(before);
  expect(await row('Anna')).toContain('nog niet geopend');

  const anna = makeRespondent(server.app, link);
  const begun = await anna.post('opening', {}, byPerson);
  expect(begun.status).toBe(303);
  expect(begun.location).toMatch(/\/sharing$/);
  const opened = await row('Anna');
  expect(opened).toMatch(/ geopend /);
  expect(opened).not.toMatch(/nog niet geopend|\d\d:\d\d/);
  expect(await row('Bram')).toContain('nog niet geopend');
  const { rows } = await server.app.pg.query('SELECT to_jsonb(i) AS row FROM invitation i WHERE id = $1', [
    await id('Anna'),
  ]);
  expect(rows[0].row.opened).toBe(true);
});

test('who began looks the same after one page as after three, and nothing tells what or when', async () => {
  const { board, own } = await start([[{ name: 'Anna' }]]);
  await runJobs(server.app);
  const anna = makeRespondent(server.app, mailedLink(own('Anna')));
  await anna.fill('sharing', { 'values-1': '4', comment: 'Van Anna' });
  const one = still(await board());
  expect(readWords(one)).toMatch(/ begonnen /);
  await anna.fill('quality', { comment: 'Meer van Anna' });
  await anna.fill('contacts', {});
  expect(still(await board())).toBe(one);
  expect(one).not.toContain('Van Anna');
});

test('what needs the coordinator comes first: a refused address, then paper; who sent comes last', async () => {
  receiver.atAddress = (to) =>
    to.startsWith('bart') ? { code: 550, words: '5.1.1 no such user' } : undefined;
  const { names, row, id } = await start([
    [{ name: 'Anna' }, { name: 'Bart' }],
    [{ name: 'Carla', email: null }, { name: 'Dirk' }],
  ]);
  await runJobs(server.app);
  await answer(server.app.db, { invitationId: await id('Anna'), address: 'x@y.example', opinion: 4 });
  await server.app.db
    .updateTable('mail')
    .set({ sentAt: new Date(Date.now() - 6 * 24 * 3600_000) })
    .where('invitationId', '=', await id('Dirk'))
    .execute();
  expect(await names()).toEqual(['Bart', 'Carla', 'Dirk', 'Anna']);
  expect(await row('Bart')).toContain('mail geweigerd');
  expect(await row('Dirk')).toContain('De laatste mail is al even geleden.');
});

test('a corrected address gets the mail, and the link to the old one stops; both or nothing', async () => {
  const { coordinator, id, own, round } = await start([[{ name: 'Anna' }], [{ name: 'Bram' }]]);
  await runJobs(server.app);
  const old = mailedLink(own('Anna'));
  const page = `/desk/invitations/${await id('Anna')}/address`;
  expect((await coordinator.get(page)).body).toContain(own('Anna'));
  const wrong = await coordinator.post(page, { email: 'anna@' });
  expect(wrong.statusCode).toBe(422);
  expect(wrong.body).toContain('value="anna@"');
  const taken = await coordinator.post(page, { email: own('Bram') });
  expect(taken.statusCode).toBe(422);
  expect(taken.body).toContain('name="shares"');
  expect((await server.app.inject(old)).statusCode).toBe(200);

  const address = `anna${counter}@nieuw.example`;
  const done = await coordinator.post(page, { email: address });
  expect(done.headers.location).toBe(`${round}/invitations?done=addressCorrected`);
  await runJobs(server.app);
  expect((await server.app.inject(mailedLink(address))).statusCode).toBe(200);
  expect((await server.app.inject(old)).statusCode).toBe(404);
});

test('another contact person begins empty: each old link is dead and nothing that was typed is shown', async () => {
  const { coordinator, id, own, round, board, network } = await start([[{ name: 'Anna' }]]);
  await runJobs(server.app);
  const first = await id('Anna');
  const mailed = mailedLink(own('Anna'));
  const handed = handedLink((await coordinator.get(`/desk/invitations/${first}/link`)).body);
  await makeRespondent(server.app, mailed).fill('sharing', { 'values-1': '4', comment: 'Geheim' });
  const page = `/desk/invitations/${first}/contact`;
  expect((await coordinator.get(page)).body).not.toContain('Geheim');
  const nobody = await coordinator.post(page, { who: 'new' });
  expect(nobody.statusCode).toBe(422);
  expect((await server.app.inject(mailed)).statusCode).toBe(200);

  const email = `bea${counter}@partner.example`;
  const done = await coordinator.post(page, {
    who: 'new',
    person: 'Bea',
    email,
    language: 'nl',
    archives: 'on',
  });
  expect(done.headers.location).toBe(`${round}/invitations?done=contactReplaced`);
  for (const link of [mailed, handed]) expect((await server.app.inject(link)).statusCode).toBe(404);
  await runJobs(server.app);
  const bea = makeRespondent(server.app, mailedLink(email));
  const handedToBea = handedLink((await coordinator.get(`/desk/invitations/${await id('Bea')}/link`)).body);
  for (const one of [bea, makeRespondent(server.app, handedToBea)])
    for (const part of ['', 'sharing', 'copy', 'send'])
      expect((await one.open(part)).text, part).not.toContain('Geheim');
  expect(await board()).toContain('Bea');
  const { archivedAt } = await server.app.db
    .selectFrom('person')
    .select('archivedAt')
    .where('id', '=', network.people.Anna!)
    .executeTakeFirstOrThrow();
  expect(archivedAt).not.toBeNull();
});

test('who has sent answers is not replaced or reminded', async () => {
  const { coordinator, id } = await start([[{ name: 'Anna' }, { name: 'Bram' }]]);
  const anna = `/desk/invitations/${await id('Anna')}`;
  await answer(server.app.db, { invitationId: await id('Anna'), opinion: 4 });
  for (const [path, fields] of [
    ['contact', { who: 'new', person: 'Bea', language: 'nl' }],
    ['reminder', {}],
  ] as const) {
    const refused = await coordinator.post(`${anna}/${path}`, fields);
    expect(refused.statusCode, path).toBe(409);
    expect(refused.body).toContain('Deze persoon heeft al geantwoord');
  }
  const people = await server.app.db.selectFrom('person').select('id').where('name', '=', 'Bea').execute();
  expect(people.length).toBeLessThan(2);
});

test('one person is reminded at a press, in the name of the coordinator, and an answer reaches her', async () => {
  const { coordinator, id, own, round } = await start([[{ name: 'Anna' }], [{ name: 'Bram' }]]);
  await runJobs(server.app);
  const invited = receiver.received.find(({ to }) => to === own('Anna'))!;
  expect(invited.email.from).toMatchObject({
    name: 'Anne Jansen via Ketenspiegel',
    address: 'mail@keten.example',
  });
  expect(invited.email.replyTo).toMatchObject([{ address: 'anne@weert.example' }]);
  receiver.received.length = 0;
  const done = await coordinator.post(`/desk/invitations/${await id('Anna')}/reminder`);
  expect(done.headers.location).toBe(`${round}/invitations?done=personReminded`);
  await runJobs(server.app);
  expect(receiver.received.map(({ to }) => to)).toEqual([own('Anna')]);
  expect(receiver.received[0]!.email.subject).toMatch(/^Herinnering/);
  expect(mailedLink(own('Anna'))).toBe(/(\/invitations\/[\w-]{22})/.exec(invited.email.text!)![1]);
});

test('whom to call comes from kinds and counts, and does not change with what was answered', async () => {
  const ask = async (opinion: number) => {
    const { network, id, board } = await start([
      [{ name: 'Anna' }],
      [{ name: 'Bram' }],
      [{ name: 'Carla' }],
      [{ name: 'Dirk' }],
      [{ name: 'Esra' }],
    ]);
    const { db } = server.app;
    const kinds = ['school', 'school', 'police', 'school', 'school'];
    for (const [index, partnerId] of network.partnerIds.entries())
      await db
        .updateTable('roundPartner')
        .set({ kind: kinds[index]! })
        .where('partnerId', '=', partnerId)
        .execute();
    await answer(db, { invitationId: await id('Anna'), opinion, knows: ['p4', 'p5'] });
    const calls = /<ol class="calls">[\s\S]*?<\/ol>/.exec(await board())![0];
    return [...calls.matchAll(/<strong>(.*?)<\/strong>/g)].map(([, name]) => name).concat(readWords(calls));
  };
  const [first, second, third, ...words] = await ask(5);
  expect([first, second, third]).toEqual(['Partner 3', 'Partner 2', 'Partner 4']);
  expect(words.join()).toContain('Er is nog geen antwoord van een partner van deze soort: politie.');
  expect(words.join()).toContain('Vraag naar: Carla');
  const again = await ask(1);
  expect(again).toEqual([first, second, third, ...words]);
});

test('the mail of the day goes to who wants it, once, says who answered and never what, and not when nothing happened', async () => {
  const { network, coordinator, id, round } = await start([[{ name: 'Anna' }], [{ name: 'Bram' }]]);
  const { db } = server.app;
  const { networkId } = network;
  const page = `/desk/networks/${networkId}/digest`;
  const digests = () =>
    db
      .selectFrom('mail')
      .select(['id', 'recipient'])
      .where('kind', '=', 'digest')
      .where('networkId', '=', networkId)
      .execute();
  /** The wish is some days old; at night nothing is due, so what is due counts from the day itself. */
  const daysPass = () =>
    db
      .updateTable('digest')
      .set({ toldUntil: new Date(Date.now() - 3 * 24 * 3600_000) })
      .where('networkId', '=', networkId)
      .execute();
  await sendDueDigests(actingOn(server.app));
  expect(await digests()).toHaveLength(0);
  expect((await coordinator.get(page)).body).toContain('U krijgt deze mail nu niet.');
  await coordinator.post(page, { digest: 'on' });
  await coordinator.post(page, { digest: 'on' });
  await daysPass();
  await sendDueDigests(actingOn(server.app));
  expect(await digests()).toHaveLength(0);

  await answer(db, { invitationId: await id('Anna'), opinion: 4 });
  await db
    .updateTable('invitation')
    .set({ submittedAt: new Date(Date.now() - 24 * 3600_000) })
    .where('id', '=', await id('Anna'))
    .execute();
  await daysPass();
  await sendDueDigests(actingOn(server.app));
  await sendDueDigests(actingOn(server.app));
  const isDue = new Date().toLocaleTimeString('nl-NL', { timeZone: 'Europe/Amsterdam' }) >= '07:00:00';
  expect(await digests()).toHaveLength(isDue ? 1 : 0);
  if (!isDue) return;
  await runJobs(server.app);
  const mail = receiver.received.find(({ email }) => email.subject?.startsWith('Nieuws over de meting'))!;
  expect(mail.email.text).toContain('Anna, Partner 1');
  expect(mail.email.text).not.toContain('Bram');
  expect(mail.email.text).toContain(`http://keten.example${round}/invitations`);
  expect(mail.email.text).toContain(`http://keten.example${page}`);
  expect(mail.email.text).not.toMatch(/\d\d:\d\d/);
  await coordinator.post(page, { digest: 'off' });
  await sendDueDigests(actingOn(server.app));
  expect(await digests()).toHaveLength(1);
});
