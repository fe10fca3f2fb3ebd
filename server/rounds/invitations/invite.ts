/**
 * Inviting as programs and the shell do it: one person of one partner, with a personal link that is given once. The
 * desk invites the people that it knows (`invite-people.ts`), with links that can be made again.
 */
import { sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { type Acting, act } from '../../log/act.ts';
import { checkText, tidyText } from '../../text/check-text.ts';
import { type Problem, refuseProblems } from '../../text/problems.ts';
import { hashToken, makeToken } from '../../web/token.ts';
import { lockRunningRound } from '../lock-running-round.ts';
import type { NewInvitation } from './invitations.ts';

export interface InvitationInput {
  /** The partner's code. */
  partner: string;
  person?: string;
}

/**
 * Invites the people that are asked for, or `perPartner` people of every partner of the round. All or nothing: refuses
 * partners that are not in this round, all at once, and a round that has closed.
 */
export function invite(
  acting: Acting,
  roundId: string,
  inputs: readonly InvitationInput[] | { perPartner: number },
): Promise<NewInvitation[]> {
  return act(acting, async (change) => {
    const made = await makeInvitations(change.db, roundId, inputs);
    if (made.length === 0) change.unchanged();
    else await change.log({ action: 'rounds.invited', roundId, note: String(made.length) });
    return made;
  });
}

async function makeInvitations(
  db: Database,
  roundId: string,
  inputs: readonly InvitationInput[] | { perPartner: number },
): Promise<NewInvitation[]> {
  await lockRunningRound(db, roundId);
  const partners = await db
    .selectFrom('roundPartner')
    .select(['partnerId', 'code', 'name'])
    .where('roundId', '=', roundId)
    .orderBy('name')
    .orderBy('code')
    .execute();
  const partnersByCode = new Map(partners.map((partner) => [partner.code, partner]));
  const list =
    'perPartner' in inputs ? repeat([...partnersByCode.keys()], inputs.perPartner) : inputs.map(tidyInput);
  const problems = list.flatMap((input, index) => checkInput(input, `invitations/${index}`, partnersByCode));
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

function repeat(partners: string[], times: number): Required<InvitationInput>[] {
  return partners.flatMap((partner) => Array.from({ length: times }, () => ({ partner, person: '' })));
}

function tidyInput({ partner, person = '' }: InvitationInput): Required<InvitationInput> {
  return { partner: tidyText(partner), person: tidyText(person) };
}

function checkInput(
  input: Required<InvitationInput>,
  where: string,
  partners: ReadonlyMap<string, unknown>,
): Problem[] {
  const problems = checkText(`${where}/person`, input.person, { optional: true });
  if (!partners.has(input.partner)) {
    problems.push({ where: `${where}/partner`, code: 'unknownPartner', values: { partner: input.partner } });
  }
  return problems;
}
