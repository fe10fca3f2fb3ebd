/** A municipality sets how its documents look: a logo that is drawn anew, and a colour that can be read. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findFactsheetInput } from '../../../server/results/factsheet-input.ts';
import { findPrinted, printDocument, type RenderAt } from '../../../server/results/printed-documents.ts';
import { closeRound } from '../../../server/rounds/close-round.ts';
import { findRound } from '../../../server/rounds/rounds.ts';
import { logoLimits } from '../../../server/web/limits.ts';
import { actingOn } from '../../support/acting.ts';
import { makePng, makeSvg } from '../../support/logos.ts';
import { readWords } from '../../support/read-html.ts';
import { seedRound } from '../../support/seed.ts';
import { answer } from '../../support/send-answers.ts';
import { sendUpload } from '../../support/send-upload.ts';
import { type SignedIn, signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
let officer: SignedIn;
let municipalityId: string;
let roundId: string;
let path: string;
beforeAll(async () => {
  server = await startTestApp();
  const seeded = await seedRound(server.app.db, { municipality: { code: 'GM0988', name: 'Voorbeeldstad' } });
  roundId = seeded.roundId;
  for (const { invitationId } of Object.values(seeded.people)) {
    await answer(server.app.db, { invitationId, opinion: 3 });
  }
  await closeRound(actingOn(server.app), roundId);
  ({ id: municipalityId } = await server.app.db
    .selectFrom('municipality')
    .select('id')
    .where('code', '=', 'GM0988')
    .executeTakeFirstOrThrow());
  path = `/desk/municipalities/${municipalityId}/looks`;
  officer = await signIn(server.app, 'municipality', { municipalityId });
});
afterAll(() => server.stop());
beforeEach(() => server.app.db.deleteFrom('looks').execute());

const readStored = () => server.app.db.selectFrom('looks').selectAll().executeTakeFirst();
const findInput = async () =>
  (await findFactsheetInput(server.app.db, await findRound(server.app.db, roundId), null, 'nl'))!;
const send = async (fields: Record<string, string | Buffer>) => {
  const revision = String((await readStored())?.revision ?? 0);
  return sendUpload(server.app, officer, path, { colour: '', revision, ...fields });
};

test('a logo and a colour reach every document of the networks, until they are taken away', async () => {
  expect((await findInput()).looks).toBeUndefined();
  expect(readWords((await officer.get(path)).body)).toContain('Er is nog niets ingesteld');

  const answer = await send({ logo: makeSvg('<script>alert(1)</script>'), colour: '7A1F5C' });
  expect([answer.statusCode, answer.headers.location]).toEqual([303, `${path}?done=saved`]);
  const { looks } = await findInput();
  expect(looks).toMatchObject({
    colour: '#7a1f5c',
    logo: { width: 576, height: 360, alt: 'Logo van gemeente Voorbeeldstad' },
  });
  expect(looks!.logo!.src).toMatch(/^data:image\/png;base64,iVBOR/);
  const page = (await officer.get(`${path}?done=saved`)).body;
  expect(readWords(page)).toContain('De huisstijl is opgeslagen.');
  expect(page).toContain(looks!.logo!.src);
  expect(page).toContain('fill="#7a1f5c"');
  expect(page).not.toContain('alert(1)');

  // Another colour, and no file: the logo stays.
  await send({ logo: Buffer.alloc(0), colour: '#0b4f6c' });
  expect((await findInput()).looks).toEqual({ ...looks, colour: '#0b4f6c' });

  const removed = await officer.post(`${path}/logo-removal`);
  expect([removed.statusCode, removed.headers.location]).toEqual([303, `${path}?done=logoRemoved`]);
  expect((await findInput()).looks).toEqual({ colour: '#0b4f6c' });
  await send({ colour: '' });
  expect((await findInput()).looks).toBeUndefined();

  const lines = await server.app.db
    .selectFrom('audit')
    .select(['action', 'accountId', 'municipalityId', 'networkId'])
    .where('action', 'like', 'looks.%')
    .orderBy('id')
    .execute();
  const { accountId } = officer;
  expect(lines).toEqual(
    ['looks.changed', 'looks.changed', 'looks.logoRemoved', 'looks.changed'].map((action) => ({
      action,
      accountId,
      municipalityId,
      networkId: null,
    })),
  );
});

test('what was printed with other looks is printed anew', async () => {
  const { db } = server.app;
  const key = { roundId, kind: 'factsheet', partnerId: null, language: 'nl' } as const;
  const render = async (): Promise<RenderAt> => {
    const { looks } = await findInput();
    return (printedAt) => JSON.stringify({ looks, printedAt });
  };
  const before = await render();
  await printDocument(db, key, { renderAt: before, print: () => Promise.resolve(Buffer.from('%PDF')) });
  expect(await findPrinted(db, key, before)).toBeDefined();
  await send({ colour: '#7a1f5c' });
  expect(await findPrinted(db, key, await render())).toBeUndefined();
});

describe('is refused, with everything at once and what was typed kept', () => {
  test('a colour that is too light, with a darker one that will do; the logo goes along again', async () => {
    const answer = await send({ logo: makeSvg(), colour: '#ffcc00' });
    expect(answer.statusCode).toBe(422);
    const words = readWords(answer.body);
    const darker = /Neem (#[0-9a-f]{6}), dezelfde kleur maar donkerder/.exec(words)?.[1];
    expect(darker).toBeDefined();
    expect(answer.body).toContain('value="#ffcc00"');
    expect(words).toContain('Het logo dat u net koos, gaat mee');
    expect(await readStored()).toBeUndefined();

    const keptLogo = /name="keptLogo" value="([^"]+)"/.exec(answer.body)![1]!;
    await send({ keptLogo, logo: Buffer.alloc(0), colour: darker! });
    expect(await readStored()).toMatchObject({ colour: darker, logoWidth: 576, logoHeight: 360 });
  });

  test.each<[string, () => Record<string, string | Buffer>, string[]]>([
    [
      'a logo and a colour',
      () => ({ logo: Buffer.from('GIF89a'), colour: 'blauw' }),
      ['geen SVG of PNG', 'geen kleur'],
    ],
    [
      'a JPEG that is called PNG',
      () => ({ logo: Buffer.from('\xff\xd8\xff\xe0JFIF', 'latin1') }),
      ['geen SVG of PNG'],
    ],
    ['a page', () => ({ logo: Buffer.from('<!doctype html><p>Logo</p>') }), ['geen SVG of PNG']],
    [
      'a page with a drawing in it',
      () => ({
        logo: Buffer.concat([Buffer.from('<html>'), makeSvg(), Buffer.from('<script>1</script></html>')]),
      }),
      ['niet te tekenen'],
    ],
    [
      'an SVG in another encoding',
      () => ({ logo: Buffer.from(makeSvg().toString(), 'utf16le') }),
      ['geen SVG of PNG'],
    ],
    [
      'a bomb of entities',
      () => ({
        logo: makeSvg(
          '<text>&c;</text>',
          '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>',
        ),
      }),
      ['entiteiten in een DOCTYPE'],
    ],
    [
      'an entity that reads a file',
      () => ({
        logo: makeSvg('<text>&x;</text>', '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hostname">]>'),
      }),
      ['entiteiten in een DOCTYPE'],
    ],
    [
      'a PNG of gigabytes',
      () => {
        const png = makePng({ width: 200, height: 100 });
        png.writeUInt32BE(100_000, 16);
        png.writeUInt32BE(100_000, 20);
        return { logo: png };
      },
      [`hooguit ${logoLimits.pixels} bij ${logoLimits.pixels}`],
    ],
    [
      'half a PNG',
      () => ({ logo: makePng({ width: 200, height: 100 }).subarray(0, 30) }),
      ['niet te tekenen'],
    ],
    [
      'a PNG whose size is not what it holds',
      () => {
        const png = makePng({ width: 200, height: 100 });
        png.writeUInt32BE(3_000, 16);
        return { logo: png };
      },
      ['niet te tekenen'],
    ],
    [
      'a blank',
      () => ({ logo: makePng({ width: 200, height: 100, grey: 255 }) }),
      ['op wit papier niets te zien'],
    ],
    ['a dot', () => ({ logo: makePng({ width: 20, height: 20 }) }), ['te klein of te smal']],
  ])('%s', async (_what, fields, sentences) => {
    const answer = await send(fields());
    expect(answer.statusCode).toBe(422);
    for (const sentence of sentences) expect(readWords(answer.body)).toContain(sentence);
    expect(await readStored()).toBeUndefined();
  });

  test('a file over the limit, by growing it to it', async () => {
    const svg = makeSvg();
    const grow = (bytes: number) => Buffer.concat([svg, Buffer.alloc(bytes - svg.length, ' ')]);
    expect((await send({ logo: grow(logoLimits.fileBytes) })).statusCode).toBe(303);
    const answer = await send({ logo: grow(logoLimits.fileBytes + 1) });
    expect(answer.statusCode).toBe(422);
    expect(readWords(answer.body)).toContain('Een logo heeft hooguit 500 kB');
  });

  test('a change that somebody else came before', async () => {
    await send({ colour: '#0b4f6c' });
    const answer = await sendUpload(server.app, officer, path, { colour: '#7a1f5c', revision: '0' });
    expect(answer.statusCode).toBe(409);
    expect(readWords(answer.body)).toContain('#0b4f6c');
    expect(answer.body).toContain('value="#7a1f5c"');
    expect(await readStored()).toMatchObject({ colour: '#0b4f6c' });
  });
});

test('an SVG as drawing programs write it is taken: a prolog, comments, a DOCTYPE and namespaces', async () => {
  const prolog =
    '\uFEFF<?xml version="1.0" encoding="utf-8"?>\r\n<!-- Generator: Drawing Program 27 -->\r\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\r\n';
  expect((await send({ logo: makeSvg('', prolog) })).statusCode).toBe(303);
  expect(await readStored()).toMatchObject({ logoWidth: 576 });
});

test('the button pressed twice changes it once', async () => {
  const form = { csrf: officer.csrf, colour: '#7a1f5c', revision: '0', logo: makeSvg() };
  const answers = [
    await sendUpload(server.app, officer, path, form),
    await sendUpload(server.app, officer, path, form),
  ];
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([303, 303]);
  expect(await readStored()).toMatchObject({ revision: 1 });
});

test('the operator finds every municipality, an officer its own, nobody else any', async () => {
  await send({ colour: '#7a1f5c' });
  const operator = await signIn(server.app, 'operator');
  const list = readWords((await operator.get('/desk/looks')).body);
  expect(list).toContain('Voorbeeldstad GM0988 geen #7a1f5c');
  expect((await officer.get('/desk/looks')).headers.location).toBe(path);
  for (const role of ['coordinator', 'researcher'] as const) {
    const other = await signIn(server.app, role, { municipalityId });
    expect((await other.get('/desk/looks')).statusCode).toBe(404);
    expect((await sendUpload(server.app, other, path, { colour: '', revision: '1' })).statusCode).toBe(404);
  }
});
