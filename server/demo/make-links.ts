/** The links to look at the example with: one a line, `name  URL`. */
import { addSignInLink } from '../accounts/sign-in/sign-in-links.ts';
import { linkShare } from '../results/shares/link-share.ts';
import { addShare } from '../results/shares/shares.ts';
import type { App } from '../web/fastify.ts';
import { addCoordinator } from './add-coordinator.ts';
import type { Example } from './fill-example.ts';

/** Makes the links. That of the desk works once, to choose a password with. */
export async function makeLinks(app: App, { roundId, openToken }: Example): Promise<string[]> {
  const { db, linkKey, config } = app;
  const share = async (scope: 'overview' | 'factsheet' | 'partner', partner?: string) => {
    const { token } = await addShare(db, roundId, { scope, partner });
    return linkShare(scope, token, config.publicUrl);
  };
  const factsheet = await share('factsheet');
  const partner = await share('partner', 'punt-welzijn');
  const overview = await share('overview');
  const coordinator = await addCoordinator(db, roundId);
  const desk = await addSignInLink(db, linkKey, coordinator, 'invite');
  return [
    `questionnaire  ${config.publicUrl}/invitations/${openToken}`,
    `factsheet  ${factsheet.pdf}`,
    `partner  ${partner.pdf}`,
    `desk  ${config.publicUrl}/sign-in/${desk.token}`,
    `overview  ${overview.url}`,
  ];
}
