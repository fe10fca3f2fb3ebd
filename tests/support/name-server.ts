/** A DNS server for tests, on a free port of this machine: TXT records by name, and names about which it is silent. */
import type { AddressInfo } from 'node:net';
import { createServer, Packet } from 'dns2';

export interface NameServer {
  /** For the setting DNS_SERVER. */
  address: string;
  records: Record<string, string[] | 'silent' | 'broken'>;
  /** What it was asked. */
  asked: string[];
  stop(): Promise<void>;
}

export async function startNameServer(): Promise<NameServer> {
  const given: Pick<NameServer, 'records' | 'asked'> = { records: {}, asked: [] };
  const server = createServer({
    udp: true,
    handle(request, send): void {
      const { name } = request.questions[0]!;
      const key = name.toLowerCase();
      given.asked.push(key);
      const found = given.records[key];
      if (found === 'silent') return;
      const response = Packet.createResponseFromRequest(request);
      if (found === 'broken') response.header.rcode = Packet.RCODE.SERVFAIL;
      else if (!found) response.header.rcode = Packet.RCODE.NXDOMAIN;
      else {
        for (const text of found) {
          const data = text.match(/.{1,200}/g)!;
          response.answers.push({
            name,
            type: Packet.TYPE.TXT,
            class: Packet.CLASS.IN,
            ttl: 60,
            data,
          } as never);
        }
      }
      void send(response);
    },
  });
  const { udp } = await server.listen({ udp: { port: 0, address: '127.0.0.1' } });
  return Object.assign(given, {
    address: `127.0.0.1:${(udp as AddressInfo).port}`,
    stop: async () => void (await server.close()),
  });
}
