/** A personal link after its round has closed: what it says, to whom, and what can still be done there. */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { isWithheld } from '../../../scoring/figure.ts';
import type { Scores } from '../../../scoring/scores.ts';
import { archivePerson } from '../../../server/partners/people/archive-person.ts';
import { cleanUp } from '../../../server/person-data/clean-up.ts';
import { erasePerson } from '../../../server/person-data/erasure/erase-person.ts';
import { revokeShare } from '../../../server/results/shares/revoke-share.ts';
import { shareResult } from '../../../server/results/shares/share-result.ts';
import { closeRound } from '../../../server/rounds/close-round.ts';
import { hashToken, makeToken } from '../../../server/web/token.ts';
import { actingOn } from '../../support/acting.ts';
import { callApi, openRound } from '../../support/call-api.ts';
import { mailLink } from '../../support/mailed-links.ts';
import { readWords } from '../../support/read-html.ts';
import { makeRespondent, type Respondent, readForm, type Typed } from '../../support/respondent.ts';
import { answerSecretively } from '../../support/secretive-round.ts';
import { type SeededRound, seedRound } from '../../support/seed.ts';
import { seedPerson } from '../../support/seed-person.ts';
import { answer, jarOf } from '../../support/send-answers.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

const closed = 'Deze vragenlijst is gesloten';
const secret = 'Dit las niemand anders.';

let server: TestApp;
let round: SeededRound;
beforeAll(async () => {
  server = await startTestApp();
});
afterAll(() => server.stop());
beforeEach(async () => {
  round = await seedRound(server.app.db);
});

const acting = () => actingOn(server.app);
const close = () => closeRound(acting(), round.roundId);
const open = (path: string, jar?: Map<string, string>) => makeRespondent(server.app, path, jar);

/** All that is stored of answers and invitations. */
async function readAll() {
  const { db } = server.app;
  const [pages, invitations, holders] = await Promise.all([
    db.selectFrom('answerPage').selectAll().orderBy('holderId').orderBy('page').execute(),
    db.selectFrom('invitation').selectAll().orderBy('id').execute(),
    db.selectFrom('holder').selectAll().orderBy('id').execute(),
  ]);
  return { pages, invitations, holders };
}

async function typeAndSend(respondent: Respondent, consents: Record<string, string> = {}) {
  await respondent.fill('sharing', { 'values-1': '4', comment: secret });
  await respondent.fill('contacts', { known: 'school' });
  expect((await respondent.post('sending', { ...consents })).status).toBe(303);
}

describe('the page', () => {
  test('says to who answered that it is closed, with every answer, the moment and the receipt', async () => {
    const anna = open(await mailLink(server.app, round.people.anna!.invitationId));
    await typeAndSend(anna);
    const receipt = /[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/.exec((await anna.open('thanks')).text)![0];
    await close();
    const before = await readAll();
    const page = await anna.open();
    expect(page.status).toBe(200);
    const words = readWords(page.text);
    for (const text of [closed, secret, 'Basisschool Het Kompas', receipt, 'Gesloten op', 'Verstuurd op']) {
      expect(words).toContain(text);
    }
    expect(page.text).not.toContain('/sharing"');
    expect(page.cookies).toEqual([]);
    expect(await readAll()).toEqual(before);
  });

  test('says to who answered nothing only that it is closed, and gives no key', async () => {
    await close();
    const { status, text, cookies } = await open(round.people.anna!.path).open();
    const words = readWords(text);
    expect([status, cookies]).toEqual([200, []]);
    expect(words).toContain(closed);
    expect(words).toContain('Op dit apparaat is niets ingevuld.');
    expect(text).not.toContain('consents-withdrawal');
    const mailed = open(await mailLink(server.app, round.people.bram!.invitationId));
    expect(readWords((await mailed.open()).text)).toContain('U hebt niets ingevuld.');
  });

  test('says of answers that were never sent that they do not count, and asks nothing about consents', async () => {
    const anna = open(await mailLink(server.app, round.people.anna!.invitationId));
    await anna.fill('sharing', { comment: secret });
    await anna.fill('send', { scores: 'on' }, 'previous');
    await close();
    const { text } = await anna.open();
    expect(readWords(text)).toContain('U hebt deze antwoorden niet verstuurd. Zij tellen niet mee.');
    expect(text).toContain(secret);
    expect(text).not.toContain('consents-withdrawal');
  });

  test('is in the language of the round, of who answered, or of the switch', async () => {
    round = await seedRound(server.app.db, { language: 'en' });
    const anna = open(await mailLink(server.app, round.people.anna!.invitationId));
    await close();
    const { text } = await anna.open();
    expect(text).toContain('<html lang="en"');
    expect(readWords(text)).toContain('This questionnaire is closed');
    await server.app.db.updateTable('invitation').set({ language: 'nl' }).execute();
    expect(readWords((await anna.open()).text)).toContain(closed);
    const switched = await server.app.inject(`${round.people.anna!.path}?lang=en`);
    expect(readWords(switched.body)).toContain('You can no longer fill in');
  });

  test('is where every page below the link leads', async () => {
    await close();
    const { path } = round.people.anna!;
    for (const page of ['sharing', 'contacts/details', 'send', 'thanks', 'copy', 'social-map', 'x']) {
      const { status, location } = await open(path).open(page);
      expect([page, status, location]).toEqual([page, 303, path]);
    }
    expect((await server.app.inject({ method: 'HEAD', url: path })).statusCode).toBe(200);
  });

  test('is there as soon as the last day has passed, also of a round that was paused', async () => {
    await server.app.db
      .updateTable('round')
      .set({ closesAt: new Date(Date.now() - 1000), pausedAt: new Date() })
      .where('id', '=', round.roundId)
      .execute();
    const { status, text } = await open(round.people.anna!.path).open();
    expect(status).toBe(200);
    expect(readWords(text)).toContain(closed);
  });

  test('is there for somebody who was archived, with the answers', async () => {
    const { invitationId } = round.people.anna!;
    const person = await seedPerson(server.app.db, { partnerId: round.partnerIds.gemeente!, invitationId });
    const anna = open(await mailLink(server.app, invitationId));
    await typeAndSend(anna);
    await close();
    await archivePerson(acting(), person);
    expect((await anna.open()).text).toContain(secret);
  });
});

describe('answers of somebody else', () => {
  test.each(['typed', 'sent'])('that were %s stay with who typed them', async (state) => {
    const { invitationId, path } = round.people.anna!;
    const mailed = open(await mailLink(server.app, invitationId));
    const here = open(path);
    await here.fill('sharing', { 'values-1': '2', comment: 'Achter de brief.' });
    if (state === 'sent') await typeAndSend(mailed, { scores: 'on' });
    else await mailed.fill('sharing', { comment: secret });
    await close();
    const stranger = await open(path).open();
    expect(readWords(stranger.text)).toContain('Op een ander apparaat of met een andere link');
    for (const text of [secret, 'Achter de brief.', 'consents-withdrawal', 'Bewijs van ontvangst']) {
      expect(stranger.text).not.toContain(text);
    }
    const own = await here.open();
    expect(own.text).toContain('Achter de brief.');
    expect(own.text).not.toContain(secret);
    expect(own.text).not.toContain('consents-withdrawal');
    const counted = state === 'sent' ? 'Deze antwoorden tellen niet mee.' : 'niet verstuurd';
    expect(readWords(own.text)).toContain(counted);
    expect((await mailed.open()).text).toContain(secret);
    expect((await mailed.open()).text).not.toContain('Achter de brief.');
  });

  test('behind another address of the same person neither', async () => {
    const { invitationId } = round.people.anna!;
    await typeAndSend(open(await mailLink(server.app, invitationId, 'anna@partner.example')));
    const other = open(await mailLink(server.app, invitationId, 'opvolger@partner.example'));
    await close();
    expect((await other.open()).text).not.toContain(secret);
  });
});

describe('a page that is sent after the closing', () => {
  test('is refused with all that was typed, and nothing is stored', async () => {
    const anna = open(await mailLink(server.app, round.people.anna!.invitationId));
    await anna.fill('sharing', { 'values-1': '4', comment: 'Van vroeger.' });
    const form = readForm((await anna.open('quality')).text);
    await close();
    const before = await readAll();
    const { status, text, cookies } = await anna.post('quality', { ...form, comment: secret });
    expect(status).toBe(410);
    const words = readWords(text);
    for (const part of [closed, 'Deze pagina is niet opgeslagen', secret, 'Van vroeger.']) {
      expect(words).toContain(part);
    }
    expect(cookies).toEqual([]);
    expect(await readAll()).toEqual(before);
    // The language button sends all of it again.
    expect(text).toContain('formaction="/invitations/');
    const again = await anna.post('quality', { ...readForm(text), go: 'lang:en' });
    expect(again.status).toBe(410);
    expect(again.text).toContain('<html lang="en"');
    expect(again.text).toContain(secret);
  });

  test.each([
    ['sharing', { 'values-1': '4' }, 'Mee eens'],
    ['conditions', { time: '2' }, ''],
    ['contacts', { known: ['school', 'wonen'] }, 'Woonstichting Thuis'],
    ['contacts/details', { known: 'school', 'frequency:school': '1' }, 'Basisschool Het Kompas'],
    ['profile', { about: secret }, secret],
    ['sending', { scores: 'on', confirm: 'on' }, 'mag de scores van onze organisatie zien. Ja'],
  ] as const)('says what was typed on %s', async (page, typed, words) => {
    await close();
    const before = await readAll();
    const answer = await open(round.people.anna!.path).post(page, { ...typed } as Record<string, string>);
    expect(answer.status).toBe(410);
    expect(readWords(answer.text)).toContain('Wat u op die pagina invulde');
    expect(readWords(answer.text)).toContain(words);
    expect(await readAll()).toEqual(before);
    expect(await server.app.db.selectFrom('profile').selectAll().execute()).toEqual([]);
  });

  test('shows also what could not have been stored', async () => {
    await close();
    const long = 'Lang verhaal. '.repeat(200);
    const anna = open(round.people.anna!.path);
    const { status, text } = await anna.post('sharing', { 'values-1': '4', comment: long });
    expect(status).toBe(410);
    expect(text).toContain(long.trim());
    expect(readWords(text)).toContain('Mee eens');
    const strange = await anna.post('sharing', { 'x<y': '<script>' });
    expect(strange.text).toContain('&lt;script&gt;');
    expect(strange.text).not.toContain('<script>');
  });

  test('with nothing on it is refused too', async () => {
    await close();
    const { status, text } = await open(round.people.anna!.path).post('sharing', {});
    expect(status).toBe(410);
    expect(readWords(text)).toContain('Op die pagina had u niets ingevuld.');
  });

  test('by the script gets the sentence', async () => {
    await close();
    const { status, text } = await open(round.people.anna!.path).post(
      'sharing',
      { comment: secret },
      { accept: 'application/json', 'accept-language': 'en' },
    );
    expect(status).toBe(410);
    expect(JSON.parse(text).sentence).toContain('The questionnaire is closed.');
  });

  // The embedded database runs one transaction at a time, so there nothing can come in between.
  test.runIf(inject('template').engine === 'postgres').each(['sharing', 'sending', 'profile'])(
    'is refused with what was typed when the round closes while %s is on its way; withdrawn meanwhile it tells nothing',
    async (page) => {
      const { db } = server.app;
      for (const revoked of [false, true]) {
        round = await seedRound(db);
        const { invitationId, path } = round.people.anna!;
        const anna = open(path);
        await anna.fill('sharing', { 'values-1': '4' }, 'stay');
        const texts: Record<string, Typed> = { sharing: { comment: secret }, profile: { about: secret } };
        const sending = await db.transaction().execute(async (transaction) => {
          await transaction
            .updateTable('round')
            .set({ closedAt: new Date(), scores: '{}' })
            .where('id', '=', round.roundId)
            .execute();
          const started = anna.post(page, { revision: '1', view: 'x.1', ...texts[page] });
          const waiting = sql`SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`;
          while ((await waiting.execute(transaction)).rows.length === 0) {}
          const revokedAt = revoked ? new Date() : null;
          await transaction
            .updateTable('invitation')
            .set({ revokedAt })
            .where('id', '=', invitationId)
            .execute();
          return { started };
        });
        const { status, text } = await sending.started;
        expect([revoked, status]).toEqual([revoked, revoked ? 404 : 410]);
        expect(text.includes(secret)).toBe(!revoked && page !== 'sending');
        if (!revoked) expect(readWords(text)).toContain(closed);
      }
    },
  );
});

test('a wrong link and one that was withdrawn, erased or is over tell nothing, as before', async () => {
  const { db } = server.app;
  const { anna, bram, carla } = round.people;
  await typeAndSend(open(carla!.path, jarOf(carla!.invitationId)));
  const person = await seedPerson(db, {
    partnerId: round.partnerIds.voedselbank!,
    invitationId: bram!.invitationId,
  });
  const mailed = await mailLink(server.app, bram!.invitationId);
  await close();
  await db
    .updateTable('invitation')
    .set({ revokedAt: new Date() })
    .where('id', '=', anna!.invitationId)
    .execute();
  await erasePerson(acting(), person);
  const over = await seedRound(db);
  const months = 18;
  await sql`
    UPDATE round SET opened_at = now() - interval '3 years', closes_at = now() - make_interval(months => ${months}),
      closed_at = now() - make_interval(months => ${months}), scores = '{}'
    WHERE id = ${over.roundId}`.execute(db);
  const paths = [
    `/invitations/${makeToken()}`,
    '/invitations/x',
    anna!.path,
    bram!.path,
    mailed,
    over.people.anna!.path,
  ];
  for (const [method, page] of [
    ['GET', ''],
    ['GET', '/copy'],
    ['GET', '/result'],
    ['GET', '/result.pdf'],
    ['POST', '/sharing'],
    ['POST', '/consents-withdrawal'],
  ] as const) {
    const answers = await Promise.all(
      paths.map((path, index) =>
        server.app.inject({ method, url: path + page, remoteAddress: `192.0.2.${index}` }),
      ),
    );
    for (const { statusCode, body, headers } of answers) {
      expect([page, statusCode, body]).toEqual([page, 404, answers[0]!.body]);
      expect(Object.keys(headers)).toEqual(Object.keys(answers[0]!.headers));
    }
    expect(readWords(answers[0]!.body)).toContain('Deze link werkt niet, of niet meer.');
  }
});

test('answers are there until what was promised is over, and the night takes the link away', async () => {
  const { db } = server.app;
  const { path, invitationId } = round.people.anna!;
  const anna = open(path, jarOf(invitationId));
  await answer(db, { invitationId, opinion: 4 });
  await close();
  const setClosed = (months: number, days: number) =>
    sql`
      UPDATE round SET opened_at = now() - interval '2 years', privacy = '{"keepMonths": 3}',
        closed_at = now() - make_interval(months => ${months}, days => ${days})
      WHERE id = ${round.roundId}`.execute(db);
  await setClosed(3, -1);
  expect(readWords((await anna.open()).text)).toContain('Mee eens');
  await setClosed(3, 1);
  expect((await anna.open()).status).toBe(404);
  await cleanUp(actingOn(server.app, { kind: 'job' }));
  expect((await anna.open()).status).toBe(404);
});

describe('consents', () => {
  const tick = { confirmed: 'on' };

  test('are taken back with a tick by who sent the answers, once, in this round alone', async () => {
    const { db } = server.app;
    const { invitationId } = round.people.anna!;
    const person = await seedPerson(db, { partnerId: round.partnerIds.gemeente!, invitationId });
    const anna = open(await mailLink(server.app, invitationId));
    await typeAndSend(anna, { scores: 'on', research: 'on' });
    const other = await seedRound(db);
    await db
      .updateTable('invitation')
      .set({ personId: person })
      .where('id', '=', other.people.anna!.invitationId)
      .execute();
    await answer(db, { invitationId: other.people.anna!.invitationId, opinion: 4, consent: true });
    await close();
    await closeRound(acting(), other.roundId);
    const read = async (id: string) =>
      (await db.selectFrom('invitation').selectAll().where('id', '=', id).executeTakeFirstOrThrow())
        .consentsWithdrawnAt;

    const refused = await anna.post('consents-withdrawal', {});
    expect(refused.status).toBe(400);
    expect(readWords(refused.text)).toContain('Zet eerst een vinkje');
    expect(await read(invitationId)).toBeNull();

    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => anna.post('consents-withdrawal', tick)),
    );
    for (const { status, location } of outcomes) {
      expect(status).toBe(303);
      expect(location).toMatch(/\?done=withdrawn$/);
    }
    expect(await read(invitationId)).not.toBeNull();
    expect(await read(other.people.anna!.invitationId)).toBeNull();
    const lines = await db
      .selectFrom('audit')
      .selectAll()
      .where('action', '=', 'personData.consentsWithdrawn')
      .where('networkId', '=', round.networkId)
      .execute();
    expect(lines).toMatchObject([{ actor: 'visitor', thingId: person, note: '' }]);

    const page = readWords((await anna.open()).text);
    expect(page).toContain('U hebt uw toestemming ingetrokken op');
    expect(page).toContain(secret);
  });

  test('are offered to nobody who gave none', async () => {
    const anna = open(await mailLink(server.app, round.people.anna!.invitationId));
    await typeAndSend(anna);
    await close();
    const { text } = await anna.open();
    expect(readWords(text)).toContain('U gaf geen toestemming');
    expect(text).not.toContain('consents-withdrawal"');
  });

  test('of somebody else stay as they are', async () => {
    const { invitationId, path } = round.people.anna!;
    const stranger = open(path);
    await stranger.fill('sharing', { 'values-1': '1' });
    await typeAndSend(open(await mailLink(server.app, invitationId)), { scores: 'on' });
    await close();
    const before = await readAll();
    expect((await stranger.post('consents-withdrawal', tick)).status).toBe(303);
    expect((await open(path).post('consents-withdrawal', tick)).status).toBe(303);
    expect(await readAll()).toEqual(before);
  });

  test('have no such page while the round is open', async () => {
    const anna = open(await mailLink(server.app, round.people.anna!.invitationId));
    await typeAndSend(anna, { scores: 'on' });
    const before = await readAll();
    expect((await anna.post('consents-withdrawal', tick)).status).toBe(404);
    expect(await readAll()).toEqual(before);
  });

  test('take the scores of the partner away from the coordinator, with the copies that were printed', async () => {
    const { app } = server;
    const call = callApi(server);
    const opened = await openRound(call, { partners: 12 });
    const partners = Array.from({ length: 12 }, (_none, index) => index + 1);
    const consenting = [1, 2, 3, 4, 5, 6];
    await answerSecretively({ call, db: app.db }, opened.round, { partners, consenting });
    await call('PUT', `/rounds/${opened.round}/closure`);
    const listShown = async () => {
      const { json } = await call('GET', `/rounds/${opened.round}/scores?reader=coordinator`);
      return (json as Scores).partners.filter((one) => !isWithheld(one)).map(({ id }) => id);
    };
    const stored = () =>
      app.db.selectFrom('round').select('scores').where('id', '=', opened.round).executeTakeFirstOrThrow();
    const { id, partnerId } = await app.db
      .selectFrom('invitation')
      .innerJoin('partner', 'partner.id', 'partnerId')
      .select(['invitation.id', 'partnerId'])
      .where('roundId', '=', opened.round)
      .where('partner.code', '=', 'p3')
      .executeTakeFirstOrThrow();
    await app.db
      .insertInto('printedDocument')
      .values({
        roundId: opened.round,
        kind: 'coordinator-copy',
        partnerId,
        language: 'nl',
        pdf: Buffer.from('x'),
        pageHash: Buffer.from('x'),
        printedAt: new Date(),
      })
      .execute();
    expect((await listShown()).toSorted()).toEqual(['p1', 'p2', 'p3', 'p4', 'p5', 'p6']);
    const scores = await stored();
    // The invitation has no person: it was made by the API, which showed the link only then.
    const token = makeToken();
    await app.db
      .updateTable('invitation')
      .set({ tokenHash: hashToken(token) })
      .where('id', '=', id)
      .execute();
    const holder = open(`/invitations/${token}`, jarOf(id));
    expect((await holder.post('consents-withdrawal', tick)).status).toBe(303);
    expect((await listShown()).toSorted()).toEqual(['p1', 'p2', 'p4', 'p5', 'p6']);
    expect(await stored()).toEqual(scores);
    const copies = await app.db
      .selectFrom('printedDocument')
      .select('kind')
      .where('roundId', '=', opened.round)
      .execute();
    expect(copies).toEqual([]);
  });
});

describe('the result', () => {
  beforeEach(async () => {
    for (const { invitationId } of Object.values(round.people)) {
      await answer(server.app.db, { invitationId, opinion: 4 });
    }
  });
  const result = (page = 'result') => open(round.people.anna!.path).open(page);
  const share = (scope: 'factsheet' | 'overview' | 'social-map') =>
    shareResult(acting(), round.roundId, { scope });

  test('is not there where nothing or only something else is shared', async () => {
    await share('social-map');
    await shareResult(acting(), round.roundId, { scope: 'partner', partner: 'school' });
    await close();
    const { text } = await result('');
    expect(readWords(text)).toContain('De uitslag is hier niet te lezen.');
    expect(text).not.toContain('/result');
    expect([(await result()).status, (await result('result.pdf')).status]).toEqual([404, 404]);
  });

  test('is the factsheet where that is shared, in the language of the visitor', async () => {
    const { token } = await share('factsheet');
    await share('overview');
    expect((await result()).status).toBe(404);
    await close();
    const { text } = await result('');
    expect(text).toContain(`href="${round.people.anna!.path}/result"`);
    expect(text).toContain(`href="${round.people.anna!.path}/result.pdf"`);
    expect(text).not.toContain(token);
    const page = await result();
    expect(page.status).toBe(200);
    // Its own map, slides and pictures stand below it.
    const shared = (await server.app.inject(`/shares/${token}`)).body.replaceAll(
      `/shares/${token}`,
      `${round.people.anna!.path}/result`,
    );
    expect(page.text).toBe(shared);
    expect((await result('result?lang=en')).text).toContain('<html lang="en"');
  });

  test('is the overview where only that is shared, and goes when the last link is withdrawn or has ended', async () => {
    const { id } = await share('overview');
    await close();
    const { text } = await result('');
    expect(text).toContain('/result"');
    expect(text).not.toContain('/result.pdf');
    expect((await result()).status).toBe(200);
    expect((await result('result.pdf')).status).toBe(404);
    const other = await share('overview');
    await revokeShare(acting(), id);
    expect((await result()).status).toBe(200);
    await server.app.db
      .updateTable('share')
      .set({ expiresAt: new Date(Date.now() - 1000) })
      .where('id', '=', other.id)
      .execute();
    expect((await result()).status).toBe(404);
    expect((await result('')).text).not.toContain('/result"');
  });
});
