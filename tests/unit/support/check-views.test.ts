/** The check of views finds each kind of fault in a template, and lets a right one pass. */
import { expect, test } from 'vitest';
import { checkTemplates } from '../../support/views/check-templates.ts';
import { documents } from '../../support/views/template-sets.ts';

const types = `
export interface Views {
  page: Page;
}
interface Page {
  title: string;
  note: string | undefined;
  left?: string;
  owner: { name: string } | undefined;
  state: 'open' | 'closed';
  isNew: boolean;
  at: Date;
  rows: readonly { id: number; name: string; tags: readonly string[] }[];
  counts: Readonly<Record<string, number>>;
}
export interface Parts {
  button: { label: string; kind?: 'plain' | 'loud' };
  box: { in: object; label?: string };
}
export interface DeskParts {
  token: object;
}
export interface Helpers {
  t(key: 'hello' | 'bye', values?: Record<string, string | number>): string;
  moment(date: Date): string;
  room(size: number): void;
}
export type Templates = { page: { given: Page; root: Page; parts: Parts } } & {
  [Name in keyof Parts]: { given: Parts[Name]; root: { title: string }; parts: Parts; isPart: true };
} & {
  token: { given: object; root: { csrf: string }; parts: Parts; isPart: true };
  caller: { given: object; root: { csrf: string }; parts: DeskParts };
};
`;
const parts = {
  button: '<button{{#if kind}} class="{{kind}}"{{/if}}>{{label}}</button>',
  box: '{{#if label}}{{label}}{{/if}}{{> @partial-block in}}',
  token: '{{@root.csrf}}',
};
const usesAll = '{{> button label="x"}}{{#> box in=this}}{{/box}}';

/** What is wrong with this page; `files` adds templates or puts others in their place. */
function check(page: string, files: Record<string, string> = {}) {
  const templates = Object.entries({ page: page + usesAll, caller: '{{> token}}', ...parts, ...files });
  return checkTemplates({
    templates: templates.map(([name, source]) => ({ name, file: `server/${name}.hbs`, source })),
    types: 'server/types.ts',
    rootNames: [],
    sources: new Map([['server/types.ts', types]]),
    hidesPage: true,
    blocks: ['room'],
  }).map(({ file, line, message }) => `${file}:${line}: ${message}`);
}

test('a right template passes', () => {
  const page = `<h1>{{title}}</h1>
    {{#if note}}{{note}}{{else}}{{t "hello" name=title count=rows.length}}{{/if}}
    {{#unless isNew}}{{moment at}}{{/unless}}
    {{#with owner}}{{name}} {{../title}}{{else}}{{t "bye"}}{{/with}}
    {{#each rows}}
      {{@index}} {{id}} {{this.name}} {{../title}} {{@root.title}}
      {{#each tags}}{{this}}{{#unless @last}}, {{/unless}} {{../name}} {{../../title}}{{/each}}
    {{else}}{{title}}{{/each}}
    {{#each rows as |row index|}}{{row.name}} {{index}} {{name}}{{/each}}
    {{#each counts}}{{@key}} {{this}}{{/each}}
    {{#if (is state "open")}}{{> button label=(t "hello") kind="loud"}}{{else if (is state "closed")}}{{title}}{{/if}}
    {{#> box in=this}}{{title}}{{#each rows}}{{../title}}{{/each}}{{/box}}
    {{#each rows}}{{#room id}}{{name}} {{../title}}{{/room}}{{/each}}
    {{#if owner}}{{#> box in=owner}}{{name}} {{../title}}{{/box}}{{/if}}`;
  expect(check(page)).toEqual([]);
});

test.each([
  [
    'a field that does not exist',
    '\n{{titel}}',
    2,
    "Property 'titel' does not exist on type 'Page'. Did you mean 'title'?",
  ],
  [
    'a field of a row that does not exist',
    '{{#each rows}}\n\n{{title}}{{/each}}',
    3,
    "Property 'title' does not exist",
  ],
  [
    'a way up that leads too far',
    '{{#each rows}}{{../../title}}{{/each}}',
    1,
    'There is nothing at ../../title.',
  ],
  ['an empty place', '{{note}}', 1, "Argument of type 'string | undefined' is not assignable"],
  ['a thing that has no words', '{{at}}', 1, "Argument of type 'Date' is not assignable"],
  ['a field of what may not be there', '{{owner.name}}', 1, "'given.owner' is possibly 'undefined'"],
  [
    'a field that may be left out',
    '{{#if left}}{{left}}{{/if}}',
    1,
    "'left' may be left out; say 'left: … | undefined'",
  ],
  ['a text that does not exist', '{{t "helo"}}', 1, `Argument of type '"helo"' is not assignable`],
  ['a helper that does not exist', '{{momnt at}}', 1, "Property 'momnt' does not exist on type 'Helpers'"],
  [
    'a helper that is given something else',
    '{{moment title}}',
    1,
    "Argument of type 'string' is not assignable to parameter of type 'Date'",
  ],
  [
    'a word that never comes',
    '{{#if (is state "opne")}}{{/if}}',
    1,
    'This comparison appears to be unintentional',
  ],
  [
    'a part that does not exist',
    '{{> buton label="x"}}',
    1,
    "Property 'buton' does not exist on type 'Parts'",
  ],
  ['a part that misses something', '{{> button kind="loud"}}', 1, "Property 'label' is missing"],
  ['a part with a wrong word', '{{> button label="x" kind="lout"}}', 1, `Type '"lout"' is not assignable`],
  [
    'a part that is handed what it does not know',
    '{{> button label="x" colour="red"}}',
    1,
    'Object literal may only specify known properties, and \'"colour"\' does not exist',
  ],
  ['a part of another kind of page', '{{> token}}', 1, "Property 'token' does not exist on type 'Parts'"],
  [
    'a fault in a block of a part',
    '{{#> box in=this}}\n{{titel}}{{/box}}',
    2,
    "Property 'titel' does not exist",
  ],
  ['a place in a list outside of one', '{{@index}}', 1, 'There is no @index outside of an each.'],
  [
    'a block that is given something else',
    '{{#room title}}{{/room}}',
    1,
    "Argument of type 'string' is not assignable to parameter of type 'number'",
  ],
  ['a fault in a block of a helper', '{{#room 1}}\n{{titel}}{{/room}}', 2, "Property 'titel' does not exist"],
  ['a block that is no block', '{{#note}}{{/note}}', 1, "There is no block 'note'"],
  ['a part inside the template', '{{#*inline "x"}}{{/inline}}', 1, 'A part inside a template has no type'],
  ['a template that can not be read', '\n{{#if note}}', 1, 'Parse error'],
])('%s is found', (_name, page, line, message) => {
  const found = check(page);
  expect(found.join('\n')).toContain(`server/page.hbs:${line}: ${message}`);
});

test('a template that nobody declared, a view without a template and a part that nobody uses are found', () => {
  expect(check('', { other: '' })).toEqual(["server/other.hbs:1: Nobody declares what 'other' is given."]);
  expect(check('{{title}}', { button: '{{label}}', box: '{{> @partial-block in}}' })).toEqual([]);
  const alone = checkTemplates({
    templates: [{ name: 'button', file: 'server/button.hbs', source: parts.button }],
    types: 'server/types.ts',
    rootNames: [],
    sources: new Map([['server/types.ts', types]]),
    hidesPage: true,
  });
  expect(alone.map(({ message }) => message)).toEqual([
    "Nobody uses the part 'button'.",
    "There is no template 'page'.",
    "There is no template 'box'.",
    "There is no template 'token'.",
    "There is no template 'caller'.",
  ]);
});

test('a part reads what may be left out only where it is there', () => {
  expect(check('', { button: '{{label}}{{kind}}' }).join('\n')).toContain(
    "server/button.hbs:1: Argument of type 'string | undefined' is not assignable",
  );
});

test('what has no type is found', () => {
  const loose = types.replace('title: string;\n  note', 'title: any;\n  note');
  const found = checkTemplates({
    templates: [{ name: 'page', file: 'server/page.hbs', source: '{{title}}' }],
    types: 'server/types.ts',
    rootNames: [],
    sources: new Map([['server/types.ts', loose]]),
    hidesPage: true,
  });
  expect(found.map(({ message }) => message)).toContain("'title' has no type.");
});

test('a wrong field, part, text or form in a document is refused', () => {
  const changes: Record<string, [right: string, wrong: string]> = {
    mirror: ['{{question}}', '{{qestion}}'],
    concept: ['{{> facet this mark="+"}}', '{{> facet this}}'],
    factsheet: ['{{#part parts.map}}', '{{#part parts.maps}}'],
    agreements: ['{{in in}}', '{{in 3}}'],
    cover: ['{{t "factsheet.how.title"}}', '{{t "factsheet.how.titel"}}'],
    document: ['{{{body}}}', '{{{bdy}}}'],
  };
  const templates = documents.templates.map((template) => {
    const [right, wrong] = changes[template.name] ?? ['', ''];
    expect(template.source).toContain(right);
    return { ...template, source: template.source.replace(right, wrong) };
  });
  const found = checkTemplates({ ...documents, templates }).map(({ file, message }) => `${file}: ${message}`);
  expect(found).toEqual([
    expect.stringContaining("reports/document/document.hbs: Property 'bdy' does not exist"),
    expect.stringMatching(
      /agreements.hbs: Argument of type 'number' is not assignable to parameter of type 'string'/,
    ),
    expect.stringMatching(/concept.hbs: .*Property 'mark' is missing/s),
    expect.stringMatching(/cover.hbs: Argument of type '"factsheet.how.titel"' is not assignable/),
    expect.stringMatching(/factsheet.hbs: Property 'maps' does not exist/),
    expect.stringContaining("reports/mirror/mirror.hbs: Property 'qestion' does not exist"),
  ]);
});
