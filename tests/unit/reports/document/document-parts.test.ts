import handlebars from 'handlebars';
import { expect, test } from 'vitest';
import { listVariants, partHelpers } from '../../../../reports/document/document-parts.ts';

const engine = handlebars.create();
engine.registerHelper(partHelpers);

function render(template: string, view: object): string {
  return engine.compile(template)(view);
}

test('what reads the same in all forms stands there once', () => {
  expect(listVariants({ wide: 'a', dense: 'a', brief: 'a' })).toEqual([{ text: 'a', in: '' }]);
  expect(listVariants({ wide: 'long', dense: 'long', brief: 'short' })).toEqual([
    { text: 'long', in: 'wide dense' },
    { text: 'short', in: 'brief' },
  ]);
});

test('a part has its forms, and on the screen stands what belongs to the first', () => {
  const part = { pages: 2, forms: ['wide more', 'wide', 'brief'] };
  const template = '{{#part part}}<p{{in "more"}}>a</p><p{{in "brief"}}>b</p><p{{in ""}}>c</p>{{/part}}';
  expect(render(template, { part })).toBe(
    '<div data-pages="2" data-forms="wide more,wide,brief" data-form="wide more">\n' +
      '<p data-in="more">a</p><p data-in="brief" hidden>b</p><p>c</p></div>',
  );
});

test('a part of one form only says how many pages it may take', () => {
  expect(render('{{#part part}}a{{/part}}', { part: { pages: 1 } })).toBe('<div data-pages="1">\na</div>');
});

test('a word of one part does not count in another', () => {
  const view = { one: { pages: 1, forms: ['wide'] }, two: { pages: 1, forms: ['brief', 'wide'] } };
  expect(
    render('{{#part one}}<p{{in "wide"}}>{{/part}}{{#part two}}<p{{in "wide"}}>{{/part}}', view),
  ).toMatch(/<p data-in="wide"><.*\n<p data-in="wide" hidden>/s);
});
