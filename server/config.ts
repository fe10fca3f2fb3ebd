/**
 * The settings. This file alone reads the environment; it checks everything at start and says all that is
 * wrong at once. Without any setting everything works on one machine.
 */
import { resolve } from 'node:path';

export interface Config {
  port: number;
  host: string;
  /** Where the embedded database and other files of this installation stand. */
  dataDir: string;
  /** Any PostgreSQL from 15; undefined: the embedded database in the data folder. */
  databaseUrl: string | undefined;
  /** How the outside world reaches this server, without a slash at the end; personal links begin with it. */
  publicUrl: string;
  /** Believe X-Forwarded-For: only behind a proxy that sets it. */
  trustProxy: boolean;
  chromiumPath: string | undefined;
  logLevel: string;
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** Reads the settings from the environment; throws one error with a line for each setting that is wrong. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const problems: string[] = [];
  const value = (name: string) => env[name]?.trim() || undefined;

  const port = Number(value('PORT') ?? 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    problems.push(`PORT is '${env.PORT}': give a whole number from 0 to 65535.`);
  }
  const host = value('HOST') ?? '127.0.0.1';

  const databaseUrl = value('DATABASE_URL');
  // No URL parser here: an address with a socket in `?host=` has no host in its usual place.
  if (databaseUrl && !/^postgres(ql)?:\/\//.test(databaseUrl)) {
    problems.push('DATABASE_URL is no address of a PostgreSQL: it begins with postgresql://.');
  }
  const publicUrl = (
    value('PUBLIC_URL') ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`
  ).replace(/\/+$/, '');
  if (!URL.canParse(publicUrl) || !/^https?:/.test(publicUrl)) {
    problems.push(`PUBLIC_URL is '${env.PUBLIC_URL}': give an address that begins with https:// or http://.`);
  }
  const trustProxy = value('TRUST_PROXY') ?? 'false';
  if (trustProxy !== 'true' && trustProxy !== 'false') {
    problems.push(`TRUST_PROXY is '${trustProxy}': give true or false.`);
  }
  const logLevel = value('LOG_LEVEL') ?? 'info';
  if (!logLevels.includes(logLevel)) {
    problems.push(`LOG_LEVEL is '${logLevel}': give one of ${logLevels.join(', ')}.`);
  }
  if (problems.length > 0) throw new Error(`The settings are not right.\n${problems.join('\n')}`);

  return {
    port,
    host,
    dataDir: resolve(value('DATA_DIR') ?? './data'),
    databaseUrl,
    publicUrl,
    trustProxy: trustProxy === 'true',
    chromiumPath: value('CHROMIUM_PATH'),
    logLevel,
  };
}
