/**
 * Answers belong to who typed them. A coordinator and an operator try every address of the desk, every link that they
 * find there and every mail that they can make go to themselves: none opens what a respondent typed, before it was sent
 * or after, and none writes over it.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeHolder } from '../../../server/questionnaire/holders.ts';
import { makeToken } from '../../../server/web/token.ts';
import { type MailReceiver, startMailReceiver } from '../../support/mail-receiver.ts';
import { makeRespondent, type Respondent, readForm } from '../../support/respondent.ts';
import { runJobs } from '../../support/run-jobs.ts';
import { type MailedPerson, seedMails } from '../../support/seed-mails.ts';
import { keyOf } from '../../support/send-answers.ts';
import { type SignedIn, signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

const secret = 'Dit las niemand anders.';
const email = 'anna@partner.example';

let receiver: MailReceiver;
let server: TestApp;
let anna: MailedPerson;
let round: { networkId: string; roundId: string };
let coordinator: SignedIn;
let operator: SignedIn;
beforeAll(async () => {
  receiver = await startMailReceiver();
});
afterAll(() => receiver.stop());
beforeEach(async () => {
  server = await startTestApp({ SMTP_URL: receiver.url, PUBLIC_URL: 'http://keten.example' });
  const seeded = await seedMails(server.app, { names: { [email]: 'Anna' } });
  anna = seeded.people[email]!;
  round = seeded;
  receiver.received.length = 0;
  await runJobs(server.app);
  const { municipalityId } = await server.app.db
    .selectFrom('network')
    .select('municipalityId')
    .where('id', '=', seeded.networkId)
    .executeTakeFirstOrThrow();
  coordinator = await signIn(server.app, 'coordinator', { municipalityId, networkIds: [seeded.networkId] });
  operator = await signIn(server.app, 'operator');
});
afterEach(() => server.stop());

/** The path of the last personal link that was mailed here. */
function mailedTo(address: string): string {
  const mails = receiver.received.filter(({ to }) => to === address);
  const links = mails.flatMap(({ email }) => [
    ...(email.text ?? '').matchAll(/\/(invitations|own-data)\/[\w-]{22}/g),
  ]);
  return links.at(-1)![0];
}

/** Everything that a reader of the desk finds by going on from page to page, and all links in it that open something. */
async function findLinks(reader: SignedIn): Promise<string[]> {
  const links = new Set<string>();
  const seen = new Set<string>();
  const waiting = [
    '/desk',
    `/desk/networks/${round.networkId}`,
    `/desk/invitations/${anna.invitationId}/link`,
  ];
  waiting.push(`/desk/invitations/${anna.invitationId}/letter`, `/desk/people/${anna.personId}/data`);
  while (waiting.length > 0) {
    const url = waiting.pop()!;
    if (seen.has(url) || seen.size > 400) continue;
    seen.add(url);
    const { body, headers } = await reader.get(url);
    expect(body, url).not.toContain(secret);
    if (!String(headers['content-type']).startsWith('text/html')) continue;
    for (const [link] of body.matchAll(/\/(?:invitations|own-data|results|unsubscribe)\/[\w-]{22,}/g))
      links.add(link);
    for (const [, href] of body.matchAll(/href="(\/desk[^"#]*)"/g)) {
      if (!/lang=|sign-out|\.(pdf|zip|xlsx|pptx|csv|json)/.test(href!))
        waiting.push(href!.replaceAll('&amp;', '&'));
    }
  }
  expect(seen.size).toBeGreaterThan(15);
  return [...links];
}

/** Opens each link as somebody else, in every way, and tries to write over what is behind it. */
async function attack(links: readonly string[]) {
  for (const link of links) {
    const other = makeRespondent(server.app, link);
    for (const page of ['', 'sharing', 'contacts', 'send', 'thanks', 'copy', 'data.json']) {
      expect((await other.open(page)).text, `${link}/${page}`).not.toContain(secret);
    }
    for (const revision of ['0', '1', '2']) {
      const { text } = await other.post('sharing', {
        revision,
        view: 'x.1',
        'values-1': '1',
        comment: 'anders',
      });
      expect(text).not.toContain(secret);
    }
    await other.post('sending', { confirm: 'on' });
  }
}

async function readAnnas() {
  const holder = await server.app.db
    .selectFrom('holder')
    .select('id')
    .where('address', '=', email)
    .executeTakeFirstOrThrow();
  return server.app.db
    .selectFrom('answerPage')
    .select(['page', 'content', 'revision'])
    .where('holderId', '=', holder.id)
    .orderBy('page')
    .execute();
}

async function typeSecret(): Promise<Respondent> {
  const respondent = makeRespondent(server.app, mailedTo(email));
  await respondent.fill('sharing', { 'values-1': '4', comment: secret });
  return respondent;
}

describe.each(['typed', 'sent'] as const)('answers that were %s', (state) => {
  test('open behind no link of the desk, and are not written over', async () => {
    const respondent = await typeSecret();
    if (state === 'sent') expect((await respondent.post('sending', {})).status).toBe(303);
    const before = await readAnnas();
    const links = await findLinks(coordinator);
    // There is a link to hand over only to who has not answered.
    expect(links.includes(`/invitations/${anna.token}`)).toBe(state === 'typed');
    await attack([...links, `/invitations/${anna.token}`]);
    await attack(await findLinks(operator));
    expect(await readAnnas()).toEqual(before);
    expect((await respondent.open('copy')).text).toContain(secret);
    if (state === 'typed') {
      // Somebody sent before, with a link of the desk; the mailbox goes first.
      expect((await respondent.open()).text).toContain('Dan tellen die mee, en de andere niet meer.');
      expect((await respondent.post('sending', {})).status).toBe(303);
    }
    const { sentBy } = await server.app.db
      .selectFrom('invitation')
      .select('sentBy')
      .where('id', '=', anna.invitationId)
      .executeTakeFirstOrThrow();
    const sent = await server.app.db
      .selectFrom('holder')
      .select('address')
      .where('id', '=', sentBy)
      .executeTakeFirst();
    expect(sent).toEqual({ address: email });
  });

  test('do not go along to another address, nor does the link to own data', async () => {
    const respondent = await typeSecret();
    if (state === 'sent') await respondent.post('sending', {});
    const own = 'greet@coordinator.example';
    const person = `/desk/people/${anna.personId}`;
    await server.app.db.updateTable('person').set({ email: own }).where('id', '=', anna.personId).execute();
    await coordinator.post(`/desk/invitations/${anna.invitationId}/sending`);
    await coordinator.post(`${person}/data-link`);
    await runJobs(server.app);
    const links = receiver.received
      .filter(({ to }) => to === own)
      .flatMap(({ email }) => [...(email.text ?? '').matchAll(/\/(?:invitations|own-data)\/[\w-]{22}/g)])
      .map(([link]) => link);
    expect(links.length).toBeGreaterThan(0);
    const before = await readAnnas();
    await attack(links);
    expect(await readAnnas()).toEqual(before);
    expect((await respondent.open('copy')).text).toContain(secret);
  });
});

test('a new link opens no answers, and ends the one that was mailed', async () => {
  const respondent = await typeSecret();
  expect((await coordinator.post(`/desk/invitations/${anna.invitationId}/link`)).statusCode).toBe(303);
  expect((await respondent.open()).status).toBe(404);
  await coordinator.post(`/desk/invitations/${anna.invitationId}/sending`);
  await runJobs(server.app);
  expect((await makeRespondent(server.app, mailedTo(email)).open('sharing')).text).toContain(secret);
  await attack(await findLinks(coordinator));
});

describe('a link that was handed over', () => {
  let path: string;
  beforeEach(() => {
    path = `/invitations/${anna.token}`;
  });

  test('keeps what each browser types apart, and says that there is more', async () => {
    const laptop = makeRespondent(server.app, path);
    await laptop.fill('sharing', { 'values-1': '4', comment: secret });
    const phone = makeRespondent(server.app, path);
    const start = await phone.open();
    expect(start.text).toContain(
      'Op een ander apparaat of met een andere link is voor u ook al iets ingevuld.',
    );
    expect(start.text).toContain('Uw antwoorden zijn alleen op dit apparaat te zien.');
    await phone.fill('sharing', { 'values-1': '1', comment: 'op de telefoon' });
    expect((await laptop.open('sharing')).text).toContain(secret);
    expect((await phone.open('sharing')).text).toContain('op de telefoon');
    expect((await phone.post('sending', {})).status).toBe(303);
    // Who comes too late hears it, with what was typed.
    const late = await laptop.post('sharing', {
      revision: '1',
      view: 'x.2',
      comment: `${secret} En nog iets.`,
    });
    expect([late.status, late.text.includes('En nog iets.')]).toEqual([409, true]);
    expect((await laptop.open()).text).toContain('Wat u hier hebt ingevuld, telt niet mee.');
    expect((await laptop.open('copy')).text).toContain(secret);
    expect((await makeRespondent(server.app, path).open()).status).toBe(409);
    expect((await phone.open('copy')).text).toContain('op de telefoon');
  });

  test('two pages that a new browser saves at the same moment are both its own', async () => {
    const laptop = makeRespondent(server.app, path);
    await laptop.open('sharing');
    const saved = await Promise.all([
      laptop.post('sharing', { revision: '0', view: 'a.1', comment: 'een' }),
      laptop.post('quality', { revision: '0', view: 'b.1', comment: 'twee' }),
    ]);
    expect(saved.map(({ status }) => status)).toEqual([303, 303]);
    expect((await laptop.open('copy')).text).toMatch(/een[\s\S]*twee/);
  });

  test('opens nothing for who comes by mail, also not in the browser that typed behind it', async () => {
    const cookies = new Map<string, string>();
    const laptop = makeRespondent(server.app, path, cookies);
    await laptop.fill('sharing', { comment: secret });
    const byMail = makeRespondent(server.app, mailedTo(email), cookies);
    expect((await byMail.open('sharing')).text).not.toContain(secret);
    expect((await byMail.open()).text).toContain('ook al iets ingevuld');
    expect((await laptop.open('sharing')).text).toContain(secret);
  });

  test('is used on so many devices and no more', async () => {
    const { db } = server.app;
    for (let count = 1; count <= 20; count++) await makeHolder(db, anna.invitationId, makeToken());
    const late = await makeRespondent(server.app, path).fill('sharing', { comment: 'te laat' });
    expect([late.status, late.text.includes('te veel apparaten')]).toEqual([409, true]);
    expect(await makeHolder(db, anna.invitationId, makeToken())).toBeUndefined();
  });

  test('in a browser without cookies keeps what was typed on the page, and says why it is not saved', async () => {
    const { text } = await makeRespondent(server.app, path).open('sharing');
    const without = makeRespondent(server.app, path);
    const refused = await without.post('sharing', { ...readForm(text), comment: 'zonder cookies' });
    expect([refused.status, refused.text.includes('zonder cookies')]).toEqual([409, true]);
    expect(refused.text).toContain('Uw browser bewaart geen cookies.');
    const { holders } = await server.app.db
      .selectFrom('holder')
      .select(({ fn }) => fn.countAll<string>().as('holders'))
      .executeTakeFirstOrThrow();
    expect(holders).toBe('1');
  });

  test('with which somebody else sent first keeps nobody from the mail: the invitation can go again', async () => {
    await server.app.db.deleteFrom('holder').execute();
    const thief = makeRespondent(server.app, path);
    await thief.fill('sharing', { 'values-1': '1' }, 'stay');
    expect((await thief.post('sending', {})).status).toBe(303);
    receiver.received.length = 0;
    const button = `action="/desk/invitations/${anna.invitationId}/sending"`;
    const list = `/desk/rounds/${round.roundId}/invitations`;
    expect((await coordinator.get(list)).body).toContain(button);
    expect((await coordinator.post(`/desk/invitations/${anna.invitationId}/sending`)).statusCode).toBe(303);
    await runJobs(server.app);
    const respondent = await typeSecret();
    expect((await respondent.post('sending', {})).status).toBe(303);
    expect((await respondent.open('copy')).text).toContain(secret);
    expect((await coordinator.get(list)).body).not.toContain(button);
    expect((await coordinator.post(`/desk/invitations/${anna.invitationId}/sending`)).statusCode).toBe(409);
  });

  test('a key in a cookie is no link, and opens nothing of another invitation', async () => {
    const laptop = makeRespondent(server.app, path);
    await laptop.fill('sharing', { comment: secret });
    const key = keyOf(anna.invitationId);
    await makeHolder(server.app.db, anna.invitationId, key);
    expect((await makeRespondent(server.app, `/invitations/${key}`).open()).status).toBe(404);
  });
});
