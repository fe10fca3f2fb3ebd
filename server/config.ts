/**
 * The settings. This file alone reads the environment; it checks everything at start and says all that is
 * wrong at once. Without any setting everything works on one machine.
 */
import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { isLanguage, type Language } from '../survey/texts.ts';
import { Refusal } from './text/refusal.ts';
import type refusalsNl from './text/refusals.nl.json';
import { refusalTexts } from './text/texts.ts';

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
  /** The key from which links and mails are made; undefined: a file in the data folder. Equal on all processes. */
  sessionKey: string | undefined;
  /** The mail server; undefined: mails wait in the outbox of the desk. */
  smtpUrl: string | undefined;
  /** Whom mails come from: an address, or a name with an address. */
  mailFrom: string;
  /** web: answers requests. worker: does the jobs. all: both in one process. */
  process: 'all' | 'web' | 'worker';
  /** An OpenID Connect provider; undefined: none. */
  oidc: OidcConfig | undefined;
  /** A CSS file with the design tokens of the municipality (docs/theme.md); undefined: our own look. */
  themeFile: string | undefined;
  /** How many seconds this process still serves after it was told to stop, so that a load balancer sees it. */
  stopDelay: number;
  /** Chromium's own sandbox; only a container that gives none and is a sandbox itself goes without. */
  chromiumSandbox: boolean;
  logLevel: string;
}

export interface OidcConfig {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** What the button says, for instance the name of the municipality. */
  name: string;
  /** The claim that holds roles. */
  roleClaim: string;
}

type Setting = keyof typeof refusalsNl.settings;
interface WrongSetting {
  name: Setting;
  value: string;
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** Reads the settings from the environment; refuses with a line for each setting that is wrong. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const wrong: WrongSetting[] = [];
  const read = (name: string) => env[name]?.trim() || undefined;
  /** The setting or what it is without one, looked at. */
  const check = (name: Setting, value: string, isRight: (value: string) => boolean) => {
    if (!isRight(value)) wrong.push({ name, value });
    return value;
  };

  const checkOptional = (name: Setting, isRight: (value: string) => boolean) => {
    const value = read(name);
    return value === undefined ? undefined : check(name, value, isRight);
  };
  /** All of OIDC or nothing of it. */
  function readOidc(): OidcConfig | undefined {
    const names = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;
    if (names.every((name) => read(name) === undefined)) return undefined;
    const [issuer, clientId, clientSecret] = names.map((name) =>
      check(name, read(name) ?? '', (value) => (name === 'OIDC_ISSUER' ? isIssuer(value) : value !== '')),
    ) as [string, string, string];
    return {
      issuer,
      clientId,
      clientSecret,
      name: read('OIDC_NAME') ?? 'OpenID Connect',
      roleClaim: read('OIDC_ROLE_CLAIM') ?? 'roles',
    };
  }

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
    sessionKey: checkOptional('SESSION_KEY', (value) => value.length >= 32),
    smtpUrl: checkOptional('SMTP_URL', (value) => URL.canParse(value) && /^smtps?:/.test(value)),
    mailFrom: check('MAIL_FROM', read('MAIL_FROM') ?? 'Ketenspiegel <ketenspiegel@localhost>', (value) =>
      /^[^<>\r\n]*<[^<>@\s]+@[^<>@\s]+>$|^[^<>@\s]+@[^<>@\s]+$/.test(value),
    ),
    process: check('PROCESS', read('PROCESS') ?? 'all', (value) =>
      /^(all|web|worker)$/.test(value),
    ) as Config['process'],
    oidc: readOidc(),
    themeFile: checkOptional('THEME_FILE', isThemeFile),
    stopDelay: Number(check('STOP_DELAY', read('STOP_DELAY') ?? '0', (value) => /^\d{1,3}$/.test(value))),
    chromiumSandbox:
      check('CHROMIUM_SANDBOX', read('CHROMIUM_SANDBOX') ?? 'true', (value) =>
        /^(true|false)$/.test(value),
      ) === 'true',
    logLevel: check('LOG_LEVEL', read('LOG_LEVEL') ?? 'info', (value) => logLevels.includes(value)),
  };
  check('SHELL_LANGUAGE', read('SHELL_LANGUAGE') ?? 'nl', isLanguage);
  if (wrong.length > 0) throw refuseSettings(wrong);
  return config;
}

/** A file with at least one design token, and no more than a theme needs. */
function isThemeFile(path: string): boolean {
  try {
    return statSync(path).size <= 500_000 && /--[\w-]+\s*:/.test(readFileSync(path, 'utf8'));
  } catch {
    return false;
  }
}

/** The language of what is printed in a shell: SHELL_LANGUAGE, or Dutch; also while other settings are wrong. */
export function readShellLanguage(env: NodeJS.ProcessEnv = process.env): Language {
  const language = env.SHELL_LANGUAGE?.trim();
  return isLanguage(language) ? language : 'nl';
}

/** Over https, or on this very machine: whoever reads along with a provider signs in as anybody. */
function isIssuer(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return (
    protocol === 'https:' || (protocol === 'http:' && /^(127(\.\d+){3}|\[::1\]|localhost)$/.test(hostname))
  );
}

function refuseSettings(wrong: readonly WrongSetting[]): Refusal {
  return new Refusal(500, 'settingsWrong', {}, (language) =>
    wrong.map(({ name, value }) => ({
      where: name,
      sentence: refusalTexts(language)(`settings.${name}`, { value, allowed: logLevels.join(', ') }),
    })),
  );
}
