/**
 * Handing out the mirrors: what is printed and goes on after a fault, which copies the coordinator gets, and whom the
 * mails with links reach.
 */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Scores } from '../../../scoring/scores.ts';
import { mergePartners } from '../../../server/partners/merge/merge-partners.ts';
import { cleanUp } from '../../../server/person-data/clean-up.ts';
import { erasePerson } from '../../../server/person-data/erasure/erase-person.ts';
import { withdrawConsents } from '../../../server/person-data/withdraw-consents.ts';
import { nameFiles } from '../../../server/results/mirrors/mirror-files.ts';
import { loadMirrors, type Mirrors } from '../../../server/results/mirrors/mirrors.ts';
import { mirrorKey } from '../../../server/results/mirrors/printed-mirrors.ts';
import { storePrinted } from '../../../server/results/printed-documents.ts';
import { findRound } from '../../../server/rounds/rounds.ts';
import { profileMerge } from '../../../server/social-map/merge-profiles.ts';
import { actingOn } from '../../support/acting.ts';
import { callApi, openRound } from '../../support/call-api.ts';
import {
  findLeaks,
  listNetworkFigures,
  listNumbers,
  listSecrets,
  readFigures,
} from '../../support/find-leaks.ts';
import { listLogActions } from '../../support/list-log.ts';
import { type MailReceiver, startMailReceiver } from '../../support/mail-receiver.ts';
import { readWords } from '../../support/read-html.ts';
import { readPdf } from '../../support/read-pdf.ts';
import { readZip } from '../../support/read-zip.ts';
import { endWaiting, runJobs } from '../../support/run-jobs.ts';
import { answerSecretively, readRawScores } from '../../support/secretive-round.ts';
import type { SeedOptions } from '../../support/seed.ts';
import { type LargeRound, seedLargeRound } from '../../support/seed-large-round.ts';
import { type SignedIn, signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let receiver: MailReceiver;
let server: TestApp;
beforeAll(async () => {
  receiver = await startMailReceiver();
  server = await startTestApp({ SMTP_URL: receiver.url, PUBLIC_URL: 'http://keten.example' });
});
afterAll(async () => {
  await server.stop();
  await receiver.stop();
});
beforeEach(() => {
  receiver.received.length = 0;
});

interface Closed extends LargeRound {
  coordinator: SignedIn;
  home: string;
}

/** A closed round with its coordinator. */
async function closeRound(
  count: number,
  options: SeedOptions & { consents?: (index: number) => boolean } = {},
  { app }: TestApp = server,
): Promise<Closed> {
  const seeded = await seedLargeRound(app, { count, ...options });
  const { municipalityId } = await app.db
    .selectFrom('network')
    .select('municipalityId')
    .where('id', '=', seeded.networkId)
    .executeTakeFirstOrThrow();
  const coordinator = await signIn(app, 'coordinator', { municipalityId, networkIds: [seeded.networkId] });
  return { ...seeded, coordinator, home: `/desk/rounds/${seeded.roundId}` };
}

const open = async (roundId: string) =>
  (await loadMirrors(server.app.db, await findRound(server.app.db, roundId)))!;

/** Stands in for a PDF where what is in it does not matter. */
async function pretendPrinted(
  roundId: string,
  which: (mirror: Mirrors['list'][number]) => boolean,
  printedAt = new Date(),
) {
  const mirrors = await open(roundId);
  for (const mirror of mirrors.list.filter(which)) {
    const page = mirrors.render(mirror, printedAt);
    const pdf = Buffer.from(`%PDF- ${mirror.kind} ${mirror.code}`);
    await storePrinted(server.app.db, mirrorKey(mirrors, mirror), { page, pdf, printedAt });
  }
}

const listPrinted = (roundId: string) =>
  server.app.db
    .selectFrom('printedDocument')
    .innerJoin('partner', 'partner.id', 'partnerId')
    .select(['partner.code', 'printedDocument.kind', 'printedAt'])
    .where('roundId', '=', roundId)
    .orderBy('partner.code')
    .orderBy('printedDocument.kind')
    .execute();

async function print(roundId: string, networkId: string): Promise<void> {
  await server.app.jobs.add(server.app.db, 'print-mirrors', { roundId, networkId });
  await runJobs(server.app, 'print-mirrors');
}

async function listJobs(roundId: string, { app }: TestApp = server) {
  const { rows } = await sql<{ state: string; output: { code?: string } | null }>`
    SELECT state, output FROM pgboss.job WHERE name = 'print-mirrors' AND data->>'roundId' = ${roundId}`.execute(
    app.db,
  );
  return rows;
}

describe('a round of which six of twelve partners let the coordinator look', () => {
  let round: Closed;
  beforeAll(async () => {
    round = await closeRound(12, { consents: (index) => index < 6, network: 'Mensen, werk & zo' });
  });

  test('before anything is printed the download says so, prints nothing and is not in the log', async () => {
    const answer = await round.coordinator.get(`${round.home}/mirrors.zip`);
    expect(answer.statusCode).toBe(409);
    const words = readWords(answer.body);
    expect(words).toContain('Nog niet alle spiegels zijn klaar');
    expect(answer.body).toContain(`action="${round.home}/mirrors/printing"`);
    expect(words).toContain('Het gaat om 6 partners.');
    expect(await listPrinted(round.roundId)).toEqual([]);
    expect(await listJobs(round.roundId)).toEqual([]);
    const lines = await listLogActions(server.app.db, { network: round.networkId });
    expect(lines.map(({ action }) => action)).toEqual(['rounds.closed']);
  });

  test('a press has all of them printed by one job, also when it is pressed twice', async () => {
    const [answer] = await Promise.all([
      round.coordinator.post(`${round.home}/mirrors/printing`),
      round.coordinator.post(`${round.home}/mirrors/printing`),
    ]);
    expect([answer!.statusCode, answer!.headers.location]).toEqual([
      303,
      `${round.home}/mirrors?done=ordered`,
    ]);
    expect(await listJobs(round.roundId)).toHaveLength(1);
    const waiting = readWords((await round.coordinator.get(`${round.home}/mirrors?done=ordered`)).body);
    expect(waiting).toContain('De spiegels worden gemaakt.');
    expect(waiting).toContain('0 van 12 spiegels klaar');
    await runJobs(server.app, 'print-mirrors');
    const printed = await listPrinted(round.roundId);
    expect(printed.filter(({ kind }) => kind === 'mirror')).toHaveLength(12);
    expect(printed.filter(({ kind }) => kind === 'coordinator-copy').map(({ code }) => code)).toEqual([
      'p0',
      'p1',
      'p2',
      'p3',
      'p4',
      'p5',
    ]);
    for (const page of ['', '/mirrors']) {
      const words = readWords((await round.coordinator.get(`${round.home}${page}`)).body);
      expect(words).toContain('12 van 12 spiegels klaar');
    }
  });

  test('the ZIP holds those six, each as a PDF that names that partner and no other', async () => {
    const answer = await round.coordinator.get(`${round.home}/mirrors.zip`);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/zip',
      'content-disposition': 'attachment; filename=spiegels-voorbeeldstad-mensen-werk-zo-2026.zip',
    });
    const files = readZip(answer.rawPayload);
    const numbers = [1, 2, 3, 4, 5, 6];
    expect(files.map(({ name }) => name)).toEqual(
      numbers.map((number) => `spiegel-stichting-${number}-voor-wonen-werk-en-welzijn.pdf`),
    );
    for (const [index, { content }] of files.entries()) {
      const pdf = await readPdf(new Uint8Array(content));
      expect(pdf.pages).toHaveLength(2);
      expect(new Set(pdf.text.match(/Stichting \d+/g))).toEqual(new Set([`Stichting ${index + 1}`]));
      expect(pdf.text).toContain('Dit is de kopie voor de coördinator.');
    }
  });

  test('what was ordered and downloaded stands in the log, in words', async () => {
    const lines = await listLogActions(server.app.db, { network: round.networkId });
    expect(lines.map(({ action, note }) => [action, note])).toEqual([
      ['rounds.closed', ''],
      ['mirrors.ordered', ''],
      ['mirrors.downloaded', '6'],
    ]);
    const operator = await signIn(server.app, 'operator');
    const log = readWords((await operator.get('/desk/log')).body);
    expect(log).toContain('spiegels gedownload (zip-bestand)');
    expect(log).toContain('spiegels laten maken');
  });

  test('nobody but the coordinator of the network gets them', async () => {
    const { app } = server;
    const { municipalityId } = await app.db
      .selectFrom('network')
      .select('municipalityId')
      .where('id', '=', round.networkId)
      .executeTakeFirstOrThrow();
    await sql`UPDATE round SET released_at = now() WHERE id = ${round.roundId}`.execute(app.db);
    for (const reader of [
      await signIn(app, 'coordinator', { municipalityId }),
      await signIn(app, 'municipality', { municipalityId }),
      await signIn(app, 'researcher', { networkIds: [round.networkId] }),
    ]) {
      for (const page of ['/mirrors', '/mirrors.zip']) {
        expect((await reader.get(`${round.home}${page}`)).statusCode).toBe(404);
      }
      expect((await reader.post(`${round.home}/mirrors/mails`)).statusCode).toBe(404);
    }
    const operator = await signIn(app, 'operator');
    const refused = await operator.get(`${round.home}/mirrors.zip`);
    expect(refused.statusCode).toBe(409);
    expect(readWords(refused.body)).toContain(
      'Alleen een coördinator van dit netwerk kan de kopieën downloaden.',
    );
    // Not even how many partners agreed.
    expect(readWords(refused.body)).not.toContain('Het gaat om');
    expect(refused.body).not.toContain('mirrors.zip"');
  });

  test('a consent that was taken back after the printing counts at once', async () => {
    const row = await server.app.db
      .selectFrom('invitation')
      .select('id')
      .where('roundId', '=', round.roundId)
      .where('personId', '=', round.personIds.p2!)
      .executeTakeFirstOrThrow();
    await sql`UPDATE invitation SET consents_withdrawn_at = now() WHERE id = ${row.id}`.execute(
      server.app.db,
    );
    const files = readZip((await round.coordinator.get(`${round.home}/mirrors.zip`)).rawPayload);
    expect(files.map(({ name }) => /\d/.exec(name)![0])).toEqual(['1', '2', '4', '5', '6']);
    // As it goes at the desk: the copies are thrown away, and the next printing makes those that are left.
    await sql`UPDATE invitation SET consents_withdrawn_at = NULL WHERE id = ${row.id}`.execute(server.app.db);
    await withdrawConsents(actingOn(server.app), round.personIds.p2!);
    const copies = async () =>
      (await listPrinted(round.roundId)).filter(({ kind }) => kind === 'coordinator-copy');
    expect(await copies()).toEqual([]);
    expect((await round.coordinator.get(`${round.home}/mirrors.zip`)).statusCode).toBe(409);
    await print(round.roundId, round.networkId);
    expect((await copies()).map(({ code }) => code)).toEqual(['p0', 'p1', 'p3', 'p4', 'p5']);
  });
});

describe('what a copy says', () => {
  test('it has nothing that the partner alone sees, and no mirror has anything of another partner', async () => {
    const call = callApi(server);
    const { round } = await openRound(call, { partners: 12 });
    const partners = Array.from({ length: 11 }, (_none, i) => i + 1);
    await answerSecretively({ call, db: server.app.db }, round, { partners, consenting: [1, 2, 3, 4, 5] });
    await call('PUT', `/rounds/${round}/closure`);
    const raw: Scores = await readRawScores(server.app.db, round);
    const mirrors = await open(round);
    expect(mirrors.list.filter(({ kind }) => kind === 'coordinator-copy')).toHaveLength(5);
    const network = listNetworkFigures(raw);
    let received = 0;
    for (const mirror of mirrors.list) {
      const html = mirrors.render(mirror, new Date());
      const own = raw.partners.find(({ id }) => id === mirror.code);
      const isTheirs = (label: string) => !label.startsWith(`${mirror.code} `);
      const secrets = partners
        .flatMap((partner) => listSecrets(raw, `p${partner}`))
        .filter(
          ({ label }) =>
            isTheirs(label) ||
            (mirror.kind === 'coordinator-copy' && / (familiarity|dependence|change)/.test(label)),
        );
      expect(findLeaks(readFigures(html), secrets, [...network, ...listNumbers(own)]), mirror.code).toEqual(
        [],
      );
      const saysOfIt = readWords(html).includes('op een schaal van 0 tot');
      if (mirror.kind === 'coordinator-copy') {
        expect(saysOfIt).toBe(false);
        expect(readWords(html)).toContain(
          'Wat anderen over deze partner zeggen, ziet alleen de partner zelf.',
        );
      } else if (saysOfIt) received += 1;
    }
    expect(received).toBeGreaterThan(0);
  });

  test('below five partners there is no copy, and each partner still sees its own scores', async () => {
    const round = await closeRound(3);
    const mirrors = await open(round.roundId);
    expect(mirrors.list.map(({ kind }) => kind)).toEqual(['mirror', 'mirror', 'mirror']);
    for (const mirror of mirrors.list) {
      const words = readWords(mirrors.render(mirror, new Date()));
      expect(words).toContain('Uw eigen scores staan hieronder. Die van het netwerk kunnen wij niet tonen.');
    }
    const answer = await round.coordinator.get(`${round.home}/mirrors.zip`);
    expect(answer.statusCode).toBe(409);
    expect(readWords(answer.body)).toContain('Geen enkele partner vindt nu goed');
  });

  test.each([
    [
      ['A', 'A', 'a'],
      ['spiegel-a', 'spiegel-a-2', 'spiegel-a-3'],
    ],
    [
      ['Café Ünïcode', 'Cafe Unicode'],
      ['spiegel-cafe-unicode', 'spiegel-cafe-unicode-2'],
    ],
    [
      ['../../etc/passwd', '/root', 'C:\\x', 'con'],
      ['spiegel-etc-passwd', 'spiegel-root', 'spiegel-c-x', 'spiegel-con'],
    ],
    [
      ['北京', '', '…'],
      ['spiegel', 'spiegel-2', 'spiegel-3'],
    ],
    [
      ['x', 'x 2', 'x'],
      ['spiegel-x', 'spiegel-x-2', 'spiegel-x-3'],
    ],
    [['\r\n"; .exe', `${'lang '.repeat(60)}a`, `${'lang '.repeat(60)}b`], undefined],
  ])('partners that are called %j get files of their own', (names, expected) => {
    const files = nameFiles(
      names.map((name) => ({ name })),
      'spiegel',
    );
    if (expected) expect(files).toEqual(expected.map((name) => `${name}.pdf`));
    expect(new Set(files).size).toBe(names.length);
    for (const file of files) expect(file).toMatch(/^spiegel[a-z0-9-]{0,100}\.pdf$/);
  });
});

describe('the printing', () => {
  test('another day alone prints nothing again; what would say something else is, and what went is thrown away', async () => {
    const round = await closeRound(5);
    const yesterday = new Date(Date.now() - 24 * 3600_000);
    await pretendPrinted(round.roundId, () => true, yesterday);
    await sql`UPDATE printed_document SET page_hash = '\\x00'
      WHERE round_id = ${round.roundId} AND partner_id = ${round.partnerIds.p1!}`.execute(server.app.db);
    await sql`INSERT INTO printed_document (round_id, kind, partner_id, language, pdf, page_hash, printed_at)
      SELECT round_id, kind, partner_id, 'en', pdf, page_hash, printed_at
      FROM printed_document WHERE round_id = ${round.roundId} AND partner_id = ${round.partnerIds.p2!}`.execute(
      server.app.db,
    );
    await print(round.roundId, round.networkId);
    const printed = await listPrinted(round.roundId);
    const isNew = printed.filter(({ printedAt }) => printedAt > yesterday);
    expect(isNew.map(({ code, kind }) => [code, kind])).toEqual([
      ['p1', 'coordinator-copy'],
      ['p1', 'mirror'],
    ]);
    expect(await listJobs(round.roundId)).toMatchObject([{ state: 'completed' }]);
  });

  test('a job whose process was killed goes on where it was, in another', async () => {
    const round = await closeRound(5);
    await pretendPrinted(round.roundId, ({ code }) => code < 'p3');
    const before = await listPrinted(round.roundId);
    expect(before).toHaveLength(6);
    await server.app.jobs.add(server.app.db, 'print-mirrors', {
      roundId: round.roundId,
      networkId: round.networkId,
    });
    const become = (state: string) =>
      sql`UPDATE pgboss.job SET state = ${state}::pgboss.job_state, start_after = now()
        WHERE data->>'roundId' = ${round.roundId}`.execute(server.app.db);
    await become('active');
    const words = readWords((await round.coordinator.get(`/desk/networks/${round.networkId}/jobs`)).body);
    expect(words).toContain('Spiegels van partners maken');
    expect(words).toContain('3 van 5 klaar');
    // That a process is gone is noticed by its heartbeat, as of every job (`jobs.test.ts`).
    await become('retry');
    await runJobs(server.app, 'print-mirrors');
    expect(await listJobs(round.roundId)).toMatchObject([{ state: 'completed' }]);
    const after = await listPrinted(round.roundId);
    expect(after).toHaveLength(10);
    expect(after).toEqual(expect.arrayContaining(before));
  });

  test('without a browser the job says what is wrong, and can be tried again', async () => {
    const broken = await startTestApp({ CHROMIUM_PATH: '/bin/true' });
    try {
      const round = await closeRound(5, {}, broken);
      await broken.app.jobs.add(broken.app.db, 'print-mirrors', {
        roundId: round.roundId,
        networkId: round.networkId,
      });
      await runJobs(broken.app, 'print-mirrors');
      expect(await listJobs(round.roundId, broken)).toMatchObject([
        { state: 'retry', output: { code: 'printing' } },
      ]);
      const page = await round.coordinator.get(`${round.home}/mirrors`);
      expect(readWords(page.body)).toContain('Niet alle PDF’s konden worden gemaakt.');
      expect(page.body).toContain('Probeer opnieuw');
      await sql`UPDATE pgboss.job SET state = 'failed' WHERE name = 'print-mirrors'`.execute(broken.app.db);
      expect(readWords((await round.coordinator.get(round.home)).body)).toContain('Niet alle PDF’s');
      expect((await round.coordinator.post(`${round.home}/mirrors/printing`)).statusCode).toBe(303);
      expect((await listJobs(round.roundId, broken)).map(({ state }) => state).sort()).not.toEqual([
        'failed',
      ]);
    } finally {
      await broken.stop();
    }
  });

  test('an open round has no mirrors yet', async () => {
    const round = await closeRound(5);
    await sql`UPDATE round SET closed_at = NULL, scores = NULL WHERE id = ${round.roundId}`.execute(
      server.app.db,
    );
    expect((await round.coordinator.get(`${round.home}/mirrors`)).headers.location).toBe(round.home);
    for (const what of ['printing', 'mails']) {
      const answer = await round.coordinator.post(`${round.home}/mirrors/${what}`);
      expect(answer.statusCode).toBe(409);
      expect(readWords(answer.body)).toContain('Deze meting is nog niet gesloten.');
    }
    expect(await listJobs(round.roundId)).toEqual([]);
  });

  test('they are thrown away when the time of the round is over', async () => {
    const round = await closeRound(5);
    await pretendPrinted(round.roundId, () => true);
    await sql`UPDATE round SET opened_at = now() - interval '3 years', closes_at = now() - interval '2 years',
      closed_at = now() - interval '2 years' WHERE id = ${round.roundId}`.execute(server.app.db);
    expect(await cleanUp(actingOn(server.app))).toMatchObject({ mirrors: 10 });
    expect(await listPrinted(round.roundId)).toEqual([]);
  });
});

describe('the mails', () => {
  const linkIn = (text: string | undefined) =>
    /http:\/\/keten\.example(\/shares\/[\w-]{22})\n/.exec(text ?? '')![1]!;
  const send = ({ coordinator, home }: Closed) => coordinator.post(`${home}/mirrors/mails`);
  let visitors = 0;
  const visit = (url: string) =>
    server.app.inject({
      url,
      headers: { host: 'keten.example' },
      remoteAddress: `10.2.${++visitors % 250}.1`,
    });
  const listNotes = async (round: Closed) =>
    (await listLogActions(server.app.db, { network: round.networkId }))
      .filter(({ action }) => action === 'mirrors.sent')
      .map(({ note }) => note);
  const countMails = async (roundId: string) =>
    (await server.app.db.selectFrom('mail').select('id').where('roundId', '=', roundId).execute()).length;

  test('everybody of a partner that answered gets the own mirror, once, and nobody else', async () => {
    const { app } = server;
    const round = await closeRound(8, { network: 'Samen' });
    // p0: a colleague who did not answer. p1: wants no mail. p2: an address that fails. p3: withdrawn. p4: did not answer.
    await sql`INSERT INTO person (partner_id, name, email, language)
      VALUES (${round.partnerIds.p0!}, 'Collega', 'colleague@p0.example', 'en')`.execute(app.db);
    await sql`INSERT INTO invitation (round_id, partner_id, person_id, token_hash)
      SELECT ${round.roundId}, partner_id, id, '\\x01' FROM person WHERE email = 'colleague@p0.example'`.execute(
      app.db,
    );
    await sql`INSERT INTO holder (invitation_id, address, token_hash)
      SELECT id, 'colleague@p0.example', '\\x02' FROM invitation WHERE token_hash = '\\x01'`.execute(app.db);
    await sql`UPDATE person SET unsubscribed_at = now() WHERE id = ${round.personIds.p1!}`.execute(app.db);
    await sql`UPDATE person SET address_fails_at = now() WHERE id = ${round.personIds.p2!}`.execute(app.db);
    await sql`UPDATE invitation SET revoked_at = now() WHERE person_id = ${round.personIds.p3!}`.execute(
      app.db,
    );
    await sql`UPDATE invitation SET submitted_at = NULL, receipt = NULL, sent_by = NULL WHERE person_id = ${round.personIds.p4!}`.execute(
      app.db,
    );
    const before = readWords((await round.coordinator.get(`${round.home}/mirrors`)).body);
    expect(before).toContain('5 mensen kunnen de spiegel nog krijgen.');
    expect(before).toContain('2 mensen kunnen geen mail krijgen');

    const presses = await Promise.all([send(round), send(round)]);
    expect(presses.map(({ headers }) => headers.location).sort()).toEqual([
      `${round.home}/mirrors?done=sent`,
      `${round.home}/mirrors?done=sentNobody`,
    ]);
    await runJobs(app, 'send-mail');
    const address = (code: string) => `iemand@${code}.${round.networkId}.example`;
    expect(receiver.received.map(({ to }) => to).sort()).toEqual(
      ['colleague@p0.example', ...['p0', 'p5', 'p6', 'p7'].map(address)].sort(),
    );
    const links = new Set<string>();
    for (const { to, email } of receiver.received) {
      const link = linkIn(email.text);
      links.add(link);
      const number = to.startsWith('colleague') ? 1 : Number(/@p(\d)/.exec(to)![1]) + 1;
      expect(email.subject).toContain(`Stichting ${number} voor`);
      expect(email.text).toContain(`http://keten.example${link}/factsheet.pdf`);
      expect(email.text).toMatch(/http:\/\/keten\.example\/unsubscribe\//);
      const page = await visit(link);
      expect(page.statusCode).toBe(200);
      const words = readWords(page.body);
      expect(new Set(words.match(/Stichting \d+/g))).toEqual(new Set([`Stichting ${number}`]));
      expect(words).not.toContain('kopie voor de coördinator');
    }
    expect(links.size).toBe(5);
    const english = receiver.received.find(({ to }) => to.startsWith('colleague'))!.email;
    expect(english.subject).toMatch(/^The mirror of /);
    expect(`${english.text} ${english.html}`).not.toMatch(/\bspiegel|\buw /);
    // It opens in the language of the mail, whatever this browser chose elsewhere.
    for (const { to, email } of receiver.received) {
      const own = to.startsWith('colleague') ? 'en' : 'nl';
      const url = linkIn(email.text);
      const cookie = `language=${own === 'en' ? 'nl' : 'en'}`;
      const page = await app.inject({ url, headers: { host: 'keten.example', cookie } });
      expect(page.body).toContain(`<html lang="${own}"`);
    }
    expect(await listNotes(round)).toEqual(['5']);

    // Once more: only who can get it since then.
    await sql`UPDATE person SET address_fails_at = NULL WHERE id = ${round.personIds.p2!}`.execute(app.db);
    const now = readWords((await round.coordinator.get(`${round.home}/mirrors`)).body);
    expect(now).toContain('5 mensen kregen de spiegel.');
    expect(now).toContain('1 persoon kan de spiegel nog krijgen.');
    receiver.received.length = 0;
    await send(round);
    await runJobs(app, 'send-mail');
    expect(receiver.received.map(({ to }) => to)).toEqual([address('p2')]);
    expect((await listNotes(round)).at(-1)).toBe('1');
  });

  test('the mail says until when its link works, and after that day it opens nothing', async () => {
    const { app } = server;
    const round = await closeRound(5);
    await send(round);
    const { rows } = await sql<{ email: string; expiresAt: Date }>`
      UPDATE share SET expires_at = '2030-05-03T21:59:00Z' FROM mail
      WHERE mail.share_id = share.id AND share.round_id = ${round.roundId}
      RETURNING mail.recipient AS email, expires_at`.execute(app.db);
    expect(rows).toHaveLength(5);
    await runJobs(app, 'send-mail');
    const [mail] = receiver.received;
    expect(mail!.email.text).toContain('De link werkt tot vrijdag 3 mei 2030 om 23:59.');
    expect((await visit(linkIn(mail!.email.text))).statusCode).toBe(200);
    await sql`UPDATE share SET expires_at = now() WHERE round_id = ${round.roundId}`.execute(app.db);
    expect((await visit(linkIn(mail!.email.text))).statusCode).toBe(404);
    const shown = readWords((await round.coordinator.get(`${round.home}/mirrors`)).body);
    expect(shown).toMatch(/De link werkt tot \S+ \d+ \S+ 20\d\d om \d\d:\d\d\./);
  });

  test('the coordinator sees that a mail went, and never its link; the database does not hold it', async () => {
    const { app } = server;
    const round = await closeRound(5);
    await send(round);
    await runJobs(app, 'send-mail');
    const token = linkIn(receiver.received[0]!.email.text).split('/').at(-1)!;
    const { id } = await app.db
      .selectFrom('mail')
      .select('id')
      .where('roundId', '=', round.roundId)
      .where('recipient', '=', receiver.received[0]!.to)
      .executeTakeFirstOrThrow();
    for (const url of [
      `/desk/mails/${id}`,
      `/desk/networks/${round.networkId}/mails`,
      round.home,
      `${round.home}/mirrors`,
    ]) {
      const page = await round.coordinator.get(url);
      expect(page.statusCode).toBe(200);
      expect(page.body).not.toContain(token);
    }
    const shown = readWords((await round.coordinator.get(`/desk/mails/${id}`)).body);
    expect(shown).toContain('Deze mail heeft een link naar de spiegel van een partner.');
    await sql`UPDATE mail SET state = 'failed' WHERE id = ${id}`.execute(app.db);
    const failed = await round.coordinator.get(`/desk/mails/${id}`);
    expect(readWords(failed.body)).not.toContain('twee bladzijden');
    expect(failed.body).not.toContain('/shares/');
    expect((await round.coordinator.post(`/desk/mails/${id}/sent-by-hand`)).statusCode).toBe(404);
    for (const table of ['mail', 'share', 'audit', 'printed_document', 'pgboss.job'] as const) {
      const { rows } = await sql<{
        text: string;
      }>`SELECT whole::text AS text FROM ${sql.table(table)} AS whole`.execute(app.db);
      expect(rows.length, table).toBeGreaterThan(0);
      for (const { text } of rows) expect(text).not.toContain(token);
    }
  });

  test('who changes the address of a person does not get the mirror, also not with an invitation to it', async () => {
    const { app } = server;
    const round = await closeRound(5);
    const own = 'greet@coordinator.example';
    await sql`UPDATE person SET email = ${own} WHERE id IN (${round.personIds.p0!}, ${round.personIds.p1!})`.execute(
      app.db,
    );
    // And one of the two got the invitation again before the round closed.
    await sql`INSERT INTO holder (invitation_id, address, token_hash)
      SELECT id, ${own}, sha256('another') FROM invitation WHERE person_id = ${round.personIds.p1!}`.execute(
      app.db,
    );
    await send(round);
    await runJobs(app, 'send-mail');
    expect(receiver.received.map(({ to }) => to).sort()).toEqual(
      ['p2', 'p3', 'p4'].map((code) => `iemand@${code}.${round.networkId}.example`),
    );
    expect(readWords((await round.coordinator.get(`${round.home}/mirrors`)).body)).toContain(
      '2 mensen kunnen geen mail krijgen',
    );
  });

  test('what changes between the press and the sending counts', async () => {
    const { app } = server;
    const round = await closeRound(5);
    receiver.afterWords = () => ({ code: 451, words: 'try later' });
    await send(round);
    await runJobs(app, 'send-mail');
    receiver.afterWords = () => undefined;
    await sql`UPDATE person SET unsubscribed_at = now() WHERE id = ${round.personIds.p0!}`.execute(app.db);
    await sql`UPDATE person SET email = 'new@p1.example' WHERE id = ${round.personIds.p1!}`.execute(app.db);
    await sql`UPDATE share SET revoked_at = now()
      WHERE round_id = ${round.roundId} AND partner_id = ${round.partnerIds.p2!}`.execute(app.db);
    await sql`UPDATE share SET seed = '\\x00'
      WHERE round_id = ${round.roundId} AND partner_id = ${round.partnerIds.p3!}`.execute(app.db);
    receiver.received.length = 0;
    await endWaiting(app);
    await runJobs(app, 'send-mail');
    expect(receiver.received.map(({ to }) => to).sort()).toEqual([
      // An address that was changed meanwhile is not the one that was invited.
      `iemand@p1.${round.networkId}.example`,
      `iemand@p4.${round.networkId}.example`,
    ]);
    const mails = await app.db
      .selectFrom('mail')
      .innerJoin('person', 'person.id', 'mail.personId')
      .select(['mail.state', 'mail.reason'])
      .where('mail.roundId', '=', round.roundId)
      .orderBy('person.id')
      .execute();
    expect(mails.map(({ state, reason }) => [state, reason])).toEqual([
      ['skipped', 'unsubscribed'],
      ['sent', null],
      ['skipped', 'linkEnded'],
      ['failed', 'linkLost'],
      ['sent', null],
    ]);
  });

  test('without a mail server nothing is made, and the page says why', async () => {
    const quiet = await startTestApp();
    try {
      const round = await closeRound(5, {}, quiet);
      const page = await round.coordinator.get(`${round.home}/mirrors`);
      expect(readWords(page.body)).toContain('Deze mail kan alleen door een mailserver worden verstuurd.');
      expect(page.body).not.toContain(`action="${round.home}/mirrors/mails"`);
      const answer = await send(round);
      expect(answer.statusCode).toBe(409);
      expect(readWords(answer.body)).toContain('Er is niets verstuurd.');
      for (const table of ['mail', 'share'] as const) {
        expect(await quiet.app.db.selectFrom(table).select('id').execute()).toEqual([]);
      }
    } finally {
      await quiet.stop();
    }
  });

  test('erasing a person ends the link that it got, and of a merged partner the person that was kept gets the mail', async () => {
    const { app } = server;
    const round = await closeRound(6);
    const [keep, drop] = [round.partnerIds.p0!, round.partnerIds.p1!];
    await sql`UPDATE person SET email = (SELECT email FROM person WHERE id = ${round.personIds.p0!})
      WHERE id = ${round.personIds.p1!}`.execute(app.db);
    await sql`UPDATE holder SET address = (SELECT email FROM person WHERE id = ${round.personIds.p0!})
      WHERE invitation_id = (SELECT id FROM invitation WHERE person_id = ${round.personIds.p1!})`.execute(
      app.db,
    );
    const revisions = { keepRevision: 1, dropRevision: 1 };
    await mergePartners(actingOn(app), round.networkId, { keep, drop, ...revisions }, profileMerge);
    await send(round);
    await runJobs(app, 'send-mail');
    const of = (code: string) =>
      receiver.received.filter(({ to }) => to === `iemand@${code}.${round.networkId}.example`);
    expect(receiver.received).toHaveLength(6);
    // Both partners answered in this round: two mirrors, for one person.
    expect(
      of('p0')
        .map(({ email }) => /Stichting \d/.exec(email.subject!)![0])
        .sort(),
    ).toEqual(['Stichting 1', 'Stichting 2']);
    const [first, second] = [linkIn(of('p0')[0]!.email.text), linkIn(of('p2')[0]!.email.text)];
    expect((await visit(second)).statusCode).toBe(200);
    await erasePerson(actingOn(app), round.personIds.p2!);
    expect((await visit(second)).statusCode).toBe(404);
    expect((await visit(first)).statusCode).toBe(200);
    expect(readWords((await round.coordinator.get(`${round.home}/mirrors`)).body)).toContain(
      '5 mensen kregen de spiegel.',
    );
    expect(await countMails(round.roundId)).toBe(6);
  });

  test('a mirror that was printed is what the link gives as PDF', async () => {
    const { app } = server;
    const round = await closeRound(5);
    await pretendPrinted(round.roundId, () => true, new Date(Date.now() - 48 * 3600_000));
    await send(round);
    await runJobs(app, 'send-mail');
    const { email } = receiver.received.find(({ to }) => to.startsWith('iemand@p3.'))!;
    const pdf = await visit(`${linkIn(email.text)}/factsheet.pdf`);
    expect(pdf.body).toBe('%PDF- mirror p3');
    // In another language it is another page.
    const other = await visit(`${linkIn(email.text)}/factsheet.pdf?lang=en`);
    expect(other.body.length).toBeGreaterThan(1000);
  });
});
