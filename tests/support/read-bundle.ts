/** The files for research as a researcher gets them: ordered on the page, made by the job, downloaded and unzipped. */
import { parse } from 'csv-parse/sync';
import { readZip } from './read-zip.ts';
import { runJobs } from './run-jobs.ts';
import type { SignedIn } from './sign-in.ts';
import type { TestApp } from './test-app.ts';

export interface Bundle {
  files: ReadonlyMap<string, Buffer>;
  text(name: string): string;
  /** The rows of a CSV. */
  rows(name: string): Record<string, string>[];
}

/** `home` is a round or a network: `/desk/rounds/1`. */
export async function fetchBundle(
  { app }: Pick<TestApp, 'app'>,
  researcher: SignedIn,
  home: string,
): Promise<Bundle> {
  const { statusCode, headers } = await researcher.post(`${home}/research-data/bundle`);
  if (statusCode !== 303) throw new Error(`No bundle was ordered: ${statusCode}, ${headers.location}.`);
  await runJobs(app, 'make-bundle');
  const zip = await researcher.get(`${home}/research-data.zip`);
  if (zip.statusCode !== 200) throw new Error(`No bundle was given: ${zip.statusCode}.`);
  return openBundle(zip.rawPayload);
}

function openBundle(zip: Buffer): Bundle {
  const files = new Map(readZip(zip).map(({ name, content }) => [name, content]));
  const text = (name: string) => files.get(name)!.toString('utf8');
  return { files, text, rows: (name) => parse(text(name), { columns: true }) };
}
