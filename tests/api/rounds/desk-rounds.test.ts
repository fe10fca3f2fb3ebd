/** Rounds on the desk, as a coordinator plans, opens, follows and closes them. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, dutchDay } from '../../../server/text/days.ts';
import { toEarlierWorkingDay, toWorkingDay } from '../../../server/text/working-days.ts';
import { type SeededNetwork, seedNetwork } from '../../support/seed-network.ts';
import { answer, markAnswered } from '../../support/send-answers.ts';
import { type SignedIn, signIn } from '../../support/sign-in.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await startTestApp({ PUBLIC_URL: 'http://keten.example' });
});
afterAll(() => server.stop());

const today = dutchDay(new Date());
const inDays = (count: number) => addDays(today, count);
const plan = {
  name: '2026',
  sender: 'Greet de Wit, coördinator',
  language: 'nl',
  opening: 'day',
  opensOn: inDays(3),
  closesOn: inDays(31),
  repeats: 'once',
  message: 'Dank u wel.\r\nGroet, Greet',
  reminder1: inDays(10),
  reminder2: inDays(29),
};

async function start(partners: Parameters<typeof seedNetwork>[1] = [[{ name: 'Anna' }], [{ name: 'Bram' }]]) {
  const network = await seedNetwork(server.app.db, partners);
  const { municipalityId, networkId } = network;
  const coordinator = await signIn(server.app, 'coordinator', { municipalityId, networkIds: [networkId] });
  return { network, coordinator };
}

/** Plans a round and gives its address. */
async function planRound(coordinator: SignedIn, { networkId }: SeededNetwork, fields: object = {}) {
  const answer = await coordinator.post(`/desk/networks/${networkId}/rounds`, { ...plan, ...fields });
  expect(answer.statusCode, answer.body).toBe(303);
  return String(answer.headers.location).split('?')[0]!;
}

async function openNow(coordinator: SignedIn, network: SeededNetwork, fields: object = {}) {
  return planRound(coordinator, network, { opening: 'now', opensOn: '', checked: 'yes', ...fields });
}

const idOf = (path: string) => path.split('/').at(-1)!;

/** What stands above the form, as text. */
function readProblems(html: string): string[] {
  const box = /id="problems"[\s\S]*?<ul[^>]*>([\s\S]*?)<\/ul>/.exec(html)?.[1] ?? '';
  return [...box.matchAll(/<li[^>]*>([\s\S]*?)<\/li>/g)].map(([, item]) =>
    item!.replace(/<[^>]+>/g, '').trim(),
  );
}

async function readRound(path: string) {
  return server.app.db.selectFrom('round').selectAll().where('id', '=', idOf(path)).executeTakeFirstOrThrow();
}

async function countMails(path: string, kind = 'invitation'): Promise<number> {
  const mails = await server.app.db
    .selectFrom('mail')
    .select('id')
    .where('roundId', '=', idOf(path))
    .where('kind', '=', kind as 'invitation')
    .execute();
  return mails.length;
}

describe('the list', () => {
  test('says what to do when there is no round, and shows the rounds that there are', async () => {
    const { network, coordinator } = await start();
    const list = `/desk/networks/${network.networkId}/rounds`;
    expect((await coordinator.get(list)).body).toContain('Er is nog geen meting.');
    const path = await planRound(coordinator, network);
    const { body } = await coordinator.get(list);
    expect(body).toContain(`href="${path}"`);
    expect(body).toContain('Gepland');
  });
});

describe('planning', () => {
  test('the form comes with suggestions that are right as they are', async () => {
    const { network, coordinator } = await start();
    const { body } = await coordinator.get(`/desk/networks/${network.networkId}/rounds/new`);
    const closesOn = toWorkingDay(inDays(28));
    expect(body).toContain(`name="closesOn" value="${closesOn}"`);
    expect(body).toContain(`name="reminder1" value="${toWorkingDay(inDays(7))}"`);
    expect(body).toContain(`name="reminder3" value="${toEarlierWorkingDay(addDays(closesOn, -2))}"`);
    expect(body).toMatch(/value="now" checked/);
  });

  test('a round for a day is planned for nine in the morning, and nobody is mailed yet', async () => {
    const { network, coordinator } = await start();
    const path = await planRound(coordinator, network);
    const round = await readRound(path);
    expect(round.openedAt).toBeNull();
    expect(
      new Intl.DateTimeFormat('nl', { timeStyle: 'short', timeZone: 'Europe/Amsterdam' }).format(
        round.opensAt,
      ),
    ).toBe('09:00');
    expect(round.message).toBe('Dank u wel.\nGroet, Greet');
    expect(await countMails(path)).toBe(0);
    const { body } = await coordinator.get(`${path}?done=planned`);
    expect(body).toContain('De meting is gepland.');
    expect(body).toContain('Open nu');
    const logged = await server.app.db
      .selectFrom('audit')
      .select(['action', 'note', 'roundId'])
      .where('networkId', '=', network.networkId)
      .execute();
    expect(logged).toEqual([{ action: 'rounds.planned', note: '2026', roundId: idOf(path) }]);
  });

  test('everything that is wrong is said at once, at its field, and what was typed stays', async () => {
    const { network, coordinator } = await start([]);
    const refused = await coordinator.post(`/desk/networks/${network.networkId}/rounds`, {
      ...plan,
      name: '',
      sender: 'Greet & <b>Co</b>',
      opensOn: inDays(10),
      closesOn: inDays(9),
      message: 'x'.repeat(1001),
      reminder1: inDays(10),
      reminder2: '2026-02-30',
      reminder3: inDays(60),
    });
    expect(refused.statusCode).toBe(422);
    expect(readProblems(refused.body)).toEqual([
      'Dit is leeg. Vul het in.',
      'Dit heeft 1001 tekens. Er passen er 1000 in. Maak het korter.',
      'Dit netwerk heeft nog geen partners. Lees eerst de lijst met partners in.',
      expect.stringMatching(
        /^De meting gaat open op \d+ [a-z]+ \d{4}\. Kies een latere dag om te sluiten\.$/,
      ),
      expect.stringContaining('Een herinnering gaat uit tussen het openen en het sluiten'),
      'Dit is geen datum. Schrijf jaar, maand en dag, bijvoorbeeld 2026-10-31.',
      expect.stringContaining('Een herinnering gaat uit tussen het openen en het sluiten'),
    ]);
    expect(refused.body).toContain('Greet &amp; &lt;b&gt;Co&lt;/b&gt;');
    expect(refused.body).toContain('x'.repeat(1001));
    expect(
      await server.app.db
        .selectFrom('round')
        .select('id')
        .where('networkId', '=', network.networkId)
        .execute(),
    ).toEqual([]);
  });

  test.each([
    [
      'an opening in the past',
      { opensOn: inDays(-1) },
      'Deze dag is al voorbij. Kies vandaag of een latere dag.',
    ],
    [
      'a closing in the past',
      { opening: 'now', closesOn: inDays(-1), reminder1: '', reminder2: '' },
      'Deze datum is al voorbij. Kies een latere datum.',
    ],
    [
      'no opening',
      { opensOn: '' },
      'Dit is geen datum. Schrijf jaar, maand en dag, bijvoorbeeld 2026-10-31.',
    ],
    [
      'no closing',
      { closesOn: '' },
      'Dit is geen datum. Schrijf jaar, maand en dag, bijvoorbeeld 2026-10-31.',
    ],
    [
      'a moment',
      { closesOn: `${inDays(31)}T10:00Z` },
      'Dit is geen datum. Schrijf jaar, maand en dag, bijvoorbeeld 2026-10-31.',
    ],
  ])('%s is refused', async (_what, fields, sentence) => {
    const { network, coordinator } = await start();
    const refused = await coordinator.post(`/desk/networks/${network.networkId}/rounds`, {
      ...plan,
      ...fields,
    });
    expect(refused.statusCode).toBe(422);
    expect(readProblems(refused.body)).toEqual([sentence]);
  });

  test('a name is given once, also when two plan it at the same time', async () => {
    const { network, coordinator } = await start();
    const answers = await Promise.all(
      [1, 2, 3].map(() => coordinator.post(`/desk/networks/${network.networkId}/rounds`, plan)),
    );
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 422, 422]);
  });

  test('a form that lacks fields is told what is missing', async () => {
    const { network, coordinator } = await start();
    const refused = await coordinator.post(`/desk/networks/${network.networkId}/rounds`, {});
    expect(refused.statusCode).toBe(422);
    expect(readProblems(refused.body).length).toBe(4);
  });
});

describe('opening now', () => {
  test('shows the mail and who gets it first, and stores nothing before the button', async () => {
    const { network, coordinator } = await start([
      [{ name: 'Anna' }, { name: 'Bart', email: null }],
      [{ name: 'Carla', unsubscribed: true }],
      [],
    ]);
    const url = `/desk/networks/${network.networkId}/rounds`;
    const fields = { ...plan, opening: 'now', message: 'Doe mee <script>alert(1)</script>' };
    const check = await coordinator.post(url, fields);
    expect(check.statusCode).toBe(200);
    expect(check.body).toContain('Er doen 3 partners mee.');
    expect(check.body).toContain('1 persoon krijgt een mail.');
    expect(check.body).toContain('2 mensen hebben geen adres dat werkt');
    expect(check.body).toContain('Bij 1 partner staat nog niemand');
    expect(check.body).toContain('Doe mee &lt;script&gt;');
    expect(check.body).toContain('Vragenlijst over de samenwerking in');
    const rows = () =>
      server.app.db.selectFrom('round').select('id').where('networkId', '=', network.networkId).execute();
    expect(await rows()).toEqual([]);
    const back = await coordinator.post(url, { ...fields, checked: 'no' });
    expect(back.statusCode).toBe(200);
    expect(back.body).toContain('name="sender" value="Greet de Wit, coördinator"');
    expect(await rows()).toEqual([]);
    expect(
      await server.app.db
        .selectFrom('audit')
        .select('id')
        .where('networkId', '=', network.networkId)
        .execute(),
    ).toEqual([]);

    const path = await openNow(coordinator, network, { message: '' });
    expect(await countMails(path)).toBe(1);
    expect((await coordinator.get(path)).body).toContain('0 van de 3 mensen hebben geantwoord.');
  });

  test('a planned round opens with a button, once', async () => {
    const { network, coordinator } = await start();
    const path = await planRound(coordinator, network);
    expect((await coordinator.get(`${path}/opening`)).body).toContain('2 mensen krijgen een mail.');
    const opened = await Promise.all([1, 2, 3].map(() => coordinator.post(`${path}/opening`)));
    expect(opened.map(({ statusCode }) => statusCode).sort()).toEqual([303, 409, 409]);
    expect(await countMails(path)).toBe(2);
    expect((await coordinator.get(`${path}/opening`)).statusCode).toBe(303);
  });
});

describe('changing', () => {
  test('a planned round is changed as a whole; who comes second sees both', async () => {
    const { network, coordinator } = await start();
    const path = await planRound(coordinator, network);
    const { revision } = await readRound(path);
    const first = await coordinator.post(`${path}/plan`, {
      ...plan,
      name: 'Eerste',
      reminder1: inDays(12),
      reminder2: '',
      revision: String(revision),
    });
    expect(first.statusCode).toBe(303);
    const second = await coordinator.post(`${path}/plan`, {
      ...plan,
      name: 'Tweede',
      message: 'Mijn lange tekst',
      revision: String(revision),
    });
    expect(second.statusCode).toBe(409);
    expect(second.body).toContain('Iemand anders heeft dit intussen veranderd.');
    expect(second.body).toContain('name="name" value="Tweede"');
    expect(second.body).toContain('Mijn lange tekst');
    expect(second.body).toMatch(/<dd>Eerste<\/dd>/);
    expect((await readRound(path)).name).toBe('Eerste');
    const again = /name="revision" value="(\d+)"/.exec(second.body)![1]!;
    const third = await coordinator.post(`${path}/plan`, { ...plan, name: 'Tweede', revision: again });
    expect(third.statusCode).toBe(303);
    expect((await readRound(path)).name).toBe('Tweede');
    const reminders = await server.app.db
      .selectFrom('reminder')
      .select(sql<string>`send_on::text`.as('day'))
      .where('roundId', '=', idOf(path))
      .orderBy('sendOn')
      .execute();
    expect(reminders.map(({ day }) => day)).toEqual([inDays(10), inDays(29)]);
  });

  test('an open round is extended, and never shortened', async () => {
    const { network, coordinator } = await start();
    const path = await openNow(coordinator, network);
    const change = async (fields: object) =>
      coordinator.post(`${path}/plan`, {
        ...plan,
        ...fields,
        revision: String((await readRound(path)).revision),
      });
    const shorter = await change({ closesOn: inDays(20), reminder2: '' });
    expect(shorter.statusCode).toBe(422);
    expect(readProblems(shorter.body)).toEqual([
      expect.stringMatching(/^Mensen hebben gelezen dat zij tot en met \d+ [a-z]+ \d{4} kunnen antwoorden\./),
    ]);
    const past = await change({ closesOn: inDays(-2), reminder1: '', reminder2: '' });
    expect(readProblems(past.body)).toEqual(['Deze datum is al voorbij. Kies een latere datum.']);
    const late = await change({ closesOn: inDays(40), reminder1: inDays(41) });
    expect(readProblems(late.body)).toEqual([expect.stringContaining('Een herinnering gaat uit tussen')]);
    expect(
      (await change({ closesOn: inDays(40), reminder1: inDays(40), sender: 'Iemand anders' })).statusCode,
    ).toBe(303);
    const round = await readRound(path);
    expect(dutchDay(round.closesAt)).toBe(inDays(40));
    // What people were told of who asks does not change under their hands.
    expect(round.sender).toBe(plan.sender);
  });

  test('a planned round is removed, an open one is not', async () => {
    const { network, coordinator } = await start();
    const path = await planRound(coordinator, network);
    expect((await coordinator.get(`${path}/removal`)).body).toContain('Er is niets verstuurd.');
    const removed = await coordinator.post(`${path}/removal`);
    expect(removed.headers.location).toBe(`/desk/networks/${network.networkId}/rounds?done=removed`);
    expect((await coordinator.get(path)).statusCode).toBe(404);
    const open = await openNow(coordinator, network);
    expect((await coordinator.post(`${open}/removal`)).statusCode).toBe(409);
    expect((await coordinator.get(open)).statusCode).toBe(200);
  });
});

describe('following', () => {
  test('the page says who answered per partner and per day, and nothing of the answers', async () => {
    const { network, coordinator } = await start([
      [{ name: 'Anna' }, { name: 'Bart' }],
      [{ name: 'Carla' }],
      [],
    ]);
    const path = await openNow(coordinator, network);
    expect((await coordinator.get(path)).body).toContain('Er zijn nog geen antwoorden.');
    const [first] = await server.app.db
      .selectFrom('invitation')
      .select('id')
      .where('roundId', '=', idOf(path))
      .orderBy('id')
      .execute();
    await answer(server.app.db, { invitationId: first!.id, opinion: 4 });
    const { body } = await coordinator.get(path);
    expect(body).toContain('1 van de 3 mensen heeft geantwoord.');
    expect(body).toContain('Er is antwoord van 1 van de 2 partners.');
    expect(body).toContain('1 van 2');
    expect(body).toContain('niet gevraagd');
    const data = JSON.parse(/id="response-data">([\s\S]*?)<\/script>/.exec(body)![1]!);
    expect(data).toMatchObject({ bars: { counts: [1] }, marks: [{ label: 'uitgenodigd', on: [true] }] });
    expect(body).not.toMatch(/content-security|receipt|answers":/);
  });

  test('the days run on from the opening, with those on which people were invited and reminded', async () => {
    const { network, coordinator } = await start([[{ name: 'Anna' }, { name: 'Bart' }, { name: 'Carla' }]]);
    const path = await openNow(coordinator, network);
    const people = await server.app.db
      .selectFrom('invitation')
      .select('id')
      .where('roundId', '=', idOf(path))
      .orderBy('id')
      .execute();
    const at = (count: number) => new Date(`${inDays(count)}T12:00:00Z`);
    await server.app.db
      .updateTable('round')
      .set({ opensAt: at(-6), openedAt: at(-6) })
      .where('id', '=', idOf(path))
      .execute();
    await server.app.db
      .updateTable('invitation')
      .set({ createdAt: at(-6) })
      .where('roundId', '=', idOf(path))
      .where('id', '<>', people[2]!.id)
      .execute();
    await server.app.db
      .updateTable('invitation')
      .set({ createdAt: at(-2) })
      .where('id', '=', people[2]!.id)
      .execute();
    await server.app.db
      .insertInto('reminder')
      .values([
        { roundId: idOf(path), sendOn: inDays(-3), sentAt: at(-3) },
        { roundId: idOf(path), sendOn: inDays(-1), sentAt: null },
      ])
      .execute();
    await markAnswered(server.app.db, people[0]!.id, at(-4));
    await markAnswered(server.app.db, people[1]!.id, at(-2));

    const { body } = await coordinator.get(path);
    const data = JSON.parse(/id="response-data">([\s\S]*?)<\/script>/.exec(body)![1]!);
    expect(data.days).toHaveLength(7);
    expect(data.bars.counts).toEqual([0, 0, 1, 0, 1, 0, 0]);
    expect(
      data.marks.map(({ label, on }: { label: string; on: boolean[] }) => [label, on.map(Number)]),
    ).toEqual([
      ['uitgenodigd', [1, 0, 0, 0, 1, 0, 0]],
      ['herinnering gestuurd', [0, 0, 0, 1, 0, 0, 0]],
    ]);
    const table = /<tbody>(<tr><th scope="row">\d[\s\S]*?)<\/tbody>/.exec(body)![1]!;
    const rows = [...table.matchAll(/<tr>([\s\S]*?)<\/tr>/g)].map(([, row]) =>
      [...row!.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, cell]) => cell),
    );
    expect(rows).toEqual([
      ['0', '0', '2 mensen uitgenodigd'],
      ['1', '1', ''],
      ['0', '1', 'herinnering gestuurd'],
      ['1', '2', '1 persoon uitgenodigd'],
    ]);
  });

  test('an answer around midnight counts on the day of the Netherlands, also in the night the clock goes back', async () => {
    const { network, coordinator } = await start([[{ name: 'Anna' }, { name: 'Bart' }, { name: 'Carla' }]]);
    const path = await openNow(coordinator, network);
    const people = await server.app.db
      .selectFrom('invitation')
      .select('id')
      .where('roundId', '=', idOf(path))
      .orderBy('id')
      .execute();
    const moments = ['2026-10-24T21:59:59Z', '2026-10-24T22:00:00Z', '2026-10-25T22:59:59Z'];
    for (const [index, { id }] of people.entries()) {
      await markAnswered(server.app.db, id, new Date(moments[index]!));
    }
    const { body } = await coordinator.get(path);
    const rows = [
      ...body.matchAll(/<tr><th scope="row">(\d+ oktober 2026)<\/th><td class="numeric"[^>]*>(\d+)</g),
    ];
    expect(rows.map(([, day, sent]) => [day, sent])).toEqual([
      ['24 oktober 2026', '1'],
      ['25 oktober 2026', '2'],
    ]);
  });

  test('a pause keeps answers waiting, and says so', async () => {
    const { network, coordinator } = await start();
    const path = await openNow(coordinator, network);
    expect((await coordinator.post(`${path}/pause`)).headers.location).toBe(`${path}?done=paused`);
    const { body } = await coordinator.get(`${path}?done=paused`);
    expect(body).toContain('Gepauzeerd');
    expect(body).toContain('Ga verder met de meting');
    expect((await coordinator.post(`${path}/reminders`)).statusCode).toBe(409);
    expect((await coordinator.post(`${path}/resumption`)).headers.location).toBe(`${path}?done=resumed`);
    expect((await readRound(path)).pausedAt).toBeNull();
  });

  test('closing asks first, and says how many have not answered', async () => {
    const { network, coordinator } = await start();
    const path = await openNow(coordinator, network);
    const { body } = await coordinator.get(`${path}/closure`);
    expect(body).toContain('2 mensen hebben nog niet geantwoord.');
    expect(body).toContain('Na het sluiten kan niemand meer antwoorden.');
    expect((await coordinator.post(`${path}/closure`)).headers.location).toBe(`${path}?done=closed`);
    const closed = await coordinator.get(path);
    expect(closed.body).toContain(`${path}/factsheet.pdf`);
    expect((await coordinator.post(`${path}/pause`)).statusCode).toBe(409);
    expect((await coordinator.get(`${path}/plan`)).statusCode).toBe(303);
    const change = await coordinator.post(`${path}/plan`, {
      ...plan,
      revision: String((await readRound(path)).revision),
    });
    expect(change.statusCode).toBe(409);
  });

  test('a result is shared by a link that is shown once and can be withdrawn', async () => {
    const { network, coordinator } = await start();
    const path = await openNow(coordinator, network);
    await coordinator.post(`${path}/closure`);
    const made = await coordinator.post(`${path}/shares`, { scope: 'overview' });
    const url = /http:\/\/keten\.example(\/shares\/[\w-]{22})/.exec(made.body)![1]!;
    expect((await server.app.inject(url)).statusCode).toBe(200);
    const { body } = await coordinator.get(path);
    expect(body).not.toContain(url);
    const revocation = /action="(\/desk\/shares\/\d+\/revocation)"/.exec(body)![1]!;
    expect((await coordinator.post(revocation)).statusCode).toBe(303);
    expect((await server.app.inject(url)).statusCode).toBe(404);
    // A partner's own factsheet is not the coordinator's to open.
    expect((await coordinator.post(`${path}/shares`, { scope: 'partner' })).statusCode).toBe(400);
  });
});

test('the mail can be read before the opening, in both kinds and languages, with no link that works', async () => {
  const { network, coordinator } = await start();
  const path = await planRound(coordinator, network, { message: 'Kijk op www.kwaad.example <b>nu</b>' });
  const { body } = await coordinator.get(`${path}/mail-preview?kind=reminder`);
  expect(body).toContain('Herinnering: vragenlijst over de samenwerking');
  expect(body).toContain('lang="en"');
  expect(body).toContain('&lt;b&gt;nu&lt;/b&gt;');
  expect(body).not.toContain('href="http://keten.example/invitations');
});

test('the texts are there in English too', async () => {
  const { network } = await start();
  const { municipalityId, networkId } = network;
  const coordinator = await signIn(server.app, 'coordinator', {
    municipalityId,
    networkIds: [networkId],
    language: 'en',
  });
  const path = await openNow(coordinator, network, { repeats: 'yearly' });
  for (const url of [path, `${path}/plan`, `${path}/closure`, `${path}/invitations`, `${path}/letters`]) {
    const page = await coordinator.get(url);
    expect(page.statusCode, url).toBe(200);
    expect(page.body).toContain('<html lang="en"');
  }
  await coordinator.post(`${path}/closure`);
  expect((await coordinator.get(path)).body).toContain('Share the result');
});
