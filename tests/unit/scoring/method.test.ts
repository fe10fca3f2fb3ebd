/** The worked example of docs/method.md and docs/methode.md: its data and its figures are read from the document. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { scoreNetwork } from '../../../scoring/score-network.ts';
import { rules } from '../../../scoring/scores.ts';

type Row = Record<string, string>;

function readDocument(name: string) {
  const text = readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8');
  const block = (title: string) => {
    const found = new RegExp(`\`\`\`\\w+ ${title}\\n([^]*?)\`\`\``).exec(text);
    if (!found) throw new Error(`${name} has no block '${title}'.`);
    return found[1]!;
  };
  const table = (title: string): Row[] => parse(block(title), { columns: true });
  const figures = [...text.matchAll(/\| `([\w.]+)` \| (.+) \|$/gm)].map(
    ([, path, value]) => [path!, value!] as const,
  );
  return { text, instrument: JSON.parse(block('instrument')), table, figures };
}

function readResponses(rows: Row[]) {
  return rows.map(({ respondent, partner, ...cells }) => ({
    respondent: respondent!,
    partner: partner!,
    answers: Object.fromEntries(
      Object.entries(cells).map(([id, cell]) => [id, cell === '' ? null : Number(cell)]),
    ),
  }));
}

/** The value at `facets.trust.mean`: in a list, a name is an id. */
function find(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((part, key) => {
    if (Array.isArray(part)) return part.find((entry) => entry.id === key) ?? part[Number(key)];
    return (part as Record<string, unknown>)[key];
  }, value);
}

describe.each(['method.md', 'methode.md'])('the example of docs/%s', (name) => {
  const { text, instrument, table, figures } = readDocument(name);
  const scores = scoreNetwork({
    instrument,
    partners: table('partners').map(({ id, name }) => ({ id: id!, name: name!, kind: null, size: null })),
    responses: readResponses(table('responses')),
    previous: { instrument, responses: readResponses(table('previous')) },
    ties: table('ties').map(({ from, to, ...cells }) => ({
      from: from!,
      to: to!,
      frequency: Number(cells.frequency),
      familiarity: Number(cells.familiarity),
      dependence: Number(cells.dependence),
    })),
  });

  it('has a figure for every step', () => {
    expect(figures.length).toBeGreaterThan(30);
  });

  it.each(figures)('%s is %s', (path, expected) => {
    const found = find(scores, path);
    if (typeof found !== 'number') expect(String(found)).toBe(expected);
    else
      expect(found).toBeCloseTo(
        Number(expected),
        expected.includes('.') ? expected.split('.')[1]!.length : 12,
      );
  });

  it('speaks of the version of the rules that scores name', () => {
    expect(text).toMatch(new RegExp(`(Version of these rules|Versie van deze regels): ${rules}\\.`));
  });
});
