/**
 * One running browser with its kept pages, from start to end. A browser is worn out after a number of prints, because
 * its memory grows, and at once after a crash or a hang; it ends when its last print is done.
 */
import { type Browser, TimeoutError } from 'puppeteer';
import { DocumentFault, openPrintPage, type PrintPage } from './print-page.ts';
import { waitUnless } from './wait-unless.ts';

/** The browser went away during a print (crashed, killed, out of memory): another one may succeed. */
export class BrowserGone extends Error {}

export interface KeptBrowser {
  /** May it start another print? */
  isUsable(): boolean;
  /** Throws a DocumentFault, a BrowserGone, or an Error when it took too long. */
  print(html: string): Promise<Uint8Array>;
  /** Takes no more prints, and ends when the last one is done. */
  retire(): Promise<void>;
}

/** Keeps this browser for at most `prints` prints; no step of a print takes longer than `timeout` milliseconds. */
export function keepBrowser(browser: Browser, limits: { prints: number; timeout: number }): KeptBrowser {
  const idle: PrintPage[] = [];
  let printing = 0;
  let printed = 0;
  let retired = false;

  /** Some calls to a browser that was killed are never answered. */
  function listenForEnd(tell: (error: Error) => void): () => void {
    const tellEnd = () => tell(new Error('The browser disconnected.'));
    browser.on('disconnected', tellEnd);
    if (!browser.connected) tellEnd();
    return () => browser.off('disconnected', tellEnd);
  }

  async function printOnPage(html: string): Promise<Uint8Array> {
    const page = idle.pop() ?? (await openPrintPage(browser, limits.timeout));
    try {
      const pdf = await page.print(html);
      idle.push(page);
      return pdf;
    } catch (error) {
      // What the document left behind goes with its page.
      void page.close().catch(() => undefined);
      throw error;
    }
  }

  /** What went wrong, as the printer should see it. Anything but a fault of the document ends this browser. */
  function judge(error: unknown): unknown {
    if (error instanceof DocumentFault) return error;
    retired = true;
    if (!(error instanceof TimeoutError))
      return new BrowserGone('The browser stopped during a print.', { cause: error });
    browser.process()?.kill('SIGKILL');
    return new Error(`The print took longer than ${limits.timeout / 1000} seconds and was stopped.`, {
      cause: error,
    });
  }

  async function endWhenDone(): Promise<void> {
    if (retired && printing === 0) await browser.close().catch(() => browser.process()?.kill('SIGKILL'));
  }

  return {
    isUsable: () => browser.connected && !retired && printed < limits.prints,
    async print(html) {
      printing += 1;
      printed += 1;
      try {
        return await waitUnless(printOnPage(html), listenForEnd);
      } catch (error) {
        throw judge(error);
      } finally {
        printing -= 1;
        await endWhenDone();
      }
    },
    async retire() {
      retired = true;
      await endWhenDone();
    },
  };
}
