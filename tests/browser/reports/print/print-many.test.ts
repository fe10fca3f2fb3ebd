/**
 * Many documents one after the other: the memory of browser and server does not grow with their number, and a job that
 * prints the mirrors of a round gets over a browser that is killed.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPrinter } from '../../../../reports/print/printer.ts';
import { chartLibrary } from '../../../../server/web/assets.ts';
import { listBrowsers, listRenderers, measureMemory } from '../../../support/list-browsers.ts';
import { readPdf } from '../../../support/read-pdf.ts';
import { endWaiting, runJobs, waitFor } from '../../../support/run-jobs.ts';
import { seedLargeRound } from '../../../support/seed-large-round.ts';
import { startTestApp, type TestApp } from '../../../support/test-app.ts';

/** Browsers are found where Linux lists its processes. */
const isLinux = process.platform === 'linux';
/** As many municipalities as the Netherlands has. */
const many = 342;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** A picture of noise: with it a PDF is as heavy as that of a mirror. */
const picture = drawNoise(160);

function drawNoise(size: number): string {
  const bitmap = Buffer.alloc(54 + 3 * size * size);
  bitmap.write('BM');
  bitmap.writeUInt32LE(bitmap.length, 2);
  bitmap.writeUInt32LE(54, 10);
  bitmap.writeUInt32LE(40, 14);
  bitmap.writeInt32LE(size, 18);
  bitmap.writeInt32LE(size, 22);
  bitmap.writeUInt16LE(1, 26);
  bitmap.writeUInt16LE(24, 28);
  for (let at = 54, mixed = 1; at < bitmap.length; at += 1) {
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) + at;
    bitmap[at] = mixed >>> 24;
  }
  return `data:image/bmp;base64,${bitmap.toString('base64')}`;
}

/** A page of text with a chart, drawn as a factsheet draws its own. */
function writeDocument(number: number): string {
  const data = { labels: ['een', 'twee', 'drie'], datasets: [{ data: [number, 2, 3] }] };
  return `<!doctype html><html lang="nl"><head><title>Blad ${number}</title><script>${chartLibrary}</script></head>
    <body><h1>Blad ${number}</h1><p>${'Samen komen partners verder. '.repeat(20)}</p>
    <img src="${picture}" alt="Ruis">
    <div style="width: 160mm; height: 60mm"><canvas id="chart" aria-label="Grafiek"></canvas></div><script>
      addEventListener('beforeprint', () => {
        const canvas = document.getElementById('chart');
        new Chart(canvas, { type: 'bar', data: ${JSON.stringify(data)}, options: { animation: false } });
        canvas.dataset.drawn = '';
      });
    </script></body></html>`;
}

/** The megabytes that this process itself holds, after everything that is no longer needed went. */
function measureOwnMemory(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 2 ** 20;
}

/** The middle of the first half, and that of the second. */
function halve(samples: readonly number[]): [first: number, second: number] {
  const half = Math.floor(samples.length / 2);
  const middle = (some: readonly number[]) => some.toSorted((a, b) => a - b)[Math.floor(some.length / 2)]!;
  return [middle(samples.slice(0, half)), middle(samples.slice(half))];
}

test.runIf(isLinux)(
  `${many} documents one after the other take no more memory than the first`,
  { timeout: 300_000, tags: ['long'] },
  async () => {
    const before = await listBrowsers();
    // One browser for all of them, although in use it is renewed: that must not hide what grows.
    const printer = createPrinter({ renewAfter: many + 20 });
    try {
      for (let number = 0; number < 20; number += 1) await printer.print(writeDocument(number));
      const [browser, ...others] = (await listBrowsers()).filter((pid) => !before.includes(pid));
      expect(others).toEqual([]);
      const [memory, ownMemory, pages]: [number[], number[], number[]] = [[], [], []];
      let weight = 0;
      for (let number = 0; number < many; number += 2) {
        const pdfs = await Promise.all([0, 1].map((next) => printer.print(writeDocument(number + next))));
        weight += pdfs[0]!.length + pdfs[1]!.length;
        if (number % 18 !== 0) continue;
        memory.push(await measureMemory(browser!));
        ownMemory.push(measureOwnMemory());
        pages.push((await listRenderers(browser!)).length);
        if (number === 0) expect((await readPdf(pdfs[1]!)).text).toContain('Blad 1');
      }
      const figures = `browser ${memory.map(Math.round)} MB, server ${ownMemory.map(Math.round)} MB`;
      const [first, second] = halve(memory);
      expect(second / first, figures).toBeLessThan(1.25);
      // If the PDFs were kept somewhere, it would be all of the weight of one half.
      const [firstOwn, secondOwn] = halve(ownMemory);
      expect((secondOwn - firstOwn) / (weight / 2 / 2 ** 20), figures).toBeLessThan(0.5);
      expect(Math.max(...pages)).toBeLessThanOrEqual(4);
    } finally {
      await printer.close();
    }
    expect((await listBrowsers()).filter((pid) => !before.includes(pid))).toEqual([]);
  },
);

let server: TestApp;
beforeAll(async () => {
  server = await startTestApp();
});
afterAll(() => server.stop());

test.runIf(isLinux)(
  'a job goes on where it was when its browser is killed, again and again',
  { timeout: 300_000, tags: ['long'] },
  async () => {
    const { app } = server;
    const before = await listBrowsers();
    const { roundId, networkId } = await seedLargeRound(app, { count: 8, consents: () => false });
    /** Without the factsheet of the network, which has no partner. */
    const listPrinted = () =>
      app.db
        .selectFrom('printedDocument')
        .select(['partnerId', 'printedAt', 'pdf'])
        .where('roundId', '=', roundId)
        .where('partnerId', 'is not', null)
        .orderBy('partnerId')
        .execute();
    await app.jobs.add(app.db, 'print-mirrors', { roundId, networkId });
    const working = runJobs(app, 'print-mirrors');
    await waitFor(async () => (await listPrinted()).length >= 2);
    const early = await listPrinted();
    const killed = new Set<number>();
    // The print is tried in another browser, which is killed as well: now the job itself must be tried again.
    await waitFor(async () => {
      for (const pid of await listBrowsers()) {
        if (before.includes(pid) || killed.has(pid) || killed.size === 4) continue;
        killed.add(pid);
        process.kill(pid, 'SIGKILL');
      }
      return killed.size === 4 || (await listPrinted()).length === 8;
    });
    expect(killed.size).toBeGreaterThan(0);
    await working;
    await waitFor(async () => {
      await endWaiting(app);
      await runJobs(app, 'print-mirrors');
      const { rows } =
        await sql`SELECT FROM pgboss.job WHERE name = 'print-mirrors' AND state = 'completed'`.execute(
          app.db,
        );
      return rows.length > 0;
    });
    const printed = await listPrinted();
    expect(printed).toHaveLength(8);
    for (const row of early) expect(printed).toContainEqual(row);
    for (const { pdf } of printed) expect((await readPdf(new Uint8Array(pdf))).pages).toHaveLength(2);
    await app.printer.close();
    expect((await listBrowsers()).filter((pid) => !before.includes(pid))).toEqual([]);
  },
);
