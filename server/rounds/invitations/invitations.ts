/**
 * Invitations as the API and the shell make them: one person of one partner, with a personal link that is given once.
 * The desk makes its own (`invitees.ts`), with links that can be made again.
 */
import { sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { checkText, tidyText } from '../../text/check-text.ts';
import { type Problem, refuseProblems } from '../../text/problems.ts';
import { notFound, Refusal } from '../../text/refusal.ts';
import { makeSeededToken } from '../../web/link-key.ts';
import { hashToken, makeToken } from '../../web/token.ts';
import { findRound } from '../rounds.ts';

export interface Wish {
  /** The partner's code. */
  partner: string;
  person?: string;
}

/** An invitation with its token, for showing once. */
export interface NewInvitation {
  id: string;
  partner: string;
  name: string;
  person: string;
  token: string;
}

/** The invitations of a round, by partner and then in the order in which they were made; never their tokens. */
export async function listInvitations(db: Database, roundId: string) {
  await findRound(db, roundId);
  return db
    .selectFrom('invitation')
    .innerJoin('roundPartner', (join) =>
      join
        .onRef('roundPartner.roundId', '=', 'invitation.roundId')
        .onRef('roundPartner.partnerId', '=', 'invitation.partnerId'),
    )
    .select([
      'invitation.id',
      'roundPartner.code as partner',
      'roundPartner.name',
      'invitation.person',
      'invitation.createdAt',
      'invitation.sentAt',
      'invitation.revokedAt',
    ])
    .where('invitation.roundId', '=', roundId)
    .orderBy('roundPartner.name')
    .orderBy('roundPartner.code')
    .orderBy('invitation.id')
    .execute();
}

/**
 * Invites the people of the wishes, or `perPartner` people of every partner of the round. All or nothing: refuses
 * partners that are not in this round, all at once, and a round that has closed.
 */
export async function invite(
  db: Database,
  roundId: string,
  wishes: readonly Wish[] | { perPartner: number },
): Promise<NewInvitation[]> {
  await requireOpenRound(db, roundId);
  const partners = await db
    .selectFrom('roundPartner')
    .select(['partnerId', 'code', 'name'])
    .where('roundId', '=', roundId)
    .orderBy('name')
    .orderBy('code')
    .execute();
  const partnersByCode = new Map(partners.map((partner) => [partner.code, partner]));
  const list =
    'perPartner' in wishes ? repeat([...partnersByCode.keys()], wishes.perPartner) : wishes.map(tidyWish);
  const problems = list.flatMap((wish, index) => checkWish(wish, `invitations/${index}`, partnersByCode));
  if (problems.length > 0) throw refuseProblems(problems);

  const made = list.map(({ partner, person }) => ({
    ...partnersByCode.get(partner)!,
    person,
    token: makeToken(),
  }));
  const rows = made.map(({ partnerId, person, token }) => ({
    partner: partnerId,
    person,
    hash: hashToken(token).toString('hex'),
  }));
  const { rows: stored } = await sql<{ id: string; hash: string }>`
    INSERT INTO invitation (round_id, partner_id, person, token_hash)
    SELECT ${roundId}, partner, person, decode(hash, 'hex')
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS list (partner bigint, person text, hash text)
    RETURNING id, encode(token_hash, 'hex') AS hash`.execute(db);
  const ids = new Map(stored.map(({ id, hash }) => [hash, id]));
  return made.map(({ code, name, person, token }) => {
    const id = ids.get(hashToken(token).toString('hex'))!;
    return { id, partner: code, name, person, token };
  });
}

/**
 * Gives an invitation a new token; the link it had stops working. Refuses a withdrawn one and a closed round. With
 * the key of the installation mails and letters carry the new link from now on; without it they can't.
 */
export async function renewLink(db: Database, id: string, linkKey?: string): Promise<NewInvitation> {
  const invitation = await findInvitation(db, id);
  await requireOpenRound(db, invitation.roundId);
  const { token, seed } =
    linkKey === undefined ? { token: makeToken(), seed: null } : makeSeededToken(linkKey);
  const { numUpdatedRows } = await db
    .updateTable('invitation')
    .set({ tokenHash: hashToken(token), seed })
    .where('id', '=', id)
    .where('revokedAt', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Refusal(409, 'invitationRevoked');
  const { code, name, person } = invitation;
  return { id, partner: code, name, person, token };
}

/** Withdraws an invitation: its link stops working. Answers that were sent before stay and count. */
export async function revokeInvitation(db: Database, id: string): Promise<void> {
  await findInvitation(db, id);
  await db
    .updateTable('invitation')
    .set({ revokedAt: sql<Date>`now()` })
    .where('id', '=', id)
    .where('revokedAt', 'is', null)
    .execute();
}

async function findInvitation(db: Database, id: string) {
  const invitation = await db
    .selectFrom('invitation')
    .innerJoin('roundPartner', (join) =>
      join
        .onRef('roundPartner.roundId', '=', 'invitation.roundId')
        .onRef('roundPartner.partnerId', '=', 'invitation.partnerId'),
    )
    .select(['invitation.roundId', 'invitation.person', 'roundPartner.code', 'roundPartner.name'])
    .where('invitation.id', '=', id)
    .executeTakeFirst();
  if (!invitation) throw notFound();
  return invitation;
}

async function requireOpenRound(db: Database, roundId: string): Promise<void> {
  const round = await findRound(db, roundId);
  if (round.status === 'closed') throw new Refusal(409, 'roundClosed');
  if (round.status === 'planned') throw new Refusal(409, 'roundNotOpen');
}

function repeat(partners: string[], times: number): Required<Wish>[] {
  return partners.flatMap((partner) => Array.from({ length: times }, () => ({ partner, person: '' })));
}

function tidyWish({ partner, person = '' }: Wish): Required<Wish> {
  return { partner: tidyText(partner), person: tidyText(person) };
}

function checkWish(wish: Required<Wish>, where: string, partners: ReadonlyMap<string, unknown>): Problem[] {
  const problems = checkText(`${where}/person`, wish.person, { optional: true });
  if (!partners.has(wish.partner)) {
    problems.push({ where: `${where}/partner`, code: 'unknownPartner', values: { partner: wish.partner } });
  }
  return problems;
}
