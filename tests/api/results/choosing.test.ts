/**
 * Bringing the result to who answered, and choosing together: whom the mail reaches, what its links open, who may vote
 * and until when, and that nobody finds out who chose, or what.
 */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { erasePerson } from '../../../server/person-data/erasure/erase-person.ts';
import { closeDueChoosing } from '../../../server/results/choosing/close-choosing.ts';
import { addDays, dutchDay } from '../../../server/text/days.ts';
import { deriveToken, makeSeededToken } from '../../../server/web/link-key.ts';
import { actingOn } from '../../support/acting.ts';
import { type ClosedRound, seedClosedRound } from '../../support/closed-round.ts';
import { listLogActions } from '../../support/list-log.ts';
import type { MailReceiver } from '../../support/mail-receiver.ts';
import { type MailingApp, startMailingApp } from '../../support/mailing-app.ts';
import { readWords } from '../../support/read-html.ts';
import { deliverMails, runJobs } from '../../support/run-jobs.ts';
import { seedLargeRound } from '../../support/seed-large-round.ts';
import { signIn } from '../../support/sign-in.ts';
import { startTestApp } from '../../support/test-app.ts';

let receiver: MailReceiver;
let server: MailingApp;
beforeAll(async () => {
  server = await startMailingApp();
  ({ receiver } = server);
});
afterAll(() => server.stop());
beforeEach(() => {
  receiver.received.length = 0;
});

/** Its page is that of the choosing. */
async function closeRound(count: number): Promise<ClosedRound> {
  const round = await seedClosedRound(server.app, { count });
  return { ...round, home: `${round.home}/choosing` };
}

const inDays = (count: number) => addDays(dutchDay(new Date()), count);
const send = ({ coordinator, home }: ClosedRound, fields: Record<string, string> = {}) =>
  coordinator.post(`${home}/mails`, { choosing: 'on', until: inDays(14), ...fields });
const close = ({ coordinator, home }: ClosedRound) => coordinator.post(`${home}/closure`);

/** The path of the choosing of each partner, by its code, as the mails bring it. */
async function listBallots({ roundId }: ClosedRound): Promise<Map<string, string>> {
  const rows = await server.app.db
    .selectFrom('ballot')
    .innerJoin('invitation', 'invitation.id', 'ballot.invitationId')
    .innerJoin('partner', 'partner.id', 'invitation.partnerId')
    .select(['ballot.seed', 'partner.code'])
    .where('invitation.roundId', '=', roundId)
    .execute();
  return new Map(rows.map(({ seed, code }) => [code, `/choosing/${deriveToken(server.app.linkKey, seed)}`]));
}

let visitors = 0;
const visit = (url: string, headers: Record<string, string> = {}) =>
  server.app.inject({
    url,
    headers: { host: 'keten.example', ...headers },
    remoteAddress: `10.3.${++visitors % 250}.1`,
  });
const vote = (path: string, points: readonly string[]) =>
  server.app.inject({
    method: 'POST',
    url: `${path}/votes`,
    payload: new URLSearchParams(points.map((point) => ['points', point])).toString(),
    headers: { host: 'keten.example', 'content-type': 'application/x-www-form-urlencoded' },
  });

async function listPoints({ roundId }: ClosedRound): Promise<string[]> {
  const { facets } = await server.app.db
    .selectFrom('choosing')
    .select('facets')
    .where('roundId', '=', roundId)
    .executeTakeFirstOrThrow();
  return facets.map(({ id }) => id);
}
const listVotes = async ({ roundId }: ClosedRound) =>
  (
    await server.app.db
      .selectFrom('vote')
      .innerJoin('ballot', 'ballot.id', 'vote.ballotId')
      .innerJoin('invitation', 'invitation.id', 'ballot.invitationId')
      .innerJoin('partner', 'partner.id', 'invitation.partnerId')
      .select(['partner.code', 'vote.facet'])
      .where('invitation.roundId', '=', roundId)
      .orderBy('partner.code')
      .orderBy('vote.facet')
      .execute()
  ).map(({ code, facet }) => `${code} ${facet}`);

/** Sent, opened, and with a vote of each of the first so many partners. */
async function openWithVotes(count: number, voters: number) {
  const round = await closeRound(count);
  await send(round);
  const ballots = await listBallots(round);
  const points = await listPoints(round);
  for (let place = 0; place < voters; place += 1) {
    await vote(ballots.get(`p${place}`)!, [points[0]!, points[1 + (place % 2)]!]);
  }
  return { round, ballots, points };
}

describe('the mail with the result', () => {
  test('everybody who answered gets it once, in the own language, and nobody else', async () => {
    const { app } = server;
    const round = await closeRound(8);
    const set = (code: string, change: ReturnType<typeof sql>) =>
      sql`UPDATE person SET ${change} WHERE id = ${round.personIds[code]!}`.execute(app.db);
    await set('p0', sql`language = 'en'`);
    await set('p1', sql`unsubscribed_at = now()`);
    await set('p2', sql`address_fails_at = now()`);
    await set('p3', sql`email = 'anders@elders.example'`);
    await sql`UPDATE invitation SET submitted_at = NULL, receipt = NULL, sent_by = NULL WHERE person_id = ${round.personIds.p4!}`.execute(
      app.db,
    );
    await erasePerson(actingOn(app), round.personIds.p5!);
    const before = readWords((await round.coordinator.get(round.home)).body);
    expect(before).toContain('3 mensen kunnen de uitslag nog krijgen.');
    expect(before).toContain('3 mensen antwoordden en kunnen geen mail krijgen');

    const presses = await Promise.all([send(round), send(round)]);
    expect(presses.map(({ headers }) => headers.location).sort()).toEqual([
      `${round.home}?done=sent`,
      `${round.home}?done=sentNobody`,
    ]);
    await deliverMails(app);
    await send(round);
    await deliverMails(app);
    const address = (code: string) => `iemand@${code}.${round.networkId}.example`;
    expect(receiver.received.map(({ to }) => to).sort()).toEqual(['p0', 'p6', 'p7'].map(address));
  });

  test('its links open the result, the own mirror and the choosing, in the language of the receiver', async () => {
    const { app } = server;
    const round = await closeRound(6);
    await sql`UPDATE person SET language = 'en' WHERE id = ${round.personIds.p0!}`.execute(app.db);
    await send(round);
    await deliverMails(app);
    expect(receiver.received).toHaveLength(6);
    for (const { to, email } of receiver.received) {
      const number = Number(/@p(\d)/.exec(to)![1]) + 1;
      const own = number === 1 ? 'en' : 'nl';
      expect(email.subject).toMatch(own === 'en' ? /^The result: / : /^De uitslag: /);
      expect(email.text).toMatch(/http:\/\/keten\.example\/unsubscribe\//);
      const [choosing] = /\/choosing\/[\w-]{22}(?=\n)/.exec(email.text!)!;
      expect(email.text).toContain(`http://keten.example${choosing}/result\n`);
      const [mirror] = /\/shares\/[\w-]{22}(?=\n)/.exec(email.text!)!;
      const result = await visit(`${choosing}/result`, { cookie: 'language=en' });
      expect(result.statusCode).toBe(200);
      expect(result.body).toContain(`<html lang="${own}"`);
      expect(new Set(readWords((await visit(mirror)).body).match(/Stichting \d+/g))).toEqual(
        new Set([`Stichting ${number}`]),
      );
      const page = await visit(choosing);
      expect(page.body).toContain(`<html lang="${own}"`);
      expect(readWords(page.body)).toContain(`Stichting ${number} voor wonen`);
      expect(page.body).toContain('type="checkbox"');
      expect(page.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    }
  });

  test('without choosing it says nothing of it, and the same link is there when it opens later', async () => {
    const round = await closeRound(5);
    await send(round, { choosing: '' });
    await deliverMails(server.app);
    const { text } = receiver.received[0]!.email;
    expect(text).not.toContain('Kies mee');
    const [path] = /\/choosing\/[\w-]{22}(?=\n)/.exec(text!)!;
    expect(readWords((await visit(path)).body)).toContain('U kunt nu nog niet kiezen.');
    expect((await vote(path, ['contact'])).statusCode).toBe(409);
    const opened = await round.coordinator.post(`${round.home}/opening`, { until: inDays(3) });
    expect(opened.headers.location).toBe(`${round.home}?done=opened`);
    expect((await visit(path)).body).toContain('type="checkbox"');
  });

  test('the desk shows that it went and never a link of it', async () => {
    const round = await closeRound(5);
    await send(round);
    await deliverMails(server.app);
    const tokens = /\/choosing\/([\w-]{22})[\s\S]*\/shares\/([\w-]{22})/.exec(
      receiver.received[0]!.email.text!,
    )!;
    const mail = await server.app.db
      .selectFrom('mail')
      .select('id')
      .where('roundId', '=', round.roundId)
      .where('recipient', '=', receiver.received[0]!.to)
      .executeTakeFirstOrThrow();
    const shown = await round.coordinator.get(`/desk/mails/${mail.id}`);
    expect(readWords(shown.body)).toContain('Deze mail heeft een link waarmee iemand kiest');
    for (const url of [`/desk/mails/${mail.id}`, `/desk/networks/${round.networkId}/mails`, round.home]) {
      const page = await round.coordinator.get(url);
      expect(page.statusCode).toBe(200);
      expect(page.body).not.toContain(tokens[1]);
      expect(page.body).not.toContain(tokens[2]);
    }
    const lines = await listLogActions(server.app.db, { network: round.networkId });
    const changes = lines.filter(({ action }) => action !== 'outbox.mailShown');
    expect(changes.map(({ action, note }) => [action, note])).toEqual([
      ['rounds.closed', ''],
      ['choosing.opened', inDays(14)],
      ['choosing.resultSent', '5'],
    ]);
  });

  test('who had the result with the mirror does not get the mirror again', async () => {
    const round = await closeRound(5);
    await send(round);
    const words = readWords((await round.coordinator.get(`/desk/rounds/${round.roundId}/mirrors`)).body);
    expect(words).toContain('Er is nu niemand meer om een mail te sturen.');
  });

  test('a day that is wrong is refused with what was typed, and nothing goes out', async () => {
    const round = await closeRound(5);
    for (const [until, sentence] of [
      ['morgen', 'Dit is geen datum.'],
      [inDays(-1), 'Deze dag is al voorbij.'],
      [inDays(91), 'Kiezen kan hooguit 90 dagen duren.'],
    ] as const) {
      const refused = await send(round, { until });
      expect(refused.statusCode).toBe(422);
      expect(readWords(refused.body)).toContain(sentence);
      expect(refused.body).toContain(`value="${until}"`);
    }
    expect(await listBallots(round)).toEqual(new Map());
  });

  test('a server without mail and a round that is open send nothing, and say so', async () => {
    const silent = await startTestApp();
    try {
      const seeded = await seedLargeRound(silent.app, { count: 5 });
      const operator = await signIn(silent.app, 'operator');
      const home = `/desk/rounds/${seeded.roundId}/choosing`;
      expect(readWords((await operator.get(home)).body)).toContain('Er is geen mailserver ingesteld');
      expect((await operator.post(`${home}/mails`)).statusCode).toBe(409);
    } finally {
      await silent.stop();
    }
    const round = await closeRound(5);
    await sql`UPDATE round SET closed_at = NULL, scores = NULL WHERE id = ${round.roundId}`.execute(
      server.app.db,
    );
    const refused = await send(round);
    expect(refused.statusCode).toBe(409);
    expect(readWords(refused.body)).toContain('Sluit eerst de meting.');
  });
});

describe('choosing', () => {
  test('reading never votes; ticks and a press do; the last choice counts', async () => {
    const { round, ballots, points } = await openWithVotes(5, 0);
    const path = ballots.get('p0')!;
    for (const url of [path, `${path}?points=${points[0]}`, `${path}/result`]) {
      for (const method of ['GET', 'HEAD'] as const) {
        await server.app.inject({ method, url, headers: { host: 'keten.example' } });
      }
    }
    const pressed = await vote(path, []);
    expect(pressed.statusCode).toBe(422);
    expect(readWords(pressed.body)).toContain('U hebt nog niets gekozen. Kies een tot 3 punten.');
    expect(await listVotes(round)).toEqual([]);

    const first = await vote(path, [points[0]!, points[1]!]);
    expect([first.statusCode, first.headers.location]).toEqual([303, `${path}?done=kept`]);
    expect(readWords((await visit(`${path}?done=kept`)).body)).toContain('Uw keuze is bewaard.');
    await Promise.all([vote(path, [points[2]!]), vote(path, [points[2]!]), vote(path, [points[2]!])]);
    expect(await listVotes(round)).toEqual([`p0 ${points[2]}`]);
    const ticked = (await visit(path)).body.match(/value="([\w-]+)" checked/g);
    expect(ticked).toEqual([`value="${points[2]}" checked`]);
  });

  test('too many and unknown points are refused, keep what was ticked, and leave the choice there was', async () => {
    const { round, ballots, points } = await openWithVotes(5, 1);
    const path = ballots.get('p0')!;
    const before = await listVotes(round);
    const many = points.slice(0, 4);
    const refused = await vote(path, many);
    expect(refused.statusCode).toBe(422);
    expect(readWords(refused.body)).toContain('U koos 4 punten. Kies er hooguit 3.');
    expect(refused.body.match(/" checked/g)).toHaveLength(4);
    expect((await vote(path, ["x'; DROP TABLE vote"])).statusCode).toBe(422);
    expect(await listVotes(round)).toEqual(before);
  });

  test('a link that never was, ended, or was withdrawn opens nothing, and they look the same', async () => {
    const { round, ballots, points } = await openWithVotes(5, 0);
    await sql`UPDATE ballot SET expires_at = now() FROM invitation
      WHERE invitation.id = invitation_id AND person_id = ${round.personIds.p1!}`.execute(server.app.db);
    await sql`UPDATE invitation SET revoked_at = now() WHERE person_id = ${round.personIds.p2!}`.execute(
      server.app.db,
    );
    const pages = [];
    for (const path of [`/choosing/${makeSeededToken('x').token}`, ballots.get('p1')!, ballots.get('p2')!]) {
      for (const url of [path, `${path}/result`, `${path}/result.pdf`]) {
        const page = await visit(url);
        expect(page.statusCode).toBe(404);
        pages.push(page.body.replaceAll(path, ''));
      }
      expect((await vote(path, points.slice(0, 1))).statusCode).toBe(404);
    }
    expect(new Set(pages).size).toBe(1);
    expect(await listVotes(round)).toEqual([]);
  });

  test('while it is open nobody sees anything of it: no page and no line differs before and after votes', async () => {
    const { round, ballots, points } = await openWithVotes(7, 0);
    await deliverMails(server.app);
    await runJobs(server.app);
    const read = async () => {
      const pages = [
        round.home,
        `/desk/rounds/${round.roundId}`,
        `/desk/networks/${round.networkId}/mails`,
        `/desk/networks/${round.networkId}`,
        `/desk/networks/${round.networkId}/jobs`,
        `/desk/people/${round.personIds.p0}/data`,
      ];
      const shown = [];
      for (const url of pages) {
        const page = await round.coordinator.get(url);
        expect(page.statusCode).toBe(200);
        shown.push(page.body.replaceAll(/name="csrf" value="[^"]+"/g, ''));
      }
      shown.push((await visit(ballots.get('p6')!)).body);
      const { rows } = await sql`SELECT count(*) FROM audit`.execute(server.app.db);
      return [...shown, JSON.stringify(rows)];
    };
    const before = await read();
    for (const code of ['p0', 'p1', 'p2', 'p3', 'p4', 'p5']) await vote(ballots.get(code)!, [points[0]!]);
    expect(await read()).toEqual(before);
  });

  test('closed with four voters it shows nothing, not even how many they were', async () => {
    const [none, four] = [await openWithVotes(6, 0), await openWithVotes(6, 4)];
    const shown = [];
    for (const { round, ballots } of [none, four]) {
      expect((await close(round)).headers.location).toBe(`${round.home}?done=closed`);
      const page = await round.coordinator.get(round.home);
      expect(readWords(page.body)).toContain('Er hebben te weinig mensen gekozen');
      expect(page.body).not.toContain('agreements/new');
      const section = /<section class="card" aria-labelledby="choosing">[\s\S]*?<\/section>/.exec(
        page.body,
      )![0];
      const other = (await visit(ballots.get('p5')!)).body;
      shown.push([section, /<section aria-labelledby="choosing">[\s\S]*?<\/section>/.exec(other)![0]]);
      const { outcome } = await server.app.db
        .selectFrom('choosing')
        .select('outcome')
        .where('roundId', '=', round.roundId)
        .executeTakeFirstOrThrow();
      expect(outcome).toEqual({ withheld: 'minimum' });
    }
    expect(shown[0]).toEqual(shown[1]);
  });

  test('closed with six voters the same sums stand at the desk and behind each link, for good', async () => {
    const { round, ballots, points } = await openWithVotes(6, 6);
    const asks = await round.coordinator.get(`${round.home}/closure`);
    expect(readWords(asks.body)).toContain('U kunt het kiezen niet opnieuw openen.');
    await Promise.all([close(round), close(round)]);
    const readChosen = async () => {
      const page = await round.coordinator.get(round.home);
      return readWords(
        /<section class="card" aria-labelledby="choosing">[\s\S]*?<\/section>/.exec(page.body)![0],
      );
    };
    const words = await readChosen();
    expect(words).toContain('6 mensen hebben gekozen.');
    expect(words).toContain('minstens 5 keer');
    expect(words.match(/\b3 keer/g)).toHaveLength(2);
    const voter = readWords((await visit(ballots.get('p0')!)).body);
    for (const sentence of ['6 mensen hebben gekozen.', 'minstens 5 keer', 'Dit koos u']) {
      expect(voter).toContain(sentence);
    }
    const late = await vote(ballots.get('p0')!, [points[2]!]);
    expect(late.statusCode).toBe(409);
    expect(readWords(late.body)).toContain('Het kiezen is niet meer open.');
    // Who is erased takes the vote along; what was shown does not change, because the difference would be that vote.
    await erasePerson(actingOn(server.app), round.personIds.p0!);
    expect((await listVotes(round)).filter((line) => line.startsWith('p0'))).toEqual([]);
    expect(await readChosen()).toBe(words);
    expect((await visit(ballots.get('p0')!)).statusCode).toBe(404);
    const again = await round.coordinator.post(`${round.home}/opening`, { until: inDays(3) });
    expect(again.statusCode).toBe(409);
    const lines = await listLogActions(server.app.db, { network: round.networkId });
    expect(lines.filter(({ action }) => action === 'choosing.closed')).toHaveLength(1);
  });

  test('who is erased before the closing does not count', async () => {
    const { round } = await openWithVotes(5, 5);
    await erasePerson(actingOn(server.app), round.personIds.p4!);
    await close(round);
    expect(readWords((await round.coordinator.get(round.home)).body)).toContain(
      'Er hebben te weinig mensen gekozen',
    );
  });

  test('after its last day the clock closes it, and in the minute before that nobody can choose', async () => {
    const { round, ballots, points } = await openWithVotes(6, 5);
    await sql`UPDATE choosing SET opened_at = now() - interval '2 days', ends_at = now() - interval '1 second'
      WHERE round_id = ${round.roundId}`.execute(server.app.db);
    expect((await vote(ballots.get('p5')!, [points[0]!])).statusCode).toBe(409);
    expect(readWords((await visit(ballots.get('p0')!)).body)).toContain('De tijd om te kiezen is om.');
    await closeDueChoosing(actingOn(server.app, { kind: 'job' }));
    expect(readWords((await round.coordinator.get(round.home)).body)).toContain('5 mensen hebben gekozen.');
  });

  test('an agreement about a chosen point starts with one press: point, what and day are filled in', async () => {
    const { round, points } = await openWithVotes(6, 6);
    await close(round);
    const page = await round.coordinator.get(round.home);
    const href = /href="([^"]*agreements\/new[^"]*)"/
      .exec(page.body)![1]!
      .replaceAll('&amp;', '&')
      .replaceAll('&#x3D;', '=');
    const form = await round.coordinator.get(href);
    expect(form.body).toContain(`<option value="${points[0]}" selected>`);
    expect(form.body).toMatch(/name="what" value="[^"]{5,}"/);
    expect(form.body).toContain(`name="byWhen" value="${inDays(91)}"`);
  });
});

describe('what a person finds of its own', () => {
  test('the choice stands with the own data, and only for who reads the address that it was mailed to', async () => {
    const { round, points } = await openWithVotes(5, 1);
    const open = async () => {
      await server.app.db.deleteFrom('attemptCount').execute();
      await round.coordinator.post(`/desk/people/${round.personIds.p0}/data-link`);
      const { seed } = await server.app.db
        .selectFrom('dataLink')
        .select('seed')
        .where('personId', '=', round.personIds.p0!)
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow();
      return `/own-data/${deriveToken(server.app.linkKey, seed)}`;
    };
    const own = await open();
    expect(readWords((await visit(own)).body)).toContain('Wat u koos na');
    const { choices } = (await visit(`${own}/data.json`)).json();
    expect(choices).toEqual([{ round: expect.any(String), facets: points.slice(0, 2).sort() }]);
    await sql`UPDATE person SET email = 'coordinator@gemeente.example' WHERE id = ${round.personIds.p0!}`.execute(
      server.app.db,
    );
    const other = await open();
    expect(readWords((await visit(other)).body)).not.toContain('Wat u koos na');
    expect((await visit(`${other}/data.json`)).json().choices).toEqual([]);
  });
});
