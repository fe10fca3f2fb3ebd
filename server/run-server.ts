/** The program of `main.ts`. */
import { readConfig, readShellLanguage } from './config.ts';
import { startServer } from './start-server.ts';
import { stopSignal } from './stop-signals.ts';
import { describeForShell } from './text/refusal.ts';
import { shellTexts } from './text/texts.ts';

const language = readShellLanguage();
const t = shellTexts(language);

try {
  const server = await startServer(readConfig(), stopSignal);
  console.log(t('ready', { url: server.config.publicUrl }));
  if (server.firstLink) console.log(t('first', { url: server.firstLink }));
} catch (error) {
  // Told to stop before it was ready: nothing went wrong.
  if (error !== stopSignal.reason) {
    console.error(describeForShell(error, language));
    process.exitCode = 1;
  }
}
