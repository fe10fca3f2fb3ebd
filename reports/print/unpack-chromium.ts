/**
 * Unpacks the browser of `@sparticuz/chromium`. The package itself unpacks to one fixed place in the temporary
 * folder: two processes at once then run a half-written program, a newer version is never unpacked, and on a
 * shared machine somebody else can put a program there first. So each version gets a folder that only we may
 * write to, filled out of sight and put in place in one step. A fresh Debian has neither the libraries that the
 * program needs (NSS) nor a single font, without which no text is painted at all, not even in a font that the
 * document brings. So those of the package are unpacked beside it; `describeSurroundings` tells the browser.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { lstat, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
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

/** The environment variables with which this browser finds what was unpacked beside it. */
export function describeSurroundings(executablePath: string): Record<string, string> {
  const folder = dirname(executablePath);
  const libraries = join(folder, 'al2023', 'lib');
  const fonts = join(folder, fontList);
  return {
    ...(existsSync(libraries) ? { LD_LIBRARY_PATH: libraries } : {}),
    ...(existsSync(fonts) ? { FONTCONFIG_FILE: fonts } : {}),
  };
}

const fontList = 'ketenspiegel-fonts.conf';

/** The system's fonts where it has any, and after them those of the package. */
function listFonts(folder: string): string {
  return `<?xml version="1.0"?>
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${folder}/fonts/fonts</dir>
  <cachedir>${folder}/font-cache</cachedir>
</fontconfig>
`;
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
    await writeFile(join(draft, fontList), listFonts(folder));
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Somebody was first: the folder is there, and whole.
    if (!(await isOurs(folder))) throw error;
  }
}
