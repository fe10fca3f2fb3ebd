/**
 * The columns of the answers: their names, and the codes of what is no answer. R, SPSS and Stata take a name of at most 32
 * plain letters, digits and underscores, and each has words of its own that it refuses.
 */
import type { Condition, Item, Scale } from '../../../../survey/instrument.ts';
import type { Language, Text } from '../../../../survey/texts.ts';
import type { ResearchRound } from '../research-data.ts';

/** Below every scale, so that nothing counts as an answer by mistake. */
export const codes = { notAsked: -7, unknown: -8, open: -9 } as const;

export const codeTexts: Record<keyof typeof codes, Record<Language, string>> = {
  notAsked: { nl: 'Niet gevraagd in deze meting', en: 'Not asked in this round' },
  unknown: { nl: 'Weet ik niet, niet van toepassing', en: 'I don’t know, not applicable' },
  open: { nl: 'Niet ingevuld', en: 'Left open' },
};

/** A question that stands in a column. */
export interface Column {
  /** As the file calls it. */
  name: string;
  /** As the instrument calls it. */
  id: string;
  concept: string;
  facet: string;
  text: Record<Language, string>;
  reversed: boolean;
  scale: Scale;
  /** Numbers of the rounds that asked it. */
  rounds: number[];
}

const reserved = new Set(
  `all and by eq ge gt le lt ne not or to with if else for in next true false na null inf nan function repeat while break
  byte double float int long str using strl`.split(/\s+/),
);

/** The name of a column for this id; the ids of one instrument have names that differ, whatever their case. */
export function nameColumn(id: string): string {
  const plain = id
    .replace(/[^A-Za-z0-9_]/g, '_')
    .replace(/_+$/, '')
    .slice(0, 32);
  return /^[A-Za-z]/.test(plain) && !reserved.has(plain.toLowerCase()) ? plain : `q_${plain}`.slice(0, 32);
}

/** The statements of all rounds. An id means the same in every version of the instrument. */
export function listStatements(rounds: readonly ResearchRound[]): Column[] {
  return collect(rounds, ({ instrument }) =>
    instrument.concepts.flatMap((concept) =>
      concept.facets.flatMap((facet) =>
        facet.items.map((item) => ({
          ...describe(item),
          concept: concept.id,
          facet: facet.id,
          reversed: item.reversed === true,
          scale: instrument.scale,
        })),
      ),
    ),
  );
}

/** What lies around the network, of all rounds. */
export function listConditions(rounds: readonly ResearchRound[]): Column[] {
  return collect(rounds, ({ instrument: { conditions } }) =>
    (conditions?.items ?? []).map((item) => ({
      ...describe(item),
      concept: '',
      facet: '',
      reversed: false,
      scale: conditions!.scale,
    })),
  );
}

/** What stands in the cell. */
export function writeAnswer(
  answers: Readonly<Record<string, number | null>>,
  { id, rounds }: Column,
  round: number,
): number {
  if (!rounds.includes(round)) return codes.notAsked;
  const answer = answers[id];
  return answer === null ? codes.unknown : (answer ?? codes.open);
}

function collect(
  rounds: readonly ResearchRound[],
  list: (round: ResearchRound) => Omit<Column, 'rounds'>[],
): Column[] {
  const columns = new Map<string, Column>();
  for (const round of rounds)
    for (const found of list(round)) {
      const known = columns.get(found.id) ?? { ...found, rounds: [] };
      columns.set(found.id, { ...known, rounds: [...known.rounds, round.number] });
    }
  return [...columns.values()];
}

function describe({ id, ...item }: Item | Condition): Pick<Column, 'id' | 'name' | 'text'> {
  const named = 'name' in item ? item.name : undefined;
  return {
    id,
    name: nameColumn(id),
    text: { nl: read(item.text ?? named, 'nl'), en: read(item.text ?? named, 'en') },
  };
}

function read(text: Text | string | undefined, language: Language): string {
  return typeof text === 'string' ? text : (text?.[language] ?? '');
}

/** What each step of a scale is called. */
export function listSteps({ min, max, labels }: Scale): { value: number; text: Record<Language, string> }[] {
  return Array.from({ length: max - min + 1 }, (_none, step) => {
    const label = labels?.[step];
    const value = min + step;
    return { value, text: { nl: label?.nl ?? String(value), en: label?.en ?? String(value) } };
  });
}
