/** Partners that turn out to be one: what a merge does on the desk, and undoing it. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeUnsubscribeToken } from '../../../server/mail/unsubscribe-link.ts';
import { erasePerson } from '../../../server/person-data/erasure/erase-person.ts';
import { closeRound } from '../../../server/rounds/close-round.ts';
import { startRound } from '../../../server/rounds/start-round.ts';
import { actingOn } from '../../support/acting.ts';
import { callApi } from '../../support/call-api.ts';
import { listLogActions } from '../../support/list-log.ts';
import { readWords } from '../../support/read-html.ts';
import { seedOwnNetwork, seedPartner } from '../../support/seed-own-network.ts';
import { answer } from '../../support/send-answers.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await startTestApp();
});
afterAll(() => server.stop());

const _revisionOf = (html: string) => /name="revision" value="(\d+)"/.exec(html)![1]!;
const listPartners = (id: string) =>
  server.app.db.selectFrom('partner').selectAll().where('networkId', '=', id).orderBy('id').execute();
const findPerson = (id: string) =>
  server.app.db.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

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
