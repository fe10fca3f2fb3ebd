/** 'I am not the right person': a proposal to the coordinator, and nothing else until she agrees. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { erasePerson } from '../../../server/person-data/erasure/erase-person.ts';
import { closeRound } from '../../../server/rounds/close-round.ts';
import { findProposal, nameProposed } from '../../../server/rounds/proposals/proposals.ts';
import { actingOn } from '../../support/acting.ts';
import type { MailReceiver } from '../../support/mail-receiver.ts';
import { type MailingApp, startMailingApp } from '../../support/mailing-app.ts';
import { openBoard } from '../../support/open-board.ts';
import { readWords } from '../../support/read-html.ts';
import { makeRespondent } from '../../support/respondent.ts';
import { runJobs } from '../../support/run-jobs.ts';
import { answer } from '../../support/send-answers.ts';

let receiver: MailReceiver;
let server: MailingApp;
beforeAll(async () => {
  server = await startMailingApp();
  ({ receiver } = server);
});
afterAll(() => server.stop());
beforeEach(async () => {
  receiver.received.length = 0;
  await server.app.db.deleteFrom('contactProposal').execute();
});

const colleague = { who: 'colleague', name: 'Wil de Nieuwe', email: 'wil@elders.example' };
const mailed = () => receiver.received.map(({ to }) => to);
const tell = (link: string, typed: Record<string, string>) =>
  makeRespondent(server.app, link).post('wrong-person', typed);

/** What the button sends along: who was proposed when the coordinator looked. */
const seen = async (invitation: string) => nameProposed((await findProposal(server.app.db, invitation))!);

async function countProposals(): Promise<number> {
  return (await server.app.db.selectFrom('contactProposal').select('name').execute()).length;
}

test('a colleague who is named gets nothing until the coordinator agrees with one press; then the old link is dead and the new one empty', async () => {
  const { coordinator, handed, row, id, board } = await openBoard(server.app, [
    [{ name: 'Anna' }],
    [{ name: 'Bram' }],
  ]);
  receiver.received.length = 0;
  const link = await handed('Anna');
  const anna = makeRespondent(server.app, link);
  await anna.fill('sharing', { 'values-1': '4', comment: 'Van Anna' });
  expect((await anna.post('wrong-person', colleague)).location).toBe(`${link}/wrong-person?done=told`);
  await runJobs(server.app);
  expect(mailed()).toEqual([]);
  expect((await anna.open()).status).toBe(200);

  const told = await row('Anna');
  expect(told).toContain('Noemt als collega: Wil de Nieuwe, wil@elders.example.');
  expect(told.indexOf('Nodig deze collega uit')).toBeLessThan(told.indexOf('Leg opzij'));
  // First of all rows.
  expect((await board()).indexOf('Anna')).toBeLessThan((await board()).indexOf('Bram'));

  const first = await id('Anna');
  // Another colleague is named after she looked: she agrees to nobody whom she has not seen.
  const before = await seen(first);
  await anna.post('wrong-person', { ...colleague, name: 'Vreemd', email: 'vreemd@elders.example' });
  const late = await coordinator.post(`/desk/invitations/${first}/proposal`, { seen: before });
  expect(late.statusCode).toBe(409);
  expect(readWords(late.body)).toContain('Er is intussen iemand anders voorgesteld.');
  await anna.post('wrong-person', colleague);
  await runJobs(server.app);
  expect(mailed()).toEqual([]);
  const agreed = await coordinator.post(`/desk/invitations/${first}/proposal`, { seen: before });
  expect(agreed.headers.location).toMatch(/done=contactReplaced$/);
  await runJobs(server.app);
  expect(mailed()).toEqual(['wil@elders.example']);
  expect((await anna.open()).status).toBe(404);
  const mail = receiver.received[0]!.email.text!;
  expect(mail).toContain('Beste Wil de Nieuwe,');
  const [, fresh] = /http:\/\/keten\.example(\/invitations\/[\w-]{22})(?=\n)/.exec(mail)!;
  for (const page of ['', 'sharing', 'copy', 'wrong-person']) {
    const { status, text } = await makeRespondent(server.app, fresh!).open(page);
    expect(status).toBe(200);
    expect(text).not.toMatch(/Anna|Van Anna|checked|juiste persoon zijn/);
  }
  const { archivedAt } = await server.app.db
    .selectFrom('person')
    .innerJoin('invitation', 'invitation.personId', 'person.id')
    .select('archivedAt')
    .where('invitation.id', '=', first)
    .executeTakeFirstOrThrow();
  expect(archivedAt).not.toBeNull();
  expect(await countProposals()).toBe(0);
  // A second press finds nothing, and invites nobody twice.
  expect((await coordinator.post(`/desk/invitations/${first}/proposal`, { seen: before })).statusCode).toBe(
    409,
  );
  await runJobs(server.app);
  expect(mailed()).toHaveLength(1);
});

test('who only says not to be the one is shown so, and can be put aside; then everything is as it was', async () => {
  const { coordinator, handed, row, id } = await openBoard(server.app, [[{ name: 'Anna' }]]);
  const before = await row('Anna');
  // What stands in the other fields is not kept.
  await tell(await handed('Anna'), { who: 'nobody', name: 'Half', email: 'half@' });
  const told = await row('Anna');
  expect(told).toContain('en weet niet wie wel.');
  expect(told).not.toContain('Nodig deze collega uit');
  const removal = `/desk/invitations/${await id('Anna')}/proposal-removal`;
  expect((await coordinator.post(removal)).headers.location).toMatch(/done=proposalPutAside$/);
  expect(await row('Anna')).toBe(before);
  expect((await coordinator.post(removal)).statusCode).toBe(303);
});

test('a program that presses every button behind the link proposes nobody', async () => {
  const { handed, board } = await openBoard(server.app, [[{ name: 'Anna' }]]);
  const link = await handed('Anna');
  const still = (html: string) => html.replace(/name="csrf" value="[^"]*"/g, '');
  const before = still(await board());
  for (let visit = 0; visit < 5; visit += 1) {
    expect((await makeRespondent(server.app, link).open('wrong-person')).status).toBe(200);
    const { status, text } = await tell(link, { who: '', name: '', email: '' });
    expect(status).toBe(422);
    expect(readWords(text)).toContain('Kies een van beide');
  }
  expect(still(await board())).toBe(before);
  expect(await countProposals()).toBe(0);
});

test('all that is wrong is told at once with what was typed, and a page of another site tells nothing', async () => {
  const { handed } = await openBoard(server.app, [[{ name: 'Anna' }]]);
  const link = await handed('Anna');
  const { status, text } = await tell(link, { who: 'colleague', name: '', email: 'wil@elders@example' });
  expect(status).toBe(422);
  expect(text).toContain('href="#name"');
  expect(text).toContain('href="#email"');
  expect(text).toContain('value="wil@elders@example"');
  const foreign = await makeRespondent(server.app, link).post('wrong-person', colleague, {
    'sec-fetch-site': 'cross-site',
  });
  expect(foreign.status).toBe(403);
  expect(await countProposals()).toBe(0);
});

test('of one invitation the last proposal stands, five a day; who holds the link sees nothing of it', async () => {
  const { handed, row } = await openBoard(server.app, [[{ name: 'Anna' }]]);
  const link = await handed('Anna');
  for (let time = 1; time <= 5; time += 1) {
    expect((await tell(link, { ...colleague, name: `Wil ${time}` })).status).toBe(303);
  }
  // The same once more is no other.
  expect((await tell(link, { ...colleague, name: 'Wil 5' })).status).toBe(303);
  expect((await tell(link, { ...colleague, name: 'Wil 6' })).status).toBe(429);
  expect(await row('Anna')).toContain('Wil 5, wil@elders.example');
  for (const page of ['', 'wrong-person', 'wrong-person?done=told']) {
    expect((await makeRespondent(server.app, link).open(page)).text).not.toMatch(/Wil|wil@|Anna/);
  }
});

test('a colleague who stands at the partner is taken from there; one with the address of another partner is asked about first', async () => {
  const { coordinator, handed, id, own, network } = await openBoard(server.app, [
    [{ name: 'Anna' }],
    [{ name: 'Bram' }],
  ]);
  await tell(await handed('Anna'), { ...colleague, email: own('Bram') });
  const ofAnna = await id('Anna');
  const asked = await coordinator.post(`/desk/invitations/${ofAnna}/proposal`, { seen: await seen(ofAnna) });
  expect(asked.statusCode).toBe(422);
  expect(asked.body).toContain('name="shares"');
  expect(asked.body).toContain('value="Wil de Nieuwe"');
  expect((await makeRespondent(server.app, await handed('Anna')).open()).status).toBe(200);

  await server.app.db
    .insertInto('person')
    .values({ partnerId: network.partnerIds[1]!, name: 'Cas', email: own('Cas'), language: 'nl' } as never)
    .execute();
  await tell(await handed('Bram'), { ...colleague, email: own('CAS').toUpperCase() });
  const ofBram = await id('Bram');
  await coordinator.post(`/desk/invitations/${ofBram}/proposal`, { seen: await seen(ofBram) });
  expect(await id('Cas')).toBeDefined();
  const people = await server.app.db
    .selectFrom('person')
    .select('name')
    .where('partnerId', '=', network.partnerIds[1]!)
    .where('archivedAt', 'is', null)
    .execute();
  expect(people).toEqual([{ name: 'Cas' }]);
});

test('who is erased stands in no proposal any more', async () => {
  const { coordinator, handed, id, own, network } = await openBoard(server.app, [
    [{ name: 'Anna' }],
    [{ name: 'Bram' }],
  ]);
  await tell(await handed('Anna'), { ...colleague, email: own('Bram').toUpperCase() });
  expect(await countProposals()).toBe(1);
  await erasePerson(actingOn(server.app), network.people.Bram!);
  expect(await countProposals()).toBe(0);
  const accepted = await coordinator.post(`/desk/invitations/${await id('Anna')}/proposal`, { seen: '' });
  expect(accepted.statusCode).toBe(409);
});

test('after answers were sent it is too late, and the closing of the round forgets what was proposed', async () => {
  const { handed, id, round, own } = await openBoard(server.app, [[{ name: 'Anna' }], [{ name: 'Bram' }]]);
  const [anna, bram] = [await handed('Anna'), await handed('Bram')];
  await answer(server.app.db, { invitationId: await id('Anna'), address: own('Anna'), opinion: 4 });
  expect((await tell(anna, colleague)).status).toBe(409);
  expect((await tell(bram, colleague)).status).toBe(303);
  expect(await countProposals()).toBe(1);
  await closeRound(actingOn(server.app), round.split('/').at(-1)!);
  expect(await countProposals()).toBe(0);
  expect((await tell(bram, colleague)).status).toBe(303);
  expect(await countProposals()).toBe(0);
});
