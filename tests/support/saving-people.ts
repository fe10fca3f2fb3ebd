/**
 * People who save pages of the questionnaire and send them, and a coordinator who adds partners, over HTTP and without a
 * pause, to a server that may be gone at any moment. What they sent and what was acknowledged is remembered, to be
 * compared with what is stored.
 */
import { EventEmitter, once } from 'node:events';
import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import type { Database } from '../../server/database/schema.ts';
import { invite } from '../../server/rounds/invitations/invite.ts';
import type { App } from '../../server/web/fastify.ts';
import { latestInstrument } from '../../survey/versions.ts';
import { actingOn } from './acting.ts';
import { type HttpBrowser, makeHttpBrowser } from './http-browser.ts';
import { seedRound, sixPartners } from './seed.ts';
import { keyOf } from './send-answers.ts';
import { type SignedIn, signIn } from './sign-in.ts';

/** What they need to begin. */
export interface PeopleToSave {
  networkId: string;
  coordinator: SignedIn;
  invitations: { id: string; token: string }[];
}

const respondents = 8;
/** Of each, one after the other and then from the first again. */
const linksEach = 12;

/** A round with their links, and a coordinator who signed in. */
export async function seedPeopleToSave(app: App): Promise<PeopleToSave> {
  const { networkId, roundId } = await seedRound(app.db, { people: {} });
  const invitations = await invite(actingOn(app), roundId, {
    perPartner: Math.ceil((respondents * linksEach) / sixPartners.length),
  });
  const { municipalityId } = await app.db
    .selectFrom('network')
    .select('municipalityId')
    .where('id', '=', networkId)
    .executeTakeFirstOrThrow();
  const coordinator = await signIn(app, 'coordinator', { municipalityId, networkIds: [networkId] });
  return { networkId, coordinator, invitations };
}

/** One thing in the database that is written again and again, each time with a higher number. */
interface Kept {
  sent: Set<number>;
  acknowledged: number;
}

/** What is not as it must be, in words; nothing is what it should be. */
export interface Differences {
  /** Acknowledged, and not there. */
  lost: string[];
  /** There, and never sent. */
  invented: string[];
  /** Changes without their line in the log, and lines without their change. */
  unlogged: string[];
  /** Answers that nobody should get, also of a server that fails. */
  odd: string[];
}

export const noDifferences: Differences = { lost: [], invented: [], unlogged: [], odd: [] };

export interface SavingPeople {
  /** Waits until so many requests more were sent. */
  whenSent(requests: number): Promise<void>;
  /** Waits until so many requests more were acknowledged. */
  whenAcknowledged(requests: number): Promise<void>;
  compare(db: Database): Promise<Differences>;
  stop(): Promise<void>;
}

const concepts = latestInstrument.concepts.map(({ id, facets }) => ({
  id,
  items: facets.flatMap(({ items }) => items.map((item) => item.id)),
}));
/** Each page of a link twice, and then it is sent. */
const savesOfLink = 2 * concepts.length;

/** What somebody types at this attempt: another time, other answers. */
function typed(items: readonly string[], attempt: number) {
  const answers = Object.fromEntries(items.map((item, place) => [item, 1 + ((attempt + place) % 5)]));
  return { answers, comment: `poging ${attempt}` };
}

/** They begin at once. */
export function startSavingPeople(address: string, seeded: PeopleToSave): SavingPeople {
  const agent = new Agent({ keepAlive: true });
  const count = { sent: 0, acknowledged: 0 };
  const told = new EventEmitter().setMaxListeners(0);
  const pages = new Map<string, Kept>();
  const sendings = new Map<string, Kept>();
  const partners = { sent: new Set<string>(), acknowledged: new Set<string>() };
  const odd: string[] = [];
  let stopped = false;

  /** True when it was acknowledged. */
  async function post(browser: HttpBrowser, path: string, fields: Record<string, string>): Promise<boolean> {
    count.sent += 1;
    told.emit('sent');
    // Who finds nobody there tries again a moment later.
    const answer = await browser.post(path, new URLSearchParams(fields)).catch(() => undefined);
    if (answer?.status === 303) {
      count.acknowledged += 1;
      told.emit('acknowledged');
      return true;
    }
    if (answer && answer.status !== 503)
      odd.push(`${answer.status} at ${path}: ${answer.text.slice(0, 500)}`);
    await sleep(50);
    return false;
  }

  async function keep(of: Map<string, Kept>, name: string, attempt: number, save: () => Promise<boolean>) {
    const kept = of.get(name) ?? { sent: new Set(), acknowledged: 0 };
    of.set(name, kept);
    kept.sent.add(attempt);
    const isThere = await save();
    if (isThere) kept.acknowledged = attempt;
    return isThere;
  }

  async function respond(links: PeopleToSave['invitations']): Promise<void> {
    const cookies = new Map(links.map(({ id }) => [`holder-${id}`, keyOf(id)]));
    const browser = makeHttpBrowser(address, agent, cookies);
    // What was not acknowledged is sent again as another attempt, before anything else.
    for (let attempt = 1, turn = 0; !stopped; attempt += 1) {
      const link = links[Math.floor(turn / (savesOfLink + 1)) % links.length]!;
      const isThere = await attemptTurn(browser, link, turn % (savesOfLink + 1), attempt);
      if (isThere) turn += 1;
    }
  }

  function attemptTurn(
    browser: HttpBrowser,
    { id, token }: PeopleToSave['invitations'][number],
    turn: number,
    attempt: number,
  ): Promise<boolean> {
    const path = `/invitations/${token}`;
    const button = { view: `poging.${attempt}`, go: 'next' };
    if (turn === savesOfLink) {
      return keep(sendings, id, attempt, () =>
        post(browser, `${path}/sending`, { ...button, confirm: 'on' }),
      );
    }
    const { id: page, items } = concepts[turn % concepts.length]!;
    const { answers, comment } = typed(items, attempt);
    const given = Object.entries(answers).map(([item, answer]) => [item, String(answer)]);
    return keep(pages, `${id}/${page}`, attempt, () =>
      post(browser, `${path}/${page}`, { ...Object.fromEntries(given), comment, ...button }),
    );
  }

  async function coordinate({ networkId, coordinator }: PeopleToSave): Promise<void> {
    const [name, value] = coordinator.cookie.split('=') as [string, string];
    const browser = makeHttpBrowser(address, agent, new Map([[name, value]]));
    const others = { csrf: coordinator.csrf, kind: '', size: '', person: '', email: '', language: 'nl' };
    for (let number = 1; !stopped; number += 1) {
      const partner = `Partner ${number}`;
      partners.sent.add(partner);
      const isThere = await post(browser, `/desk/networks/${networkId}/partners`, {
        ...others,
        name: partner,
      });
      if (isThere) partners.acknowledged.add(partner);
    }
  }

  async function wait(kind: keyof typeof count, more: number): Promise<void> {
    const goal = count[kind] + more;
    while (count[kind] < goal) await once(told, kind);
  }

  /** They go on meanwhile: what is acknowledged before the look must be there, what is there was sent before its end. */
  async function compare(db: Database): Promise<Differences> {
    const snapshot = (of: Map<string, Kept>) =>
      [...of].map(([name, { acknowledged }]) => ({ name, acknowledged }));
    const before = {
      pages: snapshot(pages),
      sendings: snapshot(sendings),
      partners: [...partners.acknowledged],
    };
    const ids = seeded.invitations.map(({ id }) => id);
    const storedPages = await db
      .selectFrom('answerPage')
      .select(['invitationId', 'page', 'content'])
      .where('invitationId', 'in', ids)
      .execute();
    const submitted = await db
      .selectFrom('invitation')
      .select('id')
      .where('id', 'in', ids)
      .where('submittedAt', 'is not', null)
      .where('receipt', 'is not', null)
      .execute();
    const { rows: storedPartners } = await sql<{ name: string; lines: number }>`
      SELECT name, (
        SELECT count(*)::integer FROM audit WHERE action = 'partners.added' AND thing_id = partner.id::text
      ) AS lines
      FROM partner WHERE network_id = ${seeded.networkId} AND name LIKE 'Partner %'`.execute(db);
    const { rows: lonelyLines } = await sql<{ note: string }>`
      SELECT note FROM audit WHERE action = 'partners.added'
      AND NOT EXISTS (SELECT FROM partner WHERE partner.id::text = thing_id)`.execute(db);

    const found = new Map(storedPages.map((page) => [`${page.invitationId}/${page.page}`, page.content]));
    const attempts = new Map(
      [...found].map(([name, content]) => [name, Number((content as { comment: string }).comment.slice(7))]),
    );
    const sentIds = new Set(submitted.map(({ id }) => id));
    const names = new Set(storedPartners.map(({ name }) => name));
    const itemsOf = new Map(concepts.map(({ id, items }) => [id, items]));
    return {
      lost: [
        ...before.pages
          .filter(({ name, acknowledged }) => acknowledged > (attempts.get(name) ?? 0))
          .map(({ name, acknowledged }) => `page ${name}, attempt ${acknowledged}`),
        ...before.sendings
          .filter(({ name, acknowledged }) => acknowledged > 0 && !sentIds.has(name))
          .map(({ name }) => `sending of ${name}`),
        ...before.partners.filter((name) => !names.has(name)),
      ],
      invented: [
        ...[...found]
          .filter(([name, content]) => {
            const attempt = attempts.get(name)!;
            const isSent = pages.get(name)?.sent.has(attempt) ?? false;
            return !isSent || !isDeepStrictEqual(content, typed(itemsOf.get(name.split('/')[1]!)!, attempt));
          })
          .map(([name, content]) => `page ${name}: ${JSON.stringify(content)}`),
        ...[...sentIds].filter((id) => !sendings.has(id)).map((id) => `sending of ${id}`),
        ...[...names].filter((name) => !partners.sent.has(name)),
      ],
      unlogged: [
        ...storedPartners
          .filter(({ lines }) => lines !== 1)
          .map(({ name, lines }) => `${name}: ${lines} lines`),
        ...lonelyLines.map(({ note }) => `a line about ${note}`),
      ],
      odd,
    };
  }

  const [share, all] = [linksEach, seeded.invitations];
  const working = Promise.all([
    ...Array.from({ length: respondents }, (_, index) =>
      respond(all.slice(index * share, (index + 1) * share)),
    ),
    coordinate(seeded),
  ]);
  return {
    whenSent: (requests) => wait('sent', requests),
    whenAcknowledged: (requests) => wait('acknowledged', requests),
    compare,
    async stop() {
      stopped = true;
      await working;
      agent.destroy();
    },
  };
}
