/**
 * Pages of a PDF as pictures, and how much two pictures differ: by pdf.js on a canvas of the browser that the tests
 * have anyway, so that it needs no program of the system.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'puppeteer';

const require = createRequire(import.meta.url);

/** Dots per inch: enough to see the layout, and small files. */
const resolution = 50;

export interface PdfPainter {
  /** A PNG of each page. */
  paint(pdf: Uint8Array): Promise<Uint8Array[]>;
  /** The share of pixels, from 0 to 1, that clearly differ; 1 when the sizes differ. */
  compare(a: Uint8Array, b: Uint8Array): Promise<number>;
}

export async function openPdfPainter(browser: Browser): Promise<PdfPainter> {
  const page = await browser.newPage();
  await loadPdfJs(page);
  return {
    async paint(pdf) {
      const pictures = await page.evaluate(paintPages, Buffer.from(pdf).toString('base64'), resolution / 72);
      return pictures.map((url) => Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'));
    },
    compare: (a, b) => page.evaluate(comparePictures, toUrl(a), toUrl(b)),
  };
}

async function loadPdfJs(page: Page): Promise<void> {
  const read = (name: string) => readFile(require.resolve(`pdfjs-dist/build/${name}`), 'utf8');
  const [library, worker] = await Promise.all([read('pdf.min.mjs'), read('pdf.worker.min.mjs')]);
  // As text: whoever transforms this file for a test would transform the import too.
  await page.evaluate(`(async () => {
    const toAddress = (source) => URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
    globalThis.pdfjs = await import(toAddress(${JSON.stringify(library)}));
    pdfjs.GlobalWorkerOptions.workerSrc = toAddress(${JSON.stringify(worker)});
  })()`);
}

/** Runs in the browser. */
async function paintPages(base64: string, scale: number): Promise<string[]> {
  const { pdfjs } = globalThis as unknown as { pdfjs: typeof import('pdfjs-dist') };
  const data = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const pdf = await pdfjs.getDocument({ data }).promise;
  const pictures: string[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const viewport = page.getViewport({ scale });
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(viewport.width);
    canvas.height = Math.round(viewport.height);
    await page.render({ canvas, viewport }).promise;
    pictures.push(canvas.toDataURL('image/png'));
  }
  return pictures;
}

/** Runs in the browser. */
async function comparePictures(...urls: [string, string]): Promise<number> {
  const [a, b] = await Promise.all(
    urls.map(async (url) => {
      const picture = new Image();
      picture.src = url;
      await picture.decode();
      const { width, height } = picture;
      const context = new OffscreenCanvas(width, height).getContext('2d')!;
      context.drawImage(picture, 0, 0);
      return context.getImageData(0, 0, width, height);
    }),
  );
  if (a!.width !== b!.width || a!.height !== b!.height) return 1;
  let different = 0;
  for (let i = 0; i < a!.data.length; i += 4) {
    const distance = [0, 1, 2].reduce((sum, k) => sum + Math.abs(a!.data[i + k]! - b!.data[i + k]!), 0);
    if (distance > 120) different += 1;
  }
  return different / (a!.data.length / 4);
}

function toUrl(png: Uint8Array): string {
  return `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
}
