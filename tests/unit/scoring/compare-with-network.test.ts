import { describe, expect, it } from 'vitest';
import { compareWithNetwork } from '../../../scoring/compare-with-network.ts';

const scale = { min: 1, max: 5 };

describe('a partner beside its network', () => {
  it('is higher or lower beyond 1.96 standard errors of its own score', () => {
    const network = { n: 5, mean: 3, deviation: 1, within: 0.5 };
    // √(0.5/2) is half a point.
    expect(compareWithNetwork(3.99, 2, network, scale)).toBe('higher');
    expect(compareWithNetwork(3.97, 2, network, scale)).toBe('equal');
    expect(compareWithNetwork(2.01, 2, network, scale)).toBe('lower');
    expect(compareWithNetwork(3.24, 200, network, scale)).toBe('equal');
    expect(compareWithNetwork(3.25, 200, network, scale)).toBe('higher');
  });

  it('where nobody knows how much colleagues differ, beyond 1.96 s from ten partners on', () => {
    const network = { mean: 3.5, deviation: 0.7, within: undefined };
    expect(compareWithNetwork(5, 1, { ...network, n: 10 }, scale)).toBe('higher');
    // With fewer it would tell that the others agree, and so what they scored.
    expect(compareWithNetwork(5, 1, { ...network, n: 9 }, scale)).toBe('equal');
    expect(compareWithNetwork(1, 1, { ...network, n: 6 }, scale)).toBe('equal');
  });
});
