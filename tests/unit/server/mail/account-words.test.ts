/** The mail that invites somebody to an account says who invites, for what place, and what this is. */
import { expect, test } from 'vitest';
// Brings the names of roles.
import '../../../../server/desk/texts.ts';
import { writeAccount } from '../../../../server/mail/account-words.ts';

const values = {
  language: 'nl',
  name: 'Greet',
  role: 'coordinator',
  expiresAt: new Date('2090-01-31T12:00:00Z'),
  link: 'https://keten.example/sign-in/x',
} as const;
const inviter = { name: 'Olga Beheer', email: 'olga@gemeente.example' };

const read = (invited: Parameters<typeof writeAccount>[1]['invited']) => {
  const { subject, blocks, replyTo } = writeAccount('account', { ...values, invited });
  return { subject, text: blocks.map(({ text }) => text ?? '').join('\n'), replyTo };
};

test('who invites, the role, the network and the municipality', () => {
  const { subject, text, replyTo } = read({ inviter, municipality: 'Weert', networks: ['Samen'] });
  expect(subject).toBe('Olga Beheer nodigt u uit voor Ketenspiegel');
  expect(text).toContain('Olga Beheer nodigt u uit om met Ketenspiegel te werken.');
  expect(text).toContain('U krijgt de rol ‘Coördinator’ voor het netwerk ‘Samen’ in de gemeente Weert.');
  expect(text).toContain('hoe goed organisaties in een netwerk samenwerken');
  expect(replyTo).toBe('olga@gemeente.example');
});

test('without somebody who invites and without a place it says what is known', () => {
  const { subject, text, replyTo } = read(undefined);
  expect(subject).toBe('Uitnodiging voor Ketenspiegel');
  expect(text).toContain('U krijgt de rol ‘Coördinator’. U zet de partners klaar');
  expect(replyTo).toBeUndefined();
});

test('of many networks three are named, with how many more there are', () => {
  const networks = ['A', 'B', 'C', 'D', 'E'];
  expect(read({ inviter, municipality: undefined, networks }).text).toContain(
    'voor de netwerken ‘A’, ‘B’, ‘C’ en nog 2.',
  );
});

test('what people typed becomes no line and no link', () => {
  const { subject, text } = read({
    inviter: { ...inviter, name: 'Olga\r\nBcc: www.slecht.example' },
    municipality: 'Weert',
    networks: ['http://slecht.example'],
  });
  expect(subject).not.toMatch(/[\r\n]/);
  expect(text).not.toContain('http://slecht.example');
});

test('the mail to sign in says nothing of an invitation', () => {
  const { subject, blocks } = writeAccount('sign-in', { ...values, invited: undefined });
  expect(subject).toBe('Inloggen bij Ketenspiegel');
  expect(blocks[0]!.text).toBe('U wilt inloggen bij Ketenspiegel. Dat kan met deze knop.');
});
