/**
 * Ten people who answer the whole questionnaire over HTTP, one link after another, in a process of their own:
 * open the link, read and save each page, send, read the thanks. Gets `{ address, links }` from its parent and
 * gives back `{ answers, requests, seconds }`.
 */
import { Agent, request } from 'node:http';

const clients = 10;
const agent = new Agent({ keepAlive: true, maxSockets: clients });
let requests = 0;

async function visit(url: string, body?: URLSearchParams): Promise<string> {
  requests += 1;
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      {
        agent,
        method: body ? 'POST' : 'GET',
        headers: body ? { 'content-type': 'application/x-www-form-urlencoded' } : {},
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const { statusCode = 0, headers } = response;
          if (statusCode === 303) resolve(new URL(headers.location!, url).href);
          else if (statusCode === 200) resolve(Buffer.concat(chunks).toString());
          else reject(new Error(`${statusCode} at ${body ? 'POST' : 'GET'} ${url}`));
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body?.toString());
  });
}

const input = /<input type="(\w+)" name="([^"]*)" value="([^"]*)"/g;

/** Fills the form of a page as a person would: the third choice of every group, the first partners known. */
function fill(html: string): URLSearchParams {
  const fields = new URLSearchParams();
  const seen = new Map<string, number>();
  for (const [, type, name, value] of html.matchAll(input) as Iterable<[string, string, string, string]>) {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    const isTicked = type === 'checkbox' && ((name === 'known' && count <= 5) || name === 'confirm');
    if (type === 'hidden' || isTicked || (type === 'radio' && count === 3)) fields.append(name, value);
  }
  return fields;
}

/** Answers behind one link, from the start page to the thanks. */
async function answer(link: string, pages: string[]): Promise<void> {
  await visit(link);
  for (const page of pages) {
    const body = fill(await visit(`${link}/${page}`));
    await visit(`${link}/${page}`, body);
  }
  const body = fill(await visit(`${link}/send`));
  await visit(await visit(`${link}/sending`, body));
}

process.once('message', ({ links, pages }: { links: string[]; pages: string[] }) => {
  const start = performance.now();
  const waiting = [...links];
  async function work() {
    for (let link = waiting.pop(); link !== undefined; link = waiting.pop()) await answer(link, pages);
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
