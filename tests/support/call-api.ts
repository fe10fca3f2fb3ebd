/** Calls the API as the operator, and the steps that most of its tests begin with. */
import type { InjectOptions } from 'fastify';
import type { TestApp } from './test-app.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export type Call = (
  method: Method,
  url: string,
  payload?: InjectOptions['payload'],
  headers?: Record<string, string>,
) => Promise<Answer>;

export interface Answer {
  status: number;
  headers: Record<string, unknown>;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test says itself what it expects.
  json: any;
}

/** `url` begins after `/api`. */
export function callApi({ app, authorization }: TestApp): Call {
  return async (method, url, payload, headers = {}) => {
    const answer = await app.inject({
      method,
      url: `/api${url}`,
      payload,
      headers: { authorization, ...headers },
    });
    const isJson = String(answer.headers['content-type']).startsWith('application/json');
    return {
      status: answer.statusCode,
      headers: answer.headers,
      text: answer.body,
      json: isJson ? answer.json() : undefined,
    };
  };
}

/** What is wrong, as `where: sentence` or the sentence alone. */
export function listFaults({ json }: Answer): string[] {
  return json.faults.map(({ where, sentence }: { where: string; sentence: string }) =>
    where === '' ? sentence : `${where}: ${sentence}`,
  );
}

let networks = 0;

/** A network of Weert with a name of its own; gives its id. */
export async function addNetwork(call: Call, name = `Netwerk ${++networks}`): Promise<string> {
  const { json } = await call('POST', '/networks', { municipality: { code: 'GM0988', name: 'Weert' }, name });
  return json.id;
}

export function importCsv(call: Call, network: string, csv: string | Buffer): Promise<Answer> {
  return call('PUT', `/networks/${network}/partners`, csv, { 'content-type': 'text/csv' });
}

/** A network with the partners p1, p2 … and an open round; gives the ids of both. */
export async function openRound(
  call: Call,
  { partners = 6, ...wish }: { partners?: number; name?: string; interimResults?: boolean } = {},
): Promise<{ network: string; round: string }> {
  const network = await addNetwork(call);
  const rows = Array.from({ length: partners }, (_, index) => `p${index + 1},Partner ${index + 1},,`);
  await importCsv(call, network, ['id,name,kind,size', ...rows].join('\n'));
  const { json } = await call('POST', `/networks/${network}/rounds`, {
    name: 'Meting',
    sender: 'De coördinator',
    closesAt: '2090-01-31',
    ...wish,
  });
  return { network, round: json.id };
}
