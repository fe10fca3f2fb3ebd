/** The figures of R on the same data; made by tests/fixtures/reference.R, which names the versions. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { scoreFiles } from '../../../scoring/command/score-files.ts';
import { isWithheld } from '../../../scoring/figure.ts';
import { fitFactor } from '../../../scoring/fit-factor.ts';
import { findChiSquare, findF, findT, findTail, findTails } from '../../../scoring/quantiles.ts';
import { scoreNetwork } from '../../../scoring/score-network.ts';
import type { FacetFigures, Scores } from '../../../scoring/scores.ts';
import { makePartners, smallInstrument, tieBetween } from '../../support/small-networks.ts';

const folder = new URL('../../fixtures/reference/', import.meta.url);
// biome-ignore lint/suspicious/noExplicitAny: the shape of this file is what the tests below say it is
const reference: any = JSON.parse(readFileSync(new URL('reference.json', folder), 'utf8'));

/** Scores the files of this name by the command, without protection. */
async function score(
  name: string,
  { instrument = name, ...others }: Record<string, string> = {},
): Promise<Scores> {
  const files = {
    partners: `${name}-partners.csv`,
    responses: `${name}-responses.csv`,
    instrument: `${instrument}.json`,
    ...others,
  };
  const words = Object.entries(files).flatMap(([option, file]) => [
    `--${option}`,
    fileURLToPath(new URL(file, folder)),
  ]);
  const outcome = await scoreFiles([...words, '--unprotected']);
  if ('lines' in outcome) throw new Error(outcome.lines.join('\n'));
  return JSON.parse(outcome.output);
}

/** Every number of `expected` stands in `actual` at the same place, to 1e-9; null is withheld. */
function expectSame(actual: unknown, expected: unknown, path = ''): void {
  if (expected === null) {
    expect(isWithheld(actual), path).toBe(true);
  } else if (typeof expected === 'number') {
    expect(Math.abs((actual as number) - expected), `${path}: ${actual} and ${expected}`).toBeLessThan(1e-9);
  } else if (typeof expected === 'object') {
    for (const [key, value] of Object.entries(expected)) {
      expectSame((actual as Record<string, unknown>)[key], value, `${path}/${key}`);
    }
  } else {
    expect(actual, path).toBe(expected);
  }
}

it('has the mean, spread and interval of R for each condition, and the class that follows from them', async () => {
  const scores = await score('around');
  expect(reference.around).toHaveLength(3);
  expectSame(scores.conditions, reference.around);
});

it('the reference names the versions of R and of its packages', () => {
  expect(reference.versions).toEqual({
    R: expect.stringMatching(/^\d/),
    psych: expect.stringMatching(/^\d/),
    multilevel: expect.stringMatching(/^\d/),
    survey: expect.stringMatching(/^\d/),
    igraph: expect.stringMatching(/^\d/),
  });
});

describe.each([
  ['nested', 'nested respondents, missing answers and reversed items'],
  ['small', 'a small finite population on a scale of 1 to 7'],
  ['bfi', 'personality: 2,800 people, a scale of 1 to 6'],
  ['lq2002', 'leadership: 2,042 soldiers in 49 companies'],
  ['even', 'three people of each partner'],
])('%s (%s)', async (name) => {
  const scores = await score(name);
  const expected = reference[name];

  it('has the means, spread, agreement, intervals and classes of R for each facet', () => {
    expectSame(scores.facets, expected.facets);
  });

  it('has the intraclass correlations and the reliability of R for each concept', () => {
    expectSame(scores.concepts, expected.concepts);
  });

  it('puts each partner beside the network as R does', () => {
    for (const row of expected.comparisons) {
      const partner = scores.partners.find(({ id }) => id === row.id);
      if (!partner || isWithheld(partner)) throw new Error(`no ${row.id}`);
      for (const [part, value] of Object.entries(row)) {
        const figure = part.startsWith('concept.') ? partner.concepts[part.slice(8)] : partner.facets[part];
        if (part !== 'id' && value !== null) expectSame(figure, { comparison: value }, `${row.id}/${part}`);
      }
    }
  });

  it('has the partners of R', () => {
    for (const row of expected.partners) {
      const partner = scores.partners.find(({ id }) => id === row.id);
      if (!partner || isWithheld(partner)) throw new Error(`no ${row.id}`);
      for (const [part, value] of Object.entries(row)) {
        const figure = part.startsWith('concept.') ? partner.concepts[part.slice(8)] : partner.facets[part];
        if (part === 'id') continue;
        if (value === null) expect(figure).toHaveProperty('withheld');
        else expectSame(figure, { mean: value }, `${row.id}/${part}`);
      }
    }
  });
});

it('two rounds of nested differ as the paired t-test of R says', async () => {
  const { change } = await score('nested', { 'previous-responses': 'nested-before.csv' });
  if (!change || isWithheld(change)) throw new Error('withheld');
  for (const { id, joiners, joinersMean, leavers, leaversMean, ...figures } of reference.change) {
    const part = id.startsWith('concept.') ? change.concepts : change.facets;
    const found = part.find((figure) => figure.id === id.replace('concept.', ''));
    expectSame(found, figures);
    expectSame(found, { joiners: { n: joiners, ...(joiners >= 5 ? { mean: joinersMean } : {}) } });
    expectSame(found, { leavers: { n: leavers, ...(leavers >= 5 ? { mean: leaversMean } : {}) } });
  }
});

it('one partner changed between the two rounds of nested as R says, with σ² within over both', async () => {
  const { change } = await score('nested', { 'previous-responses': 'nested-before.csv' });
  if (!change || isWithheld(change)) throw new Error('withheld');
  const verdicts = new Set();
  for (const concept of reference.ownChange) {
    for (const { id, difference, verdict } of concept.partners) {
      const partner = change.partners.find((one) => one.id === id);
      if (!partner || isWithheld(partner)) throw new Error(`no ${id}`);
      if (difference !== null) expectSame(partner.concepts[concept.id], { difference, verdict }, id);
      verdicts.add(verdict);
    }
  }
  expect(verdicts.size).toBeGreaterThan(1);
});

describe('partners in two camps', () => {
  it.each(Object.keys(reference.camps))('%s has the class and certainty of R', async (name) => {
    const { facets } = await score('camps', { instrument: 'even', responses: `${name}-responses.csv` });
    expectSame(facets, reference.camps[name]);
  });

  it('are unequal, clear with people who agree and likely with people who do not', () => {
    const of = (name: string) => reference.camps[name][0];
    expect(of('camps2apart')).toMatchObject({ class: 'unequal', certainty: 'clear' });
    expect(
      Object.values(reference.camps)
        .flat()
        .map((facet) => (facet as FacetFigures).certainty),
    ).toContain('likely');
  });
});

describe('one factor', () => {
  const proper = reference.fits.filter(({ unique }: { unique: unknown }) => unique !== null);

  it('has the unique variances of R wherever factanal finds a proper solution', () => {
    expect(proper.length).toBeGreaterThan(30);
    for (const { correlations, unique } of proper) {
      const fit = fitFactor(correlations);
      if (typeof fit === 'string') throw new Error(fit);
      expectSame(fit.unique, unique);
    }
  });

  it('settles on every one of them, and says of some that there is no proper solution', () => {
    const outcomes = reference.fits.map(({ correlations }: { correlations: number[][] }) =>
      fitFactor(correlations),
    );
    expect(outcomes).not.toContain('unsettled');
    expect(outcomes).toContain('improper');
  });
});

it('a directed network with non-reporters has the figures of igraph', async () => {
  const scores = await score('ties', { instrument: 'small', ties: 'ties-ties.csv' });
  const { partners, ...network } = reference.ties;
  expectSame(scores.ties, network);
  if (isWithheld(scores.ties)) throw new Error('withheld');
  for (const [index, expected] of partners.entries()) {
    const { outDegree, ...rest } = expected;
    expectSame(scores.ties.partners[index], rest);
    // Who did not report has no out-degree, where igraph counts 0.
    expectSame(scores.ties.partners[index], {
      outDegree: index < reference.ties.reporters ? outDegree : null,
    });
  }
});

describe('betweenness and centralization of known graphs', () => {
  it.each(Object.keys(reference.graphs))('%s', (name) => {
    const { order, edges, betweenness, centralization } = reference.graphs[name];
    const reports = Array.from({ length: edges.length / 2 }, (_, i) =>
      tieBetween(edges[2 * i], edges[2 * i + 1]),
    );
    const partners = makePartners(order);
    const everybody = partners.map(({ id }) => ({
      from: id,
      to: id,
      frequency: 0,
      familiarity: 0,
      dependence: 0,
    }));
    const { ties } = scoreNetwork({
      instrument: smallInstrument,
      partners,
      responses: [],
      ties: [...reports, ...everybody],
    });
    if (isWithheld(ties)) throw new Error('withheld');
    expectSame(ties.centralization, centralization);
    const pairs = ((order - 1) * (order - 2)) / 2;
    for (const [node, figure] of betweenness.entries())
      expectSame(ties.partners[node]?.betweenness, figure / pairs);
  });
});

describe('quantiles and tails', () => {
  it('of t, F and χ² are those of R', () => {
    for (const [t, df, tails] of reference.tails.t.flat())
      expectSame(findTails(t, df) / tails, 1, `t ${t} ${df}`);
    for (const [f, d1, d2, tail] of reference.tails.f.flat())
      expectSame(findTail(f, d1, d2) / tail, 1, `F ${f} ${d1} ${d2}`);
    for (const [df, chi] of reference.tails.chi) expectSame(findChiSquare(0.99, df) / chi, 1, `χ² ${df}`);
  });

  it('of t and F are those of R', () => {
    for (const [df, t] of reference.quantiles.t) expectSame(findT(0.975, df) / t, 1, `t ${df}`);
    for (const [d1, d2, low, high] of reference.quantiles.f) {
      expectSame(findF(0.025, d1, d2) / low, 1, `F ${d1} ${d2}`);
      expectSame(findF(0.975, d1, d2) / high, 1, `F ${d1} ${d2}`);
    }
  });
});
