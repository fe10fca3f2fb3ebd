/**
 * `npm run dev`: the server with the example in a folder of its own that stays, for whoever works on it. Node starts
 * this anew when code, a template, a text or a migration changes; the links stay those of the first start.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readConfig, readShellLanguage } from '../config.ts';
import { actAs } from '../log/act.ts';
import { startServer } from '../start-server.ts';
import { describeForShell } from '../text/refusal.ts';
import { shellTexts } from '../text/texts.ts';
import { stopSignal } from '../web/stop-signals.ts';
import { createExampleDoor, type ExampleLinks } from './example-door.ts';
import { fillExample } from './fill-example.ts';
import { makeLinks, printLinks } from './make-links.ts';
import { withoutOutside } from './without-outside.ts';

const language = readShellLanguage();

try {
  const settings = readConfig(undefined, { LOG_LEVEL: 'warn' });
  const dataDir = `${settings.dataDir}-dev`;
  const config = { ...settings, dataDir, ...withoutOutside };
  const links: ExampleLinks = { list: [] };
  const server = await startServer(config, stopSignal, { addExample: createExampleDoor(links) });
  const file = join(dataDir, 'links.json');
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept === undefined) {
    const acting = actAs(server.app, { kind: 'shell' });
    links.list = await makeLinks(acting, await fillExample(acting));
    await writeFile(file, JSON.stringify(links.list));
  } else links.list = JSON.parse(kept);
  console.log(
    `${printLinks(links.list, config.publicUrl)}\n\n${shellTexts(language)('example.dev', { folder: dataDir })}`,
  );
} catch (error) {
  console.error(describeForShell(error, language));
  // Node waits for a change and starts it again.
  process.exitCode = 1;
}
