/**
 * A clock that can be set for one process: the library of Debian's package `faketime`, which the process asks for the
 * time instead of the system. It leaves alone how long things take, as a machine does whose clock is set.
 */
import { existsSync, readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const library = findLibrary();

function findLibrary(): string | undefined {
  const folders = existsSync('/usr/lib') ? readdirSync('/usr/lib').map((name) => join('/usr/lib', name)) : [];
  return [...folders, '/usr/lib', '/usr/local/lib']
    .map((folder) => join(folder, 'faketime', 'libfaketimeMT.so.1'))
    .find((path) => existsSync(path));
}

/** Is there such a clock here? */
export function hasFalseClock(): boolean {
  return library !== undefined;
}

export interface FalseClock {
  /** What the process is started with. */
  env: NodeJS.ProcessEnv;
  /** So many seconds ahead of the real time, from now on. */
  setAhead(seconds: number): Promise<void>;
}

/** A clock that is right, set by a file in this folder. */
export async function makeFalseClock(folder: string): Promise<FalseClock> {
  const file = join(folder, 'clock');
  const setAhead = (seconds: number) => writeFile(file, `+${seconds}\n`);
  await setAhead(0);
  return {
    env: {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    },
    setAhead,
  };
}
