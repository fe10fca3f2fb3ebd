/** The page of the conditions, from the link to the scores, and rounds of a version that does not ask them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listItems } from '../../../scoring/answer-table.ts';
import { findScoringInput } from '../../../server/rounds/scores/scoring-input.ts';
import type { App } from '../../../server/web/fastify.ts';
import { hashInstrument } from '../../../survey/hash-instrument.ts';
import { findInstrument, latestInstrument } from '../../../survey/versions.ts';
import { type Call, callApi, openRound } from '../../support/call-api.ts';
import { mailLink } from '../../support/mailed-links.ts';
import { makeRespondent, readForm } from '../../support/respondent.ts';
import { seedRound } from '../../support/seed.ts';
import { answer, jarOf } from '../../support/send-answers.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
let app: App;
let call: Call;
beforeAll(async () => {
  server = await startTestApp();
  app = server.app;
  call = callApi(server);
});
afterAll(() => server.stop());

const first = findInstrument('ketenspiegel', '1')!;
const all = (value: string) =>
  Object.fromEntries(latestInstrument.conditions!.items.map(({ id }) => [id, value]));

async function begin(options: Parameters<typeof seedRound>[1] = {}) {
  const round = await seedRound(app.db, options);
  const { path, invitationId } = round.people.anna!;
  const readPage = () =>
    app.db
      .selectFrom('answerPage')
      .select(['content', 'revision'])
      .where('invitationId', '=', invitationId)
      .where('page', '=', 'conditions')
      .executeTakeFirst();
  return { round, path, anna: makeRespondent(app, path), readPage };
}

describe('the page', () => {
  test('stands between the concepts and the contacts, asks each condition, and says that it may be skipped', async () => {
    const { anna, path } = await begin();
    const { text } = await anna.open('conditions');
    for (const { id, text: words } of latestInstrument.conditions!.items) {
      expect(text).toContain(`name="${id}"`);
      expect(text).toContain((words as { nl: string }).nl);
    }
    expect(text).toContain('Helpt dit de samenwerking in ons netwerk, of staat het in de weg?');
    expect(text).toContain('U mag de hele pagina overslaan');
    expect(text).not.toContain('<textarea');
    expect((await anna.fill('reputation', {}, 'previous')).location).toBe(`${path}/interdependence`);
    expect((await anna.fill('conditions', {}, 'previous')).location).toBe(`${path}/reputation`);
  });

  test('skipped whole it asks nothing again, stores nothing, and the check says so', async () => {
    const { anna, path, readPage } = await begin();
    expect((await anna.fill('conditions', {})).location).toBe(`${path}/contacts`);
    expect(await readPage()).toBeUndefined();
    expect((await anna.open('send')).text).toContain('Overgeslagen');
  });

  test('begun, it asks once for what was forgotten, and keeps everything', async () => {
    const { anna, path, readPage } = await begin();
    expect((await anna.fill('conditions', { time: '1', rules: 'unknown' })).location).toBe(
      `${path}/conditions?open#open`,
    );
    expect((await anna.open('conditions?open')).text).toContain('U hebt 4 vragen nog niet beantwoord.');
    expect((await anna.fill('conditions?open', {})).location).toBe(`${path}/contacts`);
    expect(await readPage()).toEqual({ content: { conditions: { time: 1, rules: null } }, revision: 1 });
    expect(readForm((await anna.open('conditions')).text)).toMatchObject({ time: '1', rules: 'unknown' });
    expect((await anna.open('send')).text).toContain('2 van 6 beantwoord');
    const copy = (await anna.open('copy')).text;
    expect(copy).toContain('Wat helpt en wat staat in de weg');
    expect(copy).toContain('Staat erg in de weg');
  });

  test('refuses another answer with a sentence, and what was typed stands there still', async () => {
    const { anna, readPage } = await begin();
    const refused = await anna.post('conditions', { revision: '0', view: 'x.0', time: '2', money: '9' });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('Kies een heel getal van 1 tot en met 5');
    expect(readForm(refused.text)).toMatchObject({ time: '2' });
    expect(await readPage()).toBeUndefined();
  });

  test('two devices that answer differently choose what stays', async () => {
    const { round, readPage } = await begin();
    const path = await mailLink(app, round.people.anna!.invitationId);
    const anna = makeRespondent(app, path);
    const form = readForm((await anna.open('conditions')).text);
    await makeRespondent(app, path).fill('conditions', all('5'), 'stay');
    const conflict = await anna.post('conditions', { ...form, ...all('5'), time: '1', go: 'next' });
    expect(conflict.status).toBe(409);
    expect(conflict.text).toContain('Staat erg in de weg');
    expect(conflict.text).toContain('Helpt erg');
    // The first form of that page holds what was typed, for who changes the language.
    const choices = conflict.text.slice(conflict.text.lastIndexOf('<form method="post"'));
    await anna.post('conditions', { ...readForm(choices), 'choice:0': 'time=1', go: 'next' });
    expect((await readPage())!.content).toEqual({
      conditions: {
        ...Object.fromEntries(latestInstrument.conditions!.items.map(({ id }) => [id, 5])),
        time: 1,
      },
    });
  });

  test('these answers alone are nothing to send: not one statement was answered', async () => {
    const { anna } = await begin();
    await anna.fill('conditions', all('5'), 'stay');
    const refused = await anna.post('sending', readForm((await anna.open('send')).text));
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('nog geen stelling beantwoord');
  });

  test('who comes back goes on there after the concepts, and not when that was passed already', async () => {
    const { anna, path } = await begin();
    const nextIs = async (page: string) =>
      expect((await anna.open()).text).toContain(`href="${path}/${page}"`);
    for (const { id, facets } of latestInstrument.concepts) {
      await anna.fill(
        id,
        Object.fromEntries(facets.flatMap(({ items }) => items.map((item) => [item.id, '4']))),
      );
    }
    await nextIs('conditions');
    await anna.fill('contacts', { known: 'school' }, 'stay');
    await nextIs('contacts/details');
    await anna.fill('contacts/details', { 'frequency:school': '0' }, 'stay');
    await nextIs('send');
  });
});

describe('the scores', () => {
  /** One person of each partner answers everything and finds this of every condition. */
  async function fill(round: string, opinions: (string | undefined)[]) {
    const { json } = await call('POST', `/rounds/${round}/invitations`, { perPartner: 1 });
    for (const [index, opinion] of opinions.entries()) {
      await answer(app.db, { invitationId: json[index].id, opinion: 4 });
      if (opinion === undefined) continue;
      const { id, link } = json[index];
      const person = makeRespondent(app, new URL(link).pathname, jarOf(id));
      expect((await person.fill('conditions', { ...all(opinion), rules: 'unknown' })).status).toBe(303);
    }
  }

  test('have each condition from five partners on, in the API, stored, and in the box on the factsheet', async () => {
    const { round } = await openRound(call);
    await fill(round, ['1', '2', '1', '2', '1', undefined]);
    await call('PUT', `/rounds/${round}/closure`);
    const { json } = await call('GET', `/rounds/${round}/scores`);
    // 1.4, to twenty points of the index: a condition is one question.
    expect(json.conditions).toEqual(
      latestInstrument.conditions!.items.map(({ id }) =>
        id === 'rules'
          ? { id, withheld: 'minimum' }
          : expect.objectContaining({ id, n: 5, mean: 1.8, class: 'hindering' }),
      ),
    );
    expect(json.conclusion).toEqual({ level: 'full', strengths: expect.any(Array), weaknesses: [] });
    const page = (await call('GET', `/rounds/${round}/factsheet`)).text;
    expect(page).toContain('<section class="conditions bands">');
    expect(page).toContain('staat in de weg');
    expect(page).toContain('te weinig antwoorden');
  });

  test('tell nothing of four partners, nor that there were any', async () => {
    const { round } = await openRound(call);
    await fill(round, ['1', '1', '1', '1', undefined, undefined]);
    await call('PUT', `/rounds/${round}/closure`);
    const { json } = await call('GET', `/rounds/${round}/scores`);
    for (const condition of json.conditions)
      expect(condition).toEqual({ id: condition.id, withheld: 'minimum' });
    const page = (await call('GET', `/rounds/${round}/factsheet`)).text;
    expect(page).toContain('Te weinig partners vulden de vragen hierover in.');
  });

  test('a closed round of version 1 has none, keeps its factsheet, and the latest is compared with it on the 21 statements that both have', async () => {
    const { network, round } = await openRound(call);
    await app.db
      .updateTable('round')
      .set({ instrumentVersion: '1', instrumentHash: hashInstrument(first) })
      .where('id', '=', round)
      .execute();
    const { json: invited } = await call('POST', `/rounds/${round}/invitations`, { perPartner: 1 });
    for (const { id } of invited) await answer(app.db, { invitationId: id, opinion: 3 });
    await call('PUT', `/rounds/${round}/closure`);
    const { json: before } = await call('GET', `/rounds/${round}/scores`);
    expect(before.instrument).toEqual({ id: 'ketenspiegel', version: '1', hash: hashInstrument(first) });
    expect(before).not.toHaveProperty('conditions');
    const factsheet = await call('GET', `/rounds/${round}/factsheet`);
    expect(factsheet.status).toBe(200);
    expect(factsheet.text).not.toContain('<section class="conditions bands">');

    const opening = { name: 'Meting 2', sender: 'De coördinator', closesAt: '2090-01-31' };
    const { json: next } = await call('POST', `/networks/${network}/rounds`, opening);
    await fill(next.id, ['4', '4', '4', '4', '4', '4']);
    await call('PUT', `/rounds/${next.id}/closure`);
    const { json: after } = await call('GET', `/rounds/${next.id}/scores`);
    expect(after.change).toMatchObject({ since: { version: '1' }, sharedItems: 21 });
    const ofFirst = new Set(listItems(first).map(({ id }) => id));
    const facets = latestInstrument.concepts.flatMap((concept) => concept.facets);
    for (const [place, { items }] of facets.entries()) {
      // Six partners: a point of the scale, to ten points of the index. On one statement the verdict stands alone.
      const isShared = items.every(({ id }) => ofFirst.has(id));
      expect(after.change.facets[place]).toMatchObject({
        verdict: 'better',
        ...(isShared ? { difference: 1.2 } : { withheld: 'minimum' }),
      });
    }
    expect((await call('GET', `/rounds/${next.id}/factsheet`)).text).toContain(
      '<section class="conditions bands">',
    );
  });

  test('a round that opened with version 1 asks its people no conditions', async () => {
    const { anna, path, round } = await begin({ instrument: first });
    expect((await anna.open('conditions')).status).toBe(404);
    expect((await anna.post('conditions', all('5'))).status).toBe(404);
    expect((await anna.open('sharing')).text).toContain('Stap 1 van 7<');
    expect((await anna.fill('reputation', {}, 'next')).location).toContain(path);
    expect((await anna.open('send')).text).not.toContain('Wat helpt en wat staat in de weg');
    expect((await findScoringInput(app.db, round.roundId)).instrument).toBe(first);
  });
});
