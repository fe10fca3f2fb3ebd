/** Contacts with the other partners: those of the last map are proposed, and a few at a time are asked about. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeRound } from '../../../server/rounds/close-round.ts';
import type { App } from '../../../server/web/fastify.ts';
import { makeToken } from '../../../server/web/token.ts';
import { actingOn } from '../../support/acting.ts';
import { makeRespondent, readForm } from '../../support/respondent.ts';
import { type SeededRound, seedInvitation, seedRound } from '../../support/seed.ts';
import { answer, jarOf, saveAnswers } from '../../support/send-answers.ts';
import { signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let testApp: TestApp;
let app: App;

beforeAll(async () => {
  testApp = await startTestApp();
  app = testApp.app;
});
afterAll(() => testApp.stop());

/** A page of the network or of its last round, as its coordinator reads it. */
async function readDesk(networkId: string, page: (roundId: string) => string): Promise<string> {
  const { municipalityId, roundId } = await app.db
    .selectFrom('network')
    .innerJoin('round', 'round.networkId', 'network.id')
    .select(['network.municipalityId', 'round.id as roundId'])
    .where('network.id', '=', networkId)
    .orderBy('round.id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  const coordinator = await signIn(app, 'coordinator', { municipalityId, networkIds: [networkId] });
  return (await coordinator.get(page(roundId))).body;
}

describe('with twelve partners that are known', () => {
  const partners = Array.from({ length: 13 }, (_, index) => ({
    code: `p${index}`,
    name: `Partner ${String.fromCharCode(65 + index)}`,
  }));
  const known = partners.slice(1).map(({ code }) => code);

  async function start() {
    const round = await seedRound(app.db, { partners, people: { anna: 'p0' } });
    const { path, invitationId } = round.people.anna!;
    const anna = makeRespondent(app, path);
    expect((await anna.fill('contacts', { known })).location).toBe(`${path}/contacts/details`);
    const readContacts = async () => {
      const { content } = await app.db
        .selectFrom('answerPage')
        .select('content')
        .where('invitationId', '=', invitationId)
        .where('page', '=', 'contacts')
        .executeTakeFirstOrThrow();
      return (content as { contacts: Record<string, { frequency: number | null }> }).contacts;
    };
    return { anna, path, readContacts };
  }

  /** How often there is contact with each of these: never, so that no more is asked. */
  const never = (codes: string[]) => Object.fromEntries(codes.map((code) => [`frequency:${code}`, '0']));
  const legends = (text: string) => text.match(/<legend>Partner \w</g)!.map((legend) => legend.slice(-2, -1));

  test('five are asked about at a time, and the page says which', async () => {
    const { anna } = await start();
    const first = (await anna.open('contacts/details')).text;
    expect(first).toContain('Partner 1 tot en met 5 van 12');
    expect(legends(first).join('')).toBe('BCDEF');
    const last = (await anna.open('contacts/details?part=3')).text;
    expect(last).toContain('Partner 11 tot en met 12 van 12');
    expect(legends(last).join('')).toBe('LM');
  });

  test('one part follows the other, there and back, and what was answered goes along', async () => {
    const { anna, path, readContacts } = await start();
    const places: (string | undefined)[] = [];
    for (const [place, codes] of [
      ['contacts/details', known.slice(0, 5)],
      ['contacts/details?part=2', known.slice(5, 10)],
      ['contacts/details?part=3', known.slice(10)],
    ] as const) {
      places.push((await anna.fill(place, never([...codes]))).location);
    }
    expect(places).toEqual(
      ['contacts/details?part=2', 'contacts/details?part=3', 'profile'].map((place) => `${path}/${place}`),
    );
    expect(Object.values(await readContacts()).map(({ frequency }) => frequency)).toEqual(known.map(() => 0));
    for (const [place, before] of [
      ['profile', 'contacts/details?part=3'],
      ['contacts/details?part=3', 'contacts/details?part=2'],
      ['contacts/details?part=2', 'contacts/details'],
      ['contacts/details', 'contacts'],
    ] as const) {
      expect((await anna.fill(place, {}, 'previous')).location).toBe(`${path}/${before}`);
    }
  });

  test('what was forgotten is asked for once, in its own part', async () => {
    const { anna, path } = await start();
    const answer = await anna.fill('contacts/details?part=2', never(known.slice(5, 9)));
    expect(answer.location).toBe(`${path}/contacts/details?part=2&open#open`);
    const { text } = await anna.open('contacts/details?part=2&open');
    expect(text).toContain('U hebt 1 vraag nog niet beantwoord.');
    const again = await anna.post('contacts/details?part=2', { ...readForm(text), go: 'next' });
    expect(again.location).toBe(`${path}/contacts/details?part=3`);
  });

  test('who comes back goes on where something is open', async () => {
    const { anna, path } = await start();
    await anna.fill('contacts/details', never(known.slice(0, 5)));
    for (const id of ['sharing', 'quality', 'interdependence', 'reputation']) {
      const { text } = await anna.open(id);
      const items = [...text.matchAll(/ name="([^"]+)" value="4"/g)].map(([, name]) => [name, '4']);
      await anna.fill(id, Object.fromEntries(items));
    }
    expect((await anna.open()).text).toContain(`href="${path}/contacts/details?part&#x3D;2"`);
  });

  test.each(['0', '-1', '4', '9999', '99999', 'x', '1&part=2'])(
    'a part %s is the first or the last one',
    async (part) => {
      const { anna } = await start();
      const { status, text } = await anna.open(`contacts/details?part=${part}`);
      expect(status).toBe(200);
      expect(['BCDEF', 'LM']).toContain(legends(text).join(''));
    },
  );

  test('without contact no more is asked', async () => {
    const { anna, path } = await start();
    await anna.fill('contacts', { known: 'p1' });
    const open = { 'frequency:p1': '2' };
    expect((await anna.fill('contacts/details', open)).location).toBe(`${path}/contacts/details?open#open`);
    expect((await anna.fill('contacts/details', never(['p1']))).location).toBe(`${path}/profile`);
    expect((await anna.open('copy')).text).toContain('contact: nooit<');
  });
});

describe('the contacts of the last round', () => {
  const partners = ['gemeente', 'voedselbank', 'welzijn', 'school', 'schuldhulp', 'wonen', 'bieb'].map(
    (code) => ({ code, name: `Naam ${code}` }),
  );
  const people = Object.fromEntries(partners.map(({ code }) => [code, code]));

  /** A closed round in which each of these answered, and one that opened after it, where a partner has another code. */
  async function seedYears(answering: string[], knows: string[] = []) {
    const first = await seedRound(app.db, { partners, people, round: 'Meting 2025' });
    for (const code of answering) {
      const { invitationId } = first.people[code]!;
      await answer(app.db, {
        invitationId,
        opinion: 4,
        knows: code === 'gemeente' ? knows : ['bieb'].filter((one) => one !== code),
      });
    }
    // Typed and never sent: nobody may see it.
    const { invitationId } = first.people.gemeente!;
    if (!answering.includes('gemeente')) await saveAnswers(app.db, { invitationId, opinion: 4, knows });
    await closeRound(actingOn(app), first.roundId);
    await app.db
      .updateTable('round')
      .set({ openedAt: new Date(Date.now() - 9e8), closedAt: new Date(Date.now() - 5e8) })
      .where('id', '=', first.roundId)
      .execute();
    return { first, second: await openNext(first) };
  }

  async function openNext({ roundId, partnerIds }: SeededRound) {
    const { id: next } = await app.db
      .insertInto('round')
      .columns([
        'networkId',
        'name',
        'sender',
        'language',
        'instrumentId',
        'instrumentVersion',
        'instrumentHash',
        'opensAt',
        'openedAt',
        'closesAt',
      ])
      .expression((query) =>
        query
          .selectFrom('round')
          .select(({ val }) => [
            'networkId',
            val('Meting 2026').as('name'),
            'sender',
            'language',
            'instrumentId',
            'instrumentVersion',
            'instrumentHash',
            val(new Date(Date.now() - 3600_000)).as('opensAt'),
            val(new Date(Date.now() - 3600_000)).as('openedAt'),
            val(new Date(Date.now() + 9e8)).as('closesAt'),
          ])
          .where('id', '=', roundId),
      )
      .returning('id')
      .executeTakeFirstOrThrow();
    await app.db
      .insertInto('roundPartner')
      .values(
        partners.map(({ code, name }) => ({
          roundId: next,
          partnerId: partnerIds[code]!,
          code: code === 'school' ? 'school-oost' : code,
          name,
        })),
      )
      .execute();
    return seedInvitation(app.db, { roundId: next, partnerId: partnerIds.gemeente!, person: 'nieuw' });
  }

  const ticked = (text: string) => [readForm(text).known ?? []].flat().sort();
  const everybody = partners.map(({ code }) => code);

  test('are ticked already, and said to come from there', async () => {
    const { second } = await seedYears(everybody, ['welzijn', 'school']);
    const { text } = await makeRespondent(app, second.path).open('contacts');
    // The library named the municipality nowhere, nor was it named by it: only a line of the map counts.
    expect(ticked(text)).toEqual(['school-oost', 'welzijn']);
    expect(text).toContain('In ‘Meting 2025’ had uw organisatie contact met deze partners.');
    expect(text).toContain('Welke andere partners kent u?');
  });

  test('are a reason at the desk to call a partner, also where its code changed', async () => {
    const { first } = await seedYears(everybody, ['welzijn', 'school', 'wonen']);
    const body = await readDesk(first.networkId, (round) => `/desk/rounds/${round}/invitations`);
    expect(body).toContain('Heeft 3 contacten op de kaart van Meting 2025.');
  });

  test('are stored by a press only, and then no more proposed', async () => {
    const { second } = await seedYears(everybody, ['welzijn', 'school']);
    const respondent = makeRespondent(app, second.path);
    await respondent.open('contacts');
    const stored = () =>
      app.db
        .selectFrom('answerPage')
        .select('content')
        .where('invitationId', '=', second.invitationId)
        .execute();
    expect(await stored()).toEqual([]);
    await respondent.fill('contacts', { known: 'welzijn' });
    expect(await stored()).toMatchObject([{ content: { contacts: { welzijn: { frequency: null } } } }]);
    const { text } = await respondent.open('contacts');
    expect(ticked(text)).toEqual(['welzijn']);
    expect(text).not.toContain('Meting 2025');
  });

  test('are not proposed where too few answered for a map, nor what was never sent', async () => {
    const few = await seedYears(['welzijn', 'school', 'wonen'], ['school']);
    const withheld = await makeRespondent(app, few.second.path).open('contacts');
    expect(ticked(withheld.text)).toEqual([]);
    const unsent = await seedYears(
      everybody.filter((code) => code !== 'gemeente'),
      ['school'],
    );
    const { text } = await makeRespondent(app, unsent.second.path).open('contacts');
    expect(ticked(text)).toEqual([]);
    expect(text).not.toContain('Meting 2025');
  });

  test('say nothing of what a colleague ticked in the round that is open', async () => {
    const { second } = await seedYears(everybody, ['welzijn']);
    const { invitationId, path } = second;
    await saveAnswers(app.db, { invitationId, opinion: 4, knows: ['wonen'] });
    const colleague = await makeRespondent(app, path, new Map([['x', makeToken()]])).open('contacts');
    expect(ticked(colleague.text)).toEqual(['welzijn']);
    const own = await makeRespondent(app, path, jarOf(invitationId)).open('contacts');
    expect(ticked(own.text)).toEqual(['wonen']);
  });
});

describe('which organisation is missing', () => {
  const readPartners = (networkId: string) =>
    readDesk(networkId, () => `/desk/networks/${networkId}/partners`);

  test('is read by the coordinator once it was sent, without a name, and is no partner', async () => {
    const round = await seedRound(app.db);
    const wish = '<b>Bibliotheek</b> Zuid';
    const anna = makeRespondent(app, round.people.anna!.path);
    await anna.fill('contacts', { missing: wish });
    await anna.fill('sharing', { 'values-1': '4' });
    expect((await anna.open('contacts')).text).toContain('&lt;b&gt;Bibliotheek&lt;/b&gt; Zuid');
    expect(await readPartners(round.networkId)).not.toContain('Bibliotheek');

    expect((await anna.post('sending', readForm((await anna.open('send')).text))).location).toContain(
      '/thanks',
    );
    const desk = await readPartners(round.networkId);
    expect(desk).toContain('<li><bdi>&lt;b&gt;Bibliotheek&lt;/b&gt; Zuid</bdi></li>');
    expect(desk).not.toContain('Bibliotheek</a>');
    expect((await anna.open('copy')).text).toContain('Welke organisatie ontbreekt hier?');
    const partners = await app.db
      .selectFrom('partner')
      .select('name')
      .where('networkId', '=', round.networkId)
      .execute();
    expect(partners.map(({ name }) => name).join()).not.toContain('Bibliotheek');
  });

  test('goes along through the parts of the contacts', async () => {
    const round = await seedRound(app.db);
    const anna = makeRespondent(app, round.people.anna!.path);
    await anna.fill('contacts', { known: 'school', missing: 'De bibliotheek' });
    await anna.fill('contacts/details', { 'frequency:school': '0' });
    expect(readForm((await anna.open('contacts')).text)).toMatchObject({
      missing: 'De bibliotheek',
      'frequency:school': '0',
    });
  });
});
