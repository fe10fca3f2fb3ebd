import type { FastifyRequest } from 'fastify';
import { expect, test } from 'vitest';
import { isDeskPath, keepForm, readKeptForm } from '../../../../server/web/kept-form.ts';

const send = (body: unknown, url = '/desk/networks/1/name') => keepForm({ url, body } as FastifyRequest);

test('keeps every field but the token, in order, and tells that there was a file', () => {
  expect(send({ csrf: 'x', name: 'a\n"<b>', partner: ['1', '2'], file: Buffer.from('x') })).toEqual({
    path: '/desk/networks/1/name',
    fields: [
      ['name', 'a\n"<b>'],
      ['partner', '1'],
      ['partner', '2'],
    ],
    hadFile: true,
  });
  expect(send(undefined)).toEqual({ path: '/desk/networks/1/name', fields: [], hadFile: false });
});

test('comes back as it was', () => {
  const kept = send({ name: 'é \u2028 </textarea>' });
  expect(readKeptForm(JSON.stringify(kept))).toEqual(kept);
});

test('what does not fit through the sign-in form is not kept', () => {
  expect(send({ text: 'x'.repeat(200_000) })).toMatchObject({ hadFile: false });
  expect(send({ text: 'x'.repeat(256 * 1024) })).toBe('tooLarge');
});

test.each([
  undefined,
  '',
  'nonsense',
  'null',
  '[]',
  '{"path":"https://evil.example/desk","fields":[]}',
  '{"path":"/sign-in","fields":[]}',
  '{"path":"/desk/x","fields":[["a",1]]}',
  '{"path":"/desk/x","fields":{"a":"b"}}',
])('%j is no kept form', (text) => {
  expect(readKeptForm(text)).toBeUndefined();
});

test.each([
  ['/desk', true],
  ['/desk/networks/1?done=saved', true],
  ['/desk?x', true],
  ['/desks', false],
  ['/desk@evil.example', false],
  ['//evil.example/desk', false],
  ['/desk/../api', false],
  ['/desk/..%2fapi', true],
  ['/desk/a b', false],
  ['/desk\\x', false],
  [42, false],
])('%j leads to the desk: %s', (path, is) => {
  expect(isDeskPath(path)).toBe(is);
});
