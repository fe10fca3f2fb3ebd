/** The building blocks of pages: what a part shows comes from what it is handed, and all of it is escaped. */
import { globSync, readFileSync } from 'node:fs';
import fastify from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '../../../../server/config.ts';
import { assets } from '../../../../server/web/assets.ts';
import { createPages } from '../../../../server/web/render-page.ts';

const app = fastify();
beforeAll(async () => {
  app.decorate('config', readConfig({}));
  app.decorate('isExample', false);
  await app.register(assets);
  await app.ready();
});
afterAll(() => app.close());

/** The page with this template as its content. */
function render(source: string, page: Record<string, unknown> = {}): string {
  return createPages(app)({ source }, { language: 'nl', title: '', ...page });
}

const problems = [
  { where: 'email', sentence: 'Er ontbreekt een @.' },
  { where: 'name', sentence: 'Vul een naam in.' },
];

test('a field shows its own problem and no other, and tells it to a screen reader', () => {
  const html = render('{{> field name="email" label="Mail" hint="Voor de link" value="x"}}', {
    problems,
  });
  expect(html).toContain('Er ontbreekt een @.');
  expect(html).not.toContain('Vul een naam in.');
  expect(html).toContain('aria-describedby="field-email-hint field-email-problem"');
  expect(html).toContain('aria-invalid="true"');
});

test('a field without a problem says nothing is wrong', () => {
  const html = render('{{> field name="size" label="Grootte"}}', { problems });
  expect(html).not.toContain('aria-invalid');
  expect(html).not.toContain('aria-describedby');
});

test('the box above the form leads to each field', () => {
  const html = render('{{> problems}}', { problems });
  expect(html).toContain('<a href="#field-email">Er ontbreekt een @.</a>');
  expect(html).toContain('<a href="#field-name">Vul een naam in.</a>');
  expect(render('{{> problems}}')).not.toContain('role="alert"');
});

test('what a page calls value, type or title never becomes that of a part', () => {
  const page = { value: 'secret', type: 'password', title: 'secret', text: 'secret', options: [] };
  const html = render('{{> field name="a" label="A"}}{{#> notice in=this kind="ok"}}{{name}}{{/notice}}', {
    ...page,
    name: 'shown',
  });
  expect(html.slice(html.indexOf('<body'))).not.toContain('secret');
  expect(html).toContain('type="text"');
  expect(html).toContain('shown');
});

test.each([
  ['radio', 'nl', 'value="nl" checked'],
  ['checkbox', ['nl', 'x'], 'value="nl" checked'],
  ['select', 'nl', 'value="nl" selected'],
])('a %s shows what was chosen', (type, value, expected) => {
  const options = [
    { value: 'nl', label: 'Nederlands' },
    { value: 'en', label: 'Engels' },
  ];
  const html = render('{{> field name="l" label="L" type=type value=value options=options}}', {
    type,
    value,
    options,
  });
  expect(html).toContain(expected);
  expect(html).not.toMatch(/value="en" (checked|selected)/);
});

test('what people typed is escaped in every part', async () => {
  const bad = `"><script>alert(1)</script>'`;
  const html = render(
    `{{> problems}}{{> field name="a" label=bad hint=bad value=bad}}
     {{> field name="b" label=bad type="textarea" value=bad}}
     {{> field name="c" label=bad type="radio" options=options}}
     {{> notice title=bad text=bad}}{{> button label=bad about=bad href=bad}}
     {{> post-button action=bad label=bad fields=fields}}{{> status kind="ok" label=bad}}
     {{> empty title=bad text=bad href=bad label=bad}}
     {{#> table in=this caption=bad}}<tr><td>{{bad}}</td></tr>{{/table}}
     {{#> details in=this summary=bad}}{{bad}}{{/details}}`,
    {
      bad,
      problems: [{ where: 'a', sentence: bad, label: bad }],
      options: [{ value: bad, label: bad, hint: bad }],
      fields: { x: bad },
      desk: {
        name: bad,
        role: bad,
        csrf: bad,
        navigation: [{ href: bad, label: bad }],
        crumbs: [{ href: bad, label: bad }],
      },
    },
  );
  expect(html).not.toContain('<script');
  expect(html).not.toContain('">&lt;script');
});

test('a form of the desk carries the token of the session', () => {
  const html = render('{{> post-button action="/x" label="Sluit"}}', { desk: { csrf: 'token-1' } });
  expect(html).toContain('<input type="hidden" name="csrf" value="token-1">');
});

test('every block of a part is told where it stands, or nothing of it would be shown', () => {
  const pages = globSync('server/**/*.hbs');
  expect(pages.length).toBeGreaterThan(10);
  const lost = pages.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\{\{#> (?:notice|table|details) (?!in=).*/g)].map(
      ([line]) => `${file}: ${line}`,
    ),
  );
  expect(lost).toEqual([]);
});
