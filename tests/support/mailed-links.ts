/** Personal links as a mail brings them: they open on every device (`server/questionnaire/holders.ts`). */
import { findMailedLink } from '../../server/mail/mailed-link.ts';
import type { App } from '../../server/web/fastify.ts';
import { deriveToken } from '../../server/web/link-key.ts';
import type { SeededRound } from './seed.ts';

/** The path of the link of this invitation that is mailed to this address. */
export async function mailLink(
  { db, linkKey }: Pick<App, 'db' | 'linkKey'>,
  invitationId: string,
  address = 'iemand@partner.example',
): Promise<string> {
  const { seed } = await findMailedLink(db, linkKey, invitationId, address);
  return `/invitations/${deriveToken(linkKey, seed!)}`;
}

/** The round with the links that its people get by mail. */
export async function withMailedLinks(app: App, round: SeededRound): Promise<SeededRound> {
  const people: SeededRound['people'] = {};
  for (const [name, { invitationId }] of Object.entries(round.people)) {
    const path = await mailLink(app, invitationId);
    people[name] = { invitationId, path, token: path.split('/').at(-1)! };
  }
  return { ...round, people };
}
