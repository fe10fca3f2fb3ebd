/**
 * All answers of a round in typed arrays: two bytes an answer, so that a million respondents fit in memory.
 * Reversed items are turned here, once; nothing after this knows about them.
 */
import type { Instrument, Item } from '../survey/instrument.ts';

const missing = -32768;

/** The items of an instrument in the order of the columns of a table. */
export function listItems(instrument: Instrument): Item[] {
  return instrument.concepts.flatMap((concept) => concept.facets.flatMap((facet) => facet.items));
}

/**
 * Takes respondents one by one and keeps those with at least one answered item: those who only said 'weet ik niet'
 * tell nothing, and must not make the coverage look better than it is.
 */
export class AnswerTable {
  readonly instrument: Instrument;
  readonly #items: readonly Item[];
  /** Of each item: is it reversed? */
  readonly #reversed: readonly boolean[];
  /** The place of each partner in the order in which it came. */
  readonly #partnerIndex: Map<string, number>;
  readonly #isOpen: boolean;
  #size = 0;
  #partner = new Int32Array(64);
  #answers: Int16Array;
  /** Who answered, by partner, for those added with the id of a person. */
  #people = new Map<string, Set<string>>();

  /** Without a list of partners, any partner is taken. Refuses a scale that does not fit in two bytes. */
  constructor(instrument: Instrument, partners?: Iterable<string>) {
    const { min, max } = instrument.scale;
    if (min <= missing || max > 32767) throw new Error(`A scale of ${min} to ${max} is too wide to score.`);
    this.instrument = instrument;
    this.#items = listItems(instrument);
    this.#reversed = this.#items.map(({ reversed }) => reversed === true);
    this.#partnerIndex = new Map(Array.from(partners ?? [], (id, index) => [id, index]));
    this.#isOpen = partners === undefined;
    this.#answers = new Int16Array(64 * this.#items.length);
  }

  /** The number of respondents with an answer. */
  get size(): number {
    return this.#size;
  }

  /** Adds a respondent with answers by item id; one that is null or left out is missing. Refuses as `addRow`. */
  add(partner: string, answers: Readonly<Record<string, number | null>>, person?: string): void {
    this.addRow(
      partner,
      this.#items.map((item) => answers[item.id] ?? null),
      person,
    );
  }

  /**
   * Adds a respondent with an answer, or null, for each item of the instrument in order; `person` is the same in every
   * round. Refuses a partner that is not in the network and an answer that is not on the scale.
   */
  addRow(partner: string, answers: readonly (number | null)[], person?: string): void {
    const index = this.#findPartner(partner);
    if (this.#size === this.#partner.length) this.#grow();
    const { min, max } = this.instrument.scale;
    const reversed = this.#reversed;
    const table = this.#answers;
    const start = this.#size * reversed.length;
    let answered = false;
    for (let i = 0; i < reversed.length; i++) {
      const answer = answers[i] ?? null;
      if (answer === null) {
        table[start + i] = missing;
        continue;
      }
      if (!Number.isInteger(answer) || answer < min || answer > max) {
        const { id } = this.#items[i]!;
        throw new Error(`The answer ${answer} to item '${id}' is not on the scale of ${min} to ${max}.`);
      }
      table[start + i] = reversed[i] ? min + max - answer : answer;
      answered = true;
    }
    if (!answered) return;
    this.#partner[this.#size++] = index;
    if (person === undefined) return;
    const people = this.#people.get(partner) ?? new Set();
    this.#people.set(partner, people.add(person));
  }

  /** The people who answered for a partner; undefined when not all of them were named. */
  peopleOf(partner: string, respondents: number): ReadonlySet<string> | undefined {
    const people = this.#people.get(partner);
    return people?.size === respondents ? people : undefined;
  }

  /** The number of a respondent's partner; respondents of one partner share it. */
  partnerOf(respondent: number): number {
    return this.#partner[respondent]!;
  }

  /**
   * Reads a respondent's answers from item `first` on into the row, measured from the middle of the scale, and gives false
   * when one of them is missing.
   */
  readComplete(respondent: number, first: number, row: Float64Array): boolean {
    const { min, max } = this.instrument.scale;
    const middle = Math.round((min + max) / 2);
    const table = this.#answers;
    const start = respondent * this.#items.length + first;
    for (let i = 0; i < row.length; i++) {
      const answer = table[start + i]!;
      if (answer === missing) return false;
      row[i] = answer - middle;
    }
    return true;
  }

  /**
   * Adds up what each of these respondents answered on the items from `first` up to, not including, `end`, and counts how
   * many of them were answered. The outcome is written to arrays that can be used again: a million respondents have many
   * facets.
   */
  addUp(
    respondents: Int32Array,
    { first, end }: { first: number; end: number },
    { totals, answered }: { totals: Float64Array; answered: Int32Array },
  ): void {
    const table = this.#answers;
    const width = this.#items.length;
    for (let i = 0; i < respondents.length; i++) {
      const start = respondents[i]! * width;
      let total = 0;
      let count = 0;
      for (let at = start + first; at < start + end; at++) {
        const answer = table[at]!;
        if (answer === missing) continue;
        total += answer;
        count++;
      }
      totals[i] = total;
      answered[i] = count;
    }
  }

  /** The same respondents with only the items of `instrument`, which has some of them, on the same scale. */
  restrict(instrument: Instrument): AnswerTable {
    const columns = new Map(this.#items.map((item, column) => [item.id, column]));
    const part = new AnswerTable(instrument, this.#partnerIndex.keys());
    const from = part.#items.map((item) => columns.get(item.id)!);
    part.#size = this.#size;
    part.#partner = this.#partner;
    part.#people = this.#people;
    part.#answers = new Int16Array(this.#size * from.length);
    for (let respondent = 0, at = 0; respondent < this.#size; respondent++) {
      for (const column of from)
        part.#answers[at++] = this.#answers[respondent * this.#items.length + column]!;
    }
    return part;
  }

  /** The respondents of each partner, in the order of the partners' ids. */
  groupByPartner(): { id: string; respondents: Int32Array }[] {
    const counts = new Int32Array(this.#partnerIndex.size);
    for (let i = 0; i < this.#size; i++) counts[this.#partner[i]!]!++;
    const groups = Array.from(this.#partnerIndex.keys(), (id, index) => ({
      id,
      respondents: new Int32Array(counts[index]!),
    }));
    for (let i = this.#size - 1; i >= 0; i--) {
      const partner = this.#partner[i]!;
      groups[partner]!.respondents[--counts[partner]!] = i;
    }
    return groups.sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  #findPartner(id: string): number {
    const index = this.#partnerIndex.get(id);
    if (index !== undefined) return index;
    if (!this.#isOpen) throw new Error(`There is no partner '${id}' in this network.`);
    this.#partnerIndex.set(id, this.#partnerIndex.size);
    return this.#partnerIndex.size - 1;
  }

  #grow(): void {
    const partner = new Int32Array(this.#partner.length * 2);
    partner.set(this.#partner);
    this.#partner = partner;
    const answers = new Int16Array(this.#answers.length * 2);
    answers.set(this.#answers);
    this.#answers = answers;
  }
}
