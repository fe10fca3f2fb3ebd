/** What gets into the image, and how tightly the containers and the service are locked: read from the files of deploy/. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { unpackChromium } from '../../reports/print/unpack-chromium.ts';

const read = (file: string) => readFileSync(file, 'utf8');
/** The lines that say something. */
const lines = (file: string) =>
  read(file)
    .split('\n')
    .filter((line) => line.trim() && !line.trim().startsWith('#'));

describe('the image', () => {
  const parts = ['migrations', 'package-lock.json', 'package.json', 'reports', 'scoring', 'server', 'survey'];

  test.each(['deploy/Dockerfile.dockerignore', '.dockerignore'])(
    '%s keeps everything from the builder but what the image needs, and every .env',
    (file) => {
      const [first, ...rest] = lines(file);
      expect(first).toBe('*');
      const let_in = rest.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
      expect(let_in.sort()).toEqual(parts);
      expect(rest.slice(let_in.length)).toContain('**/.env*');
    },
  );

  test('gets what it needs by name, runs as another than root, and names the version that it is made from', () => {
    const steps = lines('deploy/Dockerfile');
    const copied = steps
      .filter((line) => line.startsWith('COPY'))
      .flatMap((line) => line.split(' ').slice(1, -1));
    expect(copied.sort()).toEqual(parts);
    expect(steps.filter((line) => line.startsWith('USER'))).toEqual(['USER node']);
    expect(steps[0]).toMatch(/^FROM node:\d+\.\d+\.\d+-/);
  });
});

describe('the containers', () => {
  const text = read('deploy/compose.yaml');
  const [shared, services] = text.split(/^services:$/m) as [string, string];
  const blocks = services
    .split(/^volumes:$/m)[0]!
    .split(/\n(?= {2}\w+:)/)
    .filter((block) => /^ {2}\w+:/.test(block));

  test('are read-only, have no rights beyond those of a user, and have limits', () => {
    const hardened = shared.split(/^x-ketenspiegel/m)[0]!;
    for (const rule of [
      'read_only: true',
      'cap_drop: [ALL]',
      "security_opt: ['no-new-privileges:true']",
      'pids_limit:',
      'mem_limit:',
    ])
      expect(hardened).toContain(rule);
    expect(shared).toMatch(/^x-ketenspiegel: &ketenspiegel\n {2}<<: \*hardened$/m);
    expect(shared).toMatch(/^ {2}user: node$/m);
    expect(blocks).toHaveLength(6);
    for (const block of blocks) {
      expect(block).toMatch(/<<: \*hardened|<<: \*ketenspiegel|: \*ketenspiegel$/m);
      if (block.includes('*hardened')) expect(block).toMatch(/^ {4}user: (?!root|'?0)/m);
      expect(block).not.toMatch(/read_only: false|privileged: true|cap_add/);
    }
  });

  test.runIf(process.platform === 'linux' && process.arch === 'x64')(
    'have room in /tmp for the browser that is unpacked there, and for what it keeps there',
    async () => {
      const folder = dirname(await unpackChromium());
      const bytes = readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
      const [, megabytes] = /\/tmp:size=(\d+)m/.exec(shared)!;
      expect(Number(megabytes) * 2 ** 20).toBeGreaterThan(2 * bytes);
    },
  );

  test('name the version of what they are made from', () => {
    for (const [, image] of text.matchAll(/image: (\S+)/g)) expect(image).toMatch(/:\d+\.\d+(\.\d+)?/);
  });

  test('of the server do not know the owner of the tables, nor the superuser', () => {
    const knowing = blocks
      .filter((block) => block.includes('OWNER_PASSWORD'))
      .map((block) => block.trim().split(':')[0]);
    expect(knowing).toEqual(['database', 'migrate']);
    expect(shared).not.toMatch(/OWNER_PASSWORD|SUPERUSER_PASSWORD/);
    expect(read('deploy/roles.sh')).not.toMatch(/SUPERUSER|CREATEROLE|CREATEDB/);
  });

  test('stand behind a proxy that serves one name and refuses what is too large', () => {
    const caddy = read('deploy/Caddyfile');
    expect(caddy).toMatch(/^\{\$PUBLIC_URL\} \{$/m);
    expect(caddy).toMatch(/request_body \{\s+max_size 17MB/);
    expect(caddy).toMatch(/^:80 \{\s+abort\s+\}/m);
  });
});

test('the service has no rights and one folder', () => {
  const settings = lines('deploy/ketenspiegel.service');
  for (const setting of [
    'DynamicUser=yes',
    'NoNewPrivileges=yes',
    'CapabilityBoundingSet=',
    'ProtectSystem=strict',
    'ProtectHome=yes',
    'PrivateTmp=yes',
    'StateDirectory=ketenspiegel',
    'UMask=0077',
  ])
    expect(settings).toContain(setting);
  expect(settings.join('\n')).toMatch(/^MemoryMax=\d+M$/m);
  expect(settings.join('\n')).toMatch(/^SystemCallFilter=@system-service/m);
});
