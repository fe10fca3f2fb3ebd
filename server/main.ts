/** `npm start`: the server on its database, until it is told to stop. */
import { stopSignal } from './web/stop-signals.ts';

// Loaded after the line above, so that a signal is heard meanwhile.
const { readConfig, readShellLanguage } = await import('./config.ts');
const { startServer } = await import('./start-server.ts');
const { describeForShell } = await import('./text/refusal.ts');
const { shellTexts } = await import('./text/texts.ts');

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
