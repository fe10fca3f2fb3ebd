/**
 * Which browser prints. In this order: the one that the operator chose, the one inside an npm package (Linux, no
 * system packages needed), the Chrome or Chromium that the system has.
 */
import { existsSync } from 'node:fs';
import puppeteer from 'puppeteer';
import { unpackChromium } from './unpack-chromium.ts';

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * The path of a browser that exists.
 * @param chosen the operator's CHROMIUM_PATH; refused when there is nothing there.
 */
export async function findChromium(chosen?: string): Promise<string> {
  if (chosen !== undefined) {
    if (existsSync(chosen)) return chosen;
    throw new Error(`There is no browser at CHROMIUM_PATH (${chosen}). Correct it, or leave it out.`);
  }
  // The package holds a program for this processor only.
  if (process.platform === 'linux' && process.arch === 'x64') return unpackChromium();
  const found = [await puppeteersOwn(), ...usualPlaces].find(
    (path) => path !== undefined && existsSync(path),
  );
  if (found !== undefined) return found;
  throw new Error(
    'No browser was found to print with. Install Chrome or Chromium, or set CHROMIUM_PATH to the one you have.',
  );
}

async function puppeteersOwn(): Promise<string | undefined> {
  try {
    return await puppeteer.executablePath();
  } catch {
    return undefined;
  }
}
