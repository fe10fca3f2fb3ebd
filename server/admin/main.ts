/**
 * `npm run -s admin -- …`: what an operator does in a shell. It uses the same queries as the API, on the database
 * of the running server, or on its own when no server runs. It brings the tables up to date first.
 */
import pg from 'pg';
import { readConfig } from '../config.ts';
import { migrate } from '../database/migrate.ts';
import { joinDatabase } from '../database/open-database.ts';
import { borrowPool } from '../database/schema.ts';
import { describeForShell, Refusal } from '../refusal.ts';
import type { Mismatch } from './command.ts';
import { describeCommands, findCommand, readArguments } from './commands.ts';

/** Does what the words say and gives what to print. */
async function run([name = 'help', ...rest]: string[]): Promise<string | Mismatch> {
  if (name === 'help' || name === '--help') return describeCommands();
  const command = findCommand(name);
  const given = readArguments(command, rest);
  const config = readConfig();
  const database = await joinDatabase(config);
  const pool = new pg.Pool({ ...database.connection, max: 2 });
  try {
    const db = borrowPool(pool);
    const migrations = await migrate(db);
    return await command.run({ db, config, migrations }, given);
  } finally {
    await pool.end();
    await database.stop();
  }
}

try {
  const outcome = await run(process.argv.slice(2));
  console.log(typeof outcome === 'string' ? outcome : outcome.mismatch);
  if (typeof outcome !== 'string') process.exitCode = 1;
} catch (error) {
  const isUnknown = error instanceof Refusal && error.statusCode === 404;
  console.error(
    isUnknown ? 'Dit nummer is er niet. Kijk in de lijst welke er zijn.' : describeForShell(error),
  );
  process.exitCode = 1;
}
