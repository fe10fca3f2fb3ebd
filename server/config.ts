/**
 * The settings. This file alone reads the environment; it checks everything at start and says all that is
 * wrong at once. Without any setting everything works on one machine.
 */
import { resolve } from 'node:path';
import { isLanguage, type Language } from '../survey/texts.ts';
import { Refusal } from './refusal.ts';
import { refusalTexts } from './texts.ts';

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

/** Reads the settings from the environment; refuses with a line for each setting that is wrong. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const wrong: { name: string; value: string }[] = [];
  const read = (name: string) => env[name]?.trim() || undefined;
  /** The setting or what it is without one, looked at. */
  const check = (name: string, value: string, isRight: (value: string) => boolean) => {
    if (!isRight(value)) wrong.push({ name, value });
    return value;
  };

  const port = check(
    'PORT',
    read('PORT') ?? '3000',
    (value) => /^\d{1,5}$/.test(value) && Number(value) <= 65535,
  );
  const host = read('HOST') ?? '127.0.0.1';
  const databaseUrl = read('DATABASE_URL');
  // No URL parser here: an address with a socket in `?host=` has no host in its usual place.
  if (databaseUrl) check('DATABASE_URL', databaseUrl, (value) => /^postgres(ql)?:\/\//.test(value));
  const ownUrl = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const config: Config = {
    port: Number(port),
    host,
    dataDir: resolve(read('DATA_DIR') ?? './data'),
    databaseUrl,
    publicUrl: check(
      'PUBLIC_URL',
      (read('PUBLIC_URL') ?? ownUrl).replace(/\/+$/, ''),
      // A port that is wrong was said already.
      (value) => value === ownUrl || (URL.canParse(value) && /^https?:/.test(value)),
    ),
    trustProxy:
      check('TRUST_PROXY', read('TRUST_PROXY') ?? 'false', (value) => /^(true|false)$/.test(value)) ===
      'true',
    chromiumPath: read('CHROMIUM_PATH'),
    logLevel: check('LOG_LEVEL', read('LOG_LEVEL') ?? 'info', (value) => logLevels.includes(value)),
  };
  check('SHELL_LANGUAGE', read('SHELL_LANGUAGE') ?? 'nl', isLanguage);
  if (wrong.length > 0) throw refuseSettings(wrong);
  return config;
}

/** The language of what is printed in a shell: SHELL_LANGUAGE, or Dutch; also while other settings are wrong. */
export function readShellLanguage(env: NodeJS.ProcessEnv = process.env): Language {
  const language = env.SHELL_LANGUAGE?.trim();
  return isLanguage(language) ? language : 'nl';
}

function refuseSettings(wrong: readonly { name: string; value: string }[]): Refusal {
  return new Refusal(500, 'settingsWrong', {}, (language) =>
    wrong.map(({ name, value }) => ({
      where: name,
      sentence: refusalTexts(language)(`settings.${name}`, { value, allowed: logLevels.join(', ') }),
    })),
  );
}
