/**
 * Documents to PDF: a queue in front of one browser, which is started at the first print, kept, renewed after a number
 * of prints, and replaced after a crash. `kept-browser.ts` has the life of the browser, `print-page.ts` the printing
 * itself.
 */
import { type DrawnLogo, drawLogo, type LogoFault, type LogoSource } from './draw-logo.ts';
import { findChromium } from './find-chromium.ts';
import { BrowserGone, type KeptBrowser, keepBrowser } from './kept-browser.ts';
import { launchBrowser } from './launch-browser.ts';
import { createSharedWork } from './share-work.ts';
import { createWorkQueue } from './work-queue.ts';

export interface Printer {
  /**
   * The PDF of this self-contained HTML document. Refuses a document whose script fails or whose chart does not
   * draw, a print that takes too long, and any print when the queue is full or the printer is closed. The same document
   * that is wanted twice at a time is printed once. Who gives up by the signal hears its reason, and a print that nobody
   * waits for leaves the queue.
   */
  print(html: string, signal?: AbortSignal): Promise<Uint8Array>;
  /** Draws a logo anew in a browser of its own, or says why not. One at a time; refuses when too many wait. */
  drawLogo(source: LogoSource): Promise<DrawnLogo | LogoFault>;
  /** Takes nothing new, finishes what is under way, and ends the browser. */
  close(): Promise<void>;
}

export interface PrinterSettings {
  /** The browser to use; left out: one is found. */
  chromiumPath?: string | undefined;
  /** False only in a container that is a sandbox itself and gives the browser none. */
  sandbox?: boolean;
  /** Milliseconds that a step of a print may take. */
  timeout?: number;
  /** Prints after which the browser is renewed. */
  renewAfter?: number;
  /** Prints that may wait; without it as many as come. */
  waiting?: number;
}

/** A third page at a time gained nothing where this was measured. */
const atOnce = 2;
/** Logos that may wait, each for a second or two; a browser of its own takes as much memory as the one that prints. */
const waitingLogos = 4;
/** Milliseconds for a logo. What takes longer is no logo. */
const logoTimeout = 10_000;

export function createPrinter(settings: PrinterSettings = {}): Printer {
  const { chromiumPath, sandbox = true, timeout = 30_000, renewAfter = 200, waiting = Infinity } = settings;
  const queue = createWorkQueue({ atOnce, waiting });
  const logos = createWorkQueue({ atOnce: 1, waiting: waitingLogos });
  const shared = createSharedWork<Uint8Array>();
  let kept: Promise<KeptBrowser> | undefined;
  let closed = false;

  async function start(): Promise<KeptBrowser> {
    const browser = await launchBrowser(await findChromium(chromiumPath), sandbox);
    return keepBrowser(browser, { prints: renewAfter, timeout });
  }

  async function useBrowser(): Promise<KeptBrowser> {
    kept ??= start();
    const asked = kept;
    const browser = await asked.catch((error: unknown) => {
      if (kept === asked) kept = undefined; // The next print tries again.
      throw error;
    });
    if (browser.isUsable()) return browser;
    if (kept === asked) kept = undefined;
    await browser.retire();
    return useBrowser();
  }

  async function printOnce(html: string): Promise<Uint8Array> {
    const browser = await useBrowser();
    return browser.print(html);
  }

  return {
    async print(html, signal) {
      if (closed) throw new Error('The printer is closed.');
      return shared.join(html, signal, (ended) =>
        queue.run(
          () =>
            printOnce(html).catch((error: unknown) => {
              if (error instanceof BrowserGone) return printOnce(html);
              throw error;
            }),
          ended,
        ),
      );
    },
    async drawLogo(source) {
      if (closed) throw new Error('The printer is closed.');
      return logos.run(() => drawLogo(source, { chromiumPath, sandbox, timeout: logoTimeout }));
    },
    async close() {
      closed = true;
      await logos.whenIdle();
      await queue.whenIdle();
      const browser = await kept?.catch(() => undefined);
      kept = undefined;
      await browser?.retire();
    },
  };
}
