/** From factsheet to agreement and back: sheets for the table, agreements, own recommendations, the next factsheet. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findFactsheetInput } from '../../../server/results/factsheet-input.ts';
import { closeRound } from '../../../server/rounds/close-round.ts';
import { findRound } from '../../../server/rounds/rounds.ts';
import { hashToken, makeToken } from '../../../server/web/token.ts';
import { hashInstrument } from '../../../survey/hash-instrument.ts';
import { latestInstrument } from '../../../survey/versions.ts';
import { actingOn } from '../../support/acting.ts';
import { listLogActions } from '../../support/list-log.ts';
import { readWords } from '../../support/read-html.ts';
import { type SeededRound, seedRound } from '../../support/seed.ts';
import { answer } from '../../support/send-answers.ts';
import { type SignedIn, signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
let seeded: SeededRound;
let coordinator: SignedIn;
let home: string;
beforeAll(async () => {
  server = await startTestApp();
});
afterAll(() => server.stop());

/** A network with a closed round in which everybody was low on contact and high on the rest. */
beforeEach(async () => {
  const { db } = server.app;
  seeded = await seedRound(db, { round: '2025' });
  for (const { invitationId } of Object.values(seeded.people)) {
    await answer(db, { invitationId, opinion: (item) => (item.startsWith('contact') ? 2 : 4) });
  }
  await closeRound(actingOn(server.app), seeded.roundId);
  coordinator = await signIn(server.app, 'coordinator', {
    municipalityId: await findMunicipality(),
    networkIds: [seeded.networkId],
  });
  home = `/desk/networks/${seeded.networkId}/agreements`;
});

async function findMunicipality(): Promise<string> {
  const { municipalityId } = await server.app.db
    .selectFrom('network')
    .select('municipalityId')
    .where('id', '=', seeded.networkId)
    .executeTakeFirstOrThrow();
  return municipalityId;
}

const wish = (changes: Record<string, string> = {}) => ({
  round: seeded.roundId,
  facet: 'contact',
  what: 'Elke dinsdag een inloopuur',
  who: 'Welzijn Samen',
  byWhen: '2090-01-31',
  note: '',
  ...changes,
});

async function listStored() {
  return server.app.db
    .selectFrom('agreement')
    .selectAll()
    .where('networkId', '=', seeded.networkId)
    .orderBy('id')
    .execute();
}

async function record(changes: Record<string, string> = {}): Promise<string> {
  const made = await coordinator.post(home, wish(changes));
  expect(made.statusCode).toBe(303);
  return (await listStored()).at(-1)!.id;
}

/** The next round of the same network: the same people answer, and it closes when `finish` is called. */
async function openNext(opinion: number) {
  const { db } = server.app;
  const { id } = await db
    .insertInto('round')
    .values({
      networkId: seeded.networkId,
      name: '2026',
      sender: 'De coördinator',
      instrumentId: latestInstrument.id,
      instrumentVersion: String(latestInstrument.version),
      instrumentHash: hashInstrument(latestInstrument),
      opensAt: new Date(),
      openedAt: new Date(),
      closesAt: new Date(Date.now() + 30 * 24 * 3600_000),
      closedAt: null,
      scores: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  for (const [code, partnerId] of Object.entries(seeded.partnerIds)) {
    await db
      .insertInto('roundPartner')
      .values({ roundId: id, partnerId, code, name: code, kind: null, size: null })
      .execute();
    const invitation = await db
      .insertInto('invitation')
      .values({ roundId: id, partnerId, person: code, tokenHash: hashToken(makeToken()) })
      .returning('id')
      .executeTakeFirstOrThrow();
    await answer(db, { invitationId: invitation.id, opinion });
  }
  return { id, finish: () => closeRound(actingOn(server.app), id) };
}

const readAgreements = async (roundId: string) =>
  (await findFactsheetInput(server.app.db, await findRound(server.app.db, roundId), null, 'nl'))!.agreements;

describe('agreements', () => {
  test('an empty list says what to do; a new one is prefilled from the weakness and stands in the list', async () => {
    expect(readWords((await coordinator.get(home)).body)).toContain('Er zijn nog geen afspraken');
    const form = await coordinator.get(`${home}/new?round=${seeded.roundId}&facet=contact`);
    expect(form.body).toMatch(/<option value="contact" selected>[^<]*\(zwak punt\)/);
    expect(form.body).not.toMatch(/<option value="trust"[^>]*>[^<]*\(zwak punt\)/);
    const id = await record({ note: 'Bel eerst' });
    const page = await coordinator.get(`${home}?done=made`);
    const words = readWords(page.body);
    expect(words).toContain('De afspraak is vastgelegd.');
    expect(words).toContain(
      'Elke dinsdag een inloopuur Na meting 2025 Bel eerst Welzijn Samen 31 januari 2090',
    );
    expect(words).toContain('Klaar: 0 van de 1.');
    expect(words).not.toContain('over tijd');
    expect(await listLogActions(server.app.db, { network: seeded.networkId })).toContainEqual(
      expect.objectContaining({ action: 'agreements.made', thing: id }),
    );
  });

  test('everything that is wrong is said at once, and what was typed stays', async () => {
    const refused = await coordinator.post(
      home,
      wish({ facet: 'nothing', what: ' ', byWhen: '2026-02-30', who: 'Wij' }),
    );
    expect(refused.statusCode).toBe(422);
    for (const field of ['facet', 'what', 'byWhen']) expect(refused.body).toContain(`href="#field-${field}"`);
    expect(refused.body).toContain('value="Wij"');
    expect(await listStored()).toEqual([]);
  });

  test('a round of another network, one that is open, and none at all are refused', async () => {
    const other = await seedRound(server.app.db);
    await closeRound(actingOn(server.app), other.roundId);
    const next = await openNext(4);
    for (const round of [other.roundId, next.id, '', '999999', 'x']) {
      expect([round, (await coordinator.post(home, wish({ round }))).statusCode]).toEqual([round, 422]);
    }
    expect(await listStored()).toEqual([]);
  });

  test('an agreement past its day is called overdue in words, until it is done; and it can be undone', async () => {
    const id = await record({ byWhen: '2025-01-31' });
    expect(readWords((await coordinator.get(home)).body)).toContain('1 afspraak is over tijd.');
    await coordinator.post(`/desk/agreements/${id}/completion`);
    await coordinator.post(`/desk/agreements/${id}/completion`);
    const done = readWords((await coordinator.get(home)).body);
    expect(done).toContain('Klaar: 1 van de 1.');
    expect(done).not.toContain('over tijd');
    const before = (await listStored())[0]!;
    expect(before.revision).toBe(2);
    await coordinator.post(`/desk/agreements/${id}/reopening`);
    expect((await listStored())[0]!.doneAt).toBeNull();
  });

  test('two people who change the same one: the second reads what is stored beside what was typed', async () => {
    const id = await record();
    const first = await coordinator.post(`/desk/agreements/${id}`, {
      ...wish({ what: 'Eerste' }),
      revision: '1',
    });
    expect(first.statusCode).toBe(303);
    const second = await coordinator.post(`/desk/agreements/${id}`, {
      ...wish({ what: 'Tweede' }),
      revision: '1',
    });
    expect(second.statusCode).toBe(409);
    expect(readWords(second.body)).toMatch(/Eerste.*Tweede/);
    expect(second.body).toContain('name="revision" value="2"');
    expect((await listStored())[0]).toMatchObject({ what: 'Eerste', revision: 2 });
  });

  test('removing asks first', async () => {
    const id = await record();
    expect(readWords((await coordinator.get(`/desk/agreements/${id}/removal`)).body)).toContain(
      'Elke dinsdag',
    );
    expect(await listStored()).toHaveLength(1);
    await coordinator.post(`/desk/agreements/${id}/removal`);
    expect(await listStored()).toEqual([]);
  });

  test('what was typed is escaped', async () => {
    await record({ what: '<img src=x onerror=alert(1)>', who: '</td><script>', note: '"><b>' });
    const { body } = await coordinator.get(home);
    expect(body).not.toMatch(/<img src=x|<\/td><script>|"><b>/);
  });
});

describe('the next factsheet', () => {
  test('lists the agreements of the round before, done or not, and what the facet did since', async () => {
    await record({ byWhen: '2025-01-31' });
    const done = await record({ what: 'Een lijst met nummers' });
    await coordinator.post(`/desk/agreements/${done}/completion`);
    const next = await openNext(4);
    await next.finish();
    const html = (await coordinator.get(`/desk/rounds/${next.id}/factsheet`)).body;
    const words = readWords(html);
    expect(words).toContain('maakten de partners 2 afspraken.');
    expect(words).toMatch(/Hoeveelheid contact ▲ sindsdien: beter/);
    expect(words).toMatch(/✓ klaar ?: Een lijst met nummers/);
    expect(words).toMatch(/○ over tijd ?: Elke dinsdag een inloopuur/);
    expect(words).toContain('De oorzaak meten wij niet.');
  });

  test('the factsheet of the round itself has none, and one that closed does not change later', async () => {
    const kept = await record();
    const gone = await record({ what: 'Deze verdwijnt' });
    expect(await readAgreements(seeded.roundId)).toEqual([]);
    const next = await openNext(4);
    await next.finish();
    const before = await readAgreements(next.id);
    expect(before!.map(({ what, state }) => [what, state])).toEqual([
      ['Elke dinsdag een inloopuur', 'open'],
      ['Deze verdwijnt', 'open'],
    ]);
    await coordinator.post(`/desk/agreements/${kept}/completion`);
    await coordinator.post(`/desk/agreements/${kept}`, { ...wish({ what: 'Anders' }), revision: '2' });
    await coordinator.post(`/desk/agreements/${gone}/removal`);
    await record({ what: 'Te laat vastgelegd' });
    expect(await readAgreements(next.id)).toEqual(before);
    expect(await readAgreements(seeded.roundId)).toEqual([]);
  });

  test('what stood there as done does not return a year later; what was open does', async () => {
    const done = await record({ what: 'Klaar' });
    await record({ what: 'Nog bezig' });
    await coordinator.post(`/desk/agreements/${done}/completion`);
    await (await openNext(4)).finish();
    await server.app.db
      .updateTable('round')
      .set({ name: 'tussenin' })
      .where('networkId', '=', seeded.networkId)
      .where('name', '=', '2026')
      .execute();
    const third = await openNext(4);
    await third.finish();
    expect((await readAgreements(third.id))!.map(({ what }) => what)).toEqual(['Nog bezig']);
  });

  test('a note is for the coordinator only', async () => {
    await record({ note: 'GEHEIM' });
    const next = await openNext(4);
    await next.finish();
    const { body } = await coordinator.get(`/desk/rounds/${next.id}/factsheet`);
    expect(body).toContain('inloopuur');
    expect(body).not.toContain('GEHEIM');
  });
});

describe('own recommendations', () => {
  const idea = {
    facet: 'contact',
    class: '',
    action: 'Drink samen koffie',
    text: 'Doe dat elke eerste maandag.',
    who: 'De bibliotheek',
    firstStep: 'Zet een kan klaar.',
  };
  const ideasHome = () => `/desk/networks/${seeded.networkId}/recommendations`;

  test('stands on the factsheet and on the sheet of its facet until it is archived', async () => {
    expect(readWords((await coordinator.get(ideasHome())).body)).toContain(
      'Er zijn nog geen eigen aanbevelingen',
    );
    expect((await coordinator.post(ideasHome(), idea)).statusCode).toBe(303);
    const list = (await coordinator.get(`${ideasHome()}?done=ideaMade`)).body;
    expect(readWords(list)).toContain('Drink samen koffie');
    const id = /recommendations\/(\d+)"/.exec(list)![1]!;
    const sheets = `/desk/rounds/${seeded.roundId}/discussion-sheets`;
    const factsheet = `/desk/rounds/${seeded.roundId}/factsheet`;
    for (const page of [sheets, factsheet]) {
      expect(readWords((await coordinator.get(page)).body)).toContain('Drink samen koffie');
    }
    await coordinator.post(`/desk/recommendations/${id}/archive`);
    for (const page of [sheets, factsheet]) {
      expect(readWords((await coordinator.get(page)).body)).not.toContain('Drink samen koffie');
    }
    await coordinator.post(`/desk/recommendations/${id}/return`);
    expect(readWords((await coordinator.get(sheets)).body)).toContain('Drink samen koffie');
  });

  test('what is wrong is said at once; an older revision is a conflict', async () => {
    const wrong = await coordinator.post(ideasHome(), {
      ...idea,
      facet: '',
      class: 'fine',
      action: '',
      text: 'x'.repeat(241),
    });
    expect(wrong.statusCode).toBe(422);
    for (const field of ['facet', 'class', 'action', 'text'])
      expect(wrong.body).toContain(`href="#field-${field}"`);
    await coordinator.post(ideasHome(), idea);
    const id = /recommendations\/(\d+)"/.exec((await coordinator.get(ideasHome())).body)![1]!;
    const change = (action: string) =>
      coordinator.post(`/desk/recommendations/${id}`, { ...idea, action, class: 'weak', revision: '1' });
    expect((await change('Eerst')).statusCode).toBe(303);
    const second = await change('Daarna');
    expect(second.statusCode).toBe(409);
    expect(readWords(second.body)).toMatch(/Eerst.*Daarna/);
  });
});

describe('discussion sheets', () => {
  test('are there for who may read the result, and not before the closing', async () => {
    const municipality = await signIn(server.app, 'municipality', {
      municipalityId: await findMunicipality(),
    });
    for (const reader of [coordinator, municipality]) {
      const page = await reader.get(`/desk/rounds/${seeded.roundId}/discussion-sheets`);
      expect(page.statusCode).toBe(200);
      expect(page.headers['content-security-policy']).toContain("default-src 'none'");
      expect(readWords(page.body)).toContain('Hoeveelheid contact');
      const results = await reader.get(`/desk/rounds/${seeded.roundId}/results`);
      expect(results.body).toContain(`/desk/rounds/${seeded.roundId}/discussion-sheets.pdf`);
      expect(results.body.includes(`facet&#x3D;contact">Hoeveelheid contact`)).toBe(reader === coordinator);
    }
    const next = await openNext(4);
    expect((await coordinator.get(`/desk/rounds/${next.id}/discussion-sheets`)).statusCode).toBe(409);
    expect((await municipality.get(`/desk/rounds/${next.id}/discussion-sheets`)).statusCode).toBe(404);
  });

  test('the PDF is downloaded under a name that says what it is, and logged', async () => {
    const pdf = await coordinator.get(`/desk/rounds/${seeded.roundId}/discussion-sheets.pdf`);
    expect(pdf.headers['content-type']).toBe('application/pdf');
    expect(pdf.headers['content-disposition']).toMatch(
      /filename=gespreksbladen-voorbeeldstad-[a-z0-9-]+\.pdf/,
    );
    expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
    expect(await listLogActions(server.app.db, { network: seeded.networkId })).toContainEqual(
      expect.objectContaining({ action: 'agreements.sheetsDownloaded' }),
    );
  });
});

describe('on the page with results', () => {
  const readResults = async (reader: SignedIn) => (await reader.get('/desk/results')).body;

  test('the municipality reads what was agreed, done, under way or late, and changes nothing', async () => {
    const done = await record({ what: 'Een avond over waarden', note: 'Alleen voor mij' });
    await coordinator.post(`/desk/agreements/${done}/completion`);
    await record({ what: 'Elke dinsdag een inloopuur' });
    await record({ what: 'Een lijst met nummers', byWhen: '2020-01-31' });
    const alderman = await signIn(server.app, 'municipality', { municipalityId: await findMunicipality() });
    const page = await readResults(alderman);
    const words = readWords(page);
    expect(words).toContain('1 klaar');
    expect(words).toContain('1 loopt nog');
    expect(words).toContain('1 over tijd');
    for (const what of ['Een avond over waarden', 'Elke dinsdag een inloopuur', 'Een lijst met nummers'])
      expect(words).toContain(what);
    expect(words).toContain('Kwaliteit van samenwerking: hoeveelheid contact');
    expect(words).not.toContain('Alleen voor mij');
    expect(page).not.toContain(home);
    expect((await alderman.get(home)).statusCode).toBe(404);
  });

  test('who keeps the network has a link to where they are changed', async () => {
    await record();
    expect(await readResults(coordinator)).toContain(`href="${home}"`);
  });

  test('a researcher and another municipality do not read them', async () => {
    await record({ what: 'Elke dinsdag een inloopuur' });
    await coordinator.post(`/desk/rounds/${seeded.roundId}/release`);
    const researcher = await signIn(server.app, 'researcher', { networkIds: [seeded.networkId] });
    const page = await readResults(researcher);
    expect(page).toContain(`/desk/rounds/${seeded.roundId}/results`);
    expect(page).not.toContain('inloopuur');
    const elsewhere = await server.app.db
      .insertInto('municipality')
      .values({ code: 'GM9001', name: 'Elders' })
      .returning('id')
      .executeTakeFirstOrThrow();
    const stranger = await signIn(server.app, 'municipality', { municipalityId: elsewhere.id });
    expect(await readResults(stranger)).not.toContain('inloopuur');
  });

  test('what somebody typed stays text', async () => {
    await record({ what: '<script>alert(1)</script>', who: '<img src=x>' });
    const page = await readResults(coordinator);
    expect(page).toContain('&lt;script&gt;alert(1)');
    expect(page).not.toMatch(/<script>alert|<img src=x/);
  });
});
