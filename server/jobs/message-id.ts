/** The name of a mail for mail programs: of two mails with one name they show one. */
import { randomUUID } from 'node:crypto';

/** A new one, at the host by which the outside world knows this server. */
export function makeMessageId(publicUrl: string): string {
  return `<${randomUUID()}@${new URL(publicUrl).hostname.replace(/[[\]]/g, '')}>`;
}
