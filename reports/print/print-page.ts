/**
 * One kept page of the browser, which prints one document after another. Each document comes in by a navigation
 * of its own, so that nothing of the one before is left. It can reach nothing: the document itself is handed over
 * here, and every other request is refused. A script that failed, a chart that did not draw or a part that does not fit
 * is an error, never a blank chart or a text that is cut off.
 */
import type { Browser, HTTPRequest } from 'puppeteer';
import { completeTags } from './complete-tags.ts';
import { waitUnless } from './wait-unless.ts';

export interface PrintPage {
  /**
   * The PDF of this document; throws a DocumentFault when its script fails, its chart does not draw or a part does
   * not fit.
   */
  print(html: string): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** The document itself is wrong: another try would fail in the same way. */
export class DocumentFault extends Error {}

/** Never a real address (RFC 2606): the page believes that the document comes from here. */
const address = 'https://factsheet.invalid/';

const headers = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'unsafe-inline'",
    "style-src 'unsafe-inline'",
    'img-src data:',
    'font-src data:',
    "form-action 'none'",
    "base-uri 'none'",
    "webrtc 'block'",
    'sandbox allow-scripts',
  ].join('; '),
};

/** Opens a page in this browser; `timeout` in milliseconds bounds each of its steps. */
export async function openPrintPage(browser: Browser, timeout: number): Promise<PrintPage> {
  const page = await browser.newPage();
  page.setDefaultTimeout(timeout);
  let next: string | undefined;
  let failure: unknown;
  let crash: Error | undefined;
  page.once('error', (error) => {
    crash = error;
  });

  page.on('pageerror', (error) => {
    failure ??= error;
  });
  page.on('request', (request) => {
    if (request.isInterceptResolutionHandled()) return;
    void answer(request).catch(() => undefined); // The page was closed meanwhile: nobody waits for an answer.
  });
  await page.setRequestInterception(true);
  await page.emulateMediaType('print');

  async function answer(request: HTTPRequest): Promise<void> {
    if (request.url() !== address || next === undefined) return request.abort('blockedbyclient');
    const body = next;
    next = undefined;
    await request.respond({ status: 200, contentType: 'text/html; charset=utf-8', headers, body });
  }

  /** A page that crashed no longer answers. */
  function listenForCrash(tell: (error: Error) => void): () => void {
    page.on('error', tell);
    if (crash) tell(crash);
    return () => page.off('error', tell);
  }

  async function printNow(html: string): Promise<Uint8Array> {
    failure = undefined;
    next = html;
    await page.goto(address, { waitUntil: 'load' });
    // Also the fonts of what stands only in a form for paper; one that is not there leaves its text to the next.
    await page.evaluate(() =>
      Promise.allSettled(Array.from(document.fonts, (face) => face.load())).then(() => undefined),
    );
    const pdf = await page.pdf({
      format: 'A4',
      preferCSSPageSize: true,
      printBackground: true,
      tagged: true,
      outline: true,
      timeout,
    });
    if (page.url() !== address)
      throw new DocumentFault('The document left for another address during the print.');
    const { blank, tooLong, ...names } = await page.evaluate(() => ({
      title: document.title,
      language: document.documentElement.lang,
      blank: Array.from(
        document.querySelectorAll('canvas:not([data-drawn])'),
        (chart) => chart.ariaLabel ?? chart.id,
      ),
      tooLong: Array.from(
        document.querySelectorAll('[data-pages]:not([data-fitted])'),
        (part) => part.querySelector('h1, h2')?.textContent ?? '',
      ),
    }));
    if (failure !== undefined) throw new DocumentFault(`A script of the document failed: ${failure}`);
    if (blank.length > 0) throw new DocumentFault(`A chart did not draw: ${blank.join('; ')}`);
    if (tooLong.length > 0)
      throw new DocumentFault(`Too much to print: no form of this part fits: ${tooLong.join('; ')}`);
    return completeTags(pdf, names);
  }

  return {
    print: (html) => waitUnless(printNow(html), listenForCrash),
    close: () => page.close(),
  };
}
