/**
 * The whole app on a fresh database, listening, with a browser that visits it, for one test file:
 * `const { app, address, browser } = await startTestSite()` in `beforeAll`.
 */
import type { Browser } from 'puppeteer';
import type { AppOptions } from '../../server/app.ts';
import { launchTestBrowser } from './browser.ts';
import { startTestApp, type TestApp } from './test-app.ts';

export interface TestSite extends TestApp {
  /** Without a slash at the end. */
  address: string;
  browser: Browser;
}

/** `port`: this one, where others must know it before; otherwise a free one. */
export async function startTestSite(
  env: NodeJS.ProcessEnv = {},
  port = 0,
  options: Pick<AppOptions, 'addExample'> = {},
): Promise<TestSite> {
  const testApp = await startTestApp(env, 0, options);
  const address = await testApp.app.listen({ port, host: '127.0.0.1' });
  const browser = await launchTestBrowser();
  return {
    ...testApp,
    address,
    browser,
    async stop() {
      await browser.close();
      await testApp.stop();
    },
  };
}
