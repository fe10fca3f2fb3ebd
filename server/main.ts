/** `npm start`: the server on its database, until it is told to stop. */
import { readConfig, readShellLanguage } from './config.ts';
import { startServer } from './start-server.ts';
import { describeForShell } from './text/refusal.ts';
import { shellTexts } from './text/texts.ts';

const language = readShellLanguage();
const t = shellTexts(language);

try {
  const server = await startServer(readConfig());
  server.stopOnSignals();
  console.log(t('ready', { url: server.config.publicUrl }));
  if (server.firstLink) console.log(t('first', { url: server.firstLink }));
} catch (error) {
  console.error(describeForShell(error, language));
  process.exitCode = 1;
}
