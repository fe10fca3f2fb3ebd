import { parse } from 'content-disposition';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameFile } from '../../../../server/text/name-file.ts';
import { offerFile } from '../../../../server/web/offer-file.ts';

test.each([
  [
    ['scores', 'voor Excel', "'s-Hertogenbosch", 'Armoede & schulden', '2026'],
    'scores-voor-excel-s-hertogenbosch-armoede-schulden-2026',
  ],
  [['spiegel', '', 'Één–Súdwest', '№ 3'], 'spiegel-één-súdwest-no-3'],
  [['links', '../../etc/passwd', 'a\r\nb"; c'], 'links-etc-passwd-a-b-c'],
  [['scores', 'شبكة الفقر', 'Łódź'], 'scores-شبكة-الفقر-łódź'],
  [['factsheet', '!!!', '2026'], 'factsheet-2026'],
])('of %j is %s', (parts, name) => {
  expect(nameFile(parts)).toBe(name);
});

test('a long part pushes no other out', () => {
  const name = nameFile(['scores', 'x'.repeat(300), 'é'.repeat(300), '2026']);
  expect(name).toBe(`scores-${'x'.repeat(40)}-${'é'.repeat(20)}-2026`);
});

test('any name fits a file system, and goes to a browser and back; others get plain letters', () => {
  const part = fc.string({ unit: 'grapheme', maxLength: 200 });
  fc.assert(
    fc.property(part, part, part, (municipality, network, round) => {
      const file = `${nameFile(['antwoorden', 'voor R en SPSS', municipality, network, round])}.csv`;
      expect(file).toMatch(/^antwoorden-voor-r-en-spss[\p{L}\p{M}\p{N}-]*\.csv$/u);
      expect(Buffer.byteLength(file)).toBeLessThanOrEqual(200);
      const header = offerFile(file);
      expect(header).toMatch(/^attachment; filename="?[a-z0-9-]+\.csv"?(?:; filename\*=UTF-8''[!-~]+)?$/);
      expect(parse(header)).toEqual({ type: 'attachment', parameters: { filename: file } });
    }),
  );
});

test('a document is looked at first', () => {
  expect(parse(offerFile('spiegel.pdf', 'inline')).type).toBe('inline');
});
