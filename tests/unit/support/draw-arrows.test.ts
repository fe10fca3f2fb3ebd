/** The arrows between the folders of the server: what is drawn, and what is refused. */
import { expect, test } from 'vitest';
import { drawArrows, findCircle, listArrows } from '../../support/draw-arrows.ts';

const arrow = (from: string, to: string, isUsed = true) => ({ from, to, why: 'mails them', isUsed });

test('a circle is found, and named from where it begins', () => {
  expect(findCircle([arrow('a', 'b'), arrow('b', 'c'), arrow('c', 'd')])).toBeUndefined();
  expect(findCircle([arrow('a', 'b'), arrow('b', 'c'), arrow('c', 'b')])).toEqual(['b', 'c', 'b']);
});

test('an arrow of the configuration that no import uses is known', () => {
  const modules = [
    { source: 'server/rounds/a.ts', dependencies: [{ resolved: 'server/mail/b.ts' }] },
  ] as unknown as Parameters<typeof listArrows>[0];
  const rule = (from: string, to: string) => ({
    from: { path: `^server/${from}/` },
    to: { path: `^server/${to}/` },
    comment: 'mails them',
  });
  expect(listArrows(modules, [rule('rounds', 'mail'), rule('mail', 'desk'), { from: {}, to: {} }])).toEqual([
    arrow('rounds', 'mail'),
    arrow('mail', 'desk', false),
  ]);
});

test('the drawing has each arrow and its reason', () => {
  const drawing = drawArrows([arrow('rounds', 'mail')]);
  expect(drawing).toContain('  rounds --> mail\n');
  expect(drawing).toContain('| `rounds` | `mail` | mails them |');
});
