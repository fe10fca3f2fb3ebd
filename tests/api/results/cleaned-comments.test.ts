/**
 * Comments that researchers read: those with a tick of their own, in the words of the coordinator, from five partners on a
 * theme; below that no page says which have the tick, or that some have.
 */
import { parse } from 'csv-parse/sync';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { cleanUp } from '../../../server/person-data/clean-up.ts';
import { closeRound } from '../../../server/rounds/close-round.ts';
import { cleanedCommentLimits } from '../../../server/web/limits.ts';
import { actingOn } from '../../support/acting.ts';
import { readWords } from '../../support/read-html.ts';
import { makeRespondent } from '../../support/respondent.ts';
import { type SeededRound, type SeedOptions, seedRound } from '../../support/seed.ts';
import { seedPerson } from '../../support/seed-person.ts';
import { answer, jarOf } from '../../support/send-answers.ts';
import { type SignedIn, signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await startTestApp();
});
afterAll(() => server.stop());

const people = {
  anna: 'gemeente',
  adam: 'gemeente',
  bram: 'voedselbank',
  carla: 'welzijn',
  dirk: 'school',
  esra: 'schuldhulp',
  femke: 'wonen',
};
type Name = keyof typeof people;
const everybody = Object.keys(people) as Name[];
const five: Name[] = ['anna', 'bram', 'carla', 'dirk', 'esra'];

let round: SeededRound;
let coordinator: SignedIn;
let researcher: SignedIn;
let base: string;
beforeEach(() => seedReaders({ people }));

/** Another round, with a coordinator of its network and a researcher who may read it. */
async function seedReaders(options: SeedOptions): Promise<void> {
  round = await seedRound(server.app.db, options);
  const { municipalityId } = await server.app.db
    .selectFrom('network')
    .select('municipalityId')
    .where('id', '=', round.networkId)
    .executeTakeFirstOrThrow();
  const networkIds = [round.networkId];
  coordinator = await signIn(server.app, 'coordinator', { municipalityId, networkIds });
  researcher = await signIn(server.app, 'researcher', { networkIds });
  base = `/desk/rounds/${round.roundId}`;
}

const said = (name: Name) => `Zo zegt ${[...name].reverse().join('')} het.`;

/** Everybody explains sharing, for the coordinator; these let researchers read it too. Then it is closed and released. */
async function explain(forResearch: readonly Name[], readable: readonly Name[] = everybody) {
  for (const name of everybody) {
    await answer(server.app.db, {
      invitationId: round.people[name]!.invitationId,
      opinion: 4,
      comments: { sharing: said(name) },
      readable: readable.includes(name),
      forResearch: forResearch.includes(name),
    });
  }
  await closeRound(actingOn(server.app), round.roundId);
  await server.app.db
    .updateTable('round')
    .set({ releasedAt: new Date() })
    .where('id', '=', round.roundId)
    .execute();
}

const form = async () => (await coordinator.get(`${base}/cleaned-comments`)).body;
const still = (html: string) => html.replace(/name="csrf" value="[^"]*"/g, '');
/** The boxes of the form, by the comment that stands above each. */
async function listBoxes() {
  const found = (await form()).matchAll(
    /<blockquote class="comment">([^<]*)<\/blockquote>[\s\S]*?<textarea[^>]* name="([0-9a-f]{64})"/g,
  );
  return new Map([...found].map(([, text, digest]) => [text!, digest!]));
}

async function clean(texts: Partial<Record<Name, string>>, revision?: string) {
  const boxes = await listBoxes();
  const now = await server.app.db
    .selectFrom('round')
    .select('revision')
    .where('id', '=', round.roundId)
    .executeTakeFirstOrThrow();
  return coordinator.post(`${base}/cleaned-comments`, {
    theme: 'sharing',
    revision: revision ?? String(now.revision),
    ...Object.fromEntries(
      Object.entries(texts).map(([name, text]) => [boxes.get(said(name as Name))!, text]),
    ),
  });
}
const cleanAll = (names: readonly Name[]) =>
  clean(Object.fromEntries(names.map((name) => [name, `In andere woorden ${everybody.indexOf(name)}`])));
const download = () => researcher.get(`${base}/research-data/comments.csv?for=programs`);
const withdraw = (name: Name, what: string) =>
  makeRespondent(server.app, round.people[name]!.path, jarOf(round.people[name]!.invitationId)).post(what, {
    confirmed: 'on',
  });

describe('what researchers get', () => {
  test('a file of theme and cleaned text, without who wrote it, and not what somebody wrote', async () => {
    await explain([...five, 'femke']);
    expect((await cleanAll(five)).headers.location).toBe(
      `${base}/cleaned-comments?theme=sharing&done=cleaned`,
    );
    const { statusCode, body } = await download();
    expect(statusCode).toBe(200);
    const rows = parse(body) as string[][];
    expect(rows[0]).toEqual(['theme', 'text']);
    expect(rows.slice(1).sort()).toEqual(
      five.map((name) => ['sharing', `In andere woorden ${everybody.indexOf(name)}`]).sort(),
    );
    expect(body).not.toContain('Zo zegt');
    expect((await researcher.get(`${base}/research-data`)).body).toContain('research-data/comments.csv');
  });

  test('nothing for which the coordinator wrote nothing, or of which too little was written', async () => {
    await explain(five);
    await cleanAll(five.slice(0, 4));
    expect((await download()).statusCode).toBe(409);
    expect((await researcher.get(`${base}/research-data`)).body).not.toContain('comments.csv');
    await cleanAll(five);
    expect((await download()).statusCode).toBe(200);
    await clean({ anna: '' });
    expect((await download()).statusCode).toBe(409);
  });

  test('the same words by somebody without the second tick are not given', async () => {
    await explain(five);
    await sql`
      UPDATE answer_page SET content = jsonb_set(content, '{comment}', ${JSON.stringify(said('anna'))})
      WHERE page = 'sharing' AND invitation_id = ${round.people.femke!.invitationId}`.execute(server.app.db);
    await cleanAll(five);
    expect(parse((await download()).body)).toHaveLength(6);
  });

  test('which comment is left out tells nothing of two people of one partner: five of six are too few', async () => {
    await explain([...five, 'adam']);
    for (const left of [...five, 'adam' as const]) {
      const others = [...five, 'adam' as const].filter((name) => name !== left);
      await cleanAll(others);
      await clean({ [left]: '' });
      expect((await download()).statusCode).toBe(409);
    }
    await cleanAll([...five, 'adam']);
    expect((await download()).statusCode).toBe(200);
  });

  test('nothing before the release, and nobody else gets the file or the form', async () => {
    await explain(five);
    await cleanAll(five);
    const operator = await signIn(server.app, 'operator');
    for (const reader of [coordinator, operator]) {
      expect((await reader.get(`${base}/research-data/comments.csv`)).statusCode).toBe(404);
    }
    for (const reader of [operator, researcher]) {
      expect((await reader.get(`${base}/cleaned-comments`)).statusCode).toBe(404);
      expect(
        (await reader.post(`${base}/cleaned-comments`, { theme: 'sharing', revision: '1' })).statusCode,
      ).toBe(404);
    }
    await server.app.db
      .updateTable('round')
      .set({ releasedAt: null })
      .where('id', '=', round.roundId)
      .execute();
    expect((await download()).statusCode).toBe(404);
  });

  test('the second tick says nothing without the first', async () => {
    await explain(everybody, []);
    const femke = makeRespondent(
      server.app,
      round.people.femke!.path,
      jarOf(round.people.femke!.invitationId),
    );
    expect((await femke.open()).text).not.toContain('research-comments-withdrawal');
    expect((await listBoxes()).size).toBe(0);
  });
});

describe('what the coordinator sees', () => {
  test('from five partners the comments with both ticks, each with an empty box', async () => {
    await explain(five);
    const boxes = await listBoxes();
    expect([...boxes.keys()].sort()).toEqual(five.map(said).sort());
    await cleanAll(five);
    expect(await form()).toContain('In andere woorden 0</textarea>');
  });

  describe('of more comments than fit on one page', () => {
    const many = cleanedCommentLimits.inForm + 2;
    const partners = Array.from({ length: many }, (_none, place) => `p${place}`);
    const open = async (page: number) =>
      (await coordinator.get(`${base}/cleaned-comments?theme=sharing&page=${page}`)).body;
    const listDigests = (html: string) =>
      [...html.matchAll(/<textarea[^>]* name="([0-9a-f]{64})"/g)].map(([, digest]) => digest!);
    /** What a browser sends of this page, with this text in each box. */
    const send = (html: string, text: string) => {
      const value = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)![1]!;
      return coordinator.post(`${base}/cleaned-comments`, {
        theme: 'sharing',
        page: value('page'),
        revision: value('revision'),
        ...Object.fromEntries(listDigests(html).map((digest) => [digest, text])),
      });
    };

    beforeEach(async () => {
      await seedReaders({
        partners: partners.map((code) => ({ code, name: `Partner ${code}` })),
        people: Object.fromEntries(partners.map((code) => [`van ${code}`, code])),
      });
      for (const code of partners)
        await answer(server.app.db, {
          invitationId: round.people[`van ${code}`]!.invitationId,
          opinion: 4,
          comments: { sharing: `Zo zegt ${code} het.` },
          readable: true,
          forResearch: true,
        });
      await closeRound(actingOn(server.app), round.roundId);
      await server.app.db
        .updateTable('round')
        .set({ releasedAt: new Date() })
        .where('id', '=', round.roundId)
        .execute();
    });

    test('each is on one of the pages, and a page that is saved leaves what was written on another', async () => {
      const first = await open(1);
      expect(first).toContain('cleaned-comments?theme&#x3D;sharing&amp;page&#x3D;2');
      expect(readWords(first)).toContain('Bewaar uw teksten voordat u naar een andere pagina gaat.');
      expect(listDigests(first)).toHaveLength(cleanedCommentLimits.inForm);
      expect(listDigests(await open(2))).toHaveLength(2);
      expect(new Set([...listDigests(first), ...listDigests(await open(2))]).size).toBe(many);
      expect((await send(first, 'In andere woorden')).statusCode).toBe(303);
      const saved = await send(await open(2), 'Ook zo');
      expect(saved.headers.location).toBe(`${base}/cleaned-comments?theme=sharing&page=2&done=cleaned`);
      const rows = parse((await download()).body) as string[][];
      const count = (text: string) => rows.filter((row) => row[1] === text).length;
      expect([count('In andere woorden'), count('Ook zo')]).toEqual([cleanedCommentLimits.inForm, 2]);
      // What is refused comes back on its own page.
      const tooLong = await send(await open(2), 'x'.repeat(1_001));
      expect(listDigests(tooLong.body)).toEqual(listDigests(await open(2)));
    });

    test('the longest texts in a script of three bytes a character fit in one form', async () => {
      const text = 'ก'.repeat(cleanedCommentLimits.characters);
      expect((await send(await open(1), text)).statusCode).toBe(303);
      expect(await open(1)).toContain(text);
    });
  });

  test('below five the pages are the same, byte for byte, whether four partners ticked or nobody', async () => {
    await explain(['anna', 'adam', 'bram', 'carla', 'dirk']);
    const read = async () => [
      still(await form()),
      still((await coordinator.get(`${base}/comments`)).body),
      still((await researcher.get(`${base}/research-data`)).body),
    ];
    const withFour = await read();
    expect(readWords(withFour[0]!)).toContain(
      'Er is geen thema waarbij minstens vijf partners dit goedvinden.',
    );
    for (const name of everybody) await withdraw(name, 'research-comments-withdrawal');
    expect(await read()).toEqual(withFour);
  });

  test('a form that is made up stores nothing: another theme, a comment without the tick, a round without comments', async () => {
    await explain(five);
    const boxes = await listBoxes();
    const [, revision] = /name="revision" value="(\d+)"/.exec(await form())!;
    const send = (fields: Record<string, string>) =>
      coordinator.post(`${base}/cleaned-comments`, { theme: 'sharing', revision: revision!, ...fields });
    expect((await send({ theme: 'quality', [boxes.get(said('anna'))!]: 'Iets' })).statusCode).toBe(404);
    expect((await send({ theme: '__proto__' })).statusCode).toBe(404);
    await send({ ['f'.repeat(64)]: 'Iets' });
    const { cleanedComments } = await server.app.db
      .selectFrom('round')
      .select('cleanedComments')
      .where('id', '=', round.roundId)
      .executeTakeFirstOrThrow();
    expect(cleanedComments).toEqual({});
  });

  test('what is too long comes back with what was typed, and so does a change that somebody else came before', async () => {
    await explain(five);
    const tooLong = await clean({ anna: 'x'.repeat(1001), bram: 'Blijft staan' });
    expect(tooLong.statusCode).toBe(422);
    expect(tooLong.body).toContain('Blijft staan');
    await clean({ anna: 'Eerst' });
    const late = await clean({ anna: 'Later' }, '0');
    expect(late.statusCode).toBe(409);
    expect(readWords(late.body)).toContain('Eerst');
    expect(late.body).toContain('Later</textarea>');
  });

  test('the log says that she wrote, and nothing of it', async () => {
    await explain(five);
    await cleanAll(five);
    await download();
    const lines = await server.app.db
      .selectFrom('audit')
      .select(['action', 'note', 'thingId'])
      .where('roundId', '=', round.roundId)
      .where('action', 'in', ['comments.cleaned', 'results.commentsDownloaded'])
      .orderBy('id')
      .execute();
    expect(lines).toEqual([
      { action: 'comments.cleaned', note: '', thingId: null },
      { action: 'results.commentsDownloaded', note: '', thingId: null },
    ]);
  });
});

describe('how it ends', () => {
  const listRead = async () =>
    (await coordinator.get(`${base}/comments`)).body.match(/<blockquote class="comment">/g)?.length ?? 0;

  test('who takes it back from researchers ends it for all of the round, and the coordinator reads on', async () => {
    await explain([...five, 'femke']);
    await cleanAll([...five, 'femke']);
    const done = await withdraw('femke', 'research-comments-withdrawal');
    expect(done.location).toContain('done=research-comments-withdrawal');
    const visit = makeRespondent(
      server.app,
      `${round.people.femke!.path}?done=research-comments-withdrawal`,
      jarOf(round.people.femke!.invitationId),
    );
    const words = readWords((await visit.open()).text);
    expect(words).toContain('Onderzoekers kunnen uw toelichtingen niet meer lezen.');
    expect(words).toContain('De coördinator mag dit lezen, zonder uw naam.');
    expect((await download()).statusCode).toBe(409);
    expect((await listBoxes()).size).toBe(0);
    expect(await listRead()).toBe(7);
    expect((await cleanAll(five)).statusCode).toBe(404);
  });

  test.each([
    ['takes back that the coordinator reads', () => withdraw('femke', 'comments-withdrawal')],
    [
      'is erased',
      async () => {
        const person = await seedPerson(server.app.db, {
          partnerId: round.partnerIds.wonen!,
          invitationId: round.people.femke!.invitationId,
        });
        await coordinator.post(`/desk/people/${person}/erasure`);
      },
    ],
    [
      'is forgotten after the time of keeping',
      async () => {
        await server.app.db
          .updateTable('round')
          .set({ closedAt: new Date(Date.now() - 3_000 * 24 * 3600_000) })
          .where('id', '=', round.roundId)
          .execute();
        await cleanUp(actingOn(server.app));
      },
    ],
  ])('when somebody %s, what was written for researchers is gone with the comments', async (_how, end) => {
    // She let nobody but the coordinator read.
    await explain(five);
    await cleanAll(five);
    expect((await download()).statusCode).toBe(200);
    await end();
    expect((await download()).statusCode).toBe(409);
    expect(await listRead()).toBe(0);
    const { cleanedComments } = await server.app.db
      .selectFrom('round')
      .select('cleanedComments')
      .where('id', '=', round.roundId)
      .executeTakeFirstOrThrow();
    expect(cleanedComments).toBeNull();
  });

  test('a program that presses takes nothing back', async () => {
    await explain(five);
    await cleanAll(five);
    const anna = makeRespondent(server.app, round.people.anna!.path, jarOf(round.people.anna!.invitationId));
    expect((await anna.post('research-comments-withdrawal', {})).status).toBe(400);
    expect((await download()).statusCode).toBe(200);
  });
});
