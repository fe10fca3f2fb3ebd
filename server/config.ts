/**
 * The settings. This file alone reads the environment; it checks everything at start and says all that is
 * wrong at once. Without any setting everything works on one machine.
 */
import { readFileSync, statSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { type StaticDecode, type TObject, type TStringOptions, Type } from 'typebox';
import { Value } from 'typebox/value';
import { isLanguage, type Language, languages } from '../survey/texts.ts';
import { type Role, roles } from './access/access.ts';
import { isLoopback } from './text/is-loopback.ts';
import { Refusal } from './text/refusal.ts';
import { refusalTexts } from './text/texts.ts';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

// In the environment every setting is a text. Which are right, what is meant without one, and what is made of it:
const text = (description: string, options: TStringOptions = {}) => Type.String({ description, ...options });
const number = (description: string, otherwise: string, max: number) =>
  Type.Decode(
    Type.Refine(
      text(description, { default: otherwise, pattern: '^\\d{1,5}$' }),
      (value) => Number(value) <= max,
    ),
    (value) => Number(value),
  );
const flag = (description: string, otherwise: 'true' | 'false') =>
  Type.Decode(Type.Enum(['true', 'false'], { default: otherwise, description }), (value) => value === 'true');

/** A mail address, or a page on the web. */
const contact = (description: string) =>
  text(description, { pattern: '^[^<>@\\s:,;?&]+@[^<>@\\s:,;?&]+$|^https://\\S+$' });

/** The settings by their names in the code: dataDir is DATA_DIR in the environment, oidc.clientId OIDC_CLIENT_ID. */
const Settings = Type.Object({
  port: number('Where it listens.', '3000', 65535),
  host: text('The address that it listens at.', { default: '127.0.0.1' }),
  dataDir: Type.Decode(
    text('Where the embedded database and other files of this installation stand.', { default: './data' }),
    (value) => resolve(value),
  ),
  // No URL parser here: an address with a socket in `?host=` has no host in its usual place.
  backupDir: Type.Optional(
    Type.Decode(text('Where a backup is written every night; none: by hand alone.'), (value) =>
      resolve(value),
    ),
  ),
  backupKeep: Type.Refine(
    number('How many of those backups are kept.', '14', 999),
    (value) => Number(value) > 0,
  ),
  databaseUrl: Type.Optional(
    text('Any PostgreSQL from 15; none: the embedded database.', { pattern: '^postgres(ql)?://' }),
  ),
  migrationDatabaseUrl: Type.Optional(
    text('The same database as the owner of the tables, when the server is not; none: DATABASE_URL is.', {
      pattern: '^postgres(ql)?://',
    }),
  ),
  publicUrl: Type.Optional(
    Type.Decode(
      Type.Refine(
        text('How the outside world reaches this server, no slash at its end; personal links begin with it.'),
        (value) => URL.canParse(value) && /^https?:/.test(value),
      ),
      (value) => value.replace(/\/+$/, ''),
    ),
  ),
  trustProxy: Type.Decode(
    Type.Refine(
      text('Which proxies are believed about X-Forwarded-For: how many, or their addresses and networks.', {
        default: '0',
      }),
      (value) => readProxies(value) !== undefined,
    ),
    (value) => readProxies(value)!,
  ),
  chromiumPath: Type.Optional(text('The browser that prints.')),
  sessionKey: Type.Optional(
    text('From which links and mails are made, equal on all processes; none: a file in the data folder.', {
      minLength: 32,
    }),
  ),
  smtpUrl: Type.Optional(
    Type.Refine(
      text('The mail server; none: mails wait in the outbox of the desk.'),
      (value) => URL.canParse(value) && /^smtps?:/.test(value),
    ),
  ),
  mailFrom: text('Whom mails come from: an address, or a name with an address.', {
    default: 'Ketenspiegel <ketenspiegel@localhost>',
    pattern: '^[^<>\\r\\n]*<[^<>@\\s]+@[^<>@\\s]+>$|^[^<>@\\s]+@[^<>@\\s]+$',
  }),
  imapUrl: Type.Optional(
    Type.Refine(
      text(
        'The mailbox to which mail comes back, with its name, password and folder; none: nobody reads it.',
      ),
      isMailbox,
    ),
  ),
  returnPath: Type.Optional(
    text('The address to which mail comes back; none: that of MAIL_FROM.', {
      pattern: '^[^<>@\\s]+@[^<>@\\s]+$',
    }),
  ),
  dkimSelector: Type.Optional(
    text('Under which name the mail server keeps its DKIM key; none: the check can not tell.', {
      pattern: '^[A-Za-z0-9]([A-Za-z0-9._-]{0,120}[A-Za-z0-9])?$',
    }),
  ),
  dnsServer: Type.Optional(
    Type.Refine(
      text('Which DNS server the check asks, an IP address; none: that of the system.'),
      isDnsServer,
    ),
  ),
  process: Type.Enum(['all', 'web', 'worker'], {
    default: 'all',
    description: 'web: answers requests. worker: does the jobs. all: both in one process.',
  }),
  secondStep: Type.Decode(
    Type.Refine(
      text(
        'Who takes a second step at signing in, and not only whoever chose to: roles with commas, or nobody.',
        {
          default: 'operator,coordinator',
        },
      ),
      (value) => readRoles(value) !== undefined,
    ),
    (value) => readRoles(value)!,
  ),
  oidc: Type.Optional(
    Type.Object(
      {
        issuer: Type.Refine(text('Where the provider is.'), isIssuer),
        clientId: text('The name under which it knows this server.', { minLength: 1 }),
        clientSecret: text('The secret that it gave.', { minLength: 1 }),
        name: text('What the button says, such as a municipality.', { default: 'OpenID Connect' }),
        roleClaim: text('The claim that holds roles.', { default: 'roles' }),
        mailDomains: Type.Decode(
          Type.Refine(
            text(
              'Domains of which it alone hands out the mail addresses: those count also when it does not say that they ' +
                'are verified.',
              { default: '' },
            ),
            (value) => readDomains(value) !== undefined,
          ),
          (value) => readDomains(value)!,
        ),
      },
      { description: 'An OpenID Connect provider, if any.' },
    ),
  ),
  securityContact: Type.Optional(
    contact('Where weaknesses are reported, for /.well-known/security.txt; none: there is no such file.'),
  ),
  securityPolicy: Type.Optional(
    text('The page that says how weaknesses are dealt with.', { pattern: '^https://\\S+$' }),
  ),
  accessibilityContact: Type.Optional(
    contact('Where somebody complains about accessibility; none: the page says to ask who invited.'),
  ),
  accessibilityStatement: Type.Optional(
    text("The organisation's own accessibility statement.", { pattern: '^https://\\S+$' }),
  ),
  themeFile: Type.Optional(
    Type.Refine(text('CSS with the design tokens of the municipality (docs/theme.md).'), isThemeFile),
  ),
  stopDelay: number(
    'For how many seconds it still serves after it was told to stop, so that a load balancer sees it.',
    '0',
    999,
  ),
  chromiumSandbox: flag(
    "Chromium's own sandbox; only a container that gives none and is a sandbox itself goes without.",
    'true',
  ),
  logLevel: Type.Enum(logLevels, { default: 'info', description: 'What is logged: this level and worse.' }),
  shellLanguage: Type.Enum([...languages], { default: 'nl', description: 'What is printed in a shell.' }),
});

export type Config = StaticDecode<typeof Settings> & {
  publicUrl: string;
  /** The name under which alone the server answers: that of PUBLIC_URL, when it is set. */
  ownHost: string | undefined;
};
export type OidcConfig = NonNullable<Config['oidc']>;

/** Reads the settings; refuses with a line for each that is wrong. `otherwise` holds for what is not set. */
export function readConfig(env: NodeJS.ProcessEnv = process.env, otherwise: NodeJS.ProcessEnv = {}): Config {
  const wrong: WrongSetting[] = [];
  const texts = readTexts(Settings, '', (name) => env[name]?.trim() || otherwise[name] || undefined, wrong);
  if (wrong.length > 0) throw refuseSettings(wrong);
  const settings = Value.Decode(Settings, texts);
  const { host, port } = settings;
  const ownUrl = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const { publicUrl } = settings;
  return { ...settings, publicUrl: publicUrl ?? ownUrl, ownHost: publicUrl && new URL(publicUrl).hostname };
}

interface WrongSetting {
  name: string;
  value: string;
}

type Read = (name: string) => string | undefined;

/** The text of each setting of a group, given or meant; those that are wrong are added to the list. */
function readTexts(group: TObject, prefix: string, read: Read, wrong: WrongSetting[]) {
  const texts: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(group.properties)) {
    const name = toVariable(prefix, key);
    if (Type.IsObject(field)) {
      texts[key] = isGiven(field, name, read) ? readTexts(field, `${name}_`, read, wrong) : undefined;
      continue;
    }
    const value = read(name) ?? ('default' in field ? String(field.default) : undefined);
    texts[key] = value;
    if (value === undefined && Type.IsOptional(field)) continue;
    if (!Value.Check(field, value)) wrong.push({ name, value: value ?? '' });
  }
  return texts;
}

const toVariable = (prefix: string, key: string) => prefix + key.replace(/[A-Z]/g, '_$&').toUpperCase();

/** Of a group all is needed as soon as one setting is there that can't be meant without being given. */
function isGiven(group: TObject, name: string, read: Read): boolean {
  return Object.entries(group.properties).some(
    ([key, field]) => !('default' in field) && read(toVariable(`${name}_`, key)) !== undefined,
  );
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

/**
 * Whom to believe about the address of a visitor: the last so many proxies, or those at these addresses and networks.
 * Never everybody: who sends the header itself could then be anybody. Undefined: neither.
 */
function readProxies(value: string): false | number | string[] | undefined {
  if (value === '0' || value === 'false') return false;
  if (/^[1-9]$/.test(value)) return Number(value);
  const list = value.split(',').map((one) => one.trim());
  return list.every(isNetwork) ? list : undefined;
}

function isNetwork(text: string): boolean {
  const [address, bits, ...more] = text.split('/') as [string, string?, ...string[]];
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  // A network of everything is nobody in particular.
  return bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

/** `weert.nl, loket.weert.nl`, in small letters; undefined when one is no domain. */
function readDomains(value: string): string[] | undefined {
  const domains = value
    .split(',')
    .map((one) => one.trim().toLowerCase())
    .filter((one) => one !== '');
  return domains.every((one) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(one)) ? domains : undefined;
}

/** `operator, coordinator`, or `nobody`; undefined when one is no role. */
function readRoles(value: string): Role[] | undefined {
  if (value === 'nobody') return [];
  const named = value.split(',').map((one) => one.trim());
  return named.every((one) => roles.some((role) => role === one)) ? (named as Role[]) : undefined;
}

/** Over https, or on this very machine: whoever reads along with a provider signs in as anybody. */
function isIssuer(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

/** `imaps://name:password@host/folder`: whose mailbox it is belongs to it. */
function isMailbox(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password, pathname } = new URL(address);
  const isRead = [username, password, pathname].every((part) => !/%(?![\da-f]{2})/i.test(part));
  return /^imaps?:$/.test(protocol) && hostname !== '' && username !== '' && password !== '' && isRead;
}

/** `9.9.9.9`, or with a port: `127.0.0.1:5353`, `[::1]:5353`. */
function isDnsServer(address: string): boolean {
  const [, six, four, port = '53'] = /^(?:\[([\da-f:.]+)\]|([\d.]+))(?::(\d{1,5}))?$/i.exec(address) ?? [];
  return isIP(six ?? four ?? address) !== 0 && Number(port) > 0 && Number(port) <= 65535;
}

function refuseSettings(wrong: readonly WrongSetting[]): Refusal {
  return new Refusal(500, 'settingsWrong', {}, (language) =>
    wrong.map(({ name, value }) => ({
      where: name,
      // A test holds that each setting has one.
      sentence:
        refusalTexts(language).find(`settings.${name}`, { value, allowed: logLevels.join(', ') }) ?? value,
    })),
  );
}
