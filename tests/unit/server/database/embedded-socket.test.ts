import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveEmbedded } from '../../../../server/database/embedded-socket.ts';

let folder: string;
let path: string;
let database: PGlite;
let server: Awaited<ReturnType<typeof serveEmbedded>>;
const pools: pg.Pool[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ketenspiegel-socket-'));
  path = join(folder, '.s.PGSQL.5432');
  database = await PGlite.create();
  server = await serveEmbedded(database, path);
});
afterAll(async () => {
  for (const pool of pools) await pool.end();
  await server.stop();
  await database.close();
  rmSync(folder, { recursive: true });
});

function openPool(max: number): pg.Pool {
  const pool = new pg.Pool({ host: folder, user: 'postgres', database: 'postgres', max });
  pools.push(pool);
  return pool;
}

test('each of many connections gets the answer to its own statement, also while others hold a transaction', async () => {
  const readers = openPool(10);
  const holder = await openPool(1).connect();
  const asked = 300;
  const answers: Promise<unknown>[] = [];
  for (let i = 0; i < asked; i++) {
    if (i % 10 === 0) await holder.query(i % 20 === 0 ? 'BEGIN' : 'COMMIT');
    const statement = i % 2 === 0 ? 'SELECT $1::int AS even' : 'SELECT $1::int AS odd';
    answers.push(readers.query(statement, [i]).then(({ rows }) => rows[0]));
  }
  await holder.query('COMMIT');
  holder.release();
  expect(await Promise.all(answers)).toEqual(
    Array.from({ length: asked }, (_, i) => (i % 2 === 0 ? { even: i } : { odd: i })),
  );
});

test('a connection that breaks off in the middle of a statement does not keep the others waiting', async () => {
  const pool = openPool(2);
  await pool.query('SELECT 1');
  const socket = connect(path);
  socket.write(startup());
  await new Promise((done) => socket.once('data', done));
  socket.write(parse('SELECT $1::int'));
  await new Promise((done) => socket.once('data', done));
  const waiting = pool.query('SELECT $1::int AS n', [7]);
  socket.destroy();
  expect((await waiting).rows).toEqual([{ n: 7 }]);
});

/** The first message of a connection in PostgreSQL's protocol. */
function startup(): Buffer {
  const body = Buffer.from('\0\x03\0\0user\0postgres\0database\0postgres\0\0', 'latin1');
  return Buffer.concat([length(body), body]);
}

/** The first of the messages of a statement with parameters. */
function parse(statement: string): Buffer {
  const body = Buffer.from(`\0${statement}\0\0\0`, 'latin1');
  return Buffer.concat([Buffer.from('P'), length(body), body]);
}

function length(body: Buffer): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(body.length + 4);
  return bytes;
}
