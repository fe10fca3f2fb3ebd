/** The Message-ID of a mail: of two mails with the same one, mail programs show one. */
import { randomUUID } from 'node:crypto';

/** A new one, at the host by which the outside world knows this server. */
export function makeMessageId(publicUrl: string): string {
  return `<${randomUUID()}@${new URL(publicUrl).hostname.replace(/[[\]]/g, '')}>`;
}
