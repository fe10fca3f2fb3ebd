/**
 * Does the domain of the sender say who may send its mail (SPF), how a mail is recognised (DKIM), and what happens with
 * others (DMARC)? Without these, mail servers refuse mails or put them with the spam. What the DNS says is all that is
 * looked at: whether the mail server signs, only a mail that arrived tells.
 */
import type { Config } from '../config.ts';
import type { Finding } from './findings.ts';
import type { LookUp, Records } from './look-up-text.ts';

type Sender = Pick<Config, 'mailFrom' | 'returnPath' | 'dkimSelector'>;

export async function checkSender(config: Sender, lookUp: LookUp): Promise<Finding[]> {
  const domain = readDomain(config.mailFrom);
  // What comes back goes to the address on the envelope: SPF is about that one.
  const envelope = config.returnPath === undefined ? domain : readDomain(config.returnPath);
  if (!domain.includes('.') || !envelope.includes('.')) {
    return (['spf', 'dkim', 'dmarc'] as const).map((about) => ({
      about,
      state: 'wrong',
      sentence: 'noDomain',
    }));
  }
  const { dkimSelector: selector } = config;
  return Promise.all([
    lookUp(envelope).then((records) => judgeSpf(records, envelope)),
    selector === undefined
      ? ({ about: 'dkim', state: 'unknown', sentence: 'noSelector' } as const)
      : lookUp(`${selector}._domainkey.${domain}`).then((records) =>
          judgeDkim(records, { domain, selector }),
        ),
    findPolicy(domain, lookUp).then((records) => judgeDmarc(records, domain)),
  ]);
}

/** `Ketenspiegel <mail@keten.example>` or the address alone. */
function readDomain(address: string): string {
  return address.replace(/>\s*$/, '').split('@').at(-1)!.trim().toLowerCase();
}

function judgeSpf(records: Records, domain: string): Finding {
  const values = { domain };
  const say = (state: Finding['state'], sentence: Finding['sentence']): Finding => ({
    about: 'spf',
    state,
    sentence,
    values,
  });
  if (records === 'unknown') return say('unknown', 'unknownDns');
  const found = pick(records, /^v=spf1(\s|$)/i);
  if (found.length === 0) return say('wrong', 'noSpf');
  if (found.length > 1) return say('wrong', 'manySpf');
  return /\s\+?all(\s|$)/i.test(found[0]!) ? say('wrong', 'anySpf') : say('ok', 'spf');
}

function judgeDkim(records: Records, values: { domain: string; selector: string }): Finding {
  const about = 'dkim';
  if (records === 'unknown') return { about, state: 'unknown', sentence: 'unknownDns', values };
  // A key without letters is one that was taken back.
  const hasKey = pick(records, /(^|;)\s*p=[^;\s]/i).length > 0;
  return hasKey
    ? { about, state: 'ok', sentence: 'dkim', values }
    : { about, state: 'wrong', sentence: 'noDkim', values };
}

/** Its own, or that of the domain above it: a name with two parts at least. */
async function findPolicy(domain: string, lookUp: LookUp): Promise<Records> {
  const parts = domain.split('.');
  const names = parts.slice(0, -1).map((_, index) => parts.slice(index).join('.'));
  for (const records of await Promise.all(names.slice(0, 5).map((name) => lookUp(`_dmarc.${name}`)))) {
    if (records === 'unknown' || pick(records, isPolicy).length > 0) return records;
  }
  return 'none';
}

const isPolicy = /^v=DMARC1\s*(;|$)/i;

function judgeDmarc(records: Records, domain: string): Finding {
  const values = { domain };
  const about = 'dmarc';
  if (records === 'unknown') return { about, state: 'unknown', sentence: 'unknownDns', values };
  const found = pick(records, isPolicy);
  if (found.length !== 1) {
    return { about, state: 'wrong', sentence: found.length === 0 ? 'noDmarc' : 'manyDmarc', values };
  }
  return /;\s*p\s*=\s*(quarantine|reject)\s*(;|$)/i.test(found[0]!)
    ? { about, state: 'ok', sentence: 'dmarc', values }
    : { about, state: 'wrong', sentence: 'weakDmarc', values };
}

function pick(records: Records, pattern: RegExp): string[] {
  return typeof records === 'string' ? [] : records.filter((record) => pattern.test(record));
}
