/**
 * `npm run demo`: the server on an embedded database in a folder of its own, filled anew with the example at each
 * start. Prints the links to look at, one a line: `name  URL`.
 */
import { rm } from 'node:fs/promises';
import { addSignInLink } from '../accounts/sign-in/sign-in-links.ts';
import { readConfig, readShellLanguage } from '../config.ts';
import { findRunningDatabase } from '../database/embedded.ts';
import { actAs } from '../log/act.ts';
import { addShare } from '../results/shares/shares.ts';
import { startServer } from '../start-server.ts';
import { describeForShell, Refusal } from '../text/refusal.ts';
import { shellTexts } from '../text/texts.ts';
import { linkShare } from '../web/link-share.ts';
import { addCoordinator } from './add-coordinator.ts';
import { fillExample } from './fill-example.ts';

const language = readShellLanguage();
const t = shellTexts(language);

try {
  const settings = readConfig(undefined, { LOG_LEVEL: 'warn' });
  const dataDir = `${settings.dataDir}-demo`;
  // Its people are made up: nothing is mailed to them.
  const config = { ...settings, dataDir, databaseUrl: undefined, smtpUrl: undefined };
  if (await findRunningDatabase(dataDir)) {
    throw new Refusal(503, 'folderTaken', { folder: dataDir });
  }
  await rm(dataDir, { recursive: true, force: true });

  const server = await startServer(config);
  server.stopOnSignals();
  const { db, linkKey } = server.app;
  const { roundId, openToken } = await fillExample(actAs(server.app, { kind: 'shell' }));
  const share = async (scope: 'overview' | 'factsheet' | 'partner', partner?: string) => {
    const { token } = await addShare(db, roundId, { scope, partner });
    return linkShare(scope, token, config.publicUrl);
  };
  const factsheet = await share('factsheet');
  const partner = await share('partner', 'punt-welzijn');
  const overview = await share('overview');
  const coordinator = await addCoordinator(db, roundId);
  const desk = await addSignInLink(db, linkKey, coordinator, 'invite');

  console.log(`${t('example.ready')}\n`);
  console.log(`questionnaire  ${config.publicUrl}/invitations/${openToken}`);
  console.log(`factsheet  ${factsheet.pdf}`);
  console.log(`partner  ${partner.pdf}`);
  console.log(`desk  ${config.publicUrl}/sign-in/${desk.token}`);
  console.log(`overview  ${overview.url}`);
  console.log(`\n${t('example.api', { url: `${config.publicUrl}/api` })}`);
} catch (error) {
  console.error(describeForShell(error, language));
  process.exit(1);
}
