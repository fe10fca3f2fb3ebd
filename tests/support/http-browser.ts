/** Requests as a browser sends them, with its cookies, but cheap enough to send thousands to the real program. */
import { type Agent, request } from 'node:http';

export interface HttpAnswer {
  status: number;
  location: string | undefined;
  text: string;
}

export interface HttpBrowser {
  get(path: string): Promise<HttpAnswer>;
  /** Sends a form. */
  post(path: string, fields: URLSearchParams): Promise<HttpAnswer>;
}

/** A browser at this address; it shares the connections of `agent`. `cookies`: what it has from before. */
export function makeHttpBrowser(
  address: string,
  agent: Agent,
  cookies = new Map<string, string>(),
): HttpBrowser {
  const send = (method: 'GET' | 'POST', path: string, body?: string) =>
    new Promise<HttpAnswer>((resolve, reject) => {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const headers = {
        ...(cookie && { cookie }),
        ...(body !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
      };
      const outgoing = request(address + path, { agent, method, headers }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          const { statusCode = 0, headers: given } = response;
          for (const line of given['set-cookie'] ?? []) {
            const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
            cookies.set(name!, value!);
          }
          resolve({ status: statusCode, location: given.location, text: Buffer.concat(parts).toString() });
        });
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  return {
    get: (path) => send('GET', path),
    post: (path, fields) => send('POST', path, fields.toString()),
  };
}
