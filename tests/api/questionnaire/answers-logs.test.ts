/** The log of the real server, at its most talkative, tells nothing about a personal link. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { makeToken } from '../../../server/web/token.ts';

test.runIf(inject('template').engine === 'pglite')(
  'no log line holds a token, whatever is asked of it',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ketenspiegel-log-'));
    const { DATABASE_URL: _other, ...env } = process.env;
    const server = spawn(process.execPath, ['server/main.ts'], {
      env: { ...env, DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'trace' },
    });
    try {
      let log = '';
      const address = await new Promise<string>((resolve, reject) => {
        server.stdout.on('data', (chunk) => {
          log += chunk;
          const listening = /Server listening at (http:\/\/127\.0\.0\.1:\d+)/.exec(log)?.[1];
          if (listening) resolve(listening);
        });
        server.stderr.on('data', (chunk) => {
          log += chunk;
        });
        server.once('exit', () => reject(new Error(log)));
      });
      const token = makeToken();
      for (const path of ['', '/sharing', '/thanks', '/no/such/page', '/%E0%A4%A']) {
        for (const method of ['GET', 'POST', 'PUT', 'OPTIONS']) {
          await fetch(`${address}/invitations/${token}${path}`, {
            method,
            ...(method === 'POST'
              ? { headers: { 'content-type': 'application/json' }, body: '{"broken' }
              : {}),
          });
        }
      }
      const stopped = new Promise((resolve) => server.once('close', resolve));
      server.kill('SIGTERM');
      await stopped;
      expect(log).toContain('/invitations/:token/:page');
      expect(log).not.toContain(token);
    } finally {
      server.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
