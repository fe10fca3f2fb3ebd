/**
 * Starts the browser with flags of our own. It gets no secrets (only the few environment variables it needs),
 * no network (every address leads to a proxy that does not exist) and a sandbox, except as root, where Chromium
 * has none. It is driven over a pipe: no port is open, and the browser ends when this process does, in whatever way.
 */
import puppeteer, { type Browser } from 'puppeteer';
import { describeSurroundings } from './unpack-chromium.ts';

const flags = [
  '--disable-gpu',
  '--disable-background-networking',
  '--no-first-run',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  // The second lock: a page's requests are refused one by one (print-page.ts); what would slip past that, such
  // as a connection that is only opened ahead, ends here. Port 9 discards, and nobody listens there.
  '--proxy-server=http://127.0.0.1:9',
  '--proxy-bypass-list=<-loopback>',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  // The same glyphs in the same place on every machine.
  '--font-render-hinting=none',
];

const passedOn = [
  'PATH',
  'HOME',
  'TMPDIR',
  'TMP',
  'TEMP',
  'SystemRoot',
  'LD_LIBRARY_PATH',
  'FONTCONFIG_FILE',
  'FONTCONFIG_PATH',
];

/** Starts the browser at this path, with its own sandbox or without; refuses with a sentence when it does not start. */
export async function launchBrowser(executablePath: string, sandbox = true): Promise<Browser> {
  const isRoot = process.getuid?.() === 0;
  try {
    const browser = await puppeteer.launch({
      executablePath,
      headless: 'shell',
      pipe: true,
      args: isRoot || !sandbox ? [...flags, '--no-sandbox'] : flags,
      env: {
        ...Object.fromEntries(passedOn.map((name) => [name, process.env[name]])),
        ...describeSurroundings(executablePath),
      },
      // The server decides what happens to prints when it is told to stop.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
    // Puppeteer stops listening to its pipes when it closes them; a browser that is killed just then breaks them, and
    // an error without a listener would end the server. That the browser is gone is noticed without it.
    for (const stream of browser.process()?.stdio ?? []) stream?.on('error', () => undefined);
    return browser;
  } catch (error) {
    throw new Error(`The browser at ${executablePath} did not start. Set CHROMIUM_PATH to one that does.`, {
      cause: error,
    });
  }
}
