/**
 * Ten people who answer the whole questionnaire over HTTP, one link after another, in a process of their own. Gets
 * `{ address, links }` from its parent, with links as paths, and gives back `{ answers, requests, seconds }`.
 */
import { Agent } from 'node:http';
import { fillQuestionnaire } from '../support/fill-questionnaire.ts';
import { makeHttpBrowser } from '../support/http-browser.ts';

const clients = 10;
const agent = new Agent({ keepAlive: true, maxSockets: clients });
let requests = 0;

/** Answers behind one link: the third choice of every question, where there are so many. */
async function answer(address: string, link: string): Promise<void> {
  const { get, post } = makeHttpBrowser(address, agent);
  const browser = {
    get: (...asked: Parameters<typeof get>) => {
      requests += 1;
      return get(...asked);
    },
    post: (...sent: Parameters<typeof post>) => {
      requests += 1;
      return post(...sent);
    },
  };
  await fillQuestionnaire(browser, link, (options) => Math.min(2, options - 1));
}

process.once('message', ({ address, links }: { address: string; links: string[] }) => {
  const start = performance.now();
  const waiting = [...links];
  async function work() {
    for (let link = waiting.pop(); link !== undefined; link = waiting.pop()) await answer(address, link);
  }
  Promise.all(Array.from({ length: clients }, work)).then(
    () => {
      process.send!({ answers: links.length, requests, seconds: (performance.now() - start) / 1000 });
      agent.destroy();
      process.disconnect();
    },
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
