/** The links into the example, one per line: `name  URL`. */
import type { Acting } from '../log/act.ts';
import { shareResult } from '../results/shares/share-result.ts';
import { linkShare } from '../web/link-share.ts';
import { addCoordinator } from './add-coordinator.ts';
import type { Example } from './fill-example.ts';

/** Makes the links. That of the desk works once, to choose a password with. */
export async function makeLinks(acting: Acting, { roundId, openToken }: Example): Promise<string[]> {
  const { config } = acting;
  const share = async (scope: 'overview' | 'factsheet' | 'partner', partner?: string) => {
    const { token } = await shareResult(acting, roundId, { scope, partner });
    return linkShare(scope, token, config.publicUrl);
  };
  const factsheet = await share('factsheet');
  const partner = await share('partner', 'punt-welzijn');
  const overview = await share('overview');
  const signInToken = await addCoordinator(acting, roundId);
  return [
    `questionnaire  ${config.publicUrl}/invitations/${openToken}`,
    `factsheet  ${factsheet.pdf}`,
    `partner  ${partner.pdf}`,
    `desk  ${config.publicUrl}/sign-in/${signInToken}`,
    `overview  ${overview.url}`,
  ];
}
