/** The links into the example, one per line: `name  URL`. */
import type { Acting } from '../log/act.ts';
import { shareResult } from '../results/shares/share-result.ts';
import { linkShare } from '../web/link-share.ts';
import { addExampleAccounts } from './example-accounts.ts';
import type { ExampleLinks } from './example-door.ts';
import type { Example } from './fill-example.ts';

/** Makes the links and the accounts. */
export async function makeLinks(
  acting: Acting,
  { roundId, openToken }: Example,
): Promise<ExampleLinks['list']> {
  const { config } = acting;
  const share = async (scope: 'overview' | 'factsheet' | 'partner', partner?: string) => {
    const { token } = await shareResult(acting, roundId, { scope, partner });
    return linkShare(scope, token, config.publicUrl);
  };
  const factsheet = await share('factsheet');
  const partner = await share('partner', 'punt-welzijn');
  const overview = await share('overview');
  await addExampleAccounts(acting, roundId);
  return [
    { name: 'questionnaire', href: `${config.publicUrl}/invitations/${openToken}` },
    { name: 'factsheet', href: factsheet.pdf! },
    { name: 'partner', href: partner.pdf! },
    { name: 'overview', href: overview.url },
  ];
}

/** As they are printed, one a line: `name  URL`. The door to the desk is first. */
export function printLinks(links: ExampleLinks['list'], publicUrl: string): string {
  return [{ name: 'desk', href: `${publicUrl}/demo` }, ...links]
    .map(({ name, href }) => `${name}  ${href}`)
    .join('\n');
}
