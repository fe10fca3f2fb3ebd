/** The files for research over the years of a network: codes, contacts, who may have them, and what else they would tell. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { endConsents } from '../../../server/person-data/consents.ts';
import { withdrawConsents } from '../../../server/person-data/withdraw-consents.ts';
import { makeBundle } from '../../../server/results/research/bundle/make-bundle.ts';
import { withdrawRelease } from '../../../server/results/research/release-round.ts';
import { actingOn } from '../../support/acting.ts';
import { type Call, callApi, openRound } from '../../support/call-api.ts';
import { type Bundle, fetchBundle } from '../../support/read-bundle.ts';
import { readWords } from '../../support/read-html.ts';
import { waitFor } from '../../support/run-jobs.ts';
import { type Answering, answerSecretively } from '../../support/secretive-round.ts';
import { seedPerson } from '../../support/seed-person.ts';
import { type SignedIn, signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
let call: Call;
beforeAll(async () => {
  server = await startTestApp();
  call = callApi(server);
});
afterAll(() => server.stop());

const list = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_none, i) => from + i);

/** A round that these partners answer, closed and released, in a network that is there or a new one. */
async function addRound(partners: number, answering: Partial<Answering>, before?: string) {
  const { network, round } =
    before === undefined ? await openRound(call, { partners }) : await openAgain(before);
  await answerSecretively({ call, db: server.app.db }, round, { partners: list(1, partners), ...answering });
  await call('PUT', `/rounds/${round}/closure`);
  await server.app.db.updateTable('round').set({ releasedAt: new Date() }).where('id', '=', round).execute();
  return { network, round };
}

async function openAgain(network: string) {
  const { json } = await call('POST', `/networks/${network}/rounds`, {
    name: 'Tweede meting',
    sender: 'De coördinator',
    closesAt: '2090-01-31',
  });
  return { network, round: json.id as string };
}

/** The person behind an invitation is the same in both rounds, the first of each partner. */
async function samePeople(rounds: readonly string[]) {
  for (const place of [...Array(7).keys()]) {
    const [first, ...others] = await Promise.all(
      rounds.map((round) =>
        server.app.db
          .selectFrom('invitation')
          .select(['id', 'partnerId'])
          .where('roundId', '=', round)
          .orderBy('id')
          .execute(),
      ),
    );
    const invitation = first![place]!;
    const personId = await seedPerson(server.app.db, {
      partnerId: invitation.partnerId,
      invitationId: invitation.id,
    });
    for (const other of others)
      await server.app.db
        .updateTable('invitation')
        .set({ personId })
        .where('id', '=', other[place]!.id)
        .execute();
  }
}

const codesOf = (bundle: Bundle, column: string, round?: string) =>
  new Set(
    bundle
      .rows('responses.csv')
      .filter((row) => round === undefined || row.round === round)
      .map((row) => row[column]!),
  );

describe('two rounds of twelve partners who all allow it, contacts too', () => {
  const everybody = { research: { partners: list(1, 12) }, researchContacts: list(1, 12) };
  let network: string;
  let rounds: string[];
  let researcher: SignedIn;
  let all: Bundle;
  beforeAll(async () => {
    const first = await addRound(12, everybody);
    network = first.network;
    const second = await addRound(12, { ...everybody, seed: 3 }, network);
    rounds = [first.round, second.round];
    await samePeople(rounds);
    researcher = await signIn(server.app, 'researcher', { networkIds: [network] });
    all = await fetchBundle(server, researcher, `/desk/networks/${network}`);
  });

  test('each file has the sum that the list of sums gives it, and nothing else is in the ZIP', () => {
    const sums = all
      .text('SHA256SUMS')
      .trimEnd()
      .split('\n')
      .map((line) => line.split('  '));
    expect(sums.map(([, name]) => name).sort()).toEqual(
      [...all.files.keys()].filter((name) => name !== 'SHA256SUMS').sort(),
    );
    for (const [sum, name] of sums)
      expect(createHash('sha256').update(all.files.get(name!)!).digest('hex')).toBe(sum);
    expect([...all.files.keys()].sort()).toEqual(
      `README.txt TERMS.txt read.R read.py recompute.R rounds.csv responses.csv conditions.csv partners.csv ties.csv
      scores.csv quality.csv codebook.csv codebook.xml datapackage.json metadata.json network.graphml read.sps
      instrument-ketenspiegel-3.json SHA256SUMS`
        .split(/\s+/)
        .sort(),
    );
  });

  test('a partner and a person have one code in all rounds, also in the file of one round', async () => {
    expect(codesOf(all, 'partner', '1')).toEqual(codesOf(all, 'partner', '2'));
    expect(codesOf(all, 'partner').size).toBe(12);
    const [one, two] = [codesOf(all, 'respondent', '1'), codesOf(all, 'respondent', '2')];
    expect([...one].filter((code) => two.has(code))).toHaveLength(7);
    for (const [place, round] of rounds.entries()) {
      const single = await fetchBundle(server, researcher, `/desk/rounds/${round}`);
      expect(codesOf(single, 'respondent')).toEqual([one, two][place]);
      expect(codesOf(single, 'partner')).toEqual(codesOf(all, 'partner'));
      expect(new Set(single.rows('responses.csv').map((row) => row.round))).toEqual(
        new Set([String(place + 1)]),
      );
    }
  });

  test('another network has other codes, also for the same people', async () => {
    const other = await addRound(12, everybody);
    const reader = await signIn(server.app, 'researcher', { networkIds: [other.network] });
    const bundle = await fetchBundle(server, reader, `/desk/networks/${other.network}`);
    const listShared = (column: string) =>
      [...codesOf(bundle, column)].filter((code) => codesOf(all, column).has(code));
    expect(listShared('partner')).toEqual([]);
    expect(listShared('respondent')).toEqual([]);
  });

  test('every column of every table is in the codebook, the data package and the DDI codebook', () => {
    const codebook = all.rows('codebook.csv');
    const described = JSON.parse(all.text('datapackage.json')).resources as {
      path: string;
      schema: { fields: { name: string; type: string; constraints?: { enum: (number | string)[] } }[] };
    }[];
    for (const { path, schema } of described) {
      const [header] = all.text(path).split('\r\n');
      expect(header!.split(',')).toEqual(schema.fields.map(({ name }) => name));
      if (path === 'codebook.csv') continue;
      expect(codebook.filter((row) => row.file === path).map((row) => row.variable)).toEqual(
        header!.split(','),
      );
      for (const { name, type, constraints } of schema.fields) {
        // What R, SPSS and Stata take.
        expect(name).toMatch(/^[A-Za-z]\w{0,31}$/);
        expect(all.text('codebook.xml')).toContain(`<var ID="${path.slice(0, -4)}.${name}" name="${name}"`);
        const cells = all
          .rows(path)
          .map((row) => row[name]!)
          .filter((cell) => cell !== '');
        if (type === 'integer') expect(cells.every((cell) => /^-?\d+$/.test(cell))).toBe(true);
        if (type === 'number') expect(cells.every((cell) => Number.isFinite(Number(cell)))).toBe(true);
        if (constraints)
          expect(cells.filter((cell) => !constraints.enum.map(String).includes(cell))).toEqual([]);
      }
    }
    expect(described.map(({ path }) => path).sort()).toEqual(
      [...all.files.keys()].filter((name) => name.endsWith('.csv')).sort(),
    );
  });

  test('DataCite has what it must have', () => {
    const metadata = JSON.parse(all.text('metadata.json'));
    expect(metadata).toMatchObject({
      types: { resourceTypeGeneral: 'Dataset' },
      creators: [{ name: 'Weert', nameType: 'Organizational' }],
      publisher: { name: 'Weert' },
      publicationYear: expect.stringMatching(/^\d{4}$/),
    });
    expect(metadata.titles[0].title).toMatch(/^Samenwerking in het netwerk/);
  });

  test('contacts go from code to code, and the graph has the same lines', () => {
    const ties = all.rows('ties.csv');
    expect(ties.length).toBeGreaterThan(50);
    const partners = codesOf(all, 'partner');
    for (const tie of ties)
      expect([partners.has(tie.from_partner!), partners.has(tie.to_partner!)]).toEqual([true, true]);
    const lines = new Set(ties.map((tie) => `${tie.round} ${tie.from_partner} ${tie.to_partner}`));
    expect(all.text('network.graphml').match(/<edge /g)).toHaveLength(lines.size);
    expect(all.text('network.graphml').match(/<node /g)).toHaveLength(12);
  });

  test('who takes back consent is out of it at once: the ZIP that was made is not given any more', async () => {
    const home = `/desk/networks/${network}`;
    expect((await researcher.get(`${home}/research-data.zip`)).statusCode).toBe(200);
    const { personId } = await server.app.db
      .selectFrom('invitation')
      .select('personId')
      .where('roundId', '=', rounds[0]!)
      .where('personId', 'is not', null)
      .orderBy('id')
      .executeTakeFirstOrThrow();
    await withdrawConsents(actingOn(server.app), personId!);
    const gone = await researcher.get(`${home}/research-data.zip`);
    expect(gone.statusCode).toBe(409);
    expect(readWords(gone.body)).toContain('Deze bestanden zijn er niet of niet meer.');
    const stored = await server.app.db
      .selectFrom('researchBundle')
      .select('networkId')
      .where('networkId', '=', network)
      .execute();
    expect(stored).toEqual([]);
    const after = await fetchBundle(server, researcher, home);
    const known = codesOf(all, 'respondent');
    expect([...codesOf(after, 'respondent')].filter((code) => !known.has(code))).toEqual([]);
    expect(codesOf(after, 'respondent').size).toBeLessThan(codesOf(all, 'respondent').size);
    // Of one partner the others stay, which tell nothing of it; five more are left out. What stays was there before.
    expect(codesOf(after, 'partner', '1').size).toBe(7);
    const before = new Set(all.rows('ties.csv').map((tie) => JSON.stringify(tie)));
    expect(after.rows('ties.csv').filter((tie) => !before.has(JSON.stringify(tie)))).toEqual([]);
  });

  test('what was made before somebody took back consent is not given', async () => {
    const home = `/desk/networks/${network}`;
    await fetchBundle(server, researcher, home);
    const { id } = await server.app.db
      .selectFrom('invitation')
      .select('id')
      .where('roundId', '=', rounds[1]!)
      .where('consentsWithdrawnAt', 'is', null)
      .orderBy('id')
      .executeTakeFirstOrThrow();
    const setWithdrawn = (consentsWithdrawnAt: Date | null) =>
      server.app.db.updateTable('invitation').set({ consentsWithdrawnAt }).where('id', '=', id).execute();
    await setWithdrawn(new Date());
    expect((await researcher.get(`${home}/research-data.zip`)).statusCode).toBe(409);
    await setWithdrawn(null);
    expect((await researcher.get(`${home}/research-data.zip`)).statusCode).toBe(200);
  });

  test.runIf(inject('template').engine === 'postgres')(
    'what is made while somebody takes back consent is not kept, when that ends after all was read',
    async () => {
      const { app } = server;
      const { personId } = await app.db
        .selectFrom('invitation')
        .select('personId')
        .where('roundId', '=', rounds[1]!)
        .where('personId', 'is not', null)
        .where('consentsWithdrawnAt', 'is', null)
        .orderBy('id')
        .executeTakeFirstOrThrow();
      const attempt = { data: { networkId: network, bundle: '' }, signal: new AbortController().signal };
      // Nothing of before, of which the deleting would be waited for.
      await app.db.deleteFrom('researchBundle').execute();
      let making: Promise<unknown> | undefined;
      await app.db.transaction().execute(async (transaction) => {
        await endConsents(transaction, { personId: personId! });
        let isOver = false;
        making = makeBundle({ db: app.db, linkKey: app.linkKey, isStopping: () => false }, attempt)
          .catch((error: unknown) => error)
          .finally(() => {
            isOver = true;
          });
        await waitFor(async () => {
          const { rows } = await sql`SELECT FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'`.execute(app.db);
          return isOver || rows.length > 0;
        });
      });
      expect(await making).toMatchObject({ code: 'stopped' });
      const stored = await app.db.selectFrom('researchBundle').select('zip').execute();
      expect(stored.filter(({ zip }) => zip !== null)).toEqual([]);
    },
  );

  test('the ZIP goes with the release of a round, and with the right of the researcher', async () => {
    const home = `/desk/networks/${network}`;
    await fetchBundle(server, researcher, home);
    await withdrawRelease(actingOn(server.app), rounds[1]!);
    expect((await researcher.get(`${home}/research-data.zip`)).statusCode).toBe(409);
    const left = await fetchBundle(server, researcher, home);
    expect(new Set(left.rows('rounds.csv').map((row) => row.round))).toEqual(new Set(['1']));
    await server.app.db.deleteFrom('accountNetwork').where('accountId', '=', researcher.accountId).execute();
    expect((await researcher.get(`${home}/research-data.zip`)).statusCode).toBe(404);
    expect((await researcher.get(`${home}/research-data`)).statusCode).toBe(404);
  });
});

describe('contacts beside the map', () => {
  test.each([
    { all: 12, allowing: list(1, 11), hasTies: false },
    { all: 12, allowing: list(1, 7), hasTies: false },
    { all: 12, allowing: list(1, 6), hasTies: true },
    { all: 12, allowing: [], hasTies: false },
  ])(
    'of $all partners $allowing.length allow it: contacts are there: $hasTies',
    async ({ all, allowing, hasTies }) => {
      const { network, round } = await addRound(all, {
        research: { partners: list(1, 12) },
        researchContacts: allowing,
      });
      const reader = await signIn(server.app, 'researcher', { networkIds: [network] });
      const bundle = await fetchBundle(server, reader, `/desk/rounds/${round}`);
      const ties = bundle.rows('ties.csv');
      expect(ties.length > 0).toBe(hasTies);
      const named = new Set(ties.flatMap((tie) => [tie.from_partner, tie.to_partner]));
      expect(named.size).toBeLessThanOrEqual(allowing.length);
      const given = bundle.rows('partners.csv').filter((row) => row.has_contacts === '1');
      expect(given).toHaveLength(hasTies ? allowing.length : 0);
      const page = await reader.get(`/desk/rounds/${round}/research-data`);
      expect(readWords(page.body).includes('Nu staan er geen contacten in.')).toBe(!hasTies);
    },
  );
});
