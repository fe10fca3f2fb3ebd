/** Lists as people have them, through the desk: a preview with every problem, nothing stored before it is right. */
import { gzipSync } from 'node:zlib';
import { utils, write } from '@e965/xlsx';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listLogActions } from '../../support/list-log.ts';
import { readWords as readAllWords } from '../../support/read-html.ts';
import { type OwnNetwork, seedOwnNetwork, seedPartner } from '../../support/seed-own-network.ts';
import { signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await startTestApp();
});
afterAll(() => server.stop());

type Fields = Record<string, string | Buffer>;

/** Sends a form with a file as a browser does. */
async function send({ coordinator, networkId }: OwnNetwork, fields: Fields, path = '') {
  const form = new FormData();
  form.append('csrf', coordinator.csrf);
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string') form.append(name, value);
    else form.append(name, new Blob([new Uint8Array(value)]), 'lijst.csv');
  }
  const request = new Request('http://x', { method: 'POST', body: form });
  return server.app.inject({
    method: 'POST',
    url: `/desk/networks/${networkId}/import${path}`,
    headers: { cookie: coordinator.cookie, 'content-type': request.headers.get('content-type')! },
    payload: Buffer.from(await request.arrayBuffer()),
  });
}

const entities: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x27;': "'",
  '&#x3D;': '=',
  '&#x60;': '`',
};
const readValue = (html: string) =>
  html.replace(/&(?:amp|lt|gt|quot|#x27|#x3D|#x60);/g, (entity) => entities[entity]!);

/** What the form of a preview sends when nothing in it was touched. */
function readForm(html: string): { text: string; state: string; unread: string; ofFile: string } {
  const form = /<form[^>]*id="corrections"[\s\S]*?<\/form>/.exec(html)![0];
  const read = (name: string) => readValue(new RegExp(`name="${name}" value="([^"]*)"`).exec(form)![1]!);
  return { text: read('text'), state: read('state'), unread: read('unread'), ofFile: read('ofFile') };
}

/** Without the whole list, which stands in the page as text too. */
const readWords = (html: string) =>
  readAllWords(html.replace(/<textarea[^>]*id="field-text"[\s\S]*?<\/textarea>/g, ''));

const canStore = (html: string) => html.includes('/import/confirmation"');

async function countStored({ networkId }: OwnNetwork) {
  const partners = await server.app.db
    .selectFrom('partner')
    .select(['id', 'name', 'kind', 'size', 'archivedAt'])
    .where('networkId', '=', networkId)
    .orderBy('id')
    .execute();
  const people = await server.app.db
    .selectFrom('person')
    .innerJoin('partner', 'partner.id', 'person.partnerId')
    .select([
      'partner.name as partner',
      'person.name',
      'person.email',
      'person.language',
      'person.archivedAt',
    ])
    .where('networkId', '=', networkId)
    .orderBy('person.id')
    .execute();
  return { partners, people };
}

/** Sends a list that must be right, presses the button, and gives what is stored then. */
async function store(network: OwnNetwork, fields: Fields) {
  const preview = await send(network, fields);
  expect(preview.statusCode, readWords(preview.body)).toBe(200);
  const confirmation = readForm(preview.body);
  const stored = await send(network, confirmation, '/confirmation');
  expect(stored.statusCode, readWords(stored.body)).toBe(303);
  return countStored(network);
}

test('a pasted list is shown, stored by the button alone, and is the same the second time', async () => {
  const network = await seedOwnNetwork(server.app);
  const text = [
    'Organisatie\tSoort\tAantal medewerkers\tContactpersoon\tE-mailadres\tTaal',
    'Voedselbank De Brug\tvrijwilligers\t25,5\tBram Vos\tBram@Brug.example\tnl',
    'GGD\tjeugdgezondheidszorg\t\tCarla\tcarla@ggd.example\tEngels',
    'GGD\t\t\tDirk\tdirk@ggd.example\t',
  ].join('\r\n');
  const preview = await send(network, { text });
  expect(preview.statusCode).toBe(200);
  const words = readWords(preview.body);
  expect(words).toContain('2 partners nieuw, 3 mensen nieuw.');
  expect(words).toContain('nieuwe partner');
  expect(words).toContain('nieuwe persoon');
  expect(await countStored(network)).toEqual({ partners: [], people: [] });

  const { partners, people } = await store(network, { text });
  expect(partners).toMatchObject([
    { name: 'Voedselbank De Brug', kind: 'informal', size: 25.5 },
    { name: 'GGD', kind: 'youth-health-care', size: null },
  ]);
  expect(people).toMatchObject([
    { partner: 'Voedselbank De Brug', name: 'Bram Vos', email: 'Bram@brug.example', language: 'nl' },
    { partner: 'GGD', name: 'Carla', email: 'carla@ggd.example', language: 'en' },
    { partner: 'GGD', name: 'Dirk', email: 'dirk@ggd.example', language: 'nl' },
  ]);
  const again = await send(network, { text });
  expect(readWords(again.body)).toContain('Alles uit deze lijst staat al in het netwerk.');
  expect(
    (await listLogActions(server.app.db, { network: network.networkId })).map(({ action }) => action),
  ).toEqual(['partners.listChecked', 'partners.listChecked', 'partners.listStored', 'partners.listChecked']);
});

test('a change shows what was there, and leaves what the list does not name', async () => {
  const { app } = server;
  const network = await seedOwnNetwork(app);
  await seedPartner(app, network.networkId, {
    name: 'School',
    kind: 'school',
    size: 10,
    people: [['Anna', 'anna@school.example']],
  });
  await seedPartner(app, network.networkId, { name: 'Zorg', kind: 'health-care', people: [['Ben', null]] });
  const preview = await send(network, {
    text: 'partner\tsoort\tcontactpersoon\tmail\nSchool\tanders\tAnna\tanna@nieuw.example',
  });
  const words = readWords(preview.body);
  expect(words).toContain('anders (was: school)');
  expect(words).toContain('anna@nieuw.example (was: anna@school.example)');
  expect(words).toContain('1 partner anders, 1 persoon anders.');
  await send(network, readForm(preview.body), '/confirmation');
  const { partners, people } = await countStored(network);
  expect(partners).toMatchObject([
    { name: 'School', kind: 'other', size: 10 },
    { name: 'Zorg', kind: 'health-care' },
  ]);
  expect(people).toMatchObject([{ name: 'Anna', email: 'anna@nieuw.example' }, { name: 'Ben' }]);
});

test('every cell that is wrong is marked with its sentence, and can be corrected in place until the list is right', async () => {
  const network = await seedOwnNetwork(server.app);
  const text = [
    'partner\tsoort\tomvang\tnaam\tmail',
    'Een\ttovenaar\t-3\tAnna\tanna.een.example',
    '',
    'Twee\tschool\t5\tBram\tbram.twee.example',
    'Drie\tschool\t5\tBram\tbram@drie,example',
  ].join('\n');
  const preview = await send(network, { text });
  expect(preview.statusCode).toBe(422);
  expect(canStore(preview.body)).toBe(false);
  for (const cell of ['2-kind', '2-size', '2-email', '4-email', '5-email']) {
    expect(preview.body, cell).toContain(`name="cell-${cell}"`);
    expect(preview.body, cell).toContain(`id="cell-${cell}-problem"`);
    expect(preview.body, cell).toContain(`href="#field-cell-${cell}"`);
  }
  expect(preview.body).not.toContain('name="cell-4-name"');
  expect(readWords(preview.body)).toContain('Er kloppen 3 dingen niet');
  expect(readWords(preview.body)).toContain('Let op: 2 cellen');
  expect(await countStored(network)).toEqual({ partners: [], people: [] });

  const half = await send(network, { text, 'cell-2-kind': 'welzijn', 'cell-2-size': '3' });
  expect(half.statusCode).toBe(422);
  expect(readWords(half.body)).toContain('Er kloppen 3 dingen niet');
  const next = readValue(/<input type="hidden" name="text" value="([^"]*)"/.exec(half.body)![1]!);
  const right = await send(network, {
    text: next,
    'cell-2-email': 'anna@een.example',
    'cell-4-email': 'bram@twee.example',
    'cell-5-email': 'bram@drie,example',
    'accept-5-email': 'bram@drie.example',
    'cell-99-email': 'nobody',
    'cell-2-nothing': 'x',
  });
  expect(right.statusCode, readWords(right.body)).toBe(200);
  await send(network, readForm(right.body), '/confirmation');
  expect(await countStored(network)).toMatchObject({
    partners: [
      { name: 'Een', kind: 'welfare', size: 3 },
      { name: 'Twee', kind: 'school' },
      { name: 'Drie', kind: 'school' },
    ],
    people: [{ email: 'anna@een.example' }, { email: 'bram@twee.example' }, { email: 'bram@drie.example' }],
  });
});

test('a merged title above the header, empty rows, several addresses in a cell, semicolons and Windows-1252 work', async () => {
  const network = await seedOwnNetwork(server.app);
  const file = [
    'Ketenpartners armoede Weert 2026;;;',
    ';;;',
    'Organisatie;Soort;Contactpersoon;E-mail',
    'Café Vriendschap;vrijwilligers;Renée;renée@cafe.example',
    ';;;',
    '"Stichting; Samen";welzijn;;"een@samen.example; twee@samen.example"',
    ';;;',
  ].join('\r\n');
  const { partners, people } = await store(network, { file: Buffer.from(file, 'latin1') });
  expect(partners.map(({ name }) => name)).toEqual(['Café Vriendschap', 'Stichting; Samen']);
  expect(people.map(({ partner, email }) => [partner, email])).toEqual([
    ['Café Vriendschap', 'renée@cafe.example'],
    ['Stichting; Samen', 'een@samen.example'],
    ['Stichting; Samen', 'twee@samen.example'],
  ]);
});

test('a doubled partner is marked at both rows, and nothing is stored', async () => {
  const network = await seedOwnNetwork(server.app);
  const preview = await send(network, { text: 'partner\tmail\nSchool\ta@s.example\nschool\ta@s.example' });
  expect(preview.statusCode).toBe(422);
  expect(canStore(preview.body)).toBe(false);
  expect(preview.body).toContain('name="cell-2-name"');
  expect(preview.body).toContain('name="cell-3-name"');
  expect(await countStored(network)).toEqual({ partners: [], people: [] });
});

test('what is no list gets a sentence on the page where one begins, and what was pasted stays', async () => {
  const network = await seedOwnNetwork(server.app);
  const files: [string, Fields][] = [
    ['nothing', { text: ' \n' }],
    ['an empty file and no text', { text: '', file: Buffer.alloc(0) }],
    ['a picture', { file: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]) }],
    ['a gzip', { file: gzipSync('naam\nschool') }],
    ['a PDF', { file: Buffer.from('%PDF-1.7\n%âãÏÓ\n') }],
    ['a broken workbook', { file: Buffer.from('PK\x03\x04 and then nothing') }],
    ['open quotation marks', { text: 'partner\n"School\nWelzijn' }],
  ];
  for (const [name, fields] of files) {
    const refused = await send(network, fields);
    expect(refused.statusCode, name).toBe(422);
    expect(refused.body, name).toContain('id="problems"');
    expect(canStore(refused.body), name).toBe(false);
  }
  const quotes = await send(network, { text: 'partner\n"School & co\nWelzijn' });
  expect(readValue(quotes.body)).toContain('"School & co\r\nWelzijn');
  expect(await countStored(network)).toEqual({ partners: [], people: [] });
});

test('a text without a header we know gives its sentence and can be corrected as text', async () => {
  const network = await seedOwnNetwork(server.app);
  const preview = await send(network, { text: 'appels\tperen\n1\t2' });
  expect(preview.statusCode).toBe(422);
  expect(canStore(preview.body)).toBe(false);
  expect(preview.body.includes('appels\tperen\r\n1\t2')).toBe(true);
});

test('10,000 rows are shown in part, with the problems first, and are stored in one go', async () => {
  const network = await seedOwnNetwork(server.app);
  const rows = Array.from(
    { length: 10_000 },
    (_, i) => `Partner ${i}\tschool\tPersoon ${i}\tp${i}@x${i % 97}.example`,
  );
  const header = 'partner\tsoort\tcontactpersoon\tmail';
  const wrong = await send(network, {
    text: [header, ...rows.slice(0, 9_999), 'Laatste\tschool\tX\tgeen adres'].join('\n'),
  });
  expect(wrong.statusCode).toBe(422);
  const words = readWords(wrong.body);
  expect(words).toContain('En nog 9.800 rijen.');
  expect(wrong.body.match(/<tr/g)!.length).toBeLessThan(220);
  expect(wrong.body).toContain('name="cell-10001-email"');
  expect(wrong.body.indexOf('name="cell-10001-email"')).toBeLessThan(wrong.body.indexOf('Partner 0<'));
  expect((await countStored(network)).partners).toEqual([]);

  const { partners, people } = await store(network, { text: [header, ...rows].join('\n') });
  expect([partners.length, people.length]).toEqual([10_000, 10_000]);
  const list = await network.coordinator.get(`/desk/networks/${network.networkId}/partners`);
  expect(readWords(list.body)).toContain('Bladzijde 1 van 100');

  const tooMany = await send(network, { text: [header, ...rows, 'Een te veel\t\t\t'].join('\n') });
  expect(tooMany.statusCode).toBe(422);
  expect(canStore(tooMany.body)).toBe(false);
});

test('ten thousand problems make a page that is still small', async () => {
  const network = await seedOwnNetwork(server.app);
  const rows = Array.from({ length: 10_000 }, (_, i) => `Partner ${i}\ttovenaar\tgeen adres`);
  const preview = await send(network, { text: ['partner\tsoort\tmail', ...rows].join('\n') });
  expect(preview.statusCode).toBe(422);
  expect(readWords(preview.body)).toContain('Er kloppen 10.000 dingen niet');
  expect(readWords(preview.body)).toContain('En nog 9.980 dingen.');
  expect(preview.body.match(/aria-invalid/g)!.length).toBe(200);
});

test('a text that was cut off on its way is refused whole', async () => {
  const network = await seedOwnNetwork(server.app);
  const row = `Partner\t${'x'.repeat(900)}\n`;
  const answer = await send(network, { text: `partner\tsoort\n${row.repeat(19_000)}` });
  expect(answer.statusCode).toBe(413);
  expect(await countStored(network)).toEqual({ partners: [], people: [] });
});

test('when somebody changes the partners after the preview, the list is shown again and nothing is stored', async () => {
  const { app } = server;
  const network = await seedOwnNetwork(app);
  const preview = await send(network, { text: 'partner\nSchool' });
  await seedPartner(app, network.networkId, { name: 'School', kind: 'school' });
  const conflict = await send(network, readForm(preview.body), '/confirmation');
  expect(conflict.statusCode).toBe(409);
  expect(readWords(conflict.body)).toContain('Iemand anders heeft intussen iets aan de partners veranderd.');
  expect((await countStored(network)).partners).toHaveLength(1);
  expect(readWords(conflict.body)).toContain('Alles uit deze lijst staat al in het netwerk.');
});

test('of two who store at once one stores, and the other sees the list again', async () => {
  const network = await seedOwnNetwork(server.app);
  const one = readForm((await send(network, { text: 'partner\nEen\nDrie' })).body);
  const two = readForm((await send(network, { text: 'partner\nTwee\nDrie' })).body);
  const answers = await Promise.all([
    send(network, one, '/confirmation'),
    send(network, two, '/confirmation'),
  ]);
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 409]);
  expect((await countStored(network)).partners).toHaveLength(2);
});

test('a text that was changed behind the button is checked again', async () => {
  const network = await seedOwnNetwork(server.app);
  const { state } = readForm((await send(network, { text: 'partner\nEen' })).body);
  const answer = await send(network, { text: 'partner\tmail\nEen\tgeen adres', state }, '/confirmation');
  expect(answer.statusCode).toBe(422);
  expect((await countStored(network)).partners).toEqual([]);
});

test('an archived partner and person that stand in the list come back', async () => {
  const { app } = server;
  const network = await seedOwnNetwork(app);
  const { id, people } = await seedPartner(app, network.networkId, {
    name: 'School',
    code: 'school',
    people: [['Anna', 'anna@s.example']],
  });
  await app.db.updateTable('partner').set({ archivedAt: new Date() }).where('id', '=', id).execute();
  await app.db.updateTable('person').set({ archivedAt: new Date() }).where('id', '=', people[0]!).execute();
  const text = 'id\tpartner\tcontactpersoon\tmail\nschool\tSchool\tAnna\tanna@s.example';
  const preview = await send(network, { text });
  expect(readWords(preview.body)).toContain('komt terug');
  const stored = await store(network, { text });
  expect(stored.partners).toMatchObject([{ id, archivedAt: null }]);
  expect(stored.people).toMatchObject([{ name: 'Anna', archivedAt: null }]);
});

test('what stands in a cell is never markup, and what looks like a formula stays text', async () => {
  const network = await seedOwnNetwork(server.app);
  const name = '=1+1</textarea><script>alert`1`</script>';
  const preview = await send(network, { text: `partner\tsoort\n${name}\t<b>fout</b>` });
  expect(preview.statusCode).toBe(200);
  expect(preview.body).not.toContain('<script>alert');
  expect(preview.body).not.toContain('<b>fout');
  const { partners } = await store(network, { text: `partner\n${name}` });
  expect(partners[0]!.name).toBe(name);
});

test('what was chosen on the page is kept over every press, and looked at before it is stored', async () => {
  const network = await seedOwnNetwork(server.app);
  const sheet = utils.aoa_to_sheet([
    ['organisatie', 'soort', 'e-mail'],
    ['Zichtbaar', 'Bieb', 'Jan <jan@zicht.example>; Piet <piet.@zicht.example>'],
    ['Verborgen', 'Bieb', ''],
    ['Totaal', '', ''],
  ]);
  sheet['!rows'] = [{}, {}, { hidden: true }];
  const book = utils.book_new(sheet, 'Lijst');
  utils.book_append_sheet(book, utils.aoa_to_sheet([['oud']]), 'Oud');
  book.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 1 }] };
  const first = await send(network, { file: write(book, { type: 'buffer', bookType: 'xlsx' }) });
  expect(first.statusCode).toBe(422);
  expect(readWords(first.body)).toContain('Neem over: Jan <jan@zicht.example>; Piet <piet@zicht.example>');

  // A row is left out, an offer taken, one kind chosen for all of a word, and the hidden row read.
  const [, same] = /name="(same-kind-[^"]+)"/.exec(first.body)!;
  const [, offer] = /name="accept-2-email" value="([^"]+)"/.exec(first.body)!;
  const second = await send(network, {
    ...readForm(first.body),
    [same!]: 'anders',
    'accept-2-email': readValue(offer!),
    'cell-2-email': 'Jan <jan@zicht.example>; Piet <piet.@zicht.example>',
    'skip-4': 'on',
  });
  expect(second.statusCode, readWords(second.body)).toBe(200);
  expect(readForm(second.body).unread).toBe('3,4');
  for (const said of [
    'Verborgen tabbladen lezen wij niet: Oud.',
    'Verborgen rijen',
    '1 partner nieuw, 2 mensen nieuw',
  ])
    expect(readWords(second.body)).toContain(said);
  // The text to change does not bring back what was left out.
  expect(/<textarea[^>]*id="field-text"[\s\S]*?<\/textarea>/.exec(second.body)![0]).not.toMatch(
    /Verborgen|Totaal/,
  );

  const looked = await send(network, { ...readForm(second.body), 'read-3': 'on' }, '/confirmation');
  expect(looked.statusCode).toBe(200);
  expect(readWords(looked.body)).toContain('Er is niets opgeslagen. Kijk eerst of de lijst nu klopt.');
  expect(await countStored(network)).toEqual({ partners: [], people: [] });
  expect((await send(network, readForm(looked.body), '/confirmation')).statusCode).toBe(303);
  expect(await countStored(network)).toMatchObject({
    partners: [
      { name: 'Zichtbaar', kind: 'other' },
      { name: 'Verborgen', kind: 'other' },
    ],
    people: [{ name: 'Jan' }, { name: 'Piet', email: 'piet@zicht.example' }],
  });
});

test('a partner that went into another and stands in the list is its own again, with who was joined', async () => {
  const network = await seedOwnNetwork(server.app);
  const keep = await seedPartner(server.app, network.networkId, {
    name: 'Blijft',
    people: [['Anna', 'anna@x.example']],
  });
  const drop = await seedPartner(server.app, network.networkId, {
    name: 'Gaat op',
    people: [['Anna', 'anna@x.example']],
  });
  const merged = await network.coordinator.post(`/desk/networks/${network.networkId}/merge`, {
    keep: keep.id,
    drop: drop.id,
    keepRevision: '1',
    dropRevision: '1',
  });
  expect(merged.statusCode, merged.body).toBe(303);
  const { db } = server.app;
  const findJoined = () =>
    db.selectFrom('person').select('mergedInto').where('id', '=', drop.people[0]!).executeTakeFirstOrThrow();
  expect((await findJoined()).mergedInto).toBe(keep.people[0]);
  const { code } = await db
    .selectFrom('partner')
    .select('code')
    .where('id', '=', drop.id)
    .executeTakeFirstOrThrow();
  await store(network, { text: `id\tpartner\n${code}\tGaat op` });
  expect((await findJoined()).mergedInto).toBeNull();
  const left = await db
    .selectFrom('partnerMerge')
    .select('partnerId')
    .where('partnerId', '=', drop.id)
    .execute();
  expect(left).toEqual([]);
});

test('what comes back as said of the file is never more than we say', async () => {
  const network = await seedOwnNetwork(server.app);
  const made = [
    { code: 'hiddenTabs', values: { tabs: '<b>x</b>' } },
    { code: 'empty' },
    { code: '__proto__' },
    7,
    null,
  ];
  for (const ofFile of [JSON.stringify(made), '{', '[[', '"x"']) {
    const { body, statusCode } = await send(network, {
      text: 'partner\nEen',
      ofFile,
      unread: '9,x,__proto__',
    });
    expect(statusCode).toBe(200);
    expect(body).not.toContain('<b>x');
  }
});

test('the example to download is a list that can be stored as it is', async () => {
  const network = await seedOwnNetwork(server.app);
  const example = await network.coordinator.get(`/desk/networks/${network.networkId}/import/example.csv`);
  expect(example.headers['content-disposition']).toMatch(
    /^attachment; filename=voorbeeld-partners-voor-excel-[a-z0-9-]+\.csv$/,
  );
  const { partners } = await store(network, { file: example.rawPayload });
  expect(partners.length).toBeGreaterThan(2);
});

test('without a token of this session, or for a network of somebody else, nothing is read', async () => {
  const { app } = server;
  const network = await seedOwnNetwork(app);
  const stranger = await seedOwnNetwork(app);
  const fields = { text: 'partner\nSchool' };
  const forged = { ...network, coordinator: { ...network.coordinator, csrf: 'x' } };
  expect((await send(forged, fields)).statusCode).toBe(403);
  expect((await send({ ...network, networkId: stranger.networkId }, fields)).statusCode).toBe(404);
  const reader = await signIn(app, 'municipality', { municipalityId: network.municipalityId });
  expect((await send({ ...network, coordinator: reader }, fields)).statusCode).toBe(404);
});
