/** The real program on a fresh data folder, until it says where the first account is made. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnProgram } from './real-program.ts';
import { waitFor } from './run-jobs.ts';

export interface RunningProgram {
  /** Without a slash at the end. */
  address: string;
  /** The link on the screen that makes the first account. */
  firstLink: string;
  stop(): Promise<void>;
}

/** Starts it with these settings. */
export async function startProgram(port: number, settings: NodeJS.ProcessEnv): Promise<RunningProgram> {
  const folder = await mkdtemp(join(tmpdir(), 'ketenspiegel-program-'));
  const program = spawnProgram({ DATA_DIR: folder, PORT: String(port), ...settings });
  const stop = async () => {
    program.child.kill('SIGTERM');
    // How it stops is for another test to show: here it only has to be gone.
    const impatience = setTimeout(() => program.child.kill('SIGKILL'), 20_000);
    await program.ended;
    clearTimeout(impatience);
    await rm(folder, { recursive: true, force: true });
  };
  const findLink = () => /http:\S+\/first\/\S+/.exec(program.output())?.[0];
  try {
    await program.whenReady();
    await waitFor(() => findLink() !== undefined || program.child.exitCode !== null);
    const firstLink = findLink()!;
    return { address: new URL(firstLink).origin, firstLink, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
