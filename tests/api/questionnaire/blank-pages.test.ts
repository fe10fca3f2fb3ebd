/** A blank page is rendered once for all: what is one person's own must still be that person's alone. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { latestInstrument } from '../../../survey/versions.ts';
import { makeRespondent } from '../../support/respondent.ts';
import { type SeededRound, seedRound } from '../../support/seed.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
let round: SeededRound;
beforeAll(async () => {
  server = await startTestApp();
  round = await seedRound(server.app.db);
});
afterAll(() => server.stop());

const page = latestInstrument.concepts[0]!.id;
const item = latestInstrument.concepts[0]!.facets[0]!.items[0]!.id;
const visit = (person: string) => makeRespondent(server.app, round.people[person]!.path);
const open = async (person: string, address = page) => (await visit(person).open(address)).text;
const findView = (html: string) => /name="view" value="([^"]+)"/.exec(html)![1];

test('two people who open the same blank page each find their own link in it, and nobody else’s', async () => {
  const pages = { anna: await open('anna'), bram: await open('bram') };
  const { anna, bram } = round.people;
  expect(pages.anna).toContain(anna!.token);
  expect(pages.anna).not.toContain(bram!.token);
  expect(pages.bram).toContain(bram!.token);
  expect(pages.bram).not.toContain(anna!.token);
  expect(pages.anna.replaceAll(anna!.token, '').replaceAll(findView(pages.anna)!, '')).toBe(
    pages.bram.replaceAll(bram!.token, '').replaceAll(findView(pages.bram)!, ''),
  );
  expect(pages.anna).not.toContain('(((');
});

test('each opening of a blank page is a view of its own', async () => {
  expect(findView(await open('anna'))).not.toBe(findView(await open('anna')));
});

test('an answer of one person stands on no blank page of another, in either language', async () => {
  const carla = visit('carla');
  await carla.fill(page, { [item]: '4', comment: 'alleen van Carla' });
  expect((await carla.open(page)).text).toContain('alleen van Carla');
  expect(await open('carla')).not.toContain('alleen van Carla');
  for (const address of [page, `${page}?lang=en`]) {
    const blank = await open('dirk', address);
    expect(blank).not.toContain('alleen van Carla');
    expect(blank).not.toContain(' checked');
  }
  expect(await open('dirk', `${page}?lang=en`)).toContain('lang="en"');
});
