import { stringify } from 'csv-stringify/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addNetwork, type Call, callApi, importCsv, listFaults } from '../../support/call-api.ts';
import { listLogActions } from '../../support/list-log.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';
import { writeWorkbook } from '../../support/write-workbook.ts';

let server: TestApp;
let call: Call;
beforeAll(async () => {
  server = await startTestApp();
  call = callApi(server);
});
afterAll(() => server.stop());

async function listPartners(network: string) {
  return (await call('GET', `/networks/${network}/partners`)).json;
}

test('an import adds partners; the next one changes those it names and leaves the others', async () => {
  const network = await addNetwork(call);
  const first = await importCsv(call, network, 'id,name,kind,size\na,Aap,school,10\nb,Beer,politie,"2,5"\n');
  expect(first.json).toEqual({ added: 2, changed: 0 });
  const second = await importCsv(call, network, 'id,name,kind,size\nb,Bever,,\nc,Cavia,zorg,1\n');
  expect(second.json).toEqual({ added: 1, changed: 1 });
  expect(await listPartners(network)).toEqual([
    { id: 'a', name: 'Aap', kind: 'school', size: 10 },
    // An empty cell takes nothing away.
    { id: 'b', name: 'Bever', kind: 'police', size: 2.5 },
    { id: 'c', name: 'Cavia', kind: 'health-care', size: 1 },
  ]);
});

test('a column that is left out leaves what is stored', async () => {
  const network = await addNetwork(call);
  await importCsv(call, network, 'id,name,kind,size\na,Aap,school,10\n');
  await importCsv(call, network, 'id,name\na,Ander\n');
  expect(await listPartners(network)).toEqual([{ id: 'a', name: 'Ander', kind: 'school', size: 10 }]);
});

test('all that is wrong in a file is said at once with row and column, and nothing is stored', async () => {
  const network = await addNetwork(call);
  const csv = [
    'id,Naam,soort,size,colour,naam,mail',
    'a,"Aap',
    'met een regel",school,10,,,',
    ',Zonder id,,,,,',
    '',
    'b,,tovenaar,-3,red,,',
    'A,Dubbel,,1.200,,,',
    `=x,${'n'.repeat(201)},,nul,,,`,
    'd,Te veel,,,,,,,hier',
    'e,stil\u0007teken,,0,,,',
  ].join('\n');
  const refused = await importCsv(call, network, csv);
  expect(refused.status).toBe(422);
  const kinds =
    'gemeente, welzijn, schuldhulp, onderwijs, jeugdgezondheidszorg, woningcorporatie, politie, werkgever, vrijwilligers, ervaringsdeskundigen, zorg, anders';
  const other = 'bij een andere organisatie of anders geschreven. Geef elke organisatie een eigen id.';
  expect(listFaults(refused)).toEqual([
    'rij 1, kolom naam: Er is nog een kolom die hetzelfde betekent. Haal er een weg, of geef haar een andere naam.',
    'rij 1, kolom colour: Deze kolom kennen wij niet. Wij lezen organisatie, soort, omvang, contactpersoon, e-mail, taal en id.',
    'rij 1, kolom mail: Personen leest u in op de pagina van het netwerk, niet hier. Haal deze kolom weg.',
    `rij 2, kolom id: Het id 'a' staat ook op rij 6, ${other}`,
    'rij 5, kolom Naam: Dit is leeg. Vul het in.',
    `rij 5, kolom soort: Deze soort kennen wij niet. Kies een van: ${kinds}. Of laat de cel leeg.`,
    'rij 5, kolom size: De omvang is een getal boven 0, bijvoorbeeld 12 of 3,5. Of laat de cel leeg.',
    `rij 6, kolom id: Het id 'A' staat ook op rij 2, ${other}`,
    'rij 6, kolom size: Dit getal is op twee manieren te lezen. Schrijf duizenden zonder punt of komma (1200), en hooguit twee cijfers achter de komma.',
    'rij 7, kolom id: Een id begint met een letter of cijfer, en heeft verder letters, cijfers, spaties, punten, - en _.',
    'rij 7, kolom Naam: Dit heeft 201 tekens. Er passen er 200 in. Maak het korter.',
    'rij 7, kolom size: De omvang is een getal boven 0, bijvoorbeeld 12 of 3,5. Of laat de cel leeg.',
    'rij 8: Hier staat iets in een cel zonder kolomnaam. Haal het weg, of zet een scheidingsteken dat bij de tekst hoort tussen aanhalingstekens.',
    'rij 9, kolom Naam: Hier staat een teken in dat niet te lezen is. Typ de tekst opnieuw.',
    'rij 9, kolom size: De omvang is een getal boven 0, bijvoorbeeld 12 of 3,5. Of laat de cel leeg.',
  ]);
  expect(await listPartners(network)).toEqual([]);
});

test('a workbook is imported as well, and without ids the same list changes what it added', async () => {
  const network = await addNetwork(call);
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  const put = (rows: string[][]) =>
    call('PUT', `/networks/${network}/partners`, writeWorkbook(rows), { 'content-type': type });
  expect((await put([['Partners'], [], ['Organisatie', 'Soort'], ['GGD Zuid', 'zorg']])).json).toEqual({
    added: 1,
    changed: 0,
  });
  expect(
    (
      await put([
        ['soort', 'organisatie'],
        ['onderwijs', 'GGD zuid'],
      ])
    ).json,
  ).toEqual({ added: 0, changed: 1 });
  expect(await listPartners(network)).toEqual([
    { id: 'ggd-zuid', name: 'GGD zuid', kind: 'school', size: null },
  ]);
});

test('an id that is stored in other capitals is refused', async () => {
  const network = await addNetwork(call);
  await importCsv(call, network, 'id,name\nGGD,GGD\n');
  expect(listFaults(await importCsv(call, network, 'id,name\nggd,Ander\nx,X\n'))).toEqual([
    "rij 2, kolom id: Het id 'ggd' staat in dit netwerk al als 'GGD'. Schrijf het net zo, of kies een ander id.",
  ]);
  expect(await listPartners(network)).toHaveLength(1);
});

test('an archived partner comes back by its id; by its name alone it is another one', async () => {
  const network = await addNetwork(call);
  await importCsv(call, network, 'id,name\nggd,GGD\n');
  const { db } = server.app;
  const archive = () =>
    db.updateTable('partner').set({ archivedAt: new Date() }).where('networkId', '=', network).execute();
  await archive();
  expect((await importCsv(call, network, 'id,name\nggd,GGD\n')).json).toEqual({ added: 0, changed: 1 });
  expect(await listPartners(network)).toMatchObject([{ id: 'ggd' }]);
  await archive();
  // It may have been merged into a partner of today.
  expect((await importCsv(call, network, 'name\nGGD\n')).json).toEqual({ added: 1, changed: 0 });
  expect(await listPartners(network)).toMatchObject([{ id: 'ggd-2' }]);
});

test('the log has a line for each import that changes something, and none for one that does not', async () => {
  const network = await addNetwork(call);
  const csv = 'id,name,kind\na,Aap,school\nb,Beer,\n';
  await importCsv(call, network, csv);
  expect((await importCsv(call, network, csv)).json).toEqual({ added: 0, changed: 2 });
  await importCsv(call, network, csv.replace('Beer', 'Bever'));
  const lines = await listLogActions(server.app.db, { network });
  expect(lines.map(({ action, note }) => [action, note])).toEqual([
    ['networks.made', expect.any(String)],
    ['partners.listStored', '2 + 0'],
    ['partners.listStored', '2 + 0'],
  ]);
});

test('10,000 rows go in at once, and again', async () => {
  const network = await addNetwork(call);
  const rows = Array.from({ length: 10_000 }, (_, index) => [
    `p${index}`,
    `Partner ${index}`,
    'school',
    `${index + 1}`,
  ]);
  const csv = stringify([['id', 'name', 'kind', 'size'], ...rows]);
  expect((await importCsv(call, network, csv)).json).toEqual({ added: 10_000, changed: 0 });
  expect((await importCsv(call, network, csv)).json).toEqual({ added: 0, changed: 10_000 });
  expect(listFaults(await importCsv(call, network, `${csv}x,X,,\n`))).toEqual([
    'Dit zijn meer dan 10000 rijen. Wij lezen er ten hoogste 10000 tegelijk. Maak er meer lijsten van.',
  ]);
  const half = stringify([['id', 'name', 'kind', 'size'], ...rows.slice(5000), ...rows.slice(5000)]);
  expect(listFaults(await importCsv(call, network, half))).toHaveLength(10_000);
  expect((await call('GET', `/networks/${network}`)).json.partners).toBe(10_000);
});

test('imports of one network at the same time all arrive', async () => {
  const network = await addNetwork(call);
  const imports = Array.from({ length: 10 }, (_, i) =>
    importCsv(call, network, `id,name\nshared,Van ${i}\np${i},P ${i}\n`),
  );
  for (const { status } of await Promise.all(imports)) expect(status).toBe(200);
  expect(await listPartners(network)).toHaveLength(11);
});

test.each([
  ['an empty file', ''],
  ['a header alone', 'id,name,kind,size\n\n,,,\n'],
  ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
  ['a workbook', Buffer.from('504b030414000600080000002100', 'hex')],
  ['quotation marks that stay open', 'id,name\na,"open\nb,c\n'],
  ['another file', 'naam van het kind;groep\nJan;7\n'],
])('%s is refused with a sentence, and nothing is stored', async (_what, file) => {
  const network = await addNetwork(call);
  const refused = await importCsv(call, network, file);
  expect(refused.status).toBe(422);
  expect(listFaults(refused).length).toBeGreaterThan(0);
  expect(await listPartners(network)).toEqual([]);
});

test('a file over 5 MB, and one that is not sent as CSV, are refused', async () => {
  const network = await addNetwork(call);
  expect((await importCsv(call, network, `id,name\n${'x'.repeat(5 * 1024 * 1024)}`)).status).toBe(413);
  for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded']) {
    const refused = await call('PUT', `/networks/${network}/partners`, '{"id":"a"}', {
      'content-type': type,
    });
    expect(refused.status, type).toBe(415);
  }
  expect((await call('PUT', `/networks/${network}/partners`)).status).toBe(422);
  expect(await listPartners(network)).toEqual([]);
});

test('a name is kept as it was typed, whatever it looks like', async () => {
  const network = await addNetwork(call);
  const names = [
    '<script>alert(1)</script>',
    '{{x}}',
    '=1+1',
    'O\'Neill & Zn; "De Brug"',
    'مرحبا',
    '👩‍🌾',
    "'; DROP TABLE partner",
  ];
  await importCsv(
    call,
    network,
    stringify([['id', 'name'], ...names.map((name, index) => [`p${index}`, name])]),
  );
  const stored = await listPartners(network);
  expect(stored.map(({ name }: { name: string }) => name).sort()).toEqual([...names].sort());
});

test('partners of a network that does not exist are not found, and not imported', async () => {
  expect((await call('GET', '/networks/999999/partners')).status).toBe(404);
  expect((await importCsv(call, '999999', 'id,name\na,b\n')).status).toBe(404);
});
