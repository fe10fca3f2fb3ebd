/**
 * Made-up factsheets in all mixes that people can make: few partners or many, with short names or long ones, any number
 * of weaknesses and agreements, with and without last year, conditions and own ideas, in both languages. The
 * same seed gives the same mix.
 */
import type { FactsheetInput } from '../../reports/figures/factsheet-input.ts';
import type { Partner, Response } from '../../scoring/answers.ts';
import { latestInstrument } from '../../survey/versions.ts';
import { answerAlike, makeAgreements, makeInput, makeNonresponse, tie } from './factsheet-inputs.ts';
import { type Random, seedRandom } from './seed-random.ts';

const facets = latestInstrument.concepts.flatMap((concept) => concept.facets);
const kinds = ['municipality', 'welfare', 'school', 'informal', 'debt-help', 'health-care', 'police', null];
const words = 'samen werken aan een buurt waarin iedereen mee kan doen en hulp vindt bij wie dat kan bieden';

export interface Mix {
  input: FactsheetInput;
  /** What is in it, for who reads that it failed. */
  said: string;
  /** The same in classes. */
  traits: string[];
}

/** The traits of a mix two by two. */
function listPairs({ traits }: Mix): string[] {
  return traits.flatMap((one, i) => traits.slice(i + 1).map((other) => `${one}, ${other}`));
}

/** A few of these mixes with every pair that all of them have: each time the one that adds most. */
export function coverPairs(mixes: readonly Mix[]): Mix[] {
  const missing = new Set(mixes.flatMap(listPairs));
  const chosen: Mix[] = [];
  while (missing.size > 0) {
    const gains = mixes.map((mix) => listPairs(mix).filter((pair) => missing.has(pair)).length);
    const best = mixes[gains.indexOf(Math.max(...gains))]!;
    for (const pair of listPairs(best)) missing.delete(pair);
    chosen.push(best);
  }
  return chosen;
}

/** In which of these steps a number is: none or few, some, many. */
function classify(name: string, number: number, few: number, some: number): string {
  return `${number <= few ? 'few' : number <= some ? 'some' : 'many'} ${name}`;
}

export function makeMix(seed: number): Mix {
  const random = seedRandom(seed);
  const pick = (from: number, to: number) => from + Math.floor(random() * (to - from + 1));
  const chance = (share: number) => random() < share;
  const write = (length: number) => {
    const from = pick(0, 40);
    return words
      .repeat(8)
      .slice(from, from + length)
      .trim();
  };

  const count = pick(8, 60);
  const nameLength = [12, 35, 80, 200][pick(0, 3)]!;
  const partners = Array.from(
    { length: count },
    (_none, i): Partner => ({
      id: `P${i + 1}`,
      name: `${write(pick(6, nameLength))} ${i + 1}`,
      kind: kinds[pick(0, kinds.length - 1)]!,
      size: chance(0.7) ? pick(2, 400) : null,
    }),
  );
  const weak = new Set(
    shuffle(facets, random)
      .slice(0, pick(0, facets.length))
      .map(({ id }) => id),
  );
  const answered = partners.filter((_partner, i) => i < 6 || chance(0.7));
  const hasConditions = chance(0.5);
  const responses = answered.map(({ id }) => answer(id, weak, random, hasConditions));
  const ties = answered.flatMap((_partner, i) =>
    Array.from({ length: pick(0, 5) }, () => tie(i + 1, pick(1, count))).filter(
      ({ from, to }) => from !== to,
    ),
  );
  const before = new Set(
    shuffle(facets, random)
      .slice(0, pick(0, facets.length))
      .map(({ id }) => id),
  );
  const hasPrevious = chance(0.6);
  const previous = partners.filter(() => chance(0.8)).map(({ id }) => answer(id, before, random, false));
  const agreements = makeAgreements(pick(0, 15), write(pick(10, 290))).map((agreement) => ({
    ...agreement,
    facet: facets[pick(0, facets.length - 1)]!.id,
    who: write(pick(8, 150)),
  }));
  const own = facets.filter(() => chance(0.3));
  const language = chance(0.5) ? 'nl' : 'en';
  const networkNameLength = [40, 120, 200][pick(0, 2)]!;
  const networkName = write(pick(8, networkNameLength));
  const madeUp = chance(0.5);
  const contact = write(pick(0, 500));
  const input = makeInput(
    {
      partners,
      responses,
      ties,
      ...(hasPrevious && { previous: { instrument: latestInstrument, responses: previous } }),
    },
    {
      language,
      network: { name: networkName, madeUp },
      contact,
      agreements,
      nonresponse: makeNonresponse(count),
      mailedAnswers: { partners: Math.floor(count / 2), domains: Math.floor(count / 3) },
      localRecommendations: own.map(({ id }) => ({
        facetId: id,
        action: write(pick(20, 70)),
        text: write(pick(40, 240)),
        who: write(pick(10, 150)),
        firstStep: write(pick(20, 140)),
      })),
    },
  );
  const said = [
    `seed ${seed}`,
    `${count} partners with names of up to ${nameLength} letters`,
    `${weak.size} weaknesses`,
    `${agreements.length} agreements`,
    `${own.length} own ideas`,
    hasPrevious ? 'last year' : 'no last year',
    hasConditions ? 'conditions' : 'no conditions',
    language,
  ].join(', ');
  const traits = [
    classify('partners', count, 20, 40),
    `names of up to ${nameLength}`,
    classify('weaknesses', weak.size, 2, facets.length - 3),
    classify('agreements', agreements.length, 2, 9),
    classify('own ideas', own.length, 2, 4),
    classify('words of contact', contact.length, 60, 300),
    classify('letters of the network', networkName.length, 40, 120),
    hasPrevious ? 'last year' : 'no last year',
    hasConditions ? 'conditions' : 'no conditions',
    madeUp ? 'made up' : 'real',
    language,
  ];
  return { input, said, traits };
}

/** Weak facets get low answers, or low and high ones; the others middling or high. */
function answer(
  partner: string,
  weak: ReadonlySet<string>,
  random: Random,
  hasConditions: boolean,
): Response {
  const { min, max } = latestInstrument.scale;
  const answers = facets.flatMap((facet, i) => {
    const isDivided = weak.has(facet.id) && i % 4 === 3;
    const from = weak.has(facet.id) ? (isDivided && random() < 0.5 ? 4 : 1) : i % 3 === 0 ? 3 : 4;
    return facet.items.map((item): [string, number] => {
      const score = Math.min(max, from + Math.floor(random() * 2));
      return [item.id, item.reversed ? min + max - score : score];
    });
  });
  const conditions = latestInstrument.conditions!.items.map(({ id }) => [id, 1 + Math.floor(random() * 5)]);
  return {
    respondent: `${partner}-1`,
    partner,
    answers: Object.fromEntries(answers),
    ...(hasConditions && { conditions: Object.fromEntries(conditions) }),
  };
}

function shuffle<T>(list: readonly T[], random: Random): T[] {
  return list
    .map((one) => ({ one, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}

/** So many partners, weak on everything, and all that people can type as long as it may be. */
export function makeLongest(count: number, language: FactsheetInput['language']): FactsheetInput {
  const write = (length: number, end = '') =>
    `${'Samenwerkingsverband Maatschappelijke Ondersteuning en Welzijn '.repeat(5).slice(0, length - end.length - 1)} ${end}`.trim();
  const names = Array.from({ length: count }, (_none, i) => write(200, String(i + 1)));
  const ties = names.flatMap((_name, i) => (i < count - 4 ? [tie(i + 1, ((i * 7) % (count - 5)) + 1)] : []));
  const now = answerAlike(names, (i) => (i < 0.9 * count ? 1 + ((i * 3) % 4) : undefined), ties);
  for (const [i, response] of now.responses.entries())
    response.conditions = Object.fromEntries(
      latestInstrument.conditions!.items.map(({ id }, j) => [id, 1 + ((i + j * j) % 5)]),
    );
  const before = answerAlike(names, (i) => (i > 1 ? 2 + ((i * 3) % 3) : undefined));
  const input = makeInput({
    ...now,
    previous: { instrument: latestInstrument, responses: before.responses },
  });
  return {
    ...input,
    language,
    network: { name: write(200), madeUp: true },
    municipality: { ...input.municipality, name: write(200) },
    round: { ...input.round, name: write(200), sender: write(200) },
    nonresponse: makeNonresponse(count),
    previousRound: { name: write(200), closedAt: '2025-09-30T22:30:00Z' },
    contact: write(300),
    agreements: makeAgreements(50, write(290)).map((agreement) => ({ ...agreement, who: write(150) })),
    localRecommendations: facets.map(({ id }) => ({
      facetId: id,
      action: write(70),
      text: write(240),
      who: write(150),
      firstStep: write(140),
    })),
  };
}
