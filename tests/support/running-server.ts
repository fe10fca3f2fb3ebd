/** The real program in a process of its own, on a fresh data folder, as an operator starts it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface RunningProgram {
  /** Without a slash at the end. */
  address: string;
  /** The link on the screen that makes the first account. */
  firstLink: string;
  stop(): Promise<void>;
}

/** Starts `server/main.ts` with these settings and waits until it says where the first account is made. */
export async function startProgram(port: number, settings: NodeJS.ProcessEnv): Promise<RunningProgram> {
  const folder = await mkdtemp(join(tmpdir(), 'ketenspiegel-program-'));
  const { DATABASE_URL: _other, ...surroundings } = process.env;
  const program = spawn(process.execPath, ['server/main.ts'], {
    env: { ...surroundings, DATA_DIR: folder, PORT: String(port), LOG_LEVEL: 'error', ...settings },
  });
  const ended = new Promise((resolve) => program.once('exit', resolve));
  const stop = async () => {
    program.kill('SIGTERM');
    // How it stops is for another test to show: here it only has to be gone.
    const impatience = setTimeout(() => program.kill('SIGKILL'), 20_000);
    await ended;
    clearTimeout(impatience);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const firstLink = await readFirstLink(program);
    return { address: new URL(firstLink).origin, firstLink, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function readFirstLink(program: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const read = (chunk: Buffer) => {
      said += chunk;
      const link = /http:\S+\/first\/\S+/.exec(said)?.[0];
      if (link) resolve(link);
    };
    program.stdout?.on('data', read);
    program.stderr?.on('data', read);
    program.once('exit', () => reject(new Error(said)));
  });
}
