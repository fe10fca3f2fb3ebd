/**
 * Is the address that people use encrypted (TLS), with a certificate that browsers accept, and does it tell them to come
 * back encrypted only (HSTS)? Asked as a visitor would, in bounded time; of the answer only its headers are read.
 */
import { type RequestOptions, request } from 'node:https';
import type { Finding } from './findings.ts';

interface Look {
  patience: number;
  /** Certificates to trust besides those of the system. */
  ca?: RequestOptions['ca'];
}

/** A year, in seconds: less protects who comes once a year not at all. */
const leastAge = 31_536_000;

export async function checkAddress(publicUrl: string, look: Look): Promise<Finding[]> {
  const values = { address: publicUrl };
  if (!publicUrl.startsWith('https:')) {
    return [
      { about: 'tls', state: 'wrong', sentence: 'noTls', values },
      { about: 'hsts', state: 'wrong', sentence: 'hstsNeedsTls', values },
    ];
  }
  try {
    const age = readAge(await readHeader(publicUrl, look));
    return [
      { about: 'tls', state: 'ok', sentence: 'tls', values },
      age === undefined
        ? { about: 'hsts', state: 'wrong', sentence: 'noHsts', values }
        : age < leastAge
          ? { about: 'hsts', state: 'wrong', sentence: 'shortHsts', values }
          : { about: 'hsts', state: 'ok', sentence: 'hsts', values },
    ];
  } catch (error) {
    const isCertificate = certificateFaults.test((error as { code?: string }).code ?? '');
    return [
      isCertificate
        ? { about: 'tls', state: 'wrong', sentence: 'badCertificate', values }
        : { about: 'tls', state: 'unknown', sentence: 'unknownAddress', values },
      {
        about: 'hsts',
        state: 'unknown',
        sentence: isCertificate ? 'hstsAfterTls' : 'unknownAddress',
        values,
      },
    ];
  }
}

const certificateFaults =
  /^(CERT_|ERR_TLS_CERT|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|HOSTNAME_MISMATCH)/;

function readHeader(address: string, { patience, ca }: Look): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const asking = request(address, {
      method: 'HEAD',
      agent: false,
      ca,
      signal: AbortSignal.timeout(patience),
    });
    asking.on('response', (response) => {
      resolve(response.headers['strict-transport-security']);
      response.destroy();
    });
    asking.on('error', reject);
    asking.end();
  });
}

function readAge(header: string | undefined): number | undefined {
  const age = /(?:^|;)\s*max-age\s*=\s*"?(\d{1,12})"?\s*(?:;|$)/i.exec(header ?? '')?.[1];
  return age === undefined ? undefined : Number(age);
}
