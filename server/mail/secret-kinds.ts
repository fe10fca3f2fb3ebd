/**
 * The kinds of mail whose link opens what the coordinator may not see: somebody's own answers or votes, a partner's own mirror.
 * Their words are never shown at the desk, so they are sent by a mail server or not at all.
 */
import type { MailKind } from '../database/schema.ts';

export const secretKinds: ReadonlySet<MailKind> = new Set(['personal-data', 'mirror', 'result']);
