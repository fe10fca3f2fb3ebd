/** What the server of the receiver meant by its code, in words of ours: its own are anybody's. */
import type { Language } from '../../../survey/texts.ts';
import { outboxTexts } from '../outbox/texts.ts';

type Meaning = 'noAddress' | 'noDomain' | 'closed' | 'full' | 'unreachable' | 'distrusted';

/** By the second and third number of RFC 3463; then by the second alone. */
const meanings: Partial<Record<string, Meaning>> = {
  '1.1': 'noAddress',
  '1.2': 'noDomain',
  '1.3': 'noAddress',
  '1.6': 'noAddress',
  '1.10': 'noDomain',
  '2.1': 'closed',
  '2.2': 'full',
  '4.4': 'noDomain',
  '1': 'noAddress',
  '4': 'unreachable',
  '7': 'distrusted',
};

const reasons = ['returned', 'givenUp', 'delayed'] as const;

/** Undefined when this mail did not come back. */
export function describeReturn(
  { reason, reply }: { reason: string | null; reply: string | null },
  language: Language,
): string | undefined {
  if (!(reasons as readonly (string | null)[]).includes(reason) || reply === null) return undefined;
  const t = outboxTexts(language);
  const numbers = reply.split('.').slice(1);
  const meaning = meanings[numbers.join('.')] ?? meanings[numbers[0]!] ?? 'other';
  return t(`outbox.returns.${meaning}`, { code: reply });
}
