import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { rules } from '../../../scoring/scores.ts';
import { checkKey } from '../../../server/access/operator-keys.ts';
import { runCommand } from '../../../server/cli/run-command.ts';
import { type OpenDatabase, startEmbeddedDatabase } from '../../../server/database/embedded.ts';
import { migrate } from '../../../server/database/migrate.ts';
import { borrowPool, type Database } from '../../../server/database/schema.ts';
import { hashInstrument } from '../../../survey/hash-instrument.ts';
import { latestInstrument } from '../../../survey/versions.ts';
import { startNameServer } from '../../support/name-server.ts';
import { seedRound } from '../../support/seed.ts';
import { answer } from '../../support/send-answers.ts';
import { createTestDatabase } from '../../support/test-database.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const publicUrl = 'https://keten.example';

let database: OpenDatabase;
let folder: string;
/** The settings with which the command finds the database of this file, on either engine. */
let settings: NodeJS.ProcessEnv;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ketenspiegel-admin-'));
  ({ database, settings } = await openDatabase('running'));
});
afterAll(async () => {
  await database.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A database without data, and the settings with which the command finds it. */
async function openDatabase(name: string): Promise<{ database: OpenDatabase; settings: NodeJS.ProcessEnv }> {
  const DATA_DIR = join(folder, name);
  if (inject('template').engine === 'pglite') {
    return { database: await startEmbeddedDatabase(DATA_DIR), settings: { DATA_DIR } };
  }
  const fresh = await createTestDatabase();
  return { database: fresh, settings: { DATABASE_URL: fresh.connection.connectionString, DATA_DIR } };
}

interface Ending {
  code: number;
  out: string;
  error: string;
}

/** A command in this process; what the program makes of it is shown by the tests that run the program itself. */
async function run(words: string[], env: NodeJS.ProcessEnv): Promise<Ending> {
  const { exitCode, output = '', error = '' } = await runCommand(words, { PUBLIC_URL: publicUrl, ...env });
  return { code: exitCode, out: output.trimEnd(), error: error.trimEnd() };
}

const { PATH, NODE_COMPILE_CACHE } = process.env;
/** Where compiled code is kept a command starts in a third of the time. */
const surroundings = { PATH, ...(NODE_COMPILE_CACHE !== undefined && { NODE_COMPILE_CACHE }) };

/** The same in a process of its own, as somebody in a shell does it. */
function runProgram(words: string[], env: NodeJS.ProcessEnv): Promise<Ending> {
  return new Promise((resolve) => {
    execFile(
      join(root, 'node_modules/.bin/node'),
      ['server/cli/main.ts', ...words],
      { cwd: root, env: { ...surroundings, PUBLIC_URL: publicUrl, ...env } },
      (error, out, stderr) =>
        resolve({ code: error ? Number(error.code) : 0, out: out.trimEnd(), error: stderr.trimEnd() }),
    );
  });
}

function admin(...words: string[]): Promise<Ending> {
  return run(words, settings);
}

async function succeed(...words: string[]): Promise<string> {
  const { code, out, error } = await admin(...words);
  expect({ code, error }).toEqual({ code: 0, error: '' });
  return out;
}

/** The same database in this process, beside the commands; its tables are there, as any command makes them. */
async function withDatabase(
  work: (db: Database) => Promise<void>,
  { connection }: OpenDatabase = database,
): Promise<void> {
  const pool = new pg.Pool(connection);
  try {
    const db = borrowPool(pool);
    await migrate(db);
    await work(db);
  } finally {
    await pool.end();
  }
}

const firstNumber = (text: string) => /\d+/.exec(text)![0];

test('an operator sets up a round in a shell, from a first network to its closing', async () => {
  expect(await succeed('networks')).toBe('Er is nog geen netwerk. Maak er een met add-network.');
  const network = firstNumber(await succeed('add-network', 'GM0988', 'Weert', 'Keten rond armoede'));
  const file = join(folder, 'partners.csv');
  await writeFile(file, 'id;naam;soort;omvang\na;Aap;school;3,5\nb;Beer;;\n');
  expect(await succeed('import-partners', network, file)).toBe('2 partners erbij, 0 bijgewerkt.');
  expect(await succeed('partners', network)).toBe('a\tAap\tschool\t3.5\nb\tBeer');
  expect(await succeed('networks')).toBe(`${network}\tWeert\tKeten rond armoede\t2 partners`);

  const opened = await succeed(
    'open-round',
    network,
    '--name',
    '2026',
    '--sender',
    'Greet',
    '--closes',
    '2090-10-31',
  );
  const round = firstNumber(opened);
  expect(opened).toContain('open tot dinsdag 31 oktober 2090 om 23:59');
  const links = parse(await succeed('invite', round, '--per-partner', '1'), { recordDelimiter: '\r\n' });
  expect(links).toEqual([
    ['partner', 'name', 'person', 'link'],
    ['a', 'Aap', '', expect.stringMatching(/^https:\/\/keten\.example\/invitations\/[\w-]{22}$/)],
    ['b', 'Beer', '', expect.any(String)],
  ]);
  await succeed('invite', round, '--partner', 'a', '--person', 'Anna');
  expect(await succeed('status', round)).toContain('a\tAap\t0 van 2 gevraagd');

  const invitation = firstNumber((await succeed('invitations', round)).split('\n').at(-1)!);
  expect(await succeed('renew-link', invitation)).toMatch(/^https:/);
  expect(await succeed('revoke-invitation', invitation)).toBe(`Uitnodiging ${invitation} is ingetrokken.`);
  expect(await succeed('invitations', round)).toContain('ingetrokken');

  const [shared, url, pdf] = (await succeed('share', round, 'partner', '--partner', 'a')).split('\n');
  expect(url).toMatch(/^https:\/\/keten\.example\/shares\/[\w-]{22}$/);
  expect(pdf).toBe(`${url}/factsheet.pdf`);
  await succeed('revoke-share', firstNumber(shared!));
  expect(await succeed('shares', round)).toContain('ingetrokken');

  expect(await succeed('close', round)).toContain('gesloten sinds');
  expect(await succeed('rounds', network)).toContain('2026\tgesloten sinds');
  expect(await succeed('reopen', round)).toContain('open tot dinsdag 31 oktober 2090 om 23:59');
});

test('a file that is not right is refused with every row and column, exit code 1 and nothing on the output', async () => {
  const network = firstNumber(await succeed('add-network', 'GM0988', 'Weert', 'Foute lijst'));
  const file = join(folder, 'wrong.csv');
  await writeFile(file, 'id,name,size\na,,x\n');
  const { code, out, error } = await admin('import-partners', network, file);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(error.split('\n')).toEqual([
    'Wat u stuurt klopt nog niet. Hieronder staat wat er mis is. Er is niets opgeslagen.',
    'rij 2, kolom name: Dit is leeg. Vul het in.',
    'rij 2, kolom size: De omvang is een getal boven 0, bijvoorbeeld 12 of 3,5. Of laat de cel leeg.',
  ]);
  expect(await succeed('partners', network)).toContain('nog geen partners');
});

test.each([
  [['status', '999999'], 'Dit nummer is er niet. Kijk in de lijst welke er zijn.'],
  [['invite', '1'], 'Kies een van de twee: --per-partner AANTAL, of --partner ID.'],
  [['invite', '1', '--per-partner', 'veel'], 'Het aantal na --per-partner is 1 tot en met 20.'],
  [['rescore', '999999'], 'Dit nummer is er niet. Kijk in de lijst welke er zijn.'],
  [['share', '1', 'alles'], 'DEEL is overview, factsheet, partner'],
  [['import-partners', '1', '/nergens.csv'], 'Het bestand /nergens.csv is niet te lezen.'],
])('%j ends with exit code 1 and a sentence', async (words, sentence) => {
  const { code, out, error } = await admin(...words);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(error).toContain(sentence);
  expect(error).not.toContain('    at ');
});

test('no command at all is a question for help', async () => {
  const help = await succeed();
  expect(help).toContain('import-partners NETWERK BESTAND');
  expect(await succeed('help')).toBe(help);
});

test('with SHELL_LANGUAGE=en it speaks English, dates and refusals included', async () => {
  const english = { ...settings, SHELL_LANGUAGE: 'en' };
  await withDatabase(async (db) => {
    const { roundId } = await seedRound(db);
    const status = (await run(['status', roundId], english)).out;
    expect(status).toMatch(/: open until \w+day/);
    expect(status).toContain('0 of 6 partners answered.');
  });
  expect((await run(['status', '999999'], english)).error).toBe(
    'This number does not exist. Look in the list to see which ones do.',
  );
  expect((await run(['import-partners', '1', '/nowhere.csv'], english)).error).toBe(
    "The file /nowhere.csv can't be read. Check that it is there.",
  );
});

test('a new key opens the API, and ends the one before', async () => {
  const [first, second] = [await succeed('key'), await succeed('key')];
  await withDatabase(async (db) => {
    expect(await checkKey(db, first)).toBe(false);
    expect(await checkKey(db, second)).toBe(true);
  });
});

/** A closed round of six partners, with opinions that all differ. */
async function closeSeededRound(db: Database): Promise<string> {
  const { roundId, people } = await seedRound(db);
  for (const [index, { invitationId }] of Object.values(people).entries()) {
    await answer(db, { invitationId, opinion: 1 + (index % 5) });
  }
  await succeed('close', roundId);
  return roundId;
}

const hash = hashInstrument(latestInstrument);

test('the stored scores of a closed round are what its answers give today', async () => {
  await withDatabase(async (db) => {
    const round = await closeSeededRound(db);
    const basis = `vragenlijst ketenspiegel ${latestInstrument.version} met hash ${hash}, regels ${rules}.`;
    expect((await succeed('rescore', round)).split('\n')).toEqual([
      `Meting ${round} is opnieuw berekend uit de antwoorden.`,
      `Bewaard: ${basis}`,
      `Nu: ${basis}`,
      'Er is geen verschil.',
    ]);
  });
});

test('stored scores that the answers do not give are named one by one, and left as they are', async () => {
  await withDatabase(async (db) => {
    const round = await closeSeededRound(db);
    const read = () =>
      db.selectFrom('round').select('scores').where('id', '=', round).executeTakeFirstOrThrow();
    const { scores } = await read();
    const other = JSON.parse(JSON.stringify(scores));
    const school = other.partners.find(({ id }: { id: string }) => id === 'school');
    const [mean, ownMean] = [other.facets[0].mean, school.facets.trust.mean];
    const { certainty } = other.facets[1];
    other.rules = '0';
    other.facets[0].mean = 4.75;
    delete other.facets[1].certainty;
    other.conclusion.leftover = 'x';
    school.facets.trust.mean = 1.23456;
    const tampered = { scores: JSON.stringify(other), instrumentHash: 'a'.repeat(64) };
    await db.updateTable('round').set(tampered).where('id', '=', round).execute();

    const { code, out, error } = await admin('rescore', round);
    expect({ code, error }).toEqual({ code: 1, error: '' });
    expect(out.split('\n').slice(1)).toEqual([
      `Bewaard: vragenlijst ketenspiegel ${latestInstrument.version} met hash ${hash}, regels 0.`,
      `Nu: vragenlijst ketenspiegel ${latestInstrument.version} met hash ${hash}, regels ${rules}.`,
      'De regels zijn nu anders. Hieronder staat wat de regels van nu zouden zeggen; de uitslag blijft die van toen.',
      `De vragenlijst is niet meer die waarmee de meting openging: de hash was toen ${'a'.repeat(64)}.`,
      'De scores verschillen. Wat bewaard is, blijft staan.',
      expect.any(String),
      expect.any(String),
      expect.any(String),
      expect.any(String),
    ]);
    const lines = new Set(out.split('\n'));
    expect(lines).toContain(`rules was 0 en is nu ${rules}.`);
    // Six partners: to five points of the index, a fifth of a point of the scale.
    const shown = 1 + Math.round(5 * (mean - 1)) / 5;
    expect(lines).toContain(`facets.${other.facets[0].id}.mean was 4.8 en is nu ${shown}.`);
    expect(lines).toContain(`facets.${other.facets[1].id}.certainty was er niet en is nu ${certainty}.`);
    // Not which partner: what differs tells which parts it answered.
    expect(lines).toContain(
      'Ook anders, maar dit laten wij niet zien omdat het een partner kan verraden: conclusion, partners.',
    );
    for (const secret of ['1.23456', 'school', 'leftover']) expect(out).not.toContain(secret);
    expect(out).not.toContain(`en is nu ${ownMean}.`);
    expect((await read()).scores).toEqual(other);
  });
});

test('an instrument that is not the one of the opening is enough to differ', async () => {
  await withDatabase(async (db) => {
    const round = await closeSeededRound(db);
    const tampered = { instrumentHash: 'b'.repeat(64) };
    await db.updateTable('round').set(tampered).where('id', '=', round).execute();
    const { code, out } = await admin('rescore', round);
    expect(code).toBe(1);
    expect(out).toContain(`de hash was toen ${'b'.repeat(64)}`);
    expect(out).toContain('De scores zelf verschillen niet.');
  });
});

test('a round that is still open has no stored scores to compare with', async () => {
  await withDatabase(async (db) => {
    const { roundId } = await seedRound(db);
    expect(await admin('rescore', roundId)).toEqual({
      code: 1,
      out: '',
      error: `Bij meting ${roundId} staan nog geen scores. Die komen er bij het sluiten: close ${roundId}`,
    });
  });
});

test('the program prints what a command gives, and ends with its exit code', async () => {
  const listed = await succeed('networks');
  expect(await runProgram(['networks'], settings)).toEqual({ code: 0, out: listed, error: '' });
  const refusal = 'Dit nummer is er niet. Kijk in de lijst welke er zijn.';
  expect(await runProgram(['status', '999999'], settings)).toEqual({ code: 1, out: '', error: refusal });
  await withDatabase(async (db) => {
    const round = await closeSeededRound(db);
    await db
      .updateTable('round')
      .set({ instrumentHash: 'c'.repeat(64) })
      .where('id', '=', round)
      .execute();
    const { code, out, error } = await runProgram(['rescore', round], settings);
    expect({ code, error }).toEqual({ code: 1, error: '' });
    expect(out).toContain(`de hash was toen ${'c'.repeat(64)}`);
  });
});

test('it makes the tables of a new installation, and joins the database that a server holds', {
  tags: ['long'],
}, async () => {
  const env = { DATA_DIR: join(folder, 'data') };
  expect((await run(['migrate'], env)).out).toContain('Bijgewerkt: 0001-first-round');
  const running = await startEmbeddedDatabase(env.DATA_DIR);
  try {
    expect((await run(['migrate'], env)).out).toBe('De tabellen waren al bij.');
    expect((await runProgram(['add-network', 'GM0988', 'Weert', 'Erbij'], env)).code).toBe(0);
  } finally {
    await running.stop();
  }
  expect((await run(['networks'], env)).out).toContain('Erbij');
});

test('a command that changes something leaves the line of its change, by the shell', async () => {
  await withDatabase(async (db) => {
    const { id } = await db
      .insertInto('account')
      .values({
        email: 'olga@gemeente.example',
        emailFolded: 'olga@gemeente.example',
        name: 'Olga',
        role: 'operator',
        language: 'nl',
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const earlier = await db.selectFrom('audit').select('id').orderBy('id', 'desc').executeTakeFirst();
    await succeed('key');
    expect(await succeed('sign-in-link', 'olga@gemeente.example')).toContain(`${publicUrl}/sign-in/`);
    await succeed('backup', join(folder, 'shell.backup'));
    const refused = await admin('sign-in-link', 'niemand@gemeente.example');
    expect(refused.code).toBe(1);
    const lines = await db
      .selectFrom('audit')
      .select(['actor', 'action', 'thingId', 'note'])
      .where('id', '>', earlier?.id ?? '0')
      .orderBy('id')
      .execute();
    expect(lines).toEqual([
      { actor: 'shell', action: 'desk.keyReplaced', thingId: null, note: '' },
      { actor: 'shell', action: 'accounts.linkMade', thingId: id, note: 'olga@gemeente.example' },
      { actor: 'shell', action: 'desk.backedUp', thingId: null, note: '' },
    ]);
  });
  const copy = await openDatabase('copy');
  try {
    const { code, error } = await run(['restore', join(folder, 'shell.backup')], copy.settings);
    expect({ code, error }).toEqual({ code: 0, error: '' });
    await withDatabase(async (db) => {
      const last = db.selectFrom('audit').select(['actor', 'action']).orderBy('id', 'desc').limit(2);
      expect(await last.execute()).toEqual([
        { actor: 'shell', action: 'desk.restored' },
        { actor: 'shell', action: 'accounts.linkMade' },
      ]);
    }, copy.database);
  } finally {
    await copy.database.stop();
  }
});

test('the check says of sender and address what is in order and what to do, and ends with 1 when something is not', async () => {
  const dns = await startNameServer();
  dns.records['keten.example'] = ['v=spf1 a -all'];
  const env = { ...settings, DNS_SERVER: dns.address, MAIL_FROM: 'mail@keten.example' };
  try {
    const { code, out } = await run(['check'], { ...env, PUBLIC_URL: 'http://keten.example' });
    expect(code).toBe(1);
    const lines = out.split('\n').map((line) => line.split('\t'));
    expect(lines.map(([, state]) => state)).toEqual([
      'in orde',
      'niet te zien',
      'niet in orde',
      'niet in orde',
      'niet in orde',
    ]);
    expect(lines[2]![2]).toContain('Zet een TXT-record op _dmarc.keten.example');
    dns.records['_dmarc.keten.example'] = ['v=DMARC1; p=reject'];
    // Nobody answers there, which is not the same as wrong.
    const unseen = await run(['check'], { ...env, PUBLIC_URL: 'https://127.0.0.1:9' });
    expect(unseen).toMatchObject({ code: 0, error: '' });
    expect(unseen.out).toContain('Wij konden niet kijken: https://127.0.0.1:9 gaf');
  } finally {
    await dns.stop();
  }
});
