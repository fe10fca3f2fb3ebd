/**
 * A logo that somebody sent, drawn anew: what comes out is a PNG of ours, and of the file that came nothing is left but
 * what it looks like. It is drawn as a picture (`<img>`), in which no script runs and nothing is loaded, in a browser of
 * its own that reaches nothing and ends afterwards: a file that makes it slow or makes it crash takes no print along.
 */
import type { Browser, HTTPRequest } from 'puppeteer';
import { findChromium } from './find-chromium.ts';
import { launchBrowser } from './launch-browser.ts';
import { waitUnless } from './wait-unless.ts';

/** Sharp on paper: 900 dots on six centimetres are 380 an inch. */
export const logoBox = { width: 900, height: 360, bytes: 300 * 1024 };

/** A file that was looked at: nothing in it but what its kind may hold. */
export interface LogoSource {
  kind: 'svg' | 'png';
  content: Uint8Array;
}

/** A PNG with its size in pixels. */
export interface DrawnLogo {
  png: Buffer;
  width: number;
  height: number;
}

/** undrawable: not drawn, or not in time. blank: nothing of it shows on white paper. narrow: a line, or too small. */
export type LogoFault = 'undrawable' | 'blank' | 'narrow';

interface BrowserChoice {
  chromiumPath?: string | undefined;
  sandbox: boolean;
  /** Milliseconds that all of it may take once the browser runs. */
  timeout: number;
}

/** Never a real address (RFC 2606). */
const address = 'https://logo.invalid/';
const types = { svg: 'image/svg+xml;charset=utf-8', png: 'image/png' };

/** Draws it as large as it fits in the box; a PNG never larger than it is. */
export async function drawLogo(
  { kind, content }: LogoSource,
  { chromiumPath, sandbox, timeout }: BrowserChoice,
): Promise<DrawnLogo | LogoFault> {
  const browser = await launchBrowser(await findChromium(chromiumPath), sandbox);
  const late = Promise.withResolvers<LogoFault>();
  const timer = setTimeout(() => late.resolve('undrawable'), timeout);
  try {
    const source = `data:${types[kind]};base64,${Buffer.from(content).toString('base64')}`;
    const drawing = waitUnless(drawIn(browser, source, kind), (tell) => listenForEnd(browser, tell));
    // Also what fails when the browser is killed, after nobody waits for it any more.
    return await Promise.race([drawing.catch((): LogoFault => 'undrawable'), late.promise]);
  } finally {
    clearTimeout(timer);
    browser.process()?.kill('SIGKILL');
    await browser.close().catch(() => undefined);
  }
}

function listenForEnd(browser: Browser, tell: (error: Error) => void): () => void {
  const tellEnd = () => tell(new Error('The browser ended.'));
  browser.on('disconnected', tellEnd);
  return () => browser.off('disconnected', tellEnd);
}

async function drawIn(browser: Browser, source: string, kind: LogoSource['kind']) {
  const page = await browser.newPage();
  const crashed = Promise.withResolvers<never>();
  page.once('error', crashed.reject);
  page.on('request', (request) => void answer(request).catch(() => undefined));
  await page.setRequestInterception(true);
  await page.goto(address);
  const drawing = page.evaluate(drawInPage, source, { ...logoBox, mayGrow: kind === 'svg' });
  const drawn = await Promise.race([drawing, crashed.promise]);
  if (typeof drawn === 'string') return drawn;
  const { url, width, height } = drawn;
  return { png: Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'), width, height };
}

async function answer(request: HTTPRequest): Promise<void> {
  if (request.url() !== address) return request.abort('blockedbyclient');
  await request.respond({
    status: 200,
    contentType: 'text/html; charset=utf-8',
    headers: { 'content-security-policy': "default-src 'none'; img-src data:; sandbox allow-scripts" },
    body: '<!doctype html>',
  });
}

/** Runs in the page. */
async function drawInPage(
  source: string,
  box: typeof logoBox & { mayGrow: boolean },
): Promise<{ url: string; width: number; height: number } | LogoFault> {
  const image = new Image();
  image.src = source;
  try {
    await image.decode();
  } catch {
    return 'undrawable';
  }
  const { naturalWidth, naturalHeight } = image;
  if (naturalWidth === 0 || naturalHeight === 0) return 'undrawable';
  const fit = Math.min(box.width / naturalWidth, box.height / naturalHeight);
  // A picture with more in it than a logo has becomes smaller until it has few enough bytes.
  for (const part of [1, 0.7, 0.5, 0.35, 0.25]) {
    const scale = (box.mayGrow ? fit : Math.min(1, fit)) * part;
    const [width, height] = [Math.round(naturalWidth * scale), Math.round(naturalHeight * scale)];
    if (Math.min(width, height) < 12 || Math.max(width, height) < 90) return 'narrow';
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    const context = canvas.getContext('2d')!;
    context.imageSmoothingQuality = 'high';
    context.drawImage(image, 0, 0, width, height);
    const { data } = context.getImageData(0, 0, width, height);
    // A dot shows when on white paper one of its colours is clearly less than white.
    const shows = (at: number) =>
      (Math.max(255 - data[at]!, 255 - data[at + 1]!, 255 - data[at + 2]!) * data[at + 3]!) / 255 > 24;
    let visible = 0;
    for (let at = 0; at < data.length; at += 4) if (shows(at)) visible++;
    if (visible * 1000 < width * height) return 'blank';
    const url = canvas.toDataURL('image/png');
    if (url.length * 0.75 <= box.bytes) return { url, width, height };
  }
  return 'narrow';
}
