/** The documents say what is there: paths, commands, settings and the form of decision records. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../server/config.ts';

/** Scripts that a document already names and that are still to come; one that is there is no longer awaited. */
const awaited: string[] = [];

const read = (file: string) => readFileSync(file, 'utf8');
const rooms = [
  'survey',
  'scoring',
  'reports',
  'server',
  'migrations',
  'tests',
  'deploy',
  'docs',
  '.github',
  '.ci',
];
// Not asked of git: a checkout in a container, or an archive of it, may have none.
const files = [
  ...readdirSync('.'),
  ...rooms.flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: 'utf8' }).map((file) => join(room, file)),
  ),
];
const documents = files.filter((file) => file.endsWith('.md')).sort();
const names = new Set(files.map((file) => basename(file)));
const scripts = (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts;

/** Made by a run, and ignored by git. */
const made = ['tests/failures/', 'deploy/.env'];

/** What looks like a file or folder of this repository among the words in backticks. */
function listPaths(text: string): string[] {
  // The placeholders of a pattern are no path: NNNN, NAME, *, …
  return [...text.matchAll(/`([^`\n]+)`/g)]
    .flatMap(([, code]) => code!.split(/\s+/))
    .map((word) => word.replace(/[.,;:]$/, ''))
    .filter((word) => rooms.some((room) => word.startsWith(`${room}/`)) && !/[*…{}<>]|NNNN|NAME/.test(word));
}

/** File names without a folder: they must be the name of some file, wherever it stands. */
function listNames(text: string): string[] {
  return [...text.matchAll(/`([\w.-]+\.(?:ts|js|hbs|css|sql|R|test\.ts))`/g)].map(([, name]) => name!);
}

/** The targets of links that are no address on the web. */
function listLinks(text: string): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target!)
    .filter((to) => !/^\w+:/.test(to));
}

/** The anchors of the headings of a document, as GitHub makes them. */
function listAnchors(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe.each(documents)('%s', (document) => {
  // What stands between fences is an example or a command; its commands are checked, its links are not.
  const text = read(document);
  const prose = text.replaceAll(/^```.*?^```$/gms, '');

  test('names files that are there', () => {
    const missing = listPaths(prose).filter((path) => !existsSync(path) && !made.includes(path));
    expect([...missing, ...listNames(prose).filter((name) => !names.has(name))]).toEqual([]);
  });

  test('links to files and headings that are there', () => {
    const broken = listLinks(prose).filter((link) => {
      const [path, anchor] = link.split('#') as [string, string | undefined];
      const file = path === '' ? document : normalize(join(dirname(document), decodeURI(path)));
      return !existsSync(file) || (anchor !== undefined && !listAnchors(read(file)).includes(anchor));
    });
    expect(broken).toEqual([]);
  });

  test('names commands that package.json has', () => {
    const commands = [...text.matchAll(/npm run (?:-s )?([a-z][\w:-]*)/g)].map(([, name]) => name!);
    expect(commands.filter((name) => !(name in scripts) && !awaited.includes(name))).toEqual([]);
  });
});

test('no script that is there is awaited', () => {
  expect(awaited.filter((name) => name in scripts)).toEqual([]);
});

test('the README names every folder of server/', () => {
  const folders = readdirSync('server', { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const text = read('README.md');
  expect(
    folders.map(({ name }) => `server/${name}/`).filter((path) => !text.includes(`\`${path}\``)),
  ).toEqual([]);
});

describe('decision records', () => {
  const folder = 'docs/decisions';
  const records = documents.filter((file) => dirname(file) === folder && basename(file) !== 'README.md');
  const index = read(`${folder}/README.md`);

  test.each(records)('%s has the form and stands in the index', (file) => {
    const text = read(file);
    const number = /^(\d{4})-[a-z0-9-]+\.md$/.exec(basename(file))?.[1];
    const head =
      /^# (\d{4})\. (.+)\n\n- Date: (\d{4}-\d\d-\d\d)\n- State: (accepted|superseded by (\d{4}))\n/.exec(
        text,
      );
    expect(head, 'number, title, date, state').not.toBeNull();
    const [, own, title, date, state, successor] = head!;
    expect(own).toBe(number);
    if (successor) expect(records.some((other) => basename(other).startsWith(successor))).toBe(true);
    expect(index).toContain(`| [${number}](${basename(file)}) | ${title} | ${date} | ${state} |`);
    const sections = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(sections.slice(0, 3)).toEqual(['Why', 'Decided', 'Refused']);
  });

  test('have each a number of their own, in the order of their dates', () => {
    const numbers = records.map((file) => basename(file).slice(0, 4));
    expect(new Set(numbers).size).toBe(numbers.length);
    const dates = records.map((file) => /- Date: (\S+)/.exec(read(file))?.[1] ?? '');
    expect(dates).toEqual(dates.toSorted());
  });
});

describe('settings', () => {
  // With a provider, so that everything about it is read too.
  const given = {
    OIDC_ISSUER: 'https://login.example.org',
    OIDC_CLIENT_ID: 'id',
    OIDC_CLIENT_SECRET: 'secret',
  };
  const asked = new Set<string>();
  const env = new Proxy(given as NodeJS.ProcessEnv, {
    get(target, name: string) {
      asked.add(name);
      return target[name];
    },
  });
  readConfig(env);
  const settings = [...asked].sort();

  test('.env.example has every one, commented out, and no other', () => {
    const lines = read('.env.example')
      .split('\n')
      .filter((line) => /^#?[A-Z_]+=/.test(line));
    expect(lines.filter((line) => !line.startsWith('#'))).toEqual([]);
    expect(lines.map((line) => line.slice(1, line.indexOf('='))).sort()).toEqual(settings);
  });

  test('what .env.example gives as the value is right', () => {
    const example = Object.fromEntries(
      [...read('.env.example').matchAll(/^#([A-Z_]+)=(.+)$/gm)].map(([, name, value]) => [name!, value!]),
    );
    // These depend on the machine, or only make sense together with a secret.
    const { THEME_FILE, OIDC_ISSUER, OIDC_CLIENT_ID, ...others } = example;
    expect([THEME_FILE, OIDC_ISSUER, OIDC_CLIENT_ID]).not.toContain(undefined);
    expect(() => readConfig(others)).not.toThrow();
  });

  test('the table in the README has every one, and no other', () => {
    const [, table] = /^## Settings\n(.*?)^## /ms.exec(read('README.md'))!;
    const rows = table!.split('\n').filter((line) => line.startsWith('| `'));
    const named = rows.flatMap((row) =>
      [...row.split('|')[1]!.matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name!),
    );
    expect(named.sort()).toEqual(settings);
  });
});
