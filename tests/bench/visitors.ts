/**
 * Visitors who open one page, forty a second whatever the server does, in a process of their own. Gets the address
 * from its parent, and when it is told to stop gives back how many milliseconds each visitor waited. Programs that send
 * at a rate, such as autocannon, send what a second holds in one burst.
 */
import { Agent } from 'node:http';
import { makeHttpBrowser } from '../support/http-browser.ts';

const interval = 25;
const agent = new Agent({ keepAlive: true });
const waited: number[] = [];
const underWay = new Set<Promise<void>>();

async function visit(url: URL): Promise<void> {
  const start = performance.now();
  const { status } = await makeHttpBrowser(url.origin, agent).get(url.pathname);
  if (status !== 200) throw new Error(`${status} is no page.`);
  waited.push(performance.now() - start);
}

process.once('message', (address: string) => {
  const url = new URL(address);
  const begin = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    for (; sent * interval < performance.now() - begin; sent += 1) {
      const one = visit(url);
      underWay.add(one);
      void one.finally(() => underWay.delete(one));
    }
  }, interval);
  process.once('message', () => {
    clearInterval(timer);
    void Promise.all(underWay).then(() => {
      agent.destroy();
      process.send!(waited, () => process.disconnect());
    });
  });
});
