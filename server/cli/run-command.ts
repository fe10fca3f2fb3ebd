/**
 * One command of the shell, from its words to its lines and exit code. It calls the same use cases as the API, on the
 * database of the running server, or on its own when no server runs. It brings the tables up to date first.
 */
import pg from 'pg';
import { readConfig, readShellLanguage } from '../config.ts';
import { joinDatabase } from '../database/open-database.ts';
import { borrowPool } from '../database/schema.ts';
import { limitTime } from '../database/time-limits.ts';
import { createJobQueue } from '../jobs/job-queue.ts';
import { prepareTables } from '../jobs/prepare-tables.ts';
import { actAs, requireUseCase } from '../log/act.ts';
import { describeForShell, Refusal } from '../text/refusal.ts';
import { readLinkKey } from '../web/link-key.ts';
import type { Mismatch, ShellTranslator } from './command.ts';
import { describeCommands, findCommand, readArguments } from './commands.ts';
import { adminTexts } from './texts.ts';

export interface Ending {
  exitCode: 0 | 1;
  /** What the command found or made. */
  output?: string;
  /** Why it did nothing. */
  error?: string;
}

/** Does what the words say, with these settings; without, with those of the environment. */
export async function runCommand(words: string[], env?: NodeJS.ProcessEnv): Promise<Ending> {
  const language = readShellLanguage(env);
  const t = adminTexts(language);
  try {
    const outcome = await run(words, env, t);
    return typeof outcome === 'string'
      ? { exitCode: 0, output: outcome }
      : { exitCode: 1, output: outcome.mismatch };
  } catch (error) {
    const isUnknown = error instanceof Refusal && error.statusCode === 404;
    const reason = isUnknown ? t('refusals.unknownNumber') : describeForShell(error, language);
    return { exitCode: 1, error: reason };
  }
}

async function run(
  [name = 'help', ...rest]: string[],
  env: NodeJS.ProcessEnv | undefined,
  t: ShellTranslator,
): Promise<string | Mismatch> {
  if (name === 'help' || name === '--help') return describeCommands(t);
  const command = findCommand(name, t);
  const given = readArguments(command, rest, t);
  const language = readShellLanguage(env);
  if (command.withoutDatabase) return command.run({ language, t }, given);
  const config = readConfig(env);
  const database = await joinDatabase(config);
  // What only the owner of the tables may do is done as the owner, when that is known.
  const isOwners = command.needsOwner && config.databaseUrl && config.migrationDatabaseUrl;
  const connection = isOwners ? { connectionString: config.migrationDatabaseUrl! } : database.connection;
  const pool = new pg.Pool({ ...limitTime(connection, 'command'), max: 2 });
  const jobs = createJobQueue({ pool, onError: (error) => console.error(error) });
  try {
    const db = borrowPool(pool);
    const migrations = await prepareTables(database.connection, config);
    await jobs.start();
    const linkKey = await readLinkKey(config.sessionKey, config.dataDir);
    const acting = actAs({ db, jobs, config, linkKey }, { kind: 'shell' });
    const outcome = await command.run({ db, acting, config, migrations, language, t }, given);
    if (command.changes) requireUseCase(acting, name);
    // Tables that the owner made anew, for a backup of an earlier version: the user of the server gets its rights.
    if (isOwners) await prepareTables(database.connection, config);
    return outcome;
  } finally {
    await jobs.stop();
    await pool.end();
    await database.stop();
  }
}
