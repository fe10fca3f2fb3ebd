/** The log of the real server, at its most talkative, tells nothing about a personal link. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { makeToken } from '../../../server/web/token.ts';
import { findFreePort } from '../../support/find-free-port.ts';
import { spawnProgram } from '../../support/real-program.ts';

test.runIf(inject('template').engine === 'pglite')(
  'no log line holds a token, whatever is asked of it',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ketenspiegel-log-'));
    const port = await findFreePort();
    const program = spawnProgram({ DATA_DIR: folder, PORT: String(port), LOG_LEVEL: 'trace' });
    try {
      await program.whenReady();
      const token = makeToken();
      for (const path of ['', '/sharing', '/thanks', '/no/such/page', '/%E0%A4%A']) {
        for (const method of ['GET', 'POST', 'PUT', 'OPTIONS']) {
          await fetch(`http://127.0.0.1:${port}/invitations/${token}${path}`, {
            method,
            ...(method === 'POST'
              ? { headers: { 'content-type': 'application/json' }, body: '{"broken' }
              : {}),
          });
        }
      }
      program.child.kill('SIGTERM');
      await program.ended;
      expect(program.output()).toContain('/invitations/:token/:page');
      expect(program.output()).not.toContain(token);
    } finally {
      await program.kill();
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
