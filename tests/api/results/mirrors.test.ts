/** The mirrors as they are printed: what goes on after a fault, and which copies the coordinator gets. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Scores } from '../../../scoring/scores.ts';
import { cleanUp } from '../../../server/person-data/clean-up.ts';
import { withdrawConsents } from '../../../server/person-data/withdraw-consents.ts';
import { nameFiles } from '../../../server/results/mirrors/mirror-files.ts';
import { loadMirrors } from '../../../server/results/mirrors/mirrors.ts';
import { findRound } from '../../../server/rounds/rounds.ts';
import { actingOn } from '../../support/acting.ts';
import { callApi, openRound } from '../../support/call-api.ts';
import { type ClosedRound, seedClosedRound } from '../../support/closed-round.ts';
import {
  findLeaks,
  listNetworkFigures,
  listNumbers,
  listSecrets,
  readFigures,
} from '../../support/find-leaks.ts';
import { listLogActions } from '../../support/list-log.ts';
import { type MailingApp, startMailingApp } from '../../support/mailing-app.ts';
import { pretendPrinted } from '../../support/pretend-printed.ts';
import { readWords } from '../../support/read-html.ts';
import { readPdf } from '../../support/read-pdf.ts';
import { readZip } from '../../support/read-zip.ts';
import { runJobs } from '../../support/run-jobs.ts';
import { answerSecretively, readRawScores } from '../../support/secretive-round.ts';
import { signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: MailingApp;
beforeAll(async () => {
  server = await startMailingApp();
});
afterAll(() => server.stop());

const closeRound = (options: Parameters<typeof seedClosedRound>[1], { app }: TestApp = server) =>
  seedClosedRound(app, options);

const open = async (roundId: string) =>
  (await loadMirrors(server.app.db, await findRound(server.app.db, roundId)))!;

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
  let round: ClosedRound;
  beforeAll(async () => {
    round = await closeRound({ count: 12, consents: (index) => index < 6, network: 'Mensen, werk & zo' });
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
    const round = await closeRound({ count: 3 });
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
    const round = await closeRound({ count: 5 });
    const yesterday = new Date(Date.now() - 24 * 3600_000);
    await pretendPrinted(server.app, round.roundId, () => true, yesterday);
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
    const round = await closeRound({ count: 5 });
    await pretendPrinted(server.app, round.roundId, ({ code }) => code < 'p3');
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
      const round = await closeRound({ count: 5 }, broken);
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
    const round = await closeRound({ count: 5 });
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
    const round = await closeRound({ count: 5 });
    await pretendPrinted(server.app, round.roundId, () => true);
    await sql`UPDATE round SET opened_at = now() - interval '3 years', closes_at = now() - interval '2 years',
      closed_at = now() - interval '2 years' WHERE id = ${round.roundId}`.execute(server.app.db);
    expect(await cleanUp(actingOn(server.app))).toMatchObject({ mirrors: 10 });
    expect(await listPrinted(round.roundId)).toEqual([]);
  });
});
