/**
 * Fills an empty database with the example, along the same road as real answers: partners are imported, a round is
 * opened, people are invited, pages are saved and sent. Only the dates are set back afterwards.
 */
import { sql } from 'kysely';
import { latestInstrument } from '../../survey/versions.ts';
import type { Database } from '../database/schema.ts';
import { savePage, sendAnswers } from '../queries/answers.ts';
import { closeRound } from '../queries/closures.ts';
import { invite } from '../queries/invitations.ts';
import { addNetwork } from '../queries/networks.ts';
import { importPartners } from '../queries/partners.ts';
import { openRound } from '../queries/rounds.ts';
import { readExample } from './read-example.ts';
import {
  type ExampleAnswers,
  earlierRoundAnswers,
  municipality,
  networkName,
  openRoundAnswers,
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
  legal_ground: 'public-task',
  contact: 'De coördinator van het netwerk (voorbeeld)',
} as const;

const sender = 'De coördinator van het netwerk (voorbeeld)';

export async function fillExample(db: Database): Promise<Example> {
  const networkId = await addNetwork(db, { municipality, name: networkName, madeUp: true });
  await importPartners(db, networkId, partners);
  await db.updateTable('network').set(privacy).where('id', '=', networkId).execute();
  const closesAt = new Date(Date.now() + 21 * 24 * 3600_000).toISOString();

  const earlier = await openRound(db, networkId, { name: 'Voorbeeldmeting 1', sender, closesAt });
  await answerAll(db, earlier, earlierRoundAnswers);
  await closeRound(db, earlier);
  await setDates(db, earlier, { opened: 380, closed: 350 });

  const roundId = await openRound(db, networkId, {
    name: 'Voorbeeldmeting 2',
    sender,
    closesAt,
    interimResults: true,
  });
  await answerAll(db, roundId, openRoundAnswers);
  await setDates(db, roundId, { opened: 9 });
  const answered = new Set(openRoundAnswers.map(({ partner }) => partner));
  const waiting = partners.filter(({ code }) => !answered.has(code));
  const invited = await invite(
    db,
    roundId,
    waiting.map(({ code }) => ({ partner: code })),
  );
  return { roundId, openToken: invited.find(({ partner }) => partner === 'kledingbank')!.token };
}

async function answerAll(db: Database, roundId: string, answers: readonly ExampleAnswers[]): Promise<void> {
  const invitations = await invite(db, roundId, answers);
  for (const [index, example] of answers.entries()) {
    const invitationId = invitations[index]!.id;
    for (const [page, content] of readExample(latestInstrument, example)) {
      await savePage(db, {
        invitationId,
        page,
        content,
        revision: 0,
        view: 'example.0',
        language: undefined,
      });
    }
    await sendAnswers(db, invitationId);
  }
}

/** Sets the dates of a round back, in days before now; people answered in its first week. */
async function setDates(
  db: Database,
  roundId: string,
  days: { opened: number; closed?: number },
): Promise<void> {
  const before = (count: number) => sql<Date>`now() - make_interval(days => ${count})`;
  const closing =
    days.closed === undefined ? {} : { closes_at: before(days.closed), closed_at: before(days.closed) };
  await db
    .updateTable('round')
    .set({ opens_at: before(days.opened), opened_at: before(days.opened), ...closing })
    .where('id', '=', roundId)
    .execute();
  const invited = () =>
    db
      .updateTable('invitation')
      .set({ created_at: before(days.opened) })
      .where('round_id', '=', roundId);
  await invited().execute();
  await invited()
    .set({
      sent_at: sql<Date>`now() - make_interval(days => ${days.opened}) + make_interval(hours => (20 + id % 6 * 24)::integer)`,
    })
    .where('sent_at', 'is not', null)
    .execute();
}
