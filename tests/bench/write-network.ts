/** A large network as files for the `score` command, the same every time: partners that differ, people who vary. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { latestInstrument } from '../../survey/versions.ts';

/** Writes `partners.csv` and `responses.csv` and gives their paths. */
export function writeNetwork(
  folder: string,
  { partners, respondents }: { partners: number; respondents: number },
): { partnerFile: string; responseFile: string } {
  const items = latestInstrument.concepts.flatMap((concept) =>
    concept.facets.flatMap((facet) => facet.items),
  );
  const partnerFile = join(folder, 'partners.csv');
  const responseFile = join(folder, 'responses.csv');
  const range = (count: number) => Array.from({ length: count }, (_none, index) => index);
  writeFileSync(
    partnerFile,
    stringify([['id', 'name'], ...range(partners).map((partner) => [`p${partner}`, `Partner ${partner}`])]),
  );
  const rows = range(respondents).map((person) => {
    const partner = person % partners;
    // Around what the partner finds, one answer higher or lower; one in twenty is 'weet ik niet'.
    const answers = items.map((item, place) => {
      const draw = mix(person, place);
      const opinion = Math.min(5, Math.max(1, 2 + (mix(partner, 0) % 3) + (draw % 3) - 1));
      return draw % 20 === 0 ? '' : item.reversed ? 6 - opinion : opinion;
    });
    return [`r${person}`, `p${partner}`, ...answers];
  });
  writeFileSync(responseFile, stringify([['respondent', 'partner', ...items.map(({ id }) => id)], ...rows]));
  return { partnerFile, responseFile };
}

/** A number without a pattern, and the same every time. */
function mix(a: number, b: number): number {
  const mixed = Math.imul(a * 31 + b + 1, 0x9e3779b1);
  return Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b) >>> 8;
}
