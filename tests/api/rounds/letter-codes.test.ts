/** The code on a letter: it opens what the link beside it opens, typing errors are told, and guessing is bounded. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBoard } from '../../support/open-board.ts';
import { readWords } from '../../support/read-html.ts';
import { makeRespondent } from '../../support/respondent.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';
import { createVisitor } from '../../support/visitor.ts';

let server: TestApp;
beforeAll(async () => {
  server = await startTestApp({ PUBLIC_URL: 'http://keten.example' });
});
afterAll(() => server.stop());

const type = (code: string, visitor = createVisitor(server.app)) =>
  visitor.post('/code', { code }, { host: 'keten.example' });
const open = (link: string | undefined) => makeRespondent(server.app, link!).open();

async function letterOf(world: Awaited<ReturnType<typeof openBoard>>, person: string) {
  const { body } = await world.coordinator.get(`/desk/invitations/${await world.id(person)}/letter`);
  const code = /<strong class="letter-code">([^<]+)<\/strong>/.exec(body)?.[1];
  return { body, code };
}

/** A code that can be one, with nobody behind it. */
const free = ['ACDE-FHJK-MNP', '3467-9ACD-EFH', 'WXY3-4679-ACD'];
const characters = [...'34679ACDEFHJKMNPRTUVWXY'];
async function makeFree(start: string): Promise<string> {
  for (const last of characters) {
    const { text } = await type(start + last);
    if (!text.includes('Er zit een typefout')) return start + last;
  }
  throw new Error('no last character fits');
}

test('a letter has the code, which opens the questionnaire however it is typed; not the one of somebody else', async () => {
  const world = await openBoard(server.app, [
    [{ name: 'Anna', email: null }],
    [{ name: 'Bram', email: null }],
  ]);
  const [anna, bram] = [await letterOf(world, 'Anna'), await letterOf(world, 'Bram')];
  expect(anna.code).toMatch(/^[3-9AC-Y]{4}-[3-9AC-Y]{4}-[3-9AC-Y]{4}$/);
  expect(anna.code).not.toBe(bram.code);
  expect(readWords(anna.body)).toContain('keten.example/code');
  const link = await world.handed('Anna');
  for (const typed of [
    anna.code!,
    anna.code!.toLowerCase(),
    ` ${anna.code!.replaceAll('-', ' ')}. `,
    anna.code!.replaceAll('-', ''),
    anna.code!.replaceAll('-', '–'),
  ]) {
    const { status, location } = await type(typed);
    expect(status).toBe(303);
    expect(location).toBe(link);
  }
  expect(readWords((await open(link)).text)).toContain('Partner 1');
  expect((await type(bram.code!)).location).toBe(await world.handed('Bram'));
  // Printed again it is the same.
  expect((await letterOf(world, 'Anna')).code).toBe(anna.code);
});

test('each wrong character and each two that changed places are told as a typing error, and are not counted', async () => {
  const world = await openBoard(server.app, [[{ name: 'Anna', email: null }]]);
  const code = (await letterOf(world, 'Anna')).code!.replaceAll('-', '');
  const visitor = createVisitor(server.app);
  const slips = [...code].flatMap((own, place) => [
    code.slice(0, place) + (own === 'A' ? 'C' : 'A') + code.slice(place + 1),
    code.slice(0, place) +
      code
        .slice(place, place + 2)
        .split('')
        .reverse()
        .join('') +
      code.slice(place + 2),
  ]);
  for (const slip of slips.filter((one) => one !== code)) {
    const { status, text } = await type(slip, visitor);
    expect(status).toBe(422);
    expect(readWords(text)).toContain('Er zit een typefout in deze code.');
    expect(text).toContain(`value="${slip}"`);
  }
  for (const [typed, words] of [
    ['', 'Vul dit in'],
    [code.slice(1), 'U typte er 11.'],
    [`O${code.slice(1)}`, 'komt het teken O niet voor'],
    [`0${code.slice(1)}`, 'komt het teken 0 niet voor'],
  ]) {
    const { status, text } = await type(typed!, visitor);
    expect(status).toBe(422);
    if (typed !== '') expect(readWords(text)).toContain(words);
  }
  expect((await type(code, visitor)).status).toBe(303);
});

test('a visitor has ten wrong codes in a quarter of an hour; then also a right one waits, and others are not held up', async () => {
  const world = await openBoard(server.app, [[{ name: 'Anna', email: null }]]);
  const code = (await letterOf(world, 'Anna')).code!;
  const [one] = await Promise.all(free.map(makeFree));
  const guesser = createVisitor(server.app);
  // What is right counts for nothing.
  for (let time = 0; time < 12; time += 1) expect((await type(code, guesser)).status).toBe(303);
  for (let time = 0; time < 10; time += 1) {
    const { status, text } = await type(one!, guesser);
    expect(status).toBe(422);
    expect(readWords(text)).toContain('Deze code werkt niet, of niet meer.');
  }
  expect((await type(code, guesser)).status).toBe(429);
  expect((await type(code)).status).toBe(303);
});

test('a thousand wrong codes of all together stop the guessing for an hour, while links go on', async () => {
  const world = await openBoard(server.app, [[{ name: 'Anna', email: null }]]);
  const code = (await letterOf(world, 'Anna')).code!;
  const wrong = await makeFree(free[1]!);
  await type(wrong);
  await server.app.db
    .updateTable('attemptCount')
    .set({ count: 1_000 })
    .where('kind', '=', 'letter-code-of-all')
    .execute();
  expect((await type(code)).status).toBe(429);
  expect((await open(await world.handed('Anna'))).status).toBe(200);
  await server.app.db.deleteFrom('attemptCount').where('kind', '=', 'letter-code-of-all').execute();
  expect((await type(code)).status).toBe(303);
});

test('a new link and a withdrawn invitation end the code; the table holds no code, and a plain hash finds none', async () => {
  const world = await openBoard(server.app, [
    [{ name: 'Anna', email: null }],
    [{ name: 'Bram', email: null }],
  ]);
  const { code } = await letterOf(world, 'Anna');
  await world.coordinator.post(`/desk/invitations/${await world.id('Anna')}/link`);
  expect((await type(code!)).status).toBe(422);
  const fresh = (await letterOf(world, 'Anna')).code!;
  expect(fresh).not.toBe(code);
  expect((await type(fresh)).status).toBe(303);
  const { rows } = await server.app.pg.query(
    `SELECT to_jsonb(invitation)::text AS row, code_hash = sha256(convert_to($1, 'UTF8')) AS plain
     FROM invitation WHERE id = $2`,
    [fresh.replaceAll('-', ''), await world.id('Anna')],
  );
  expect(rows[0].plain).toBe(false);
  expect(rows[0].row).not.toContain(fresh.replaceAll('-', ''));
  const bram = (await letterOf(world, 'Bram')).code!;
  await world.coordinator.post(`/desk/invitations/${await world.id('Bram')}/revocation`);
  expect((await type(bram)).status).toBe(422);
});

test('a letter of before there were codes has the link to type, and the code of a new link', async () => {
  const world = await openBoard(server.app, [[{ name: 'Anna', email: null }]]);
  const id = await world.id('Anna');
  await server.app.db.updateTable('invitation').set({ codeHash: null }).where('id', '=', id).execute();
  const { body, code } = await letterOf(world, 'Anna');
  expect(code).toBeUndefined();
  expect(readWords(body)).toContain(`keten.example${await world.handed('Anna')}`);
  await world.coordinator.post(`/desk/invitations/${id}/link`);
  expect((await letterOf(world, 'Anna')).code).toBeDefined();
});
