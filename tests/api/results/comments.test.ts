/**
 * Comments that are read: by the coordinator of the network alone, after the closing, from five partners on a theme, and
 * below that the page does not say that there are some.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { cleanUp } from '../../../server/person-data/clean-up.ts';
import { closeRound } from '../../../server/rounds/close-round.ts';
import { reopenRound } from '../../../server/rounds/reopen-round.ts';
import { findReopening } from '../../../server/rounds/reopening.ts';
import { deriveToken } from '../../../server/web/link-key.ts';
import { latestInstrument } from '../../../survey/versions.ts';
import { actingOn } from '../../support/acting.ts';
import { mailLink } from '../../support/mailed-links.ts';
import { fetchBundle } from '../../support/read-bundle.ts';
import { readWords } from '../../support/read-html.ts';
import { makeRespondent } from '../../support/respondent.ts';
import { type SeededRound, seedRound } from '../../support/seed.ts';
import { seedPerson } from '../../support/seed-person.ts';
import { answer, jarOf, saveAnswers } from '../../support/send-answers.ts';
import { type SignedIn, signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await startTestApp({ SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'netwerk@example.org' });
});
afterAll(() => server.stop());

let round: SeededRound;
let coordinator: SignedIn;
let page: string;
/** Eight people of seven partners: two of the municipality. */
const people = {
  anna: 'gemeente',
  adam: 'gemeente',
  bram: 'voedselbank',
  carla: 'welzijn',
  dirk: 'school',
  esra: 'schuldhulp',
  femke: 'wonen',
};
beforeEach(async () => {
  round = await seedRound(server.app.db, { people });
  coordinator = await signIn(server.app, 'coordinator', {
    municipalityId: await municipality(),
    networkIds: [round.networkId],
  });
  page = `/desk/rounds/${round.roundId}/comments`;
});

async function municipality(): Promise<string> {
  const { municipalityId } = await server.app.db
    .selectFrom('network')
    .select('municipalityId')
    .where('id', '=', round.networkId)
    .executeTakeFirstOrThrow();
  return municipalityId;
}

type Name = keyof typeof people;
const everybody = Object.keys(people) as Name[];
const said = (name: Name, theme = 'sharing') =>
  `${theme} volgens een van ons: ${[...name].reverse().join('')}.`;

/** All answer; these people let the coordinator read what they say on a theme. */
async function explain(byTheme: Record<string, readonly Name[]>, { readable = true } = {}) {
  for (const name of everybody) {
    const themes = Object.keys(byTheme).filter((theme) => byTheme[theme]!.includes(name));
    await answer(server.app.db, {
      invitationId: round.people[name]!.invitationId,
      opinion: 4,
      comments: Object.fromEntries(themes.map((theme) => [theme, said(name, theme)])),
      readable,
    });
  }
}

const close = () => closeRound(actingOn(server.app), round.roundId);
const look = async () => (await coordinator.get(page)).body;
/** What a page says, without what differs at each look. */
const still = (html: string) => html.replace(/name="csrf" value="[^"]*"/g, '');
const listRead = async () =>
  [...(await look()).matchAll(/<blockquote class="comment">([^<]*)<\/blockquote>/g)].map(([, text]) => text);
const visit = (name: Name, query = '') =>
  makeRespondent(server.app, `${round.people[name]!.path}${query}`, jarOf(round.people[name]!.invitationId));
const withdraw = (name: Name) => visit(name).post('comments-withdrawal', { confirmed: 'on' });

const five: Name[] = ['anna', 'bram', 'carla', 'dirk', 'esra'];
const four: Name[] = ['anna', 'adam', 'bram', 'carla', 'dirk'];

describe('what the coordinator reads', () => {
  test('from five partners on a theme every comment, of two people of a partner too, without who and when', async () => {
    await explain({ sharing: [...five, 'adam'], quality: five });
    await close();
    const read = await listRead();
    expect(read.slice(0, 6).sort()).toEqual([...five, 'adam' as const].map((name) => said(name)).sort());
    expect(read).toHaveLength(11);
    const words = readWords(await look());
    for (const partner of ['Voorbeeldstad,', 'Voedselbank', 'Welzijn Samen', 'Kompas', 'Dichtbij']) {
      expect(words).not.toContain(partner);
    }
    expect(words).not.toMatch(/\d{1,2}:\d\d/);
    // The same at each visit.
    expect(await listRead()).toEqual(read);
    expect(await look()).toContain(`href="/desk/rounds/${round.roundId}/own-words"`);
  });

  test('nothing while people answer, also when figures are shown already', async () => {
    await explain({ sharing: five });
    await server.app.db
      .updateTable('round')
      .set({ interimResults: true })
      .where('id', '=', round.roundId)
      .execute();
    const refused = await coordinator.get(page);
    expect(refused.statusCode).toBe(409);
    expect(refused.body).not.toContain('volgens een van ons');
  });

  test('no comment without the tick, and none that was not sent', async () => {
    await explain({ sharing: five, quality: five }, { readable: false });
    const femke = visit('femke');
    await femke.fill('sharing', { comment: 'Dit mag.', readable: 'on' });
    await close();
    expect(await listRead()).toEqual([]);
    expect(await look()).not.toContain('Dit mag.');
  });

  test('the comments of another round are not among them', async () => {
    await explain({ sharing: five });
    await close();
    const earlier = await listRead();
    const first = round.roundId;
    round = await seedRound(server.app.db, { people });
    await explain({ sharing: four });
    await close();
    page = `/desk/rounds/${round.roundId}/comments`;
    await server.app.db
      .insertInto('accountNetwork')
      .values({ accountId: coordinator.accountId, networkId: round.networkId })
      .execute();
    expect(await listRead()).toEqual([]);
    page = `/desk/rounds/${first}/comments`;
    expect(await listRead()).toEqual(earlier);
  });

  test('what somebody typed is text, and no part of the page', async () => {
    await explain({ sharing: five });
    await visit('anna').fill('sharing', { comment: '<img src=x onerror=alert(1)>\nregel', readable: 'on' });
    await close();
    expect(await look()).toContain('&lt;img src&#x3D;x onerror&#x3D;alert(1)&gt;');
  });
});

describe('below five partners', () => {
  test('the page is the same, byte for byte, whether there are comments of four partners or none', async () => {
    await explain({ sharing: four, quality: four.slice(0, 1), interdependence: four.slice(1, 4) });
    await close();
    const withFour = still(await look());
    expect(readWords(withFour)).toContain('Bij dit thema is niets te lezen.');
    for (const name of everybody) await withdraw(name);
    expect(still(await look())).toBe(withFour);
    // Each theme says what the others say.
    const parts = withFour.split('<section class="card" aria-labelledby="theme-').slice(1, 5);
    expect(new Set(parts.map((part) => /<p>.*<\/p>/.exec(part)![0])).size).toBe(1);
    expect(parts).toHaveLength(latestInstrument.concepts.length);
  });

  test('whatever up to four partners wrote, on whatever themes, the page says what it says when nobody wrote', async () => {
    await explain({});
    await close();
    const none = still(await look());
    const themes = latestInstrument.concepts.map(({ id }) => id);
    const writers = fc.subarray(['gemeente', 'voedselbank', 'welzijn', 'school', 'wonen'], { maxLength: 4 });
    const theme = fc.record({ writers, text: fc.string({ minLength: 1, unit: 'grapheme-ascii' }) });
    await fc.assert(
      fc.asyncProperty(fc.tuple(theme, theme, theme, theme), async (wrote) => {
        for (const [index, { writers, text }] of wrote.entries()) {
          for (const [name, partner] of Object.entries(people)) {
            const comment = writers.includes(partner) ? text : '';
            await server.app.db
              .updateTable('answerPage')
              .set({ content: JSON.stringify({ answers: {}, comment, readable: true }) as never })
              .where('invitationId', '=', round.people[name]!.invitationId)
              .where('page', '=', themes[index]!)
              .execute();
          }
        }
        expect(still(await look())).toBe(none);
      }),
      { numRuns: 15 },
    );
  });

  test('what was never sent was never read, so taking it back leaves the comments of others', async () => {
    const allow = (name: Name) => ({
      invitationId: round.people[name]!.invitationId,
      opinion: 4,
      comments: { sharing: said(name) },
      readable: true,
    });
    for (const name of five) await answer(server.app.db, allow(name));
    await saveAnswers(server.app.db, allow('femke'));
    await close();
    expect(await listRead()).toHaveLength(5);
    await withdraw('femke');
    expect(await listRead()).toHaveLength(5);
  });

  test('when somebody withdraws all comments of the round go, so that none tells whose it was', async () => {
    await explain({ sharing: [...five, 'femke'], quality: five });
    await close();
    expect(await listRead()).toHaveLength(11);
    await withdraw('femke');
    expect(await listRead()).toEqual([]);
    // As if nobody had written a word.
    const none = still(await look());
    for (const name of everybody) await withdraw(name);
    expect(still(await look())).toBe(none);
  });

  test('two people of the fifth partner are one partner', async () => {
    await explain({ sharing: ['anna', 'adam', 'bram', 'carla', 'dirk'] });
    await close();
    expect(await listRead()).toEqual([]);
  });
});

describe('who reads', () => {
  test('no operator, municipality, researcher, or coordinator of another network', async () => {
    await explain({ sharing: five });
    await close();
    await server.app.db
      .updateTable('round')
      .set({ releasedAt: new Date() })
      .where('id', '=', round.roundId)
      .execute();
    const municipalityId = await municipality();
    const networkIds = [round.networkId];
    const others = [
      await signIn(server.app, 'operator'),
      await signIn(server.app, 'municipality', { municipalityId }),
      await signIn(server.app, 'researcher', { networkIds }),
      await signIn(server.app, 'coordinator', { municipalityId }),
    ];
    for (const other of others) {
      const refused = await other.get(page);
      expect(refused.statusCode).toBe(404);
      expect(refused.body).not.toContain('volgens een van ons');
      const results = await other.get(`/desk/rounds/${round.roundId}/results`);
      expect(results.body).not.toContain(`${round.roundId}/comments`);
    }
    const results = await coordinator.get(`/desk/rounds/${round.roundId}/results`);
    expect(results.body).toContain(page);
    expect((await coordinator.get(`/desk/rounds/${round.roundId}/own-words`)).body).toContain(page);
  });

  test('in no file, share, API or log stands what somebody explained', async () => {
    for (const name of everybody) {
      await answer(server.app.db, {
        invitationId: round.people[name]!.invitationId,
        opinion: 4,
        consent: true,
        research: true,
        comments: { sharing: said(name) },
        readable: true,
      });
    }
    await close();
    await server.app.db
      .updateTable('round')
      .set({ releasedAt: new Date() })
      .where('id', '=', round.roundId)
      .execute();
    const researcher = await signIn(server.app, 'researcher', { networkIds: [round.networkId] });
    const base = `/desk/rounds/${round.roundId}`;
    const pages = [
      ...(await Promise.all(
        [
          'results',
          'factsheet',
          'scores.csv',
          'scores.csv?for=programs',
          'map',
          'slides',
          'discussion-sheets',
        ].map((path) => coordinator.get(`${base}/${path}`)),
      )),
      await coordinator.get(`/desk/networks/${round.networkId}`),
      ...(await Promise.all(
        ['scores', 'scores?reader=coordinator', 'factsheet', 'invitations'].map((path) =>
          server.app.inject({
            url: `/api/rounds/${round.roundId}/${path}`,
            headers: { authorization: server.authorization },
          }),
        ),
      )),
    ];
    for (const { statusCode, body } of pages) {
      expect(statusCode).toBe(200);
      expect(body).not.toContain('volgens een van ons');
    }
    const { files, text } = await fetchBundle(server, researcher, base);
    for (const name of files.keys()) expect(text(name).includes('volgens een van ons')).toBe(false);
  });

  test('who looked can no longer undo the closing, to look again with one person less', async () => {
    await explain({ sharing: four });
    await close();
    expect(await findReopening(server.app.db, round.roundId)).toBeDefined();
    await look();
    expect(await findReopening(server.app.db, round.roundId)).toBeUndefined();
  });

  test('after a closing that was undone what is allowed then is read, whoever took something back before', async () => {
    await explain({ sharing: [...five, 'femke'] });
    await close();
    await withdraw('femke');
    await reopenRound(actingOn(server.app), round.roundId);
    await close();
    expect(await listRead()).toHaveLength(5);
  });

  test('after the closing no link can be withdrawn: behind it somebody takes back that a comment is read', async () => {
    await explain({ sharing: five });
    await close();
    const { invitationId } = round.people.anna!;
    const answered = await coordinator.post(`/desk/invitations/${invitationId}/revocation`);
    expect(answered.statusCode).toBe(409);
    await withdraw('anna');
    expect(await listRead()).toEqual([]);
  });
});

describe('nobody but the writer makes one comment go', () => {
  const log = () => server.app.db.selectFrom('audit').select('id').execute();

  test('a program that presses withdraws nothing; the person does, after the closing, and no line tells it', async () => {
    await explain({ sharing: [...five, 'femke'] });
    await close();
    await look();
    const lines = (await log()).length;
    const refused = await visit('femke').post('comments-withdrawal', {});
    expect(refused.status).toBe(400);
    expect(readWords(refused.text)).toContain('Er is nog niets veranderd.');
    expect(await listRead()).toHaveLength(6);
    const done = await withdraw('femke');
    expect(done.location).toContain('done=comments-withdrawal');
    const after = readWords((await visit('femke', '?done=comments-withdrawal').open()).text);
    expect(after).toContain('De coördinator kan uw toelichtingen niet meer lezen.');
    expect(after).toContain(said('femke'));
    expect(after).toContain('De coördinator leest dit niet.');
    expect(await listRead()).toEqual([]);
    expect((await log()).length).toBe(lines);
    // Who has the link on another device has nothing to withdraw.
    const stranger = makeRespondent(server.app, round.people.anna!.path);
    expect((await stranger.open()).text).not.toContain('/comments-withdrawal');
    expect((await stranger.post('comments-withdrawal', { confirmed: 'on' })).location).not.toContain('done');
    expect(readWords((await visit('anna').open()).text)).toContain('U vond het goed dat de coördinator');
  });

  test('who has only the link of a letter ends it for all, whether the sender let it be read or not', async () => {
    // Esra let nobody read; Anna did. Whoever presses sees no difference.
    await explain({ sharing: [...five.slice(0, 4), 'femke'] });
    await close();
    expect(await listRead()).toHaveLength(5);
    const stranger = makeRespondent(server.app, round.people.esra!.path);
    const page = (await stranger.open()).text;
    expect(page).toContain('unseen-comments-withdrawal');
    expect(page).not.toContain('volgens een van ons');
    const other = (await makeRespondent(server.app, round.people.anna!.path).open()).text;
    const offer = (text: string) => readWords(/aria-labelledby="unseen">[\s\S]*?<\/section>/.exec(text)![0]);
    expect(offer(other)).toBe(offer(page));
    expect((await stranger.post('unseen-comments-withdrawal', {})).status).toBe(400);
    expect(await listRead()).toHaveLength(5);
    expect((await stranger.post('unseen-comments-withdrawal', { confirmed: 'on' })).location).toContain(
      'done=',
    );
    expect(await listRead()).toEqual([]);
  });

  test('and after a closing that was undone the tick of who pressed is off, as with the own link', async () => {
    await explain({ sharing: [...five, 'femke'] });
    await close();
    const stranger = makeRespondent(server.app, round.people.femke!.path);
    await stranger.post('unseen-comments-withdrawal', { confirmed: 'on' });
    await reopenRound(actingOn(server.app), round.roundId);
    await close();
    expect(await listRead()).toHaveLength(5);
  });

  test('who sent nothing has nothing to end: the link of somebody who did not answer takes nothing away', async () => {
    for (const name of five) {
      await answer(server.app.db, {
        invitationId: round.people[name]!.invitationId,
        opinion: 4,
        comments: { sharing: said(name) },
        readable: true,
      });
    }
    await close();
    const stranger = makeRespondent(server.app, round.people.femke!.path);
    expect((await stranger.open()).text).not.toContain('unseen-comments-withdrawal');
    expect((await stranger.post('unseen-comments-withdrawal', { confirmed: 'on' })).status).toBe(404);
    expect(await listRead()).toHaveLength(5);
  });

  test('on the page with own data, only behind the address to which the link was mailed', async () => {
    await explain({ sharing: five });
    const { invitationId } = round.people.femke!;
    const link = await mailLink(server.app, invitationId);
    const femke = makeRespondent(server.app, link);
    await femke.fill('sharing', { 'values-1': '4', comment: said('femke'), readable: 'on' });
    await femke.post('sending', {});
    const { address } = await server.app.db
      .selectFrom('holder')
      .select('address')
      .where('invitationId', '=', invitationId)
      .where('address', 'is not', null)
      .executeTakeFirstOrThrow();
    const person = await seedPerson(server.app.db, {
      partnerId: round.partnerIds.wonen!,
      invitationId,
      email: 'coordinator@example.org',
    });
    await close();
    expect(await listRead()).toHaveLength(6);
    const own = async () => {
      await coordinator.post(`/desk/people/${person}/data-link`);
      const { seed } = await server.app.db
        .selectFrom('dataLink')
        .select('seed')
        .where('personId', '=', person)
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow();
      return `/own-data/${deriveToken(server.app.linkKey, seed)}`;
    };
    const press = (at: string, form: string) =>
      server.app.inject({
        method: 'POST',
        url: `${at}/comments-withdrawal`,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: form,
      });
    // Somebody else's address: nothing says that there is a comment, and pressing takes none away.
    const wrong = await own();
    expect((await server.app.inject({ url: wrong })).body).not.toContain('comments-withdrawal');
    expect((await press(wrong, 'confirmed=on')).statusCode).toBe(303);
    expect(await listRead()).toHaveLength(6);
    await server.app.db.updateTable('person').set({ email: address }).where('id', '=', person).execute();
    const right = await own();
    expect((await server.app.inject({ url: right })).body).toContain('comments-withdrawal');
    expect((await press(right, '')).statusCode).toBe(400);
    expect(await listRead()).toHaveLength(6);
    expect((await press(right, 'confirmed=on')).statusCode).toBe(303);
    expect(await listRead()).toEqual([]);
    expect((await server.app.inject({ url: right })).body).not.toContain('comments-withdrawal');
  });

  test('consents that the coordinator takes back for somebody leave the page as it is', async () => {
    await explain({ sharing: five });
    const person = await seedPerson(server.app.db, {
      partnerId: round.partnerIds.gemeente!,
      invitationId: round.people.anna!.invitationId,
    });
    await close();
    const before = still(await look());
    await coordinator.post(`/desk/people/${person}/consents-withdrawal`);
    expect(still(await look())).toBe(before);
  });

  test.each(['anna', 'femke'] as const)(
    'when the coordinator erases somebody (%s) all comments go, whoever wrote some',
    async (name) => {
      await explain({ sharing: [...five, 'adam'], quality: five });
      const partner = people[name];
      const person = await seedPerson(server.app.db, {
        partnerId: round.partnerIds[partner]!,
        invitationId: round.people[name]!.invitationId,
      });
      await close();
      expect(await listRead()).toHaveLength(11);
      await coordinator.post(`/desk/people/${person}/erasure`);
      expect(await listRead()).toEqual([]);
    },
  );

  test('the clean-up of the night ends it too, and longer keeping brings nothing back', async () => {
    await explain({ sharing: five });
    await close();
    const months = (keepMonths: number) =>
      server.app.db.updateTable('network').set({ keepMonths }).where('id', '=', round.networkId).execute();
    await server.app.db
      .updateTable('round')
      .set({ closedAt: new Date(Date.now() - 200 * 24 * 3600_000) })
      .where('id', '=', round.roundId)
      .execute();
    expect(await listRead()).toHaveLength(5);
    await months(1);
    expect(await listRead()).toEqual([]);
    await cleanUp(actingOn(server.app));
    await months(24);
    expect(await listRead()).toEqual([]);
  });
});
