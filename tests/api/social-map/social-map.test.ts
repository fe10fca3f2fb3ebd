/** The profile of a partner, from the questionnaire to the map behind a personal link and behind a share. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { revokeShare } from '../../../server/results/shares/revoke-share.ts';
import { shareResult } from '../../../server/results/shares/share-result.ts';
import { completePlan } from '../../../server/rounds/check-plan.ts';
import { closeRound } from '../../../server/rounds/close-round.ts';
import { invite } from '../../../server/rounds/invitations/invite.ts';
import { pauseRound } from '../../../server/rounds/pause-round.ts';
import { startRound } from '../../../server/rounds/start-round.ts';
import { emptyProfile } from '../../../survey/profile.ts';
import { actingOn } from '../../support/acting.ts';
import { readWords } from '../../support/read-html.ts';
import { makeRespondent, type Respondent, readForm, type Typed } from '../../support/respondent.ts';
import { type SeededRound, seedRound, sixPartners } from '../../support/seed.ts';
import { answer } from '../../support/send-answers.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
let round: SeededRound;
let anna: Respondent;
beforeAll(async () => {
  server = await startTestApp();
});
afterAll(() => server.stop());
beforeEach(async () => {
  round = await seedRound(server.app.db);
  anna = open('anna');
});

const open = (person: string) => makeRespondent(server.app, round.people[person]!.path);
const readMap = async (query = '') => (await anna.open(`social-map${query}`)).text;

async function invitePerson(roundId: string, person: string): Promise<Respondent> {
  const [invited] = await invite(actingOn(server.app), roundId, [{ partner: 'gemeente', person }]);
  return makeRespondent(server.app, `/invitations/${invited!.token}`);
}

function readStored(partner = 'gemeente') {
  return server.app.db
    .selectFrom('profile')
    .select(['content', 'revision', 'updatedAt'])
    .where('partnerId', '=', round.partnerIds[partner]!)
    .executeTakeFirst();
}

const municipality: Typed = {
  about: 'Wij zorgen dat iedereen mee kan doen.\r\nOok met weinig geld.',
  contributions: ['income', 'debts'],
  otherContributions: 'De bijzondere bijstand',
  targetGroups: 'everyone',
  otherTargetGroups: '',
  website: 'www.voorbeeldstad.example',
  phone: '14 0999',
  email: 'loket@voorbeeldstad.example',
  address: 'Marktplein 1',
  openingHours: 'Elke werkdag van 9 tot 12 uur',
};

describe('the page of the questionnaire', () => {
  test('says that it is not anonymous, comes before the check, and may be skipped whole', async () => {
    const { text } = await anna.open('profile');
    for (const words of [
      'niet anoniem',
      'Gemeente Voorbeeldstad',
      'Stap 7 van 8<',
      'U kunt haar overslaan',
    ]) {
      expect(text).toContain(words);
    }
    const { path } = round.people.anna!;
    expect((await anna.fill('contacts', {})).location).toBe(`${path}/profile`);
    expect((await anna.fill('profile', {}, 'previous')).location).toBe(`${path}/contacts`);
    expect((await anna.fill('profile', {})).location).toBe(`${path}/send`);
    expect(await readStored()).toBeUndefined();
    expect(readWords((await anna.open('send')).text)).toContain('Wat doet uw organisatie? Overgeslagen');
    expect((await anna.open('copy')).text).not.toContain('Wat doet uw organisatie?');
  });

  test('is saved with the partner: a colleague and next year find it there and change it', async () => {
    await anna.fill('profile', municipality);
    expect(await readStored()).toMatchObject({
      revision: 1,
      content: {
        ...municipality,
        about: 'Wij zorgen dat iedereen mee kan doen.\nOok met weinig geld.',
        targetGroups: ['everyone'],
        website: 'https://www.voorbeeldstad.example',
      },
    });
    expect(readForm((await anna.open('profile')).text)).toMatchObject({
      contributions: ['income', 'debts'],
      openingHours: 'Elke werkdag van 9 tot 12 uur',
      revision: '1',
    });
    expect(readWords((await anna.open('send')).text)).toContain('Wat doet uw organisatie? Ingevuld');
    expect((await anna.open('copy')).text).toContain('De bijzondere bijstand');

    const colleague = await invitePerson(round.roundId, 'Een collega');
    await colleague.fill('profile', { about: 'Nu anders' });
    expect(readForm((await anna.open('profile')).text)).toMatchObject({
      about: 'Nu anders',
      phone: '14 0999',
    });
    await closeRound(actingOn(server.app), round.roundId);
    const wish = completePlan({ name: '2027', sender: 'De coördinator', closesAt: '2090-01-31' });
    const next = await startRound(actingOn(server.app), round.networkId, wish, { asksNobody: true });
    const later = await invitePerson(next, 'Een nieuwe collega');
    await later.fill('profile', { phone: '14 0111' });
    expect(await readStored()).toMatchObject({
      revision: 3,
      content: { about: 'Nu anders', phone: '14 0111', address: 'Marktplein 1' },
    });
  });

  test('saved once more without a change it stays what it was, to the moment', async () => {
    await anna.fill('profile', municipality);
    const before = await readStored();
    await anna.fill('profile', {}, 'previous');
    await open('anna').fill('profile', {}, 'stay');
    expect(await readStored()).toEqual(before);
  });

  test('made empty it stays, empty, and is on the map no more', async () => {
    await anna.fill('profile', municipality);
    const { revision, view } = readForm((await anna.open('profile')).text);
    await anna.post('profile', { revision: revision!, view: view!, go: 'next' });
    expect(await readStored()).toMatchObject({ revision: 2, content: emptyProfile });
    expect(await readMap()).not.toContain('Marktplein');
    expect(readWords((await anna.open('send')).text)).toContain('Wat doet uw organisatie? Overgeslagen');
  });

  test('two who change it at once choose what stays, and nothing is overwritten', async () => {
    await anna.fill('profile', municipality);
    const form = readForm((await anna.open('profile')).text);
    await open('anna').fill('profile', { phone: '14 0111', contributions: ['food'] }, 'stay');
    const conflict = await anna.post('profile', { ...form, about: 'Nieuw', go: 'next' });
    expect(conflict.status).toBe(409);
    for (const words of ['een collega, de coördinator', '14 0111', '14 0999', 'Eten', 'Nieuw']) {
      expect(conflict.text).toContain(words);
    }
    expect(await readStored()).toMatchObject({ revision: 2, content: { phone: '14 0111' } });
    const choices = conflict.text.slice(conflict.text.lastIndexOf('<form method="post"'));
    const both = {
      'choice:0': 'about=Nieuw',
      'choice:1': 'contributions=food&contributions=debts',
      'choice:2': 'phone=14+0111',
    };
    expect((await anna.post('profile', { ...readForm(choices), ...both, go: 'next' })).status).toBe(303);
    expect(await readStored()).toMatchObject({
      revision: 3,
      content: {
        about: 'Nieuw',
        contributions: ['debts', 'food'],
        phone: '14 0111',
        address: 'Marktplein 1',
      },
    });
  });

  test('the script is told of a conflict and of what is wrong in a sentence', async () => {
    await anna.fill('profile', municipality);
    const json = { accept: 'application/json' };
    const late = await anna.post('profile', { revision: '0', view: 'x.0', about: 'Anders' }, json);
    expect(late.status).toBe(409);
    expect(late.text).toContain('een collega, de coördinator');
    const wrong = await anna.post(
      'profile',
      { revision: '1', view: 'x.0', website: 'javascript:alert(1)' },
      json,
    );
    expect(wrong.status).toBe(400);
    expect(JSON.parse(wrong.text).faults).toEqual([
      { where: 'website', sentence: expect.stringContaining('Dit webadres kunnen wij niet laten zien') },
    ]);
  });

  test('a phone that lost the answer of its own save goes on, an older attempt does not', async () => {
    const save = (view: string, about: string) => anna.post('profile', { revision: '0', view, about });
    expect((await save('een.1', 'a')).status).toBe(303);
    expect((await save('een.3', 'abc')).status).toBe(303);
    expect((await save('een.2', 'ab')).status).toBe(409);
    expect(await readStored()).toMatchObject({ revision: 2, content: { about: 'abc' } });
  });

  test('of twenty that save first at the same time one is taken, and the others are told', async () => {
    const saves = Array.from({ length: 20 }, (_, one) =>
      anna.post('profile', { revision: '0', view: `v${one}.0`, about: `Versie ${one}` }),
    );
    const statuses = (await Promise.all(saves)).map(({ status }) => status).sort();
    expect(statuses).toEqual([303, ...Array(19).fill(409)]);
    expect(await readStored()).toMatchObject({ revision: 1 });
  });

  test('says all that is wrong at once, and keeps what was typed', async () => {
    const refused = await anna.post('profile', {
      ...municipality,
      revision: '0',
      view: 'x.0',
      about: `<b>${'lang '.repeat(200)}`,
      website: 'javascript:alert(1)',
      email: 'geen adres',
      contributions: ['food', 'weapons'],
      secret: '1',
    });
    expect(refused.status).toBe(400);
    for (const words of [
      'Deze tekst heeft 1002 tekens',
      'Dit webadres kunnen wij niet laten zien',
      'Dit is geen mailadres',
      'Dit staat niet in de lijst',
      'Dit veld hoort niet bij deze bladzijde',
    ]) {
      expect(refused.text).toContain(words);
    }
    expect(refused.text).not.toContain('<b>lang');
    expect(readForm(refused.text)).toMatchObject({
      website: 'javascript:alert(1)',
      contributions: 'food',
      phone: '14 0999',
    });
    expect(await readStored()).toBeUndefined();
  });

  test('a pause and the end of the round keep it as it was', async () => {
    await anna.fill('profile', municipality);
    const form = readForm((await anna.open('profile')).text);
    await pauseRound(actingOn(server.app), round.roundId);
    const paused = await anna.post('profile', { ...form, about: 'In de pauze', go: 'next' });
    expect(paused.status).toBe(423);
    expect(paused.text).toContain('In de pauze');
    expect((await anna.open('social-map')).status).toBe(423);
    await closeRound(actingOn(server.app), round.roundId);
    const late = await anna.post('profile', { ...form, about: 'Te laat', go: 'next' });
    expect(late.status).toBe(410);
    expect(late.text).toContain('Te laat');
    expect((await anna.open('social-map')).status).toBe(303);
    expect(await readStored()).toMatchObject({ revision: 1, content: { phone: '14 0999' } });
  });

  test('a link changes the profile of its own partner and no other', async () => {
    await anna.fill('profile', municipality);
    const fields = { revision: '1', view: 'x.0', about: 'Van de buren', partner: round.partnerIds.gemeente! };
    expect((await open('bram').post('profile', fields)).status).toBe(400);
    const { partner: _partner, ...own } = fields;
    await open('bram').post('profile', { ...own, revision: '0' });
    expect(await readStored('voedselbank')).toMatchObject({ content: { about: 'Van de buren' } });
    expect(await readStored()).toMatchObject({ revision: 1, content: { phone: '14 0999' } });
  });

  test('it is no answer: alone it is nothing to send, and no other page knows it', async () => {
    await anna.fill('profile', municipality);
    const refused = await anna.post('sending', readForm((await anna.open('send')).text));
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('nog geen stelling beantwoord');
    expect(readWords(refused.text)).toContain('Wat doet uw organisatie? Ingevuld');
  });
});

describe('the map', () => {
  test('shows every partner to every partner, with what it says, and opens from the start and the thanks', async () => {
    await anna.fill('profile', municipality);
    await open('bram').fill('profile', {
      about: 'Eten voor wie dat nodig heeft',
      contributions: ['food', 'debts'],
    });
    const text = (await open('carla').open('social-map')).text;
    for (const words of [
      ...sixPartners.map(({ name }) => name),
      'Eten voor wie dat nodig heeft',
      'De bijzondere bijstand',
      'href="https://www.voorbeeldstad.example',
    ]) {
      expect(text).toContain(words);
    }
    expect((await open('dirk').open()).text).toContain(`href="${round.people.dirk!.path}/social-map"`);
    const esra = open('esra');
    await esra.fill('sharing', { 'values-1': '3' }, 'stay');
    await esra.post('sending', {});
    expect((await esra.open('thanks')).text).toContain(`href="${round.people.esra!.path}/social-map"`);
  });

  test('is searched on the server', async () => {
    await anna.fill('profile', municipality);
    await open('bram').fill('profile', { about: 'Eten voor wie dat nodig heeft' });
    const found = await readMap('?q=BIJZONDERE%20bijstánd');
    expect(found).toContain('Marktplein 1');
    expect(found).not.toContain('Eten voor wie dat nodig heeft');
    expect(found).toContain(`action="${round.people.anna!.path}/social-map"`);
    for (const query of [
      '?q=',
      '?q=a&q=b',
      `?q=${'x'.repeat(3000)}`,
      '?q=%00%ED%A0%80',
      '?q=%22%3E%3Cscript%3E',
    ]) {
      const { status, text } = await anna.open(`social-map${query}`);
      expect(status).toBe(200);
      expect(text).not.toContain('"><script>');
    }
  });

  test('comes with a policy of its own, is kept nowhere, and is a PDF too', async () => {
    await anna.fill('profile', municipality);
    const url = `${round.people.anna!.path}/social-map`;
    const page = await server.app.inject(url);
    expect(page.headers['content-security-policy']).toContain("form-action 'self'");
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.headers['cache-control']).toBe('no-store');
    expect(page.headers['referrer-policy']).toBe('no-referrer');
    const pdf = await server.app.inject(`${url}.pdf`);
    expect(pdf.statusCode).toBe(200);
    expect(pdf.headers['content-type']).toBe('application/pdf');
    expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
  });

  test('leaves out what was hidden and who left the network; who was merged shares the profile of the other', async () => {
    const { db } = server.app;
    for (const [person, about] of [
      ['anna', 'Zichtbaar'],
      ['bram', 'Verborgen'],
      ['carla', 'Vertrokken'],
    ] as const) {
      await open(person).fill('profile', { about });
    }
    const { gemeente, voedselbank, welzijn, wonen } = round.partnerIds;
    await db
      .updateTable('profile')
      .set({ hiddenAt: new Date() })
      .where('partnerId', '=', voedselbank!)
      .execute();
    await db.updateTable('partner').set({ archivedAt: new Date() }).where('id', '=', welzijn!).execute();
    await db
      .updateTable('partner')
      .set({ archivedAt: new Date(), mergedInto: gemeente! })
      .where('id', '=', wonen!)
      .execute();
    const text = await readMap();
    expect(text).toContain('Zichtbaar');
    for (const gone of ['Verborgen', 'Vertrokken', 'Welzijn Samen', 'Woonstichting Thuis']) {
      expect(text).not.toContain(gone);
    }
    expect((await open('bram').open('profile')).text).toContain('heeft dit profiel verborgen');
    expect(readForm((await open('femke').open('profile')).text)).toMatchObject({ about: 'Zichtbaar' });
    await open('femke').fill('profile', { about: 'Samen één' });
    expect(await readStored('gemeente')).toMatchObject({ revision: 2, content: { about: 'Samen één' } });
    expect(await readStored('wonen')).toBeUndefined();
  });

  test('nothing that somebody typed is code, in no field, on the page and for the printer', async () => {
    const script = '<script>alert(1)</script>';
    // No form takes this as an address of a website or mailbox, so straight into the table.
    await server.app.db
      .insertInto('profile')
      .values({
        partnerId: round.partnerIds.gemeente!,
        content: JSON.stringify(
          Object.fromEntries(
            Object.entries(emptyProfile).map(([field, value]) => [field, value === '' ? `"'${script}` : []]),
          ),
        ),
        view: 'x.0',
      })
      .execute();
    await server.app.db
      .updateTable('partner')
      .set({ name: `Partner ${script}` })
      .where('id', '=', round.partnerIds.school!)
      .execute();
    for (const page of ['social-map', 'social-map?q=alert', 'profile', 'copy']) {
      const { text, status } = await anna.open(page);
      expect(status, page).toBe(200);
      expect(text, page).toContain('&lt;script&gt;alert(1)');
      expect(text, page).not.toContain('<script>alert');
    }
    expect((await server.app.inject(`${round.people.anna!.path}/social-map.pdf`)).statusCode).toBe(200);
  });

  test('holds no answer, no score, no name and no mail address of a person', async () => {
    const { db } = server.app;
    const network = await seedRound(db, { people: { 'Geheime Naam': 'gemeente', bram: 'voedselbank' } });
    const { invitationId, path } = network.people['Geheime Naam']!;
    await answer(db, { invitationId, opinion: 2, consent: true });
    const person = makeRespondent(server.app, path);
    await person.fill('sharing', { comment: 'Vertrouwelijke toelichting' }, 'stay');
    await db
      .insertInto('person')
      .values({
        partnerId: network.partnerIds.gemeente!,
        name: 'Greet Geheim',
        email: 'greet@geheim.example',
      })
      .execute();
    await person.fill('profile', { about: 'Open voor iedereen' });
    const before = (await person.open('social-map')).text;
    const text = (await makeRespondent(server.app, network.people.bram!.path).open('social-map')).text;
    expect(text).toContain('Open voor iedereen');
    for (const secret of ['Geheim', 'greet@', 'Vertrouwelijk', path]) expect(text).not.toContain(secret);
    // Other answers give the same map, letter for letter.
    await person.fill('sharing', { 'values-1': '5', comment: 'Iets anders' }, 'stay');
    await person.fill('contacts', { known: 'school' }, 'stay');
    expect((await person.open('social-map')).text).toBe(before);
  });
});

describe('a share of the map', () => {
  const visit = (url: string) => server.app.inject({ url, remoteAddress: '10.7.7.7' });
  const share = async (scope: 'social-map' | 'factsheet' | 'overview') => {
    const { id, token } = await shareResult(actingOn(server.app), round.roundId, { scope });
    return { id, path: `/shares/${token}` };
  };

  test('opens the map, its search and its PDF without a key, also after the round closed, until withdrawn', async () => {
    await anna.fill('profile', municipality);
    await closeRound(actingOn(server.app), round.roundId);
    const { id, path } = await share('social-map');
    const page = await visit(`${path}?q=marktplein`);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('Marktplein 1');
    expect(page.body).toContain(`action="${path}"`);
    expect(page.body).toContain(`href="${path}/social-map.pdf"`);
    expect((await visit(`${path}/social-map.pdf`)).headers['content-type']).toBe('application/pdf');
    expect((await visit(`${path}/factsheet.pdf`)).statusCode).toBe(404);
    await revokeShare(actingOn(server.app), id);
    expect((await visit(path)).statusCode).toBe(404);
    expect((await visit(`${path}/social-map.pdf`)).statusCode).toBe(404);
  });

  test('another share does not open the map', async () => {
    for (const scope of ['factsheet', 'overview'] as const) {
      expect((await visit(`${(await share(scope)).path}/social-map.pdf`)).statusCode).toBe(404);
    }
  });

  test('the API makes one, and gives the address of its PDF', async () => {
    const { statusCode, body } = await server.app.inject({
      method: 'POST',
      url: `/api/rounds/${round.roundId}/shares`,
      headers: { authorization: server.authorization },
      payload: { scope: 'social-map' },
    });
    expect(statusCode).toBe(201);
    const { url, pdf } = JSON.parse(body);
    expect(pdf).toBe(`${url}/social-map.pdf`);
    expect((await visit(new URL(url).pathname)).statusCode).toBe(200);
  });
});
