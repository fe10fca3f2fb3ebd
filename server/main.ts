/** `npm start`: the server on its database, until it is told to stop. */
import { readConfig } from './config.ts';
import { describeForShell } from './refusal.ts';
import { startServer } from './start-server.ts';

try {
  const server = await startServer(readConfig());
  console.log(`Ketenspiegel staat klaar op ${server.config.publicUrl}`);
  if (server.firstKey) {
    console.log(
      `Sleutel van de beheerder (wordt maar een keer getoond, bewaar hem goed): ${server.firstKey}`,
    );
  }
  server.stopOnSignals();
} catch (error) {
  console.error(describeForShell(error));
  process.exitCode = 1;
}
