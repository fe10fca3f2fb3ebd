/** What the DNS says of the sender's domain, asked of a real DNS server. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { checkSender } from '../../../../server/checks/check-sender.ts';
import { createLookUp } from '../../../../server/checks/look-up-text.ts';
import { type NameServer, startNameServer } from '../../../support/name-server.ts';

let dns: NameServer;
beforeAll(async () => {
  dns = await startNameServer();
});
afterAll(() => dns.stop());
beforeEach(() => {
  dns.records = {};
});

const sender = {
  mailFrom: 'Ketenspiegel <mail@mail.keten.example>',
  returnPath: undefined,
  dkimSelector: 's1',
};

async function check(config: Partial<Parameters<typeof checkSender>[0]> = {}, server = dns.address) {
  const findings = await checkSender({ ...sender, ...config }, createLookUp(server, 600));
  return Object.fromEntries(findings.map(({ about, state, sentence }) => [about, `${state}: ${sentence}`]));
}

test('a domain with all three is in order, also when a record comes in pieces and the policy stands at the domain above', async () => {
  dns.records['mail.keten.example'] = ['google-site-verification=x', 'v=spf1 include:smtp.example -all'];
  dns.records['s1._domainkey.mail.keten.example'] = [`v=DKIM1; k=rsa; p=${'A'.repeat(390)}`];
  dns.records['_dmarc.keten.example'] = ['v=DMARC1; p=reject; rua=mailto:a@keten.example'];
  expect(await check()).toEqual({ spf: 'ok: spf', dkim: 'ok: dkim', dmarc: 'ok: dmarc' });
});

test('a domain with none is told what to add', async () => {
  expect(await check()).toEqual({ spf: 'wrong: noSpf', dkim: 'wrong: noDkim', dmarc: 'wrong: noDmarc' });
});

test.each([
  ['spf', 'mail.keten.example', ['v=spf1 -all', 'v=spf1 a -all'], 'wrong: manySpf'],
  ['spf', 'mail.keten.example', ['v=spf1 +all'], 'wrong: anySpf'],
  ['spf', 'mail.keten.example', ['v=spf1 a all'], 'wrong: anySpf'],
  ['spf', 'mail.keten.example', ['v=spf10 -all'], 'wrong: noSpf'],
  ['dkim', 's1._domainkey.mail.keten.example', ['v=DKIM1; p='], 'wrong: noDkim'],
  ['dmarc', '_dmarc.mail.keten.example', ['v=DMARC1; p=none; sp=reject'], 'wrong: weakDmarc'],
  ['dmarc', '_dmarc.mail.keten.example', ['v=DMARC1; p=reject', 'v=DMARC1; p=none'], 'wrong: manyDmarc'],
  ['dmarc', '_dmarc.mail.keten.example', ['v=DMARC1; p=quarantine'], 'ok: dmarc'],
])('%s of %s as %j', async (about, name, records, said) => {
  dns.records[name] = records;
  expect((await check())[about]).toBe(said);
});

test('SPF is about the address to which mail comes back', async () => {
  dns.records['terug.example'] = ['v=spf1 a -all'];
  expect((await check({ returnPath: 'terug@terug.example' })).spf).toBe('ok: spf');
});

test('without a selector nobody can tell, and without a domain of its own nothing helps', async () => {
  expect((await check({ dkimSelector: undefined })).dkim).toBe('unknown: noSelector');
  const asked = dns.asked.length;
  expect(await check({ mailFrom: 'Ketenspiegel <ketenspiegel@localhost>' })).toEqual({
    spf: 'wrong: noDomain',
    dkim: 'wrong: noDomain',
    dmarc: 'wrong: noDomain',
  });
  expect(dns.asked).toHaveLength(asked);
});

test('a DNS server that is silent, broken or gone: we could not look, and that is not the same as none', async () => {
  const unknown = { spf: 'unknown: unknownDns', dkim: 'unknown: unknownDns', dmarc: 'unknown: unknownDns' };
  const names = ['mail.keten.example', 's1._domainkey.mail.keten.example', '_dmarc.mail.keten.example'];
  for (const how of ['silent', 'broken'] as const) {
    for (const name of names) dns.records[name] = how;
    expect(await check(), how).toEqual(unknown);
  }
  const gone = await startNameServer();
  await gone.stop();
  expect(await check({}, gone.address)).toEqual(unknown);
});
