/** What a public body looks for in a repository: a licence of every file, metadata, and what the program is made of. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, matchesGlob } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const read = (file: string) => readFileSync(file, 'utf8');
const manifest = JSON.parse(read('package.json')) as { name: string; license: string };

/** Not of the repository: made by a run, or brought by npm. */
const isForeign = (name: string) => /^(node_modules|data|\.git|\.env)$/.test(name);

/** Not asked of git: an archive of a checkout may have none. */
function listFiles(): string[] {
  return readdirSync('.', { withFileTypes: true })
    .filter(({ name }) => !isForeign(name))
    .flatMap((entry) =>
      entry.isDirectory()
        ? readdirSync(entry.name, { recursive: true, encoding: 'utf8' }).map((file) => join(entry.name, file))
        : [entry.name],
    );
}

test('REUSE: each file has a copyright and a licence whose text is there, and each text is of a licence in use', () => {
  const annotations = read('REUSE.toml')
    .split('[[annotations]]')
    .slice(1)
    .map((text) => {
      const value = (key: string) => new RegExp(`^${key} = "([^"]+)"$`, 'm').exec(text)?.[1];
      return {
        path: value('path')!,
        copyright: value('SPDX-FileCopyrightText'),
        licence: value('SPDX-License-Identifier'),
      };
    });
  const uncovered = listFiles().filter(
    (file) =>
      !annotations.some(({ path, copyright, licence }) => copyright && licence && matchesGlob(file, path)),
  );
  // `matchesGlob` gives no name that begins with a dot for `**`; REUSE does.
  expect(uncovered.filter((file) => !file.split('/').some((part) => part.startsWith('.')))).toEqual([]);
  const licences = [...new Set(annotations.map(({ licence }) => `${licence}.txt`))].sort();
  expect(readdirSync('LICENSES').sort()).toEqual(licences);
  expect(licences).toContain(`${manifest.license}.txt`);
  expect(read(`LICENSES/${manifest.license}.txt`)).toBe(read('LICENSE'));
});

test('publiccode.yml 0.5 has every obligatory field, and says of the licence and the languages what is so', () => {
  const code = parse(read('publiccode.yml')) as Record<string, unknown> & {
    description: Record<
      string,
      { genericName: string; shortDescription: string; longDescription: string; features: string[] }
    >;
  };
  expect(code).toMatchObject({
    publiccodeYmlVersion: '0.5.0',
    name: 'Ketenspiegel',
    url: expect.stringMatching(/^https:\/\/\S+$/),
    platforms: expect.arrayContaining(['web']),
    developmentStatus: expect.stringMatching(/^(concept|development|beta|stable|obsolete)$/),
    softwareType: 'standalone/web',
    legal: { license: manifest.license },
    maintenance: { type: expect.stringMatching(/^(internal|contract|community|none)$/) },
    localisation: { localisationReady: true, availableLanguages: ['nl-NL', 'en-GB'] },
  });
  expect(Object.keys(code.description).sort()).toEqual(['en', 'nl']);
  for (const { genericName, shortDescription, longDescription, features } of Object.values(
    code.description,
  )) {
    expect(genericName.length).toBeLessThanOrEqual(35);
    expect(shortDescription.length).toBeLessThanOrEqual(150);
    expect(longDescription.length).toBeGreaterThanOrEqual(150);
    expect(longDescription.length).toBeLessThanOrEqual(10_000);
    expect(features).not.toEqual([]);
  }
});

test('the list of what the program is made of (CycloneDX) has each package of the lock file, with its version', () => {
  const bom = JSON.parse(
    execFileSync('npm', ['run', '-s', 'sbom'], { encoding: 'utf8', maxBuffer: 50_000_000 }),
  ) as {
    bomFormat: string;
    metadata: { component: { purl: string } };
    components: { purl: string }[];
  };
  expect([bom.bomFormat, bom.metadata.component.purl]).toEqual([
    'CycloneDX',
    `pkg:npm/${manifest.name}@0.1.0`,
  ]);
  const lock = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { version: string; name?: string }>;
  };
  const locked = Object.entries(lock.packages)
    .filter(([path]) => path !== '')
    .map(([path, { version, name }]) => {
      const full = name ?? path.split('node_modules/').at(-1)!;
      return `pkg:npm/${full.replace('@', '%40')}@${version}`;
    });
  // What comes from elsewhere than the registry has its address behind it.
  const listed = new Set(bom.components.map(({ purl }) => purl.replace(/\?.*$/, '')));
  expect(locked.filter((purl) => !listed.has(purl))).toEqual([]);
});
