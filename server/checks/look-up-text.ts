/** TXT records of a name in the DNS: what it says, that it says nothing, or that we could not look. Bounded in time. */
import { Resolver } from 'node:dns/promises';

/** Texts of the name, each in one piece; 'none' when it has none, 'unknown' when nobody answered. */
export type Records = string[] | 'none' | 'unknown';
export type LookUp = (name: string) => Promise<Records>;

const absent = new Set(['ENOTFOUND', 'ENODATA', 'NXDOMAIN']);

/** Asks this DNS server, or that of the system; each question waits so long at most, in milliseconds. */
export function createLookUp(dnsServer: string | undefined, patience: number): LookUp {
  const resolver = new Resolver({ timeout: patience / 2, tries: 1 });
  if (dnsServer !== undefined) resolver.setServers([dnsServer]);
  return async (name) => {
    // A resolver with several servers asks them one after another.
    const timer = setTimeout(() => resolver.cancel(), patience);
    try {
      const records = await resolver.resolveTxt(name);
      return records.map((parts) => parts.join(''));
    } catch (error) {
      return absent.has((error as { code?: string }).code ?? '') ? 'none' : 'unknown';
    } finally {
      clearTimeout(timer);
    }
  };
}
