/**
 * What partners report about each other. For each pair the highest report of a partner's people counts: a contact of
 * one person is a contact of the partner.
 */
import type { Tie } from './answers.ts';

/** What one partner reports about another; a question that nobody answered counts as 0. */
export interface PairReport {
  from: number;
  to: number;
  frequency: number;
  familiarity: number;
  dependence: number;
}

/** Takes reports one by one and keeps one for each ordered pair. */
export class TieTable {
  /** The ids of the partners, in order. */
  readonly partners: readonly string[];
  /** Was the question answered anywhere? If not, it was not asked, and 0 would be an invention. */
  readonly asked = { familiarity: false, dependence: false };
  readonly #partnerIndex: ReadonlyMap<string, number>;
  readonly #pairs = new Map<number, PairReport>();
  readonly #reporters = new Set<number>();

  constructor(partners: Iterable<string>) {
    this.partners = [...partners].sort();
    this.#partnerIndex = new Map(this.partners.map((id, index) => [id, index]));
  }

  /** Adds a report; one about the partner itself says nothing. Refuses a partner that is not in the network. */
  add(tie: Tie): void {
    const from = this.#findPartner(tie.from);
    const to = this.#findPartner(tie.to);
    this.#reporters.add(from);
    if (from === to) return;
    if (tie.familiarity !== null) this.asked.familiarity = true;
    if (tie.dependence !== null) this.asked.dependence = true;
    const key = from * this.partners.length + to;
    const pair = this.#pairs.get(key) ?? { from, to, frequency: 0, familiarity: 0, dependence: 0 };
    pair.frequency = Math.max(pair.frequency, tie.frequency ?? 0);
    pair.familiarity = Math.max(pair.familiarity, tie.familiarity ?? 0);
    pair.dependence = Math.max(pair.dependence, tie.dependence ?? 0);
    this.#pairs.set(key, pair);
  }

  /** Did this partner report anything? */
  hasReported(partner: number): boolean {
    return this.#reporters.has(partner);
  }

  /** What `from` reports about `to`; undefined when nothing. */
  find(from: number, to: number): PairReport | undefined {
    return this.#pairs.get(from * this.partners.length + to);
  }

  /** All reports, in no particular order. */
  pairs(): Iterable<PairReport> {
    return this.#pairs.values();
  }

  #findPartner(id: string): number {
    const index = this.#partnerIndex.get(id);
    if (index === undefined) throw new Error(`There is no partner '${id}' in this network.`);
    return index;
  }
}
