/**
 * Unpacks the browser of `@sparticuz/chromium`. The package itself unpacks to one fixed place in the temporary
 * folder: two processes at once then run a half-written program, a newer version is never unpacked, and on a
 * shared machine somebody else can put a program there first. So each version gets a folder that only we may
 * write to, filled out of sight and put in place in one step. Where the system lacks the libraries that the program
 * needs (a fresh Debian has no NSS), those of the package are unpacked beside it; `findLibraries` tells where.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { lstat, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const unpackScript = `
  import { execFileSync } from 'node:child_process';
  import { fileURLToPath } from 'node:url';
  import chromium, { inflate } from '@sparticuz/chromium';
  const program = await chromium.executablePath();
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
  } catch {
    await inflate(fileURLToPath(new URL('../bin/al2023.tar.br', import.meta.resolve('@sparticuz/chromium'))));
  }
`;

/** The folder with the libraries that came with this browser; undefined where it uses the system's. */
export function findLibraries(executablePath: string): string | undefined {
  const folder = join(dirname(executablePath), 'al2023', 'lib');
  return existsSync(folder) ? folder : undefined;
}

/** The path of the unpacked browser; unpacks it (some seconds) when this version was not unpacked before. */
export async function unpackChromium(): Promise<string> {
  const manifest = new URL('../package.json', import.meta.resolve('@sparticuz/chromium'));
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
  const folder = join(tmpdir(), `ketenspiegel-chromium-${version}-${process.getuid!()}`);
  if (!(await isOurs(folder))) await unpackInto(folder);
  return join(folder, 'chromium');
}

async function isOurs(folder: string): Promise<boolean> {
  const stats = await lstat(folder).catch(() => undefined);
  if (stats === undefined) return false;
  if (stats.isDirectory() && stats.uid === process.getuid!() && (stats.mode & 0o022) === 0) return true;
  throw new Error(`The folder ${folder} belongs to somebody else. Remove it, or set CHROMIUM_PATH.`);
}

async function unpackInto(folder: string): Promise<void> {
  const draft = await mkdtemp(`${folder}-`);
  try {
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', unpackScript], {
      cwd: import.meta.dirname,
      // The package asks the system for the temporary folder: in a process of its own that is our draft.
      env: { ...process.env, TMPDIR: draft },
    });
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Somebody was first: the folder is there, and whole.
    if (!(await isOurs(folder))) throw error;
  }
}
