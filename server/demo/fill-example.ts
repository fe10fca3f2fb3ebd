/**
 * Fills an empty database with the example, in the same way as real answers: partners are imported, rounds are
 * opened, people are invited, answers are sent, rounds are closed. Only the pages of a round are written all at once,
 * for a quick start, and dates are set back afterwards.
 */
import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { latestInstrument } from '../../survey/versions.ts';
import type { Database } from '../database/schema.ts';
import type { Acting } from '../log/act.ts';
import { changeLooks } from '../looks/change-looks.ts';
import { addNetwork } from '../networks/add-network.ts';
import { importPartners } from '../partners/import/import-partners.ts';
import { sendAnswers } from '../questionnaire/send-answers.ts';
import { makeAgreement } from '../results/agreements/make-agreement.ts';
import { cleanComments } from '../results/comments/clean-comments.ts';
import { listCommentsToClean } from '../results/comments/comments.ts';
import { writeOwnWords } from '../results/factsheet-choices/write-own-words.ts';
import { releaseRound } from '../results/research/release-round.ts';
import { completePlan } from '../rounds/check-plan.ts';
import { closeRound } from '../rounds/close-round.ts';
import { invite } from '../rounds/invitations/invite.ts';
import { findRound } from '../rounds/rounds.ts';
import { startRound } from '../rounds/start-round.ts';
import { dutchDay } from '../text/days.ts';
import { hashToken, makeToken } from '../web/token.ts';
import { writeCsvForPrograms } from '../web/write-csv.ts';
import { addChoosing } from './add-choosing.ts';
import { addWeek } from './add-week.ts';
import { type ExampleComments, earlierComments } from './comments.ts';
import { exampleProfiles } from './profiles.ts';
import { readExample } from './read-example.ts';
import {
  agreementsAfterEarlier,
  agreementsAfterFirst,
  chosenAfterEarlier,
  type ExampleAgreement,
  type ExampleAnswers,
  earlierRoundAnswers,
  exampleLooks,
  firstRoundAnswers,
  municipality,
  networkName,
  openRoundAnswers,
  ownWords,
  partners,
} from './weert.ts';

export interface Example {
  /** The round that is open now. */
  roundId: string;
  /** The token of a personal link that nobody used yet. */
  openToken: string;
}

const privacy = {
  controller: 'Gemeente Weert (voorbeeld)',
  purpose: 'Wij willen weten hoe partners samenwerken, en dat samen beter maken. (voorbeeld)',
  legalGround: 'public-task',
  contact: 'De coördinator van het netwerk (voorbeeld)',
} as const;

const sender = 'De coördinator van het netwerk (voorbeeld)';

export async function fillExample(acting: Acting): Promise<Example> {
  const { db } = acting;
  const open = (wish: { name: string; interimResults?: boolean }) =>
    startRound(acting, networkId, completePlan({ sender, closesAt, ...wish }), { asksNobody: true });
  const networkId = await addNetwork(acting, { municipality, name: networkName, madeUp: true });
  await importPartners(acting, networkId, { text: writePartners() });
  await addProfiles(db, networkId);
  await addLooks(acting, networkId);
  await db.updateTable('network').set(privacy).where('id', '=', networkId).execute();
  const closesAt = new Date(Date.now() + 21 * 24 * 3600_000).toISOString();

  const first = await open({ name: 'Voorbeeldmeting 1' });
  await answerAll(acting, first, firstRoundAnswers);
  await closeRound(acting, first);
  await setDates(db, first, { opened: 745, closed: 715 });
  await addAgreements(acting, networkId, first, agreementsAfterFirst);

  const earlier = await open({ name: 'Voorbeeldmeting 2' });
  await answerAll(acting, earlier, earlierRoundAnswers, earlierComments);
  await closeRound(acting, earlier);
  await setDates(db, earlier, { opened: 380, closed: 350 });
  await addAgreements(acting, networkId, earlier, agreementsAfterEarlier);
  const { revision } = await findRound(db, earlier);
  await writeOwnWords(acting, earlier, { ...ownWords, revision });
  await cleanEarlier(acting, earlier);
  await releaseRound(acting, earlier);
  await addChoosing(acting, earlier, { facets: chosenAfterEarlier, closed: 330 });

  const roundId = await open({ name: 'Voorbeeldmeting 3', interimResults: true });
  await answerAll(acting, roundId, openRoundAnswers);
  await setDates(db, roundId, { opened: 9 });
  const answered = new Set(openRoundAnswers.map(({ partner }) => partner));
  const waiting = partners.filter(({ code }) => !answered.has(code));
  await invite(
    acting,
    roundId,
    waiting.map(({ code }) => ({ partner: code })),
  );
  const openToken = await addWeek(acting, roundId, { opened: 9, reminded: 6, openPartner: 'kledingbank' });
  return { roundId, openToken };
}

/** What the coordinator wrote for researchers. */
async function cleanEarlier(acting: Acting, roundId: string): Promise<void> {
  const written = new Map(
    Object.values(earlierComments)
      .flatMap((themes) => Object.values(themes))
      .map(({ text, cleaned }) => [text, cleaned]),
  );
  for (const { theme, comments } of await listCommentsToClean(acting.db, roundId, latestInstrument)) {
    const { revision } = await findRound(acting.db, roundId);
    const texts = Object.fromEntries(comments.map(({ digest, text }) => [digest, written.get(text) ?? '']));
    await cleanComments(acting, roundId, { theme, texts, revision });
  }
}

/** The list of partners as a coordinator has it in a spreadsheet. */
function writePartners(): string {
  const rows = partners.map(({ code, name, kind, size }) => [code, name, kind, size ?? '']);
  return writeCsvForPrograms({ header: ['id', 'name', 'kind', 'size'], rows });
}

/** The colour and the logo of the example, drawn beforehand, because drawing needs a browser and time. */
async function addLooks(acting: Acting, networkId: string): Promise<void> {
  const { municipalityId } = await acting.db
    .selectFrom('network')
    .select('municipalityId')
    .where('id', '=', networkId)
    .executeTakeFirstOrThrow();
  const { colour, logo } = exampleLooks;
  const png = readFileSync(new URL('logo.png', import.meta.url));
  await changeLooks(acting, municipalityId, {
    colour,
    logo: { logo: { png, ...logo }, problems: [] },
    revision: 0,
  });
}

/** What partners said of themselves in the last weeks; nobody knows any more in which round. */
async function addProfiles(db: Database, networkId: string): Promise<void> {
  const stored = await db
    .selectFrom('partner')
    .select(['id', 'code'])
    .where('networkId', '=', networkId)
    .execute();
  const rows = stored.flatMap(({ id, code }, index) => {
    const profile = exampleProfiles.get(code);
    const updatedAt = new Date(Date.now() - (2 + index) * 24 * 3600_000);
    return profile ? [{ partnerId: id, content: JSON.stringify(profile), view: 'example.0', updatedAt }] : [];
  });
  await db.insertInto('profile').values(rows).execute();
}

/** Partners of the example that got their link on paper. */
const handedOver = new Set(['maatjes', 'rondkomen', 'samen-delen']);

async function answerAll(
  acting: Acting,
  roundId: string,
  answers: readonly ExampleAnswers[],
  comments?: ExampleComments,
): Promise<void> {
  const { db } = acting;
  const invitations = await invite(acting, roundId, answers);
  const holders = await db
    .insertInto('holder')
    .values(
      invitations.map(({ id, partner }) => ({
        invitationId: id,
        address: handedOver.has(partner) ? null : `iemand@${partner}.example`,
        tokenHash: hashToken(makeToken()),
      })),
    )
    .returning(['id', 'invitationId'])
    .execute();
  const holderIds = new Map(holders.map(({ id, invitationId }) => [invitationId, id]));
  const pages = answers.flatMap((example, index) =>
    [...readExample(latestInstrument, example, comments)].map(([page, content]) => ({
      invitationId: invitations[index]!.id,
      holderId: holderIds.get(invitations[index]!.id)!,
      page,
      content: JSON.stringify(content),
      revision: 1,
      view: 'example.0',
    })),
  );
  await db.insertInto('answerPage').values(pages).execute();
  for (const { id } of invitations) await sendAnswers(db, { id, holderId: holderIds.get(id)! });
}

/** Records what the partners agreed after a round, and sets those dates as well. */
async function addAgreements(
  acting: Acting,
  networkId: string,
  roundId: string,
  agreements: readonly ExampleAgreement[],
): Promise<void> {
  const dayAt = (days: number) => dutchDay(new Date(Date.now() + days * 24 * 3600_000));
  const momentAt = (days: number) => sql<Date>`now() + make_interval(days => ${days})`;
  const partnerIds = new Map(await listPartnerIds(acting.db, networkId));
  for (const { made, byWhen, done, owner, standing, ...input } of agreements) {
    const id = await makeAgreement(acting, networkId, {
      ...input,
      owner: partnerIds.get(owner ?? '') ?? '',
      round: roundId,
      byWhen: dayAt(byWhen),
      note: '',
    });
    await acting.db
      .updateTable('agreement')
      .set({
        createdAt: momentAt(made),
        doneAt: done === undefined ? null : momentAt(done),
        ...(standing !== undefined && { standing, stoodAt: momentAt(byWhen + 20) }),
      })
      .where('id', '=', id)
      .execute();
  }
}

/** By their codes. */
async function listPartnerIds(db: Database, networkId: string): Promise<[string, string][]> {
  const rows = await db
    .selectFrom('partner')
    .select(['id', 'code'])
    .where('networkId', '=', networkId)
    .execute();
  return rows.map(({ id, code }) => [code, id]);
}

/** Sets the dates of a round back, in days before now; people answered in its first week. */
async function setDates(
  db: Database,
  roundId: string,
  days: { opened: number; closed?: number },
): Promise<void> {
  const before = (count: number) => sql<Date>`now() - make_interval(days => ${count})`;
  const closing =
    days.closed === undefined ? {} : { closesAt: before(days.closed), closedAt: before(days.closed) };
  await db
    .updateTable('round')
    .set({ opensAt: before(days.opened), openedAt: before(days.opened), ...closing })
    .where('id', '=', roundId)
    .execute();
  const invited = () =>
    db
      .updateTable('invitation')
      .set({ createdAt: before(days.opened) })
      .where('roundId', '=', roundId);
  await invited().execute();
  await invited()
    .set({
      submittedAt: sql<Date>`now() - make_interval(days => ${days.opened}) + make_interval(hours => (20 + id % 6 * 24)::integer)`,
    })
    .where('submittedAt', 'is not', null)
    .execute();
}
