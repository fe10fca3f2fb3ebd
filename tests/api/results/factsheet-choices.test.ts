/** What the coordinator adds to the factsheet of a closed round: her own words, and what its advice is about. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { chooseAdvice } from '../../../server/results/factsheet-choices/choose-advice.ts';
import { removeOwnWords } from '../../../server/results/factsheet-choices/remove-own-words.ts';
import { writeOwnWords } from '../../../server/results/factsheet-choices/write-own-words.ts';
import { findFactsheetInput } from '../../../server/results/factsheet-input.ts';
import { releaseRound } from '../../../server/results/research/release-round.ts';
import { revokeShare } from '../../../server/results/shares/revoke-share.ts';
import { shareResult } from '../../../server/results/shares/share-result.ts';
import { closeRound } from '../../../server/rounds/close-round.ts';
import { reopenRound } from '../../../server/rounds/reopen-round.ts';
import { findRound } from '../../../server/rounds/rounds.ts';
import { Refusal } from '../../../server/text/refusal.ts';
import { ownWordsLimits } from '../../../server/web/limits.ts';
import { latestInstrument } from '../../../survey/versions.ts';
import { actingOn } from '../../support/acting.ts';
import { expectAllOrNothing, expectUnchanged } from '../../support/failing-log.ts';
import { readWords } from '../../support/read-html.ts';
import { type SeededRound, seedRound } from '../../support/seed.ts';
import { answer } from '../../support/send-answers.ts';
import { type SignedIn, signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
let operator: SignedIn;
let round: SeededRound;
let path: string;
beforeAll(async () => {
  server = await startTestApp();
  operator = await signIn(server.app, 'operator', { name: 'Greet de Wit' });
});
afterAll(() => server.stop());

const facets = latestInstrument.concepts.flatMap((concept) => concept.facets);
/** The first facet is weak, the next two are points of attention, everything else is strong. */
const [weak, attention, other, strong] = facets.map(({ id }) => id) as [string, string, string, string];
const opinion = (item: string) => {
  const place = facets.findIndex(({ items }) => items.some(({ id }) => id === item));
  return place === 0 ? 1 : place < 3 ? 3 : 5;
};

beforeEach(async () => {
  round = await seedRound(server.app.db);
  for (const { invitationId } of Object.values(round.people)) {
    await answer(server.app.db, { invitationId, opinion });
  }
  await closeRound(actingOn(server.app), round.roundId);
  path = `/desk/rounds/${round.roundId}`;
});

const acting = () => actingOn(server.app);
const findInput = async (partner: string | null = null) =>
  (await findFactsheetInput(server.app.db, await findRound(server.app.db, round.roundId), partner, 'nl'))!;
const readRevision = async (page = 'own-words') =>
  Number(/name="revision" value="(\d+)"/.exec((await operator.get(`${path}/${page}`)).body)![1]);
const revision = async () => String(await readRevision());
const words = async (page: string) => readWords((await operator.get(`${path}/${page}`)).body);

describe('her own words', () => {
  test('stand on the factsheet with her name, in paragraphs as she typed them, until she takes them away', async () => {
    expect((await findInput()).ownWords).toBeUndefined();
    expect((await operator.get(`${path}/own-words`)).body).toContain('value="Greet de Wit"');
    const answer = await operator.post(`${path}/own-words`, {
      text: '  Wij zijn trots.\r\n\r\n\r\n<b>Maar</b> het kan beter.\r\nSamen.  ',
      by: ' Greet  de Wit ',
      revision: await revision(),
    });
    expect([answer.statusCode, answer.headers.location]).toEqual([
      303,
      `${path}/results?done=ownWordsWritten`,
    ]);
    const text = 'Wij zijn trots.\n\n<b>Maar</b> het kan beter.\nSamen.';
    expect((await findInput()).ownWords).toEqual({ text, by: 'Greet de Wit' });
    const page = (await operator.get(`${path}/results?done=ownWordsWritten`)).body;
    expect(page).toContain('&lt;b&gt;Maar&lt;/b&gt;');
    expect(readWords(page)).toContain('De factsheet is aangevuld met uw woorden.');

    expect(await words('own-words/removal')).toContain('U krijgt ze niet terug');
    const removed = await operator.post(`${path}/own-words/removal`);
    expect(removed.headers.location).toBe(`${path}/results?done=ownWordsRemoved`);
    expect((await findInput()).ownWords).toBeUndefined();
    expect(await words('own-words/removal')).toContain('Er staat geen eigen tekst');
    const lines = await server.app.db
      .selectFrom('audit')
      .select(['action', 'accountId', 'note'])
      .where('roundId', '=', round.roundId)
      .where('action', 'like', 'factsheet.%')
      .orderBy('id')
      .execute();
    const { accountId } = operator;
    expect(lines).toEqual([
      { action: 'factsheet.ownWordsWritten', accountId, note: '' },
      { action: 'factsheet.ownWordsRemoved', accountId, note: '' },
    ]);
  });

  test('whoever reads the result reads them; only who works on the network changes them', async () => {
    await writeOwnWords(acting(), round.roundId, {
      text: 'Goed bezig.',
      by: 'Greet',
      revision: await readRevision(),
    });
    const { municipalityId } = await server.app.db
      .selectFrom('network')
      .select('municipalityId')
      .where('id', '=', round.networkId)
      .executeTakeFirstOrThrow();
    const officer = await signIn(server.app, 'municipality', { municipalityId });
    const seen = (await officer.get(`${path}/results`)).body;
    expect(readWords(seen)).toContain('Goed bezig.');
    expect(seen).not.toContain('own-words"><');
    expect(seen).not.toContain(`${path}/advice`);
    expect((await officer.get(`${path}/own-words`)).statusCode).toBe(404);
  });

  test('the limit, by growing to it: signs, lines and name', async () => {
    const { characters, lines, nameCharacters } = ownWordsLimits;
    const send = async (text: string, by = 'Greet') =>
      operator.post(`${path}/own-words`, { text, by, revision: await revision() });
    expect((await send('x'.repeat(characters), 'y'.repeat(nameCharacters))).statusCode).toBe(303);
    expect((await send(Array.from({ length: lines }, () => 'x').join('\n'))).statusCode).toBe(303);
    const long = await send('x'.repeat(characters + 1), 'y'.repeat(nameCharacters + 1));
    expect(long.statusCode).toBe(422);
    expect(readWords(long.body)).toContain(`Dit heeft ${characters + 1} tekens.`);
    expect(readWords(long.body)).toContain(`Dit heeft ${nameCharacters + 1} tekens.`);
    const tall = await send(`${'x\n'.repeat(lines)}x`);
    expect(readWords(tall.body)).toContain(`Dit zijn ${lines + 1} regels.`);
  });

  test('empty fields, both at once; what was typed is kept', async () => {
    const refused = await operator.post(`${path}/own-words`, {
      text: ' \n ',
      by: '',
      revision: await revision(),
    });
    expect(refused.statusCode).toBe(422);
    expect(refused.body.match(/aria-invalid="true"/g)).toHaveLength(2);
    const kept = await operator.post(`${path}/own-words`, {
      text: 'Dit blijft staan.',
      by: '',
      revision: await revision(),
    });
    expect(kept.body).toContain('Dit blijft staan.');
  });

  test('two people at once: the second sees what the first wrote, and loses nothing', async () => {
    const before = await revision();
    await operator.post(`${path}/own-words`, { text: 'De eerste.', by: 'Greet', revision: before });
    const second = await operator.post(`${path}/own-words`, {
      text: 'De tweede.',
      by: 'Jan',
      revision: before,
    });
    expect(second.statusCode).toBe(409);
    expect(readWords(second.body)).toContain('De eerste.');
    expect(second.body).toContain('De tweede.');
    expect((await findInput()).ownWords).toEqual({ text: 'De eerste.', by: 'Greet' });
  });
});

describe('what the advice is about', () => {
  test('is what she chooses, in her order, until the rule holds again', async () => {
    expect((await findInput()).chosenAdvice).toBeUndefined();
    expect(await words('results')).toContain('Het advies volgt nu de vaste regel');
    const form = (await operator.get(`${path}/advice`)).body;
    const values = [...form.matchAll(/<option value="([^"]*)"/g)].map(([, value]) => value);
    expect(values).toEqual([...Array(3)].flatMap(() => ['', weak, attention, other]));

    const answer = await operator.post(`${path}/advice`, {
      facet1: attention,
      facet2: '',
      facet3: weak,
      revision: await revision(),
    });
    expect(answer.headers.location).toBe(`${path}/results?done=adviceChosen`);
    expect((await findInput()).chosenAdvice).toEqual([attention, weak]);
    expect((await findInput('gemeente')).chosenAdvice).toEqual([attention, weak]);
    expect(await words('results')).toContain('Het advies gaat over wat u koos:');

    const back = await operator.post(`${path}/advice-by-rule`);
    expect(back.headers.location).toBe(`${path}/results?done=adviceByRule`);
    expect((await findInput()).chosenAdvice).toBeUndefined();
  });

  test('choosing nothing is the rule', async () => {
    const nothing = { facet1: '', facet2: '', facet3: '' };
    await chooseAdvice(acting(), round.roundId, { facets: [weak], revision: await readRevision() });
    const answer = await operator.post(`${path}/advice`, { ...nothing, revision: await revision() });
    expect(answer.headers.location).toBe(`${path}/results?done=adviceByRule`);
    expect((await findInput()).chosenAdvice).toBeUndefined();
  });

  test('a strong facet, an unknown one and one twice are refused at their places, and the choice is kept', async () => {
    const send = async (facet1: string, facet2: string, facet3: string) =>
      operator.post(`${path}/advice`, { facet1, facet2, facet3, revision: await revision() });
    const answer = await send(weak, weak, strong);
    expect(answer.statusCode).toBe(422);
    expect(readWords(answer.body)).toContain('Tweede onderdeel: Dit onderdeel hebt u al gekozen.');
    expect(readWords(answer.body)).toContain('Derde onderdeel: Dit onderdeel staat niet als zwak');
    expect(answer.body.match(new RegExp(`value="${weak}" selected`, 'g'))).toHaveLength(2);
    expect((await send('<script>', '', '')).statusCode).toBe(422);
    expect((await findInput()).chosenAdvice).toBeUndefined();
    await expect(
      chooseAdvice(acting(), round.roundId, { facets: [weak, attention, other, weak] }),
    ).rejects.toThrow(Refusal);
  });

  test('a facet that is not shown can’t be chosen, and one that is no longer shown is left out', async () => {
    const { db } = server.app;
    await chooseAdvice(acting(), round.roundId, { facets: [weak, other] });
    const { scores } = await db
      .selectFrom('round')
      .select('scores')
      .where('id', '=', round.roundId)
      .executeTakeFirstOrThrow();
    const changed = {
      ...scores!,
      facets: scores!.facets.map((facet) =>
        facet.id === weak ? { id: weak, concept: facet.concept, n: 3, withheld: 'minimum' } : facet,
      ),
    };
    await db
      .updateTable('round')
      .set({ scores: JSON.stringify(changed) })
      .where('id', '=', round.roundId)
      .execute();
    expect((await findInput()).chosenAdvice).toEqual([other]);
    expect((await operator.get(`${path}/advice`)).body).not.toContain(`value="${weak}"`);
    await expect(chooseAdvice(acting(), round.roundId, { facets: [weak] })).rejects.toThrow(Refusal);
  });
});

describe('who reads it already', () => {
  test('is said where the result was shared or released, and no longer when the share is withdrawn', async () => {
    const said = 'Deze uitslag is al gedeeld.';
    const pages = async () =>
      Promise.all(['own-words', 'advice'].map(async (page) => (await words(page)).includes(said)));
    expect(await pages()).toEqual([false, false]);
    await shareResult(acting(), round.roundId, { scope: 'social-map' });
    expect(await pages()).toEqual([false, false]);
    const { id } = await shareResult(acting(), round.roundId, { scope: 'factsheet' });
    expect(await pages()).toEqual([true, true]);
    await revokeShare(acting(), id);
    expect(await pages()).toEqual([false, false]);
    await releaseRound(acting(), round.roundId);
    expect(await pages()).toEqual([true, true]);
  });
});

describe('a round that can still be opened again', () => {
  test('stays closed once something stands on its factsheet', async () => {
    const { seenAt } = await server.app.db
      .selectFrom('round')
      .select('seenAt')
      .where('id', '=', round.roundId)
      .executeTakeFirstOrThrow();
    expect(seenAt).toBeNull();
    const stored = (await findRound(server.app.db, round.roundId)).revision;
    await writeOwnWords(acting(), round.roundId, { text: 'Goed.', by: 'Greet', revision: stored });
    await expect(reopenRound(acting(), round.roundId)).rejects.toMatchObject({ code: 'resultSeen' });
  });

  test('a round that is open takes none of it', async () => {
    const open = await seedRound(server.app.db);
    for (const page of ['own-words', 'own-words/removal', 'advice']) {
      const answer = await operator.get(`/desk/rounds/${open.roundId}/${page}`);
      expect([page, answer.statusCode]).toEqual([page, 409]);
      expect(readWords(answer.body)).toContain('Deze meting is nog niet gesloten.');
    }
    for (const change of [
      () => writeOwnWords(acting(), open.roundId, { text: 'Goed.', by: 'Greet', revision: 1 }),
      () => removeOwnWords(acting(), open.roundId),
      () => chooseAdvice(acting(), open.roundId, { facets: [weak] }),
    ]) {
      expect(await expectUnchanged(server.app.db, change)).toMatchObject({ code: 'factsheetAfterClosing' });
    }
  });
});

describe('whole, or not at all', () => {
  test('writing, changing and removing own words', async () => {
    const text = { text: 'Goed.', by: 'Greet' };
    const write = async () => {
      const now = await readRevision();
      return expectAllOrNothing(server.app, (one) =>
        writeOwnWords(one, round.roundId, { ...text, revision: now }),
      );
    };
    expect(await write()).toEqual({ lines: ['factsheet.ownWordsWritten'], jobs: [] });
    expect(await write()).toEqual({ lines: ['factsheet.ownWordsWritten'], jobs: [] });
    expect(await expectAllOrNothing(server.app, (one) => removeOwnWords(one, round.roundId))).toEqual({
      lines: ['factsheet.ownWordsRemoved'],
      jobs: [],
    });
  });

  test('choosing advice, and going back to the rule', async () => {
    const now = await readRevision();
    const choose = { facets: [attention], revision: now };
    expect(await expectAllOrNothing(server.app, (one) => chooseAdvice(one, round.roundId, choose))).toEqual({
      lines: ['factsheet.adviceChosen'],
      jobs: [],
    });
    expect(
      await expectAllOrNothing(server.app, (one) => chooseAdvice(one, round.roundId, { facets: [] })),
    ).toEqual({ lines: ['factsheet.adviceByRule'], jobs: [] });
  });
});

test('the buttons pressed twice change it once', async () => {
  const { csrf } = operator;
  const form = { csrf, text: 'Goed.', by: 'Greet', revision: await revision() };
  const presses = [
    await operator.post(`${path}/own-words`, form),
    await operator.post(`${path}/own-words`, form),
  ];
  expect(presses.map(({ headers }) => headers.location)).toEqual(
    Array(2).fill(`${path}/results?done=ownWordsWritten`),
  );
  const choice = { csrf, facet1: weak, facet2: '', facet3: '', revision: await revision() };
  for (let press = 0; press < 2; press++)
    expect((await operator.post(`${path}/advice`, choice)).statusCode).toBe(303);
  expect(await readRevision()).toBe(Number(choice.revision) + 1);
});
