/** Who counts as one visitor, and which proxies are believed about that. */
import { expect, test } from 'vitest';
import { nameVisitor } from '../../../../server/web/limit-visitors.ts';
import { trustProxies } from '../../../../server/web/trusted-proxies.ts';

test.each([
  ['10.7.0.1', '10.7.0.1'],
  ['10.7.0.1:51234', '10.7.0.1'],
  ['::ffff:10.7.0.1', '10.7.0.1'],
  ['::ffff:a07:1', '10.7.0.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:1:2:ffff::1', '2001:db8:1:2::/64'],
  ['[2001:db8:1:2::9]:443', '2001:db8:1:2::/64'],
  ['2001:db8:1:3::9', '2001:db8:1:3::/64'],
  ['2001:db8::', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['unknown', 'unknown'],
])('%s counts as %s', (address, visitor) => {
  expect(nameVisitor(address)).toBe(visitor);
});

test('so many proxies are believed, when the last of them is near', () => {
  const trust = trustProxies(2);
  if (typeof trust !== 'function') throw new Error('A number is a rule.');
  for (const near of ['127.0.0.1', '::1', '10.1.2.3', '172.18.0.5', '::ffff:172.18.0.5', 'fd00::2']) {
    expect([trust(near, 0), trust('203.0.113.9', 1), trust('203.0.113.9', 2)]).toEqual([true, true, false]);
  }
  for (const far of ['203.0.113.9', '172.32.0.1', '2001:db8::1', '::ffff:203.0.113.9']) {
    expect(trust(far, 0)).toBe(false);
  }
});
