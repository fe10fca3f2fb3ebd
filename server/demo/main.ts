/**
 * `npm run demo`: the server on an embedded database in a folder of its own, filled anew with the example at each
 * start. Prints the links to look at, one a line: `name  URL`.
 */
import { rm } from 'node:fs/promises';
import { readConfig, readShellLanguage } from '../config.ts';
import { findRunningDatabase } from '../database/embedded.ts';
import { actAs } from '../log/act.ts';
import { startServer } from '../start-server.ts';
import { describeForShell, Refusal } from '../text/refusal.ts';
import { shellTexts } from '../text/texts.ts';
import { stopSignal } from '../web/stop-signals.ts';
import { createExampleDoor, type ExampleLinks } from './example-door.ts';
import { fillExample } from './fill-example.ts';
import { makeLinks, printLinks } from './make-links.ts';
import { withoutOutside } from './without-outside.ts';

const language = readShellLanguage();
const t = shellTexts(language);

try {
  const settings = readConfig(undefined, { LOG_LEVEL: 'warn' });
  const dataDir = `${settings.dataDir}-demo`;
  // Its people are made up: nothing is mailed to them.
  const config = { ...settings, dataDir, ...withoutOutside };
  if (await findRunningDatabase(dataDir)) {
    throw new Refusal(503, 'folderTaken', { folder: dataDir });
  }
  await rm(dataDir, { recursive: true, force: true });

  const links: ExampleLinks = { list: [] };
  const server = await startServer(config, stopSignal, { addExample: createExampleDoor(links) });
  const acting = actAs(server.app, { kind: 'shell' });
  links.list = await makeLinks(acting, await fillExample(acting));
  console.log(
    [
      t('example.ready'),
      '',
      printLinks(links.list, config.publicUrl),
      '',
      t('example.api', { url: `${config.publicUrl}/api` }),
    ].join('\n'),
  );
} catch (error) {
  console.error(describeForShell(error, language));
  process.exit(1);
}
