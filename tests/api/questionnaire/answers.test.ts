import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { App } from '../../../server/web/fastify.ts';
import { latestInstrument } from '../../../survey/versions.ts';
import { mailLink } from '../../support/mailed-links.ts';
import { makeRespondent, type Respondent, readForm } from '../../support/respondent.ts';
import { type SeededRound, seedRound } from '../../support/seed.ts';
import { seedPerson } from '../../support/seed-person.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';
import { createVisitor } from '../../support/visitor.ts';

let testApp: TestApp;
let app: App;
let round: SeededRound;
let anna: Respondent;

beforeAll(async () => {
  testApp = await startTestApp();
  app = testApp.app;
});
afterAll(() => testApp.stop());
beforeEach(async () => {
  round = await seedRound(app.db);
  anna = makeRespondent(app, round.people.anna!.path);
});

const items = (concept: string) =>
  latestInstrument.concepts
    .find(({ id }) => id === concept)!
    .facets.flatMap((facet) => facet.items.map(({ id }) => id));
const agree = (concept: string) => Object.fromEntries(items(concept).map((id) => [id, '4']));

/** Everything that is stored of a person: a read that changed anything would show here. */
async function readStored(person = 'anna') {
  const id = round.people[person]!.invitationId;
  const pages = await app.db
    .selectFrom('answerPage')
    .selectAll()
    .where('invitationId', '=', id)
    .orderBy('page')
    .execute();
  const invitation = await app.db
    .selectFrom('invitation')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return { pages, invitation };
}

async function readPage(page: string, person = 'anna') {
  return (await readStored(person)).pages.find((stored) => stored.page === page);
}

describe('from the link to the thanks', () => {
  test('a whole questionnaire is answered, sent, and stands in the copy', async () => {
    for (const { id } of latestInstrument.concepts) {
      const answer = await anna.fill(id, { ...agree(id), comment: `over ${id}` });
      expect(answer.status).toBe(303);
    }
    const contacts = await anna.fill('contacts', { known: ['welzijn', 'school'] });
    expect(contacts.location).toBe(`${round.people.anna!.path}/contacts/details`);
    const details = Object.fromEntries(
      ['welzijn', 'school'].flatMap((code) => [
        [`frequency:${code}`, '3'],
        [`familiarity:${code}`, '2'],
        [`dependence:${code}`, '1'],
      ]),
    );
    expect((await anna.fill('contacts/details', details)).location).toBe(
      `${round.people.anna!.path}/profile`,
    );
    expect((await anna.fill('profile', {})).location).toBe(`${round.people.anna!.path}/send`);
    const sending = await anna.post('sending', { ...readForm((await anna.open('send')).text), scores: 'on' });
    expect(sending.location).toBe(`${round.people.anna!.path}/thanks`);

    const { pages, invitation } = await readStored();
    expect(invitation.submittedAt).toBeInstanceOf(Date);
    expect((await anna.open('thanks')).text).toContain(invitation.receipt);
    expect(Object.fromEntries(pages.map(({ page, content }) => [page, content]))).toMatchObject({
      sharing: { answers: { 'values-1': 4 }, comment: 'over sharing' },
      contacts: { contacts: { welzijn: { frequency: 3, familiarity: 2, dependence: 1 } } },
      consents: { scores: true, research: false },
    });
    const copy = (await anna.open('copy')).text;
    for (const words of ['over reputation', 'Welzijn Samen', 'Mee eens', invitation.receipt!])
      expect(copy).toContain(words);
    expect(copy).not.toContain('Voedselbank De Brug');
  });

  test('the start page says who asks, for whom, until when, and what is made up', async () => {
    const madeUp = await seedRound(app.db, { madeUp: true, closesAt: new Date('2099-09-30T21:59:00Z') });
    const { text } = await makeRespondent(app, madeUp.people.bram!.path).open();
    for (const words of [
      'Greet de Wit, coördinator van het netwerk',
      'Voedselbank De Brug',
      'woensdag 30 september 2099 om 23:59',
      'verzonnen',
      'minstens 5 partners',
    ]) {
      expect(text).toContain(words);
    }
    expect((await anna.open()).text).not.toContain('verzonnen');
  });

  test('each page says how far it is', async () => {
    const concepts = ['sharing', 'quality', 'interdependence', 'reputation'];
    const pages = [...concepts, 'conditions', 'contacts', 'profile', 'send'];
    for (const [index, page] of pages.entries()) {
      expect((await anna.open(page)).text).toContain(`Stap ${index + 1} van 8<`);
    }
    await anna.fill('contacts', { known: 'school' });
    expect((await anna.open('contacts/details')).text).toContain('Stap 6 van 8<');
  });

  test('the start page leads to the first page that is not finished', async () => {
    const { path } = round.people.anna!;
    expect((await anna.open()).text).toContain(`action="${path}/opening"`);
    expect((await anna.post('opening', {})).location).toBe(`${path}/sharing`);
    await anna.fill('sharing', agree('sharing'));
    expect((await anna.open()).text).toContain(`href="${path}/quality"`);
  });

  test('another device opens the same answers with the link that was mailed', async () => {
    const path = await mailLink(app, round.people.anna!.invitationId);
    await makeRespondent(app, path).fill('sharing', { 'values-1': '2', comment: 'half af' }, 'previous');
    const phone = makeRespondent(app, path);
    expect((await phone.open()).text).toContain('ook op een ander apparaat');
    expect(readForm((await phone.open('sharing')).text)).toMatchObject({
      'values-1': '2',
      comment: 'half af',
      revision: '1',
    });
  });

  test('a comment comes back letter for letter, however often the page is saved', async () => {
    const comment = '  Eén regel\n\n  ingesprongen & "aangehaald" <b>niet vet</b>\n=1+1';
    await anna.fill('sharing', { comment: comment.replaceAll('\n', '\r\n') });
    const before = await readPage('sharing');
    expect((before!.content as { comment: string }).comment).toBe(comment.trim());
    await anna.fill('sharing', {}, 'previous');
    expect(await readPage('sharing')).toEqual(before);
    expect((await anna.open('copy')).text).not.toContain('<b>niet vet');
  });

  test('going back saves too', async () => {
    const answer = await anna.fill('quality', { 'trust-1': 'unknown' }, 'previous');
    expect(answer.location).toBe(`${round.people.anna!.path}/sharing`);
    expect((await readPage('quality'))!.content).toEqual({ answers: { 'trust-1': null }, comment: '' });
  });

  test('a partner that is alone in its network is asked about nobody', async () => {
    const alone = await seedRound(app.db, {
      partners: [{ code: 'a', name: 'Alleen' }],
      people: { gerrit: 'a' },
    });
    const gerrit = makeRespondent(app, alone.people.gerrit!.path);
    const { text } = await gerrit.open('contacts');
    expect(text).toContain('nog geen andere partners');
    expect(text).not.toContain('checkbox');
    expect((await gerrit.fill('contacts', {})).location).toBe(`${alone.people.gerrit!.path}/profile`);
  });

  test('the own organisation is not among the partners to tick', async () => {
    const { text } = await anna.open('contacts');
    expect(text).toContain('Woonstichting Thuis');
    expect(text).not.toContain('Gemeente Voorbeeldstad');
  });

  test('a partner that is ticked again brings its answers with it', async () => {
    await anna.fill('contacts', { known: ['school', 'wonen'] });
    await anna.fill('contacts/details', { 'frequency:school': '4' });
    await anna.fill('contacts', { known: 'wonen' });
    expect((await readPage('contacts'))!.content).toMatchObject({ contacts: { wonen: {} } });
    const form = { ...readForm((await anna.open('contacts')).text), 'frequency:school': '4' };
    await anna.post('contacts', { ...form, known: ['school', 'wonen'], go: 'next' });
    expect((await readPage('contacts'))!.content).toMatchObject({
      contacts: { school: { frequency: 4 }, wonen: {} },
    });
  });
});

describe('a forgotten statement', () => {
  test('is asked for once and then may stay open', async () => {
    const { path } = round.people.anna!;
    const forgetful = await anna.fill('interdependence', { 'impact-1': '5' });
    expect(forgetful.location).toBe(`${path}/interdependence?open#open`);
    const { text } = await anna.open('interdependence?open');
    expect(text).toContain('U hebt 5 stellingen nog niet beantwoord.');
    expect(text.match(/<fieldset class="card open"/g)).toHaveLength(5);
    const again = await anna.post('interdependence', { ...readForm(text), go: 'next' });
    expect(again.location).toBe(`${path}/reputation`);
  });

  test('is not asked for on the way back', async () => {
    expect((await anna.fill('sharing', { 'values-1': '5' }, 'previous')).location).toBe(
      round.people.anna!.path,
    );
  });

  test('about a partner is asked for once too', async () => {
    await anna.fill('contacts', { known: ['school'] });
    const answer = await anna.fill('contacts/details', { 'frequency:school': '2' });
    expect(answer.location).toBe(`${round.people.anna!.path}/contacts/details?open#open`);
    expect((await anna.open('contacts/details?open')).text).toContain('U hebt 2 vragen nog niet beantwoord.');
  });
});

describe('what can not be right', () => {
  const refused: [string, string, Record<string, string>, string][] = [
    ['an answer of 7', 'sharing', { 'values-1': '7' }, 'Kies een heel getal van 1 tot en met 5'],
    ['an unknown statement', 'sharing', { 'values-9': '3' }, 'hoort niet bij de vragenlijst'],
    ['a statement of another page', 'sharing', { 'trust-1': '3' }, 'hoort bij de bladzijde'],
    ['a comment that is too long', 'sharing', { comment: 'lang '.repeat(500) }, 'Er passen er 2000 in'],
    ['a partner that does not exist', 'contacts', { known: 'niemand' }, 'staat niet in deze vragenlijst'],
    ['the own organisation', 'contacts', { known: 'gemeente' }, 'staat niet in deze vragenlijst'],
    ['a strange tick', 'send', { scores: 'misschien' }, 'Dit is geen vinkje'],
  ];
  test.each(refused)(
    '%s is refused with a sentence, and what was saved stays',
    async (_what, page, typed, sentence) => {
      await anna.fill('sharing', { 'values-1': '2' }, 'stay');
      const before = await readStored();
      const answer = await anna.fill(page, { ...typed, 'expertise-1': '5' });
      expect(answer.status).toBe(400);
      expect(answer.text).toContain(sentence);
      expect(await readStored()).toEqual(before);
    },
  );

  test('everything that was typed still stands there, and all problems are named at once', async () => {
    const comment = 'lang '.repeat(500);
    const { text } = await anna.fill('sharing', {
      'expertise-1': '5',
      'values-1': '7',
      'trust-1': '1',
      comment,
    });
    expect(readForm(text)).toMatchObject({ 'expertise-1': '5', comment });
    expect(text).toContain('href="#field-values-1"');
    expect(text).toContain('href="#field-comment"');
    expect(text).toContain('trust-1');
    expect(text).toContain('<title>Fout: ');
  });

  test('JSON gets the same sentences as data', async () => {
    const response = await app.inject({
      method: 'POST',
      url: `${round.people.anna!.path}/sharing`,
      headers: { accept: 'application/json', 'accept-language': 'en' },
      body: { 'values-1': 7, 'values-3': 3 },
    });
    expect(response.statusCode).toBe(400);
    expect(response.json().faults).toEqual([
      { where: 'values-1', sentence: expect.stringContaining('Choose a whole number from 1 to 5') },
    ]);
    expect(await readPage('sharing')).toBeUndefined();
  });

  test.each([
    ['[]'],
    ['null'],
    ['"tekst"'],
    ['[1]'],
    ['{"known":{"a":1}}'],
    ['{"values-1":{"toString":3},"comment":{"toHTML":1},"known":{"toString":1},"go":{"toString":1}}'],
  ])('the JSON %s changes nothing and breaks nothing', async (body) => {
    for (const page of ['sharing', 'contacts', 'send', 'sending']) {
      const response = await app.inject({
        method: 'POST',
        url: `${round.people.anna!.path}/${page}`,
        headers: { 'content-type': 'application/json' },
        body,
      });
      expect(response.statusCode).toBeLessThan(500);
    }
    expect((await readStored()).pages).toEqual([]);
  });

  test('a body over the limit gets 413 with a sentence, and what was saved stays', async () => {
    await anna.fill('sharing', { 'values-1': '2' }, 'stay');
    const before = await readStored();
    const answer = await anna.post('sharing', { comment: 'x'.repeat(300_000) });
    expect(answer.status).toBe(413);
    expect(answer.text).toContain('Maak het kleiner');
    expect(await readStored()).toEqual(before);
  });

  test('a page that the questionnaire does not have is not found', async () => {
    expect((await anna.open('nergens')).status).toBe(404);
    expect((await anna.post('nergens', { 'values-1': '3' })).status).toBe(404);
  });
});

describe('two tabs', () => {
  const alone = { accept: 'application/json' };

  test('the second with an older revision gets a conflict, with both answers to choose from', async () => {
    const first = readForm((await anna.open('sharing')).text);
    const second = readForm((await anna.open('sharing')).text);
    await anna.post('sharing', {
      ...first,
      'values-1': '5',
      'values-3': '3',
      comment: 'uit de eerste',
      go: 'next',
    });
    const stored = await readPage('sharing');
    const answer = await anna.post('sharing', {
      ...second,
      'values-1': '1',
      'values-3': '3',
      comment: 'uit de tweede',
      go: 'next',
    });
    expect(answer.status).toBe(409);
    for (const words of ['uit de eerste', 'uit de tweede', 'Helemaal mee eens', 'Helemaal niet mee eens']) {
      expect(answer.text).toContain(words);
    }
    expect(await readPage('sharing')).toEqual(stored);

    // The choice that stands ready is what was typed here; the other is one press away.
    const choices = [...answer.text.matchAll(/name="(choice:\d+)" value="([^"]*)"/g)];
    expect(choices).toHaveLength(4);
    const form = /<form method="post".*<\/form>/s.exec(answer.text)![0];
    const chosen = {
      ...readForm(form),
      [choices[3]![1]!]: choices[3]![2]!.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&'),
    };
    const choice = await anna.post('sharing', { ...chosen, go: 'stay' });
    expect(choice.status).toBe(303);
    expect((await readPage('sharing'))!.content).toEqual({
      answers: { 'values-1': 1, 'values-3': 3 },
      comment: 'uit de eerste',
    });
  });

  test('the language button on the conflict page throws nothing away', async () => {
    const old = readForm((await anna.open('sharing')).text);
    await anna.fill('sharing', { 'values-1': '5' }, 'stay');
    const conflict = await anna.post('sharing', { ...old, 'values-1': '1', go: 'next' });
    const typed = /<form id="page".*?<\/form>/s.exec(conflict.text)![0];
    const english = await anna.post('sharing', { ...readForm(typed), go: 'lang:en' });
    expect(english.status).toBe(409);
    expect(english.text).toContain('Which answer is right?');
    expect(english.text).toContain('Strongly disagree');
  });

  test('a conflict about a partner is chosen as a whole', async () => {
    const old = readForm((await anna.open('contacts')).text);
    await anna.fill('contacts', { known: ['school', 'wonen'], 'frequency:school': '4' }, 'stay');
    const conflict = await anna.post('contacts', { ...old, known: ['welzijn', 'wonen'], go: 'next' });
    expect(conflict.status).toBe(409);
    const form = /<form method="post".*<\/form>/s.exec(conflict.text)![0];
    expect(form.match(/<fieldset/g)).toHaveLength(2);
    await anna.post('contacts', {
      ...readForm(form),
      'choice:0': 'known=school&frequency%3Aschool=4',
      go: 'next',
    });
    expect((await readPage('contacts'))!.content).toMatchObject({
      contacts: { school: { frequency: 4 }, wonen: { frequency: null }, welzijn: { frequency: null } },
    });
  });

  test('the same answers in both tabs are no conflict and write nothing', async () => {
    const [first, second] = [
      readForm((await anna.open('sharing')).text),
      readForm((await anna.open('sharing')).text),
    ];
    await anna.post('sharing', { ...first, 'values-1': '5' });
    const stored = await readPage('sharing');
    const answer = await anna.post('sharing', { ...second, 'values-1': '5' }, alone);
    expect(JSON.parse(answer.text)).toEqual({ revision: 1 });
    expect(await readPage('sharing')).toEqual(stored);
  });

  test('a tab whose answer got lost may save again without knowing its revision', async () => {
    const form = readForm((await anna.open('sharing')).text);
    await anna.post('sharing', { ...form, view: 'tab.1', 'values-1': '5' }, alone);
    const answer = await anna.post('sharing', { ...form, view: 'tab.2', 'values-1': '4' }, alone);
    expect(JSON.parse(answer.text)).toEqual({ revision: 2 });
  });

  test('an old attempt of the same tab that arrives late does not undo a newer one', async () => {
    const form = readForm((await anna.open('sharing')).text);
    await anna.post('sharing', { ...form, view: 'tab.2', 'values-1': '4' }, alone);
    const late = await anna.post('sharing', { ...form, view: 'tab.1', 'values-1': '5' }, alone);
    expect(late.status).toBe(409);
    expect(JSON.parse(late.text).sentence).toContain('ander venster');
    expect((await readPage('sharing'))!.content).toMatchObject({ answers: { 'values-1': 4 } });
  });

  test('of 20 tabs that save at the same moment one wins, and the 19 others hear it', async () => {
    await anna.open('sharing');
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        anna.post('sharing', { revision: '0', view: `tab${index}.0`, comment: `tab ${index}` }, alone),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(19).fill(409)]);
    expect((await readPage('sharing'))!.revision).toBe(1);
  });
});

describe('the script', () => {
  test('saves a page and gets its revision', async () => {
    const form = readForm((await anna.open('sharing')).text);
    const answer = await anna.post('sharing', { ...form, 'values-1': '5' }, { accept: 'application/json' });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toEqual({ revision: 1 });
  });
});

describe('language', () => {
  test('a press on English saves the page and comes back in English, also on another device', async () => {
    const answer = await anna.fill('sharing', { 'values-1': '5' }, 'lang:en');
    expect(answer.location).toBe(`${round.people.anna!.path}/sharing`);
    expect((await anna.open('sharing')).text).toContain('lang="en"');
    expect((await readStored()).invitation.language).toBe('en');
    const phone = makeRespondent(app, round.people.anna!.path);
    expect((await phone.open()).text).toContain('Your organisation may see its own scores');
    await phone.open('?lang=nl');
    expect((await phone.open('sharing')).text).toContain('Helemaal mee eens');
  });

  test('choosing a language without an answer stores nothing', async () => {
    const before = await readStored();
    await anna.fill('sharing', {}, 'lang:en');
    await anna.open('?lang=en');
    expect((await anna.open()).text).toContain('<html lang="en"');
    expect(await readStored()).toEqual(before);
  });

  test('the link opens in the language chosen for the person, whatever the browser chose elsewhere', async () => {
    const { invitationId, path } = round.people.anna!;
    const personId = await seedPerson(app.db, { partnerId: round.partnerIds.gemeente!, invitationId });
    await app.db.updateTable('person').set({ language: 'en' }).where('id', '=', personId).execute();
    const visitor = createVisitor(app);
    visitor.cookies.set('language', 'nl');
    for (const link of [path, await mailLink(app, invitationId)]) {
      for (const page of ['', '/sharing']) {
        const opened = await visitor.get(link + page, { 'accept-language': 'nl' });
        expect(opened.text).toContain('<html lang="en"');
      }
    }
    // Behind the link the respondent has the last word, on this device and, once something is saved, on others.
    expect((await visitor.get(`${path}?lang=nl`)).text).toContain('<html lang="nl"');
    expect((await visitor.get(path)).text).toContain('<html lang="nl"');
    expect((await readStored()).invitation.language).toBeNull();
    const phone = makeRespondent(app, path);
    expect((await phone.open()).text).toContain('<html lang="en"');
    await phone.fill('sharing', { 'values-1': '5' });
    expect((await readStored()).invitation.language).toBeNull();
    await phone.fill('sharing', { 'values-1': '4' }, 'lang:nl');
    expect((await makeRespondent(app, path).open()).text).toContain('<html lang="nl"');
  });

  test('a language chosen behind one link is not that of another', async () => {
    const { path } = round.people.anna!;
    const chosen = await app.inject(`${path}?lang=en`);
    const kept = chosen.cookies.find(({ name }) => name === 'link-language');
    expect(kept).toMatchObject({ value: 'en', path, httpOnly: true });
  });

  test('a round that is paused says so in the language of the person', async () => {
    const { invitationId, path } = round.people.anna!;
    const personId = await seedPerson(app.db, { partnerId: round.partnerIds.gemeente!, invitationId });
    await app.db.updateTable('person').set({ language: 'en' }).where('id', '=', personId).execute();
    await app.db.updateTable('round').set({ pausedAt: new Date() }).where('id', '=', round.roundId).execute();
    const visitor = createVisitor(app);
    visitor.cookies.set('language', 'nl');
    expect((await visitor.get(path)).text).toContain('<html lang="en"');
  });

  test('who chose nothing gets the language of the round', async () => {
    const english = await seedRound(app.db, { language: 'en' });
    expect((await makeRespondent(app, english.people.anna!.path).open()).text).toContain('<html lang="en"');
  });
});

describe('sending', () => {
  test('nothing at all is refused with a sentence', async () => {
    const answer = await anna.post('sending', { confirm: 'on', scores: 'on' });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('u hebt nog geen stelling beantwoord');
    expect((await readStored()).invitation.submittedAt).toBeNull();
  });

  test("'weet ik niet' is an answer and may be sent", async () => {
    await anna.fill('sharing', { 'values-1': 'unknown' }, 'stay');
    expect((await anna.post('sending', {})).status).toBe(303);
    expect((await readStored()).invitation.submittedAt).not.toBeNull();
  });

  test('on a device that gave no answer it needs a tick, so that no program sends by pressing a button', async () => {
    const path = await mailLink(app, round.people.anna!.invitationId);
    anna = makeRespondent(app, path);
    await anna.fill('sharing', { 'values-1': '5' }, 'stay');
    const scanner = makeRespondent(app, path);
    const page = await scanner.open('send');
    expect(page.text).toContain('name="confirm"');
    const refused = await scanner.post('sending', readForm(page.text));
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('Zet eerst een vinkje');
    expect((await readStored()).invitation.submittedAt).toBeNull();
    expect((await scanner.post('sending', { ...readForm(page.text), confirm: 'on' })).status).toBe(303);
    expect((await anna.open('send')).text).not.toContain('name="confirm"');
  });

  test('answers can be changed after sending, and the moment and the receipt stay', async () => {
    await anna.fill('sharing', { 'values-1': '5' }, 'stay');
    await anna.post('sending', {});
    const { invitation } = await readStored();
    await anna.fill('sharing', { 'values-1': '1' }, 'stay');
    const again = await anna.fill('sending', {}).then(() => anna.post('sending', {}));
    expect(again.location).toBe(`${round.people.anna!.path}/thanks`);
    expect((await readStored()).invitation).toEqual(invitation);
    expect((await readPage('sharing'))!.content).toMatchObject({ answers: { 'values-1': 1 } });
    expect((await anna.open('')).text).toContain('U kunt ze nog veranderen');
  });

  test('a consent can be withdrawn until the round closes', async () => {
    await anna.fill('sharing', { 'values-1': '5' }, 'stay');
    await anna.post('sending', { scores: 'on', research: 'on' });
    const form = readForm((await anna.open('send')).text);
    expect(form).toMatchObject({ scores: 'on', research: 'on' });
    const { scores: _withdrawn, ...rest } = form;
    await anna.post('sending', rest);
    expect((await readPage('consents'))!.content).toEqual({ scores: false, research: true });
  });

  test('the check names what is open, page by page', async () => {
    await anna.fill('sharing', agree('sharing'));
    await anna.fill('interdependence', { 'impact-1': '4' });
    const { text } = await anna.open('send');
    expect(text).toContain('Alles beantwoord');
    expect(text).toContain('Nog 5 open');
    expect(text).toContain('Nog 8 open');
  });

  test('thanks are for who sent', async () => {
    expect((await anna.open('thanks')).location).toBe(round.people.anna!.path);
  });
});
