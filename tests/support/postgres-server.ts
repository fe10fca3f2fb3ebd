/**
 * A real PostgreSQL of its own for tests and bench, in a folder under the system's temporary one. Its programs
 * refuse to run as root, so then it runs as the user `postgres` or `nobody`.
 */
import { execFile, execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface PostgresServer {
  /** The address of its maintenance database; replace the last part for another one. */
  url: string;
  /** Stops it at once and without a word to anybody, as a machine that fails. */
  crash: () => Promise<void>;
  /** After that; waits until it has recovered. */
  startAgain: () => Promise<void>;
  stop: () => void;
}

function findPrograms(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(':'),
  ];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'pg_ctl')));
}

function findUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (option: string) => Number(execFileSync('id', [option, name], { stdio: 'pipe' }).toString());
      return { uid: id('-u'), gid: id('-g') };
    } catch {}
  }
  return undefined;
}

/** What only a server that may lose everything can do without. */
const careless = ['fsync', 'synchronous_commit', 'full_page_writes', 'autovacuum'].map(
  (setting) => `-c ${setting}=off`,
);

/** Starts a server; undefined where there are no server programs. Not durable is for tests, never for bench. */
export function startPostgres({ isDurable }: { isDurable: boolean }): PostgresServer | undefined {
  const programs = findPrograms();
  if (!programs) return undefined;
  const user = findUser();
  const folder = mkdtempSync(join(tmpdir(), 'ketenspiegel-postgres-'));
  if (user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const surroundings = { ...user, cwd: folder };
  const run = (program: string, args: string[]) =>
    execFileSync(join(programs, program), args, { ...surroundings, stdio: ['ignore', 'ignore', 'pipe'] });
  const runAside = (program: string, args: string[]) =>
    promisify(execFile)(join(programs, program), args, surroundings);
  run('initdb', ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C']);
  const options = `-c listen_addresses='' -c unix_socket_directories=${folder} -c max_connections=200 ${isDurable ? '' : careless.join(' ')}`;
  const start = ['-D', data, '-l', join(folder, 'log'), '-o', options, '-w', 'start'];
  const stop = ['-D', data, '-m', 'immediate', 'stop'];
  run('pg_ctl', start);
  return {
    url: `postgresql://postgres@/postgres?host=${encodeURIComponent(folder)}`,
    async crash() {
      await runAside('pg_ctl', stop);
    },
    async startAgain() {
      await runAside('pg_ctl', start);
    },
    stop() {
      run('pg_ctl', stop);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Can the tests run on a real PostgreSQL here? */
export function hasPostgres(): boolean {
  return Boolean(process.env.DATABASE_URL || findPrograms());
}
