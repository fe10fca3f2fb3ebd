/** No change and no download goes past the log: each door ends one that left no line and was not said to be none. */
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operator } from '../../../server/access/operator.ts';
import { desk } from '../../../server/desk/desk.ts';
import { act, actAs, requireUseCase } from '../../../server/log/act.ts';
import { signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await startTestApp();
});
afterAll(() => server.stop());

const log = (request: FastifyRequest) =>
  act(request.acting, (change) => change.log({ action: 'desk.backedUp' }));
const changeNothing = (request: FastifyRequest) => act(request.acting, async (change) => change.unchanged());

/** A server with this door alone, on the same database. */
async function build(door: (scope: FastifyInstance) => Promise<void>): Promise<FastifyInstance> {
  const { db, jobs, config, linkKey } = server.app;
  const app = fastify();
  app.decorate('db', db).decorate('jobs', jobs).decorate('config', config).decorate('linkKey', linkKey);
  app.decorateRequest('acting');
  await app.register(cookie);
  await app.register(formbody);
  await app.register(door);
  return app;
}

describe('the API', () => {
  test.each([
    ['POST', 'a line', log, 204],
    ['POST', 'nothing to change', changeNothing, 204],
    ['POST', 'nothing', undefined, 500],
    ['PUT', 'nothing', undefined, 500],
    ['DELETE', 'nothing', undefined, 500],
    ['GET', 'nothing', undefined, 204],
  ] as const)('a %s that left %s', async (method, _left, work, status) => {
    const app = await build(async (scope) => {
      await scope.register(operator);
      scope.route({
        method,
        url: '/thing',
        async handler(request, reply) {
          await work?.(request);
          return reply.code(204).send();
        },
      });
    });
    const { authorization } = server;
    expect((await app.inject({ method, url: '/thing', headers: { authorization } })).statusCode).toBe(status);
    expect((await app.inject({ method, url: '/thing' })).statusCode).toBe(401);
    await app.close();
  });
});

describe('the desk', () => {
  test.each([
    ['a line', log, 303],
    ['nothing to change', changeNothing, 303],
    ['nothing', undefined, 500],
  ] as const)('a form that left %s and went on', async (_left, work, status) => {
    const { cookie: header, csrf } = await signIn(server.app, 'operator');
    const app = await build(async (scope) => {
      await scope.register(desk, { showSignIn: (_request, reply) => reply.send('') });
      scope.post(
        '/thing',
        { config: { desk: { thing: 'desk', verb: 'change' } } },
        async (request, reply) => {
          await work?.(request);
          return reply.redirect('/desk', 303);
        },
      );
    });
    const answer = await app.inject({
      method: 'POST',
      url: '/thing',
      headers: { cookie: header, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ csrf }).toString(),
    });
    expect(answer.statusCode).toBe(status);
    await app.close();
  });

  test.each([
    ['a line', log, 200],
    ['nothing', undefined, 500],
  ] as const)('a download that left %s', async (_left, work, status) => {
    const { cookie: header } = await signIn(server.app, 'operator');
    const app = await build(async (scope) => {
      await scope.register(desk, { showSignIn: (_request, reply) => reply.send('') });
      scope.get(
        '/thing',
        { config: { desk: { thing: 'installation', verb: 'download' } } },
        async (request) => {
          await work?.(request);
          return 'thing';
        },
      );
    });
    const answer = await app.inject({ method: 'GET', url: '/thing', headers: { cookie: header } });
    expect(answer.statusCode).toBe(status);
    await app.close();
  });
});

test('the shell asks the same of a command that changes something', () => {
  const acting = actAs(server.app, { kind: 'shell' });
  expect(() => requireUseCase(acting, 'key')).toThrow('key went past the use cases.');
  acting.done.push('unchanged');
  requireUseCase(acting, 'key');
});
