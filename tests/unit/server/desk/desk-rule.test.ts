import { expect, test } from 'vitest';
import { checkRule } from '../../../../server/desk/desk.ts';

test('a route that the door of the desk can guard is taken', () => {
  checkRule('GET', '/desk', { thing: 'desk', verb: 'read' });
  checkRule('POST', '/desk/rounds/:round/closure', { thing: 'network', verb: 'change' });
  checkRule('GET', '/desk/accounts/:account', { thing: 'installation', verb: 'read' });
});

test('a route without a rule, that posts only to read, or about a thing of nowhere stops the start', () => {
  expect(() => checkRule('GET', '/desk/new', undefined)).toThrow('no rule of access');
  expect(() => checkRule('POST', '/desk/new', { thing: 'network', verb: 'read' })).toThrow(
    'is said only to read',
  );
  expect(() => checkRule('GET', '/desk/files/:file', { thing: 'network', verb: 'read' })).toThrow(
    'does not say where its thing belongs',
  );
});
