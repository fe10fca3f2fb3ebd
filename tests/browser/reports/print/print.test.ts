import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderFactsheet } from '../../../../reports/factsheet/render-factsheet.ts';
import { renderMirror } from '../../../../reports/mirror/render-mirror.ts';
import { findChromium } from '../../../../reports/print/find-chromium.ts';
import { createPrinter, type Printer } from '../../../../reports/print/printer.ts';
import {
  answerAlike,
  answerSixty,
  answerWeert,
  answerWeertAgain,
  hostileNames,
  makeInput,
  tie,
} from '../../../support/factsheet-inputs.ts';
import { listBrowsers, listRenderers } from '../../../support/list-browsers.ts';
import { type ReadPdf, readPdf } from '../../../support/read-pdf.ts';

/** Some tests look for the processes of the browser where Linux lists them. */
const isLinux = process.platform === 'linux';

let printer: Printer;
beforeAll(() => {
  printer = createPrinter();
});
afterAll(() => printer.close());

async function printAndRead(html: string): Promise<ReadPdf> {
  return readPdf(await printer.print(html));
}

describe('the Weert study, from answers to paper', () => {
  let pdf: ReadPdf;
  beforeAll(async () => {
    pdf = await printAndRead(renderFactsheet(makeInput(answerWeertAgain())));
  });

  /** The words between two others, in the order of the paper. */
  function between(start: string, end: string): string {
    const from = pdf.text.indexOf(start);
    expect(from, start).toBeGreaterThan(-1);
    const to = pdf.text.indexOf(end, from + start.length);
    expect(to, end).toBeGreaterThan(-1);
    return pdf.text.slice(from + start.length, to);
  }

  test.each([
    [
      'Delen score',
      'Kwaliteit van samenwerking score',
      ['Taken en verantwoordelijkheden', 'Expertise en taken doorgeven'],
      ['Gedeelde waarden', 'Gezamenlijke planning'],
    ],
    [
      'Kwaliteit van samenwerking score',
      'Besef van wederzijdse afhankelijkheid score',
      ['Vertrouwen en respect', 'Open en eerlijke communicatie'],
      ['Hoeveelheid contact', 'Weten wat elke partner doet'],
    ],
    [
      'Besef van wederzijdse afhankelijkheid score',
      'Kennis, ervaring en goede naam score',
      ['Samen meer bereiken', 'Samen in actie willen komen'],
      ['Elkaar echt nodig hebben'],
    ],
    [
      'Kennis, ervaring en goede naam score',
      'Rond het netwerk',
      ['Kennis delen en waarderen', 'Waarde van ervaring'],
      ['Goede naam'],
    ],
  ])('%s … shows its strengths beside its weaknesses', (start, end, strengths, weaknesses) => {
    const words = between(start, end);
    const [strong, weak] = words.split('Zwakke punten');
    const listed = (part: string, sign: string) =>
      [...part.matchAll(new RegExp(`${sign} ([A-Z])`, 'g'))].length;
    for (const name of strengths) expect(strong).toContain(`+ ${name}`);
    for (const name of weaknesses) expect(weak).toContain(`− ${name}`);
    expect(listed(strong!, '\\+')).toBe(strengths.length);
    expect(listed(weak!, '−')).toBe(weaknesses.length);
  });

  test('the conclusion is that of the study, with all six weaknesses in order', () => {
    expect(between('Conclusie', 'Sterk naast zwak')).toContain(
      'Er is nu geen volledige integrale samenwerking, want elk thema heeft minstens één zwak punt. ' +
        'Deze punten staan in de weg: − gedeelde waarden − gezamenlijke planning − hoeveelheid contact ' +
        '− weten wat elke partner doet − elkaar echt nodig hebben (misschien ongelijk verdeeld) − goede naam',
    );
  });

  test('both recommendations of the study are there, with their source', () => {
    const advice = between('Wat u kunt doen', 'Alle cijfers');
    expect(advice).toMatch(
      /Open een wekelijks inloopuurtje − Kwaliteit van samenwerking: hoeveelheid contact .*? naar het onderzoek in Weert/,
    );
    expect(advice).toMatch(
      /Maak een sociale kaart − Kwaliteit van samenwerking: weten wat elke partner doet .*? naar het onderzoek in Weert/,
    );
  });

  test('the first page answers, says how far it reaches, and that it is made up', () => {
    expect(pdf.pages[0]).toContain(
      'De partners werken op 8 punten goed samen (3 daarvan waarschijnlijk). Op 6 punten kan het beter (1 daarvan misschien), in elk van de 4 thema’s.',
    );
    expect(pdf.pages[0]).toContain('10 van de 21 partners deden mee. Van 11 weten we het niet.');
    expect(pdf.pages[0]).toContain('Voorbeeld: alle antwoorden in deze factsheet zijn verzonnen.');
  });

  test('every page is A4, has its number, names the network, and says that it is made up', () => {
    expect(pdf.pages).toHaveLength(5);
    pdf.pages.forEach((page, i) => {
      expect(page).toContain(`${i + 1} / 5`);
      expect(page).toContain(
        'Voorbeeld: verzonnen antwoorden · Keten rond armoede (voorbeeld) · Weert · 2026',
      );
      expect(pdf.sizes[i]).toEqual([210, 297]);
    });
  });

  test('it has a title, a language, tags, and each heading once as a bookmark', () => {
    expect(pdf).toMatchObject({
      title: 'Factsheet Keten rond armoede (voorbeeld), Weert, 2026',
      language: 'nl',
      isTagged: true,
    });
    expect(pdf.bookmarks.filter((title) => !/punten$/.test(title)).slice(0, 22)).toEqual([
      'Keten rond armoede (voorbeeld)',
      'Hoe goed werken de partners in dit netwerk samen?',
      'De 4 thema’s, op een schaal van 0 tot 100',
      'Dit is het sterkst',
      'Hieraan kunt u werken',
      'Een eerste stap',
      'Wie meedeed',
      'Het netwerk',
      'Ster of web?',
      'Wie is niet verbonden?',
      'Wie ontbreekt?',
      'Partners op de kaart, met hun aantal contacten',
      'Alle thema’s in één beeld',
      'Conclusie',
      'Deze meting naast de vorige',
      'Sterk naast zwak',
      'Delen',
      'Kwaliteit van samenwerking',
      'Besef van wederzijdse afhankelijkheid',
      'Kennis, ervaring en goede naam',
      'Rond het netwerk: wat helpt en wat staat in de weg',
      'Wat u kunt doen',
    ]);
  });

  test('this round stands beside the previous one, in words', () => {
    expect(between('Deze meting naast de vorige', 'Sterk naast zwak')).toContain(
      'Aantoonbaar beter: taken en verantwoordelijkheden',
    );
    expect(between('Beide keren', 'Zo is het berekend')).toMatch(
      /Gedeelde waarden 38 25 tot 50 10 = niet aantoonbaar anders 8 /,
    );
  });

  test('the picture of all themes is lines and letters, not a bitmap', () => {
    expect(pdf.bitmaps).toBe(0);
    expect(pdf.pages[2]!.split('Expertise en taken doorgeven')).toHaveLength(2);
    expect(pdf.pages[2]).toContain('0 25 50 75 100');
  });

  test('printed again it has the same words', async () => {
    const again = await printAndRead(renderFactsheet(makeInput(answerWeertAgain())));
    expect(again.pages).toEqual(pdf.pages);
  });
});

test('the mirror of a partner prints its own scores beside the network’s', async () => {
  const input = makeInput(answerWeert(), {}, { kind: 'partner', partner: 'voedselbank' });
  const pdf = await printAndRead(renderMirror(input, 'voedselbank'));
  expect(pdf.title).toBe('Factsheet van Voedselbank De Mand: Keten rond armoede (voorbeeld), Weert, 2026');
  expect(pdf.pages[0]).toContain('Vraag de volgende keer ook een collega');
  expect(pdf.text).toContain('Elkaar echt nodig hebben u 13, het netwerk 56');
  expect(pdf.text).toContain('Gezamenlijke planning 13 33 ongeveer gelijk');
  expect(pdf.bitmaps).toBe(0);
  for (const page of pdf.pages) expect(page).toContain('Voorbeeld: verzonnen antwoorden');
});

test('a network with too few answers prints a page that says why and what to do', async () => {
  const four = answerAlike(['A', 'B', 'C', 'D', 'E', 'F'], (i) => (i < 4 ? 5 : undefined));
  const pdf = await printAndRead(renderFactsheet(makeInput(four)));
  expect(pdf.pages).toHaveLength(1);
  expect(pdf.text).toContain('Waarom hier nog geen uitslag staat');
  expect(pdf.text).toContain('Wat u kunt doen');
});

test('sixty partners with long names are all in the list', async () => {
  const pdf = await printAndRead(renderFactsheet(makeInput(answerSixty())));
  for (let i = 1; i <= 60; i += 1) {
    expect(pdf.text).toMatch(new RegExp(`(^| )${i} Stichting M[^()]*…[^()]* Limburg-Noord \\(\\d\\)`));
  }
  expect(pdf.text).toContain('Lange namen zijn hier ingekort. Op de webpagina staan zij voluit.');
});

/** Those that would end a script, an attribute and a style, and the widest; `npm run test:long` tries the rest. */
const worst = [1, 3, 6, 10].map((index) => hostileNames[index]!);
const hostile = [
  { names: worst, tags: [] },
  { names: hostileNames.filter((name) => !worst.includes(name)), tags: ['long'] },
];
for (const { names, tags } of hostile) {
  test.each(names)(
    'the hostile name %j is printed as a name, at the foot of the page too',
    { tags },
    async (name) => {
      const network = answerAlike(hostileNames, (i) => 1 + (i % 5), [tie(1, 2), tie(2, 3)]);
      const input = makeInput(network, { network: { name, madeUp: true } });
      const pdf = await printAndRead(renderFactsheet(input));
      expect(pdf.title).toMatch(/^Factsheet /);
      expect(pdf.pages.every((page) => page.includes('Voorbeeld: verzonnen antwoorden · '))).toBe(true);
      // A long name takes several lines.
      expect(pdf.text.replaceAll(' ', '')).toContain('</script><script>document.title="taken"</script>');
    },
  );
}

describe('a page that is printed reaches nothing', () => {
  let canary: Server;
  let calls = 0;
  let at: string;
  beforeAll(async () => {
    canary = createServer((socket) => {
      calls += 1;
      socket.on('error', () => undefined).destroy();
    });
    await new Promise<void>((ready) => canary.listen(0, '127.0.0.1', ready));
    at = `127.0.0.1:${(canary.address() as { port: number }).port}`;
  });
  afterAll(() => new Promise((done) => canary.close(done)));

  const bait: [string, (address: string) => string][] = [
    ['a picture', (a) => `<img src="http://${a}/p.png" srcset="http://${a}/q.png 2x">`],
    ['a style sheet', (a) => `<link rel="stylesheet" href="http://${a}/s.css">`],
    [
      'a style',
      (a) => `<style>@import "http://${a}/i.css"; p { background: url(http://${a}/b.png) }</style>`,
    ],
    [
      'a font',
      (a) =>
        `<style>@font-face { font-family: F; src: url(http://${a}/f.woff2) } p { font-family: F }</style>`,
    ],
    ['a script', (a) => `<script src="http://${a}/s.js"></script>`],
    ['a module', (a) => `<script type="module">import("http://${a}/m.js").catch(() => {})</script>`],
    [
      'a frame',
      (a) => `<iframe src="http://${a}/f"></iframe><iframe srcdoc="<img src='http://${a}/g'>"></iframe>`,
    ],
    ['an object', (a) => `<object data="http://${a}/o"></object><embed src="http://${a}/e">`],
    ['a film', (a) => `<video src="http://${a}/v" poster="http://${a}/w" autoplay></video>`],
    [
      'a hint',
      (a) =>
        `<link rel="preconnect" href="http://${a}"><link rel="prefetch" href="http://${a}/x"><link rel="dns-prefetch" href="//${a}">`,
    ],
    ['a drawing', (a) => `<svg><image href="http://${a}/i.png"/><use href="http://${a}/u.svg#a"/></svg>`],
    [
      'a fetch',
      (a) => `<script>fetch("http://${a}/f").catch(() => {}); navigator.sendBeacon("http://${a}/b")</script>`,
    ],
    [
      'a request',
      (a) => `<script>const r = new XMLHttpRequest(); r.open("GET", "http://${a}/r"); r.send()</script>`,
    ],
    [
      'a socket',
      (a) =>
        `<script>try { new WebSocket("ws://${a}/w") } catch {} try { new EventSource("http://${a}/e") } catch {}</script>`,
    ],
    [
      'a call',
      (a) =>
        `<script>try { const c = new RTCPeerConnection({ iceServers: [{ urls: "turn:${a}?transport=tcp", username: "u", credential: "c" }] }); c.createDataChannel("d"); c.createOffer().then((o) => c.setLocalDescription(o)).catch(() => {}) } catch {}</script>`,
    ],
    ['a window', (a) => `<script>window.open("http://${a}/w")</script>`],
    [
      'a form',
      (a) => `<form action="http://${a}/f" method="post"></form><script>document.forms[0].submit()</script>`,
    ],
    [
      'a worker',
      (a) =>
        `<script>try { new Worker(URL.createObjectURL(new Blob(["fetch('http://${a}/w')"]))) } catch {}</script>`,
    ],
    ['a file', () => '<img src="file:///etc/hostname"><iframe src="file:///etc/hostname"></iframe>'],
  ];

  test.each(bait)('%s from outside is not fetched, and the rest is printed', async (_name, make) => {
    const html = `<!doctype html><title>x</title><p>De rest staat er.</p>${make(at)}`;
    const pdf = await printAndRead(html);
    expect(pdf.text).toContain('De rest staat er.');
    expect(calls).toBe(0);
  });

  test.each([
    ['a script', (a: string) => `<script>location = "http://${a}/away"</script>`],
    ['a header', (a: string) => `<meta http-equiv="refresh" content="0; url=http://${a}/away">`],
  ])('a document that leaves by %s reaches nothing', async (_name, make) => {
    await printer.print(`<!doctype html><p>x</p>${make(at)}`).catch(() => undefined);
    expect(calls).toBe(0);
  });

  test('the canary does hear a browser that is not ours', async () => {
    await fetch(`http://${at}/`).catch(() => undefined);
    expect(calls).toBe(1);
    calls = 0;
  });

  test('nothing of one document is left for the next', async () => {
    await printer.print('<!doctype html><script>globalThis.left = "left"; const kept = 1</script>');
    const pdfs = await Promise.all(
      [1, 2, 3].map(() =>
        printAndRead(
          '<!doctype html><p id="p"></p><script>const kept = 2; document.getElementById("p").textContent = "found: " + globalThis.left</script>',
        ),
      ),
    );
    for (const pdf of pdfs) expect(pdf.text).toBe('found: undefined');
  });
});

describe('a print that goes wrong', () => {
  const weert = renderFactsheet(makeInput(answerWeert()));

  test('a script that fails is an error, not a blank chart', async () => {
    await expect(printer.print('<!doctype html><script>missing()</script>')).rejects.toThrow(
      'A script of the document failed: ReferenceError: missing is not defined',
    );
  });

  test('a promise that fails unseen is an error', async () => {
    await expect(
      printer.print('<!doctype html><script>Promise.reject(new Error("late"))</script>'),
    ).rejects.toThrow('A script of the document failed: Error: late');
  });

  test('a chart that nobody draws is an error', async () => {
    await expect(printer.print('<!doctype html><canvas aria-label="De grafiek"></canvas>')).rejects.toThrow(
      'A chart did not draw: De grafiek',
    );
  });

  test('after each of these the next document prints', async () => {
    expect((await printAndRead('<!doctype html><p>Gewoon</p>')).text).toBe('Gewoon');
  });

  test('a document that keeps the browser busy is stopped, and the next one prints', async () => {
    const impatient = createPrinter({ timeout: 1500 });
    await expect(impatient.print('<!doctype html><script>for (;;) {}</script>')).rejects.toThrow(
      'The print took longer than 1.5 seconds and was stopped.',
    );
    expect((await readPdf(await impatient.print('<!doctype html><p>Gewoon</p>'))).text).toBe('Gewoon');
    await impatient.close();
  });

  test.runIf(isLinux)(
    'a browser that is killed during prints is replaced, and every print still comes',
    async () => {
      const before = await listBrowsers();
      const own = createPrinter();
      await own.print('<!doctype html><p>Warm</p>');
      const [browser] = (await listBrowsers()).filter((pid) => !before.includes(pid));
      const prints = Array.from({ length: 6 }, () => own.print(weert));
      process.kill(browser!, 'SIGKILL');
      const pdfs = await Promise.all(prints);
      for (const pdf of pdfs) expect((await readPdf(pdf)).pages).toHaveLength(5);
      await own.close();
    },
  );

  test.runIf(isLinux)(
    'a page whose process is killed during its print is printed in another browser',
    async () => {
      const before = await listBrowsers();
      const own = createPrinter();
      await own.print('<!doctype html><p>Warm</p>');
      const [browser] = (await listBrowsers()).filter((pid) => !before.includes(pid));
      const print = own.print(weert);
      const renderers = await listRenderers(browser!);
      expect(renderers.length).toBeGreaterThan(0);
      for (const pid of renderers) process.kill(pid, 'SIGKILL');
      expect((await readPdf(await print)).pages).toHaveLength(5);
      await own.close();
    },
  );

  test('a queue that is full refuses with a sentence, and what was in it is printed', async () => {
    const small = createPrinter({ waiting: 1 });
    const results = await Promise.allSettled(
      [1, 2, 3, 4].map((n) => small.print(`<!doctype html><p>${n}</p>`)),
    );
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected']);
    expect((results[3] as PromiseRejectedResult).reason.message).toMatch(/Too much is waiting/);
    await small.close();
  });

  test.runIf(isLinux)('a browser is renewed after its number of prints', async () => {
    const short = createPrinter({ renewAfter: 3 });
    const before = await listBrowsers();
    const seen = new Set<number>();
    for (let i = 0; i < 7; i += 1) {
      await short.print('<!doctype html><p>x</p>');
      for (const pid of await listBrowsers()) if (!before.includes(pid)) seen.add(pid);
    }
    expect(seen.size).toBe(3);
    await short.close();
    expect((await listBrowsers()).filter((pid) => seen.has(pid))).toEqual([]);
  });

  test.runIf(isLinux)(
    'a closed printer finishes what is under way, refuses the rest, and leaves no browser',
    async () => {
      const before = await listBrowsers();
      const own = createPrinter();
      const last = own.print(weert);
      await own.close();
      expect((await readPdf(await last)).pages).toHaveLength(5);
      await expect(own.print(weert)).rejects.toThrow('The printer is closed.');
      expect((await listBrowsers()).filter((pid) => !before.includes(pid))).toEqual([]);
    },
  );
});

describe('the browser', () => {
  test('that the operator chose is used, and refused when it is not there', async () => {
    const path = await findChromium();
    expect(await findChromium(path)).toBe(path);
    await expect(findChromium('/nowhere/chrome')).rejects.toThrow(
      'There is no browser at CHROMIUM_PATH (/nowhere/chrome)',
    );
    const wrong = createPrinter({ chromiumPath: '/bin/true' });
    await expect(wrong.print('<p>x</p>')).rejects.toThrow('The browser at /bin/true did not start.');
    await wrong.close();
  });

  test.runIf(isLinux)(
    'is unpacked whole, once, by processes that start at the same moment',
    { tags: ['long'] },
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'unpack-test-'));
      try {
        const script = `
        import { findChromium } from '${new URL('../../../../reports/print/find-chromium.ts', import.meta.url)}';
        import { launchBrowser } from '${new URL('../../../../reports/print/launch-browser.ts', import.meta.url)}';
        const browser = await launchBrowser(await findChromium());
        console.log(await browser.version());
        await browser.close();`;
        const start = () =>
          promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
            env: { ...process.env, TMPDIR: folder },
          });
        const started = await Promise.all([start(), start(), start()]);
        for (const { stdout } of started) expect(stdout).toMatch(/Chrome/);
        expect(
          (await readdir(folder)).filter((name) => name.startsWith('ketenspiegel-chromium')),
        ).toHaveLength(1);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  );
});
