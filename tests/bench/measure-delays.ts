/** How long somebody waits for a page of the questionnaire while the server does something heavy for others. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { addNetwork } from '../../server/networks/add-network.ts';
import type { App } from '../../server/web/fastify.ts';
import { printLimits } from '../../server/web/limits.ts';
import { hashToken, makeToken } from '../../server/web/token.ts';
import { latestInstrument } from '../../survey/versions.ts';
import { actingOn } from '../support/acting.ts';
import { signIn } from '../support/sign-in.ts';

/** At least so long: of forty visitors a second, four then waited longer than 99 of a hundred did. */
const milliseconds = 10_000;
const prints = 50;
const aim = 6;

/** Prints a line for each kind of work. `roundId` is a round that is open and shows its results meanwhile. */
export async function measureDelays(app: App, { roundId, token }: { roundId: string; token: string }) {
  const page = `${app.listeningOrigin}/invitations/${token}/${latestInstrument.concepts[0]!.id}`;
  const key = makeToken();
  await app.db
    .insertInto('operatorKey')
    .values({ keyHash: hashToken(key) })
    .execute();
  const authorization = `Bearer ${key}`;
  const { cookie, csrf } = await signIn(app, 'operator');
  let networks = 0;
  const makeNetwork = () =>
    addNetwork(actingOn(app), {
      municipality: { code: 'GM0988', name: 'Weert' },
      name: `Netwerk ${++networks}`,
    });

  /** Every answer makes it another document, and so does every moment: none of these is printed once for two. */
  const printOne = async () => {
    const url = `${app.listeningOrigin}/api/rounds/${roundId}/factsheet.pdf`;
    await expectStatus(await fetch(url, { headers: { authorization } }), 200);
  };
  const printMany = async () => {
    let left = prints;
    const lane = async () => {
      while (left-- > 0) await printOne();
    };
    await Promise.all(Array.from({ length: printLimits.atOnceEach }, lane));
  };

  const rows = Array.from({ length: 10_000 }, (_, n) => `p${n},Partner ${n},${1 + (n % 90)}\n`);
  const list = `id,organisatie,omvang\n${rows.join('')}`;
  const importList = async () => {
    const url = `${app.listeningOrigin}/api/networks/${await makeNetwork()}/partners`;
    const headers = { authorization, 'content-type': 'text/csv' };
    await expectStatus(await fetch(url, { method: 'PUT', headers, body: list }), 200);
  };

  const networkId = await makeNetwork();
  const header = 'organisatie\tcontactpersoon\te-mail\n';
  const sheets = [
    `${header}School\tJan${' '.repeat(100_000)}Piet\tx@y.example;z@y.example`,
    `${'('.repeat(30_000)}\torganisatie\nx\tSchool`,
    `${header}${'\n'.repeat(200_000)}School\tJan\tx@y.example`,
    `naam\n${'School\n'.repeat(1_000_000)}`,
  ];
  const readSheets = async () => {
    for (const sheet of sheets) {
      const body = new FormData();
      body.append('csrf', csrf);
      body.append('file', new Blob([sheet]), 'lijst.csv');
      const url = `${app.listeningOrigin}/desk/networks/${networkId}/import`;
      // Some are a preview, and some a sentence that says what is wrong.
      await expectStatus(await fetch(url, { method: 'POST', headers: { cookie }, body }), 200, 422);
    }
  };

  await printOne();
  await measureWaiting(page, () => sleep(1_000));
  const quiet = await measureWaiting(page, () => sleep(milliseconds));
  const works: [string, () => Promise<void>][] = [
    [`${prints} factsheets print`, printMany],
    ['10,000 rows are imported', importList],
    ['the worst lists are read', readSheets],
  ];
  for (const [name, work] of works) {
    const busy = await measureWaiting(page, work);
    console.log(
      `p99 of a questionnaire page while ${name}: ${busy.toFixed(1)} against ${quiet.toFixed(1)} milliseconds ` +
        `on a quiet server = ${(busy / quiet).toFixed(1)} (aim: at most ${aim})`,
    );
  }
}

async function expectStatus(response: Response, ...statuses: number[]): Promise<void> {
  const text = await response.text();
  if (!statuses.includes(response.status)) throw new Error(`${response.status} at ${response.url}: ${text}`);
}

/** Does the work again and again, and gives how long 99 of 100 visitors waited at most meanwhile. */
async function measureWaiting(url: string, work: () => Promise<void>): Promise<number> {
  const visitors = fork(new URL('visitors.ts', import.meta.url));
  visitors.send(url);
  const end = performance.now() + milliseconds;
  do await work();
  while (performance.now() < end);
  const waited = await stop(visitors);
  return waited.toSorted((a, b) => a - b)[Math.floor(waited.length * 0.99)]!;
}

async function stop(visitors: ChildProcess): Promise<number[]> {
  const failed = once(visitors, 'exit').then(([code]) => {
    throw new Error(`The visitors stopped with ${code}.`);
  });
  visitors.send('stop');
  const [waited] = (await Promise.race([once(visitors, 'message'), failed])) as [number[]];
  failed.catch(() => undefined);
  return waited;
}
