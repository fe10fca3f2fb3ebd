/**
 * Which proxies are believed about the address of a visitor. Fastify no longer takes a number of them, because whoever
 * reaches the server itself could then write the header. Here a number also asks where the last proxy comes from: an
 * address that the internet does not have. With proxies elsewhere only a list of them will do.
 */
import { BlockList, isIPv6 } from 'node:net';
import type { Config } from '../config.ts';

/** Loopback, private, shared and link-local addresses (RFC 6890). */
const near = new BlockList();
for (const [address, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
  ['169.254.0.0', 16],
] as const) {
  near.addSubnet(address, bits, 'ipv4');
}
near.addAddress('::1', 'ipv6');
near.addSubnet('fc00::', 7, 'ipv6');
near.addSubnet('fe80::', 10, 'ipv6');

const isNear = (address: string) => near.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');

/** What Fastify is told: `hop` 0 is who holds the connection, 1 the last address in the header, and so on backwards. */
export function trustProxies(
  setting: Config['trustProxy'],
): false | string[] | ((address: string, hop: number) => boolean) {
  if (typeof setting !== 'number') return setting;
  return (address, hop) => hop < setting && (hop > 0 || isNear(address));
}
