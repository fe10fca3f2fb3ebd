/** An example beside a real installation reaches nothing of it: no database, mail server, mailbox or backups. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readConfig } from '../../../../server/config.ts';
import { withoutOutside } from '../../../../server/demo/without-outside.ts';

const real = readConfig({
  DATABASE_URL: 'postgres://keten.example/echt',
  SMTP_URL: 'smtp://keten.example',
  IMAP_URL: 'imaps://naam:geheim@keten.example/INBOX',
  BACKUP_DIR: '/back-ups/echt',
  PUBLIC_URL: 'https://keten.example',
});

test('whatever is set for the installation, the example has none of it', () => {
  const example = { ...real, ...withoutOutside };
  const reached = Object.entries(example).filter(
    ([name, value]) => /(?:Url|Dir)$/.test(name) && value !== undefined,
  );
  expect(
    Object.entries(real).filter(([name, value]) => /(?:Url|Dir)$/.test(name) && value !== undefined),
  ).toHaveLength(6);
  // Its own folder, and how browsers reach it.
  expect(reached.map(([name]) => name).sort()).toEqual(['dataDir', 'publicUrl']);
  expect(example.publicUrl).toBe(real.publicUrl);
});

test.each(['main', 'dev'])('%s.ts leaves it out after everything that was set', (program) => {
  const text = readFileSync(`server/demo/${program}.ts`, 'utf8');
  expect(text).toMatch(/\{ \.\.\.settings, dataDir, \.\.\.withoutOutside \}/);
});
