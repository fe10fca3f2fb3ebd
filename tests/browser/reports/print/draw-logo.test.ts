/**
 * A logo that somebody sends is drawn anew: of the file nothing is left but what it looks like, whatever is in it; and a
 * file that is meant to do harm reaches nothing, and takes no print along.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DrawnLogo, logoBox } from '../../../../reports/print/draw-logo.ts';
import { createPrinter, type Printer } from '../../../../reports/print/printer.ts';
import { listBrowsers } from '../../../support/list-browsers.ts';
import { listChunks, makePng, makeSvg } from '../../../support/logos.ts';

let printer: Printer;
let canary: Server;
let address: string;
const asked: string[] = [];
beforeAll(async () => {
  printer = createPrinter();
  canary = createServer((request, response) => {
    asked.push(request.url!);
    response.end('');
  });
  await new Promise<void>((ready) => canary.listen(0, '127.0.0.1', ready));
  address = `http://127.0.0.1:${(canary.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await printer.close();
  canary.close();
});

const drawSvg = (content: Buffer) => printer.drawLogo({ kind: 'svg', content });
const drawPng = (content: Buffer) => printer.drawLogo({ kind: 'png', content });

test('an SVG becomes a sharp PNG as large as it fits, and is drawn alike each time', async () => {
  const one = (await drawSvg(makeSvg())) as DrawnLogo;
  expect([one.width, one.height]).toEqual([576, 360]);
  expect([one.png.readUInt32BE(16), one.png.readUInt32BE(20)]).toEqual([576, 360]);
  expect(one.png.equals(((await drawSvg(makeSvg())) as DrawnLogo).png)).toBe(true);
});

test('a PNG keeps its size when it fits, and what was written beside the picture goes', async () => {
  const sent = makePng({
    width: 200,
    height: 100,
    chunks: [
      ['tEXt', 'Author\0Greet de Wit'],
      ['eXIf', 'MM\0*GPS 51.25'],
      ['iTXt', 'XML:com.adobe.xmp\0\0\0\0\0<script>alert(1)</script>'],
    ],
  });
  const drawn = (await drawPng(
    Buffer.concat([sent, Buffer.from('<script>alert(1)</script>PK\x03\x04')]),
  )) as DrawnLogo;
  expect([drawn.width, drawn.height]).toEqual([200, 100]);
  expect([...new Set(listChunks(drawn.png))].sort()).toEqual(['IDAT', 'IEND', 'IHDR']);
  for (const part of ['Greet', 'GPS', 'script', 'PK\x03\x04']) expect(drawn.png.includes(part)).toBe(false);
});

test('a large PNG becomes smaller, and one full of detail stays within its bytes', async () => {
  const drawn = (await drawPng(makePng({ width: 3000, height: 3000 }))) as DrawnLogo;
  expect([drawn.width, drawn.height]).toEqual([360, 360]);
  const noise =
    '<filter id="n"><feTurbulence baseFrequency="0.9" numOctaves="4"/></filter><rect width="160" height="100" filter="url(#n)"/>';
  const full = (await drawSvg(makeSvg(noise))) as DrawnLogo;
  expect(full.png.length).toBeLessThanOrEqual(logoBox.bytes);
  expect(full.width).toBeLessThan(576);
});

describe('what is in an SVG besides the drawing', () => {
  const reaching: [string, () => Buffer][] = [
    ['a script', () => makeSvg(`<script>fetch('${address}/script')</script>`)],
    ['a script from elsewhere', () => makeSvg(`<script href="${address}/js" xlink:href="${address}/js"/>`)],
    ['an event', () => makeSvg(`<rect width="1" height="1" onload="fetch('${address}/onload')"/>`)],
    [
      'HTML in it',
      () =>
        makeSvg(
          `<foreignObject width="9" height="9"><body xmlns="http://www.w3.org/1999/xhtml"><img src="${address}/img" onerror="fetch('${address}/err')"/><iframe src="${address}/frame"/><link rel="stylesheet" href="${address}/css"/></body></foreignObject>`,
        ),
    ],
    [
      'a picture from elsewhere',
      () =>
        makeSvg(
          `<image width="9" height="9" href="${address}/a"/><image width="9" height="9" xlink:href="${address}/b"/>`,
        ),
    ],
    [
      'a part from elsewhere',
      () => makeSvg(`<use href="${address}/use.svg#a"/><use xlink:href="${address}/use.svg#b"/>`),
    ],
    [
      'an address in a style',
      () =>
        makeSvg(
          `<style>@import url(${address}/import); rect { fill: url(${address}/fill#a); } @font-face { font-family: f; src: url(${address}/font) } text { font-family: f }</style><rect width="9" height="9" style="mask:url(${address}/mask#a)"/><text>f</text>`,
        ),
    ],
    [
      'a filter from elsewhere',
      () =>
        makeSvg(
          `<filter id="f"><feImage href="${address}/fe"/></filter><rect width="9" height="9" filter="url(#f)"/>`,
        ),
    ],
    [
      'an animation to a script',
      () =>
        makeSvg(
          `<a><animate attributeName="href" values="javascript:fetch('${address}/anim')" begin="0s"/><rect width="9" height="9"/></a>`,
        ),
    ],
  ];

  test.each(reaching)('%s reaches nothing, and nothing of it is kept', async (_what, make) => {
    asked.length = 0;
    const drawn = (await drawSvg(make())) as DrawnLogo;
    expect([drawn.width, drawn.height]).toEqual([576, 360]);
    expect(asked).toEqual([]);
    for (const part of ['script', 'http', '<svg']) expect(drawn.png.includes(part)).toBe(false);
  });

  test('the canary hears who does reach it', async () => {
    asked.length = 0;
    await fetch(`${address}/here`);
    expect(asked).toEqual(['/here']);
  });
});

describe('is not drawn', () => {
  test.each<[string, () => Buffer, string]>([
    [
      'an SVG that is not closed',
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><g>'),
      'undrawable',
    ],
    ['an entity that nobody defined', () => makeSvg('<text>&lol;</text>'), 'undrawable'],
    ['something else that begins like it', () => Buffer.from('<svg '), 'undrawable'],
    [
      'white on white',
      () =>
        Buffer.from(
          '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="#fefefe"/></svg>',
        ),
      'blank',
    ],
    ['nothing', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'), 'blank'],
  ])('%s', async (_what, make, fault) => {
    expect(await drawSvg(make())).toBe(fault);
  });

  test('a PNG that is broken, blank, too small or a line', async () => {
    const whole = makePng({ width: 200, height: 100 });
    expect(await drawPng(Buffer.concat([whole.subarray(0, 40), Buffer.alloc(60)]))).toBe('undrawable');
    expect(await drawPng(makePng({ width: 200, height: 100, grey: 255 }))).toBe('blank');
    expect(await drawPng(makePng({ width: 60, height: 60 }))).toBe('narrow');
    expect(await drawPng(makePng({ width: 2000, height: 4 }))).toBe('narrow');
  });

  test('one that takes forever or all memory, and meanwhile and afterwards there are prints', async () => {
    let copies = '<g id="a0"><rect width="1" height="1"/></g>';
    for (let i = 1; i < 30; i++) copies += `<g id="a${i}">${`<use href="#a${i - 1}"/>`.repeat(10)}</g>`;
    const inside = makePng({ width: 16_000, height: 16_000 }).toString('base64');
    const drawing = drawSvg(makeSvg(copies));
    const page = '<!doctype html><title>Een</title><p>Een</p>';
    expect((await printer.print(page)).length).toBeGreaterThan(500);
    expect(await drawing).toBe('undrawable');
    // A picture of gigabytes inside a small file: drawn without it, or not at all.
    const drawn = await drawSvg(
      makeSvg(`<image width="9" height="9" href="data:image/png;base64,${inside}"/>`),
    );
    expect(drawn === 'undrawable' || typeof drawn === 'object').toBe(true);
    expect((await printer.print(page.replaceAll('Een', 'Twee'))).length).toBeGreaterThan(500);
    // The one that prints stays, those that drew are gone.
    if (process.platform === 'linux') expect(await listBrowsers()).toHaveLength(1);
  });
});
