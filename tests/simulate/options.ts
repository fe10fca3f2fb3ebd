/** The command line of `npm run simulate`: what was asked, or sentences that say what is wrong with it. */
import { parseArgs } from 'node:util';
import { answeredCounts, type Design, peopleCounts, usual } from './design.ts';

export const help = `npm run -s simulate -- [OPTION …]

Simulates networks of which everything is known, scores what their people answer, and prints how often what the scores
say is so. Without options: the cells of docs/method.md. Sizes and differences are in points of the scale.

  --partners 20          N, partners in the network
  --answered 8,10,14,20  n, partners that answer; a row for each
  --people 1,1-3,3       people that answer for one partner; a row for each. 1-3 is one, two or three
  --between 0.5          how much partners differ on a facet (standard deviation)
  --within 0.7           how much people of one partner differ
  --items 0.7            how much one person's answers to the items of a facet differ
  --shared 0.4           share of the first two variances that all facets have in common, from 0 to 1
  --levels 2.2,4.4       facets of a network lie anywhere between these
  --scale 1,5            lowest and highest answer
  --cutoffs 3,4          below the first weak, from the second on strong
  --change 0.5           the change to be seen a round later
  --split 2,4.5          where two halves of the partners stand, to be seen as unequal
  --networks 1000        networks for each row; four times as many halve the noise
  --seed 1               the same seed prints the same table
  --help                 this

How many people per partner?  npm run -s simulate -- --partners 30 --answered 20 --people 1,2,3,4
Which change can be seen?     npm run -s simulate -- --answered 12 --people 2 --change 0.75
`;

const options = {
  partners: { type: 'string', default: String(usual.partners) },
  answered: { type: 'string', default: answeredCounts.join() },
  people: { type: 'string', default: peopleCounts.map(writePeople).join() },
  between: { type: 'string', default: String(usual.between) },
  within: { type: 'string', default: String(usual.within) },
  items: { type: 'string', default: String(usual.items) },
  shared: { type: 'string', default: String(usual.shared) },
  levels: { type: 'string', default: usual.levels.join() },
  scale: { type: 'string', default: `${usual.scale.min},${usual.scale.max}` },
  cutoffs: { type: 'string', default: `${usual.cutoffs.weak},${usual.cutoffs.strong}` },
  change: { type: 'string', default: String(usual.change) },
  split: { type: 'string', default: usual.split.join() },
  networks: { type: 'string', default: '1000' },
  seed: { type: 'string', default: '1' },
  help: { type: 'boolean', default: false },
} as const;

export interface Asked {
  designs: Design[];
  networks: number;
  seed: number;
}

/** Designs in the order of the rows; `help` when that was asked; else everything that is wrong at once. */
export function readOptions(words: string[]): Asked | 'help' | { problems: string[] } {
  let values: ReturnType<typeof parse>;
  try {
    values = parse(words);
  } catch (error) {
    return { problems: [(error as Error).message] };
  }
  if (values.help) return 'help';
  const problems: string[] = [];
  const refuse = (option: string, rule: string) => problems.push(`--${option} must be ${rule}.`);
  const number = (
    option: Exclude<keyof typeof options, 'help'>,
    rule: string,
    isRight: (n: number) => boolean,
  ) => {
    const value = readNumber(values[option]);
    if (!isRight(value)) refuse(option, rule);
    return value;
  };
  const pair = (option: 'levels' | 'scale' | 'cutoffs' | 'split'): [number, number] => {
    const [low = Number.NaN, high = Number.NaN, ...more] = values[option].split(',').map(readNumber);
    if (!(low < high) || more.length > 0)
      refuse(option, 'two numbers, the lower first, with a comma between');
    return [low, high];
  };
  const isCount = (n: number) => Number.isInteger(n) && n >= 1;
  const isDeviation = (n: number) => n >= 0;
  const partners = number(
    'partners',
    'a whole number from 5 to 200',
    (n) => isCount(n) && n >= 5 && n <= 200,
  );
  const scale = pair('scale');
  if (!scale.every(Number.isInteger)) refuse('scale', 'two whole numbers');
  const answered = values.answered.split(',').map(readNumber);
  if (!answered.every((n) => isCount(n) && n >= 5 && n <= partners))
    refuse('answered', 'whole numbers from 5 to the number of partners, with commas between');
  const people = values.people.split(',').map(readPeople);
  if (people.includes(undefined))
    refuse('people', "numbers from 1 to 50, or from–to like '1-3', with commas between");
  const rest = {
    partners,
    scale: { min: scale[0], max: scale[1] },
    between: number('between', '0 or more', isDeviation),
    within: number('within', '0 or more', isDeviation),
    items: number('items', '0 or more', isDeviation),
    shared: number('shared', 'from 0 to 1', (n) => n >= 0 && n <= 1),
    levels: pair('levels'),
    cutoffs: toCutoffs(pair('cutoffs')),
    change: number('change', 'a number', Number.isFinite),
    split: pair('split'),
  };
  const networks = number('networks', 'a whole number from 1', isCount);
  const seed = number('seed', 'a whole number', Number.isInteger);
  if (problems.length > 0) return { problems };
  const designs = answered.flatMap((n) =>
    people.flatMap((count) => (count ? [{ ...rest, answered: n, people: count }] : [])),
  );
  return { designs, networks, seed };
}

function parse(words: string[]) {
  return parseArgs({ args: words, options }).values;
}

function toCutoffs([weak, strong]: [number, number]): Design['cutoffs'] {
  return { weak, strong };
}

function readNumber(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

/** '2' or '1-3'. */
function readPeople(text: string): Design['people'] | undefined {
  const [, from, to = from] = /^\s*(\d{1,2})(?:-(\d{1,2}))?\s*$/.exec(text) ?? [];
  const people: Design['people'] = [Number(from), Number(to)];
  return people[0] >= 1 && people[0] <= people[1] && people[1] <= 50 ? people : undefined;
}

export function writePeople([from, to]: Design['people']): string {
  return from === to ? String(from) : `${from}-${to}`;
}
