/**
 * What factsheets are made from in tests, from answers on: the Weert example, a strong network, one that is too
 * small, sixty partners with long names, and a network whose names attack the page.
 */
import type { EarlierAgreement, FactsheetInput } from '../../reports/figures/factsheet-input.ts';
import { kindCodes } from '../../reports/words/texts.ts';
import type { Partner, PreviousRound, Response, Tie } from '../../scoring/answers.ts';
import { discloseScores } from '../../scoring/disclose.ts';
import type { DisclosedNonresponse } from '../../scoring/disclose-nonresponse.ts';
import { scoreNetwork } from '../../scoring/score-network.ts';
import type { Reader } from '../../scoring/scores.ts';
import { readExample } from '../../server/demo/read-example.ts';
import {
  type ExampleAnswers,
  earlierRoundAnswers,
  municipality,
  networkName,
  openRoundAnswers,
  partners,
} from '../../server/demo/weert.ts';
import type { ConceptPage, ConditionsPage, ContactsPage } from '../../survey/answers.ts';
import type { Instrument } from '../../survey/instrument.ts';
import { findInstrument, latestInstrument } from '../../survey/versions.ts';

/** The version that the people of the example answered: their data stay on it. */
const weertInstrument = findInstrument('ketenspiegel', '2')!;

/** A network with its answers; on the latest version of the questionnaire unless it says which. */
export interface Answered {
  instrument?: Instrument;
  partners: Partner[];
  responses: Response[];
  ties: Tie[];
  /** The round before, with which this one is compared. */
  previous?: PreviousRound;
}

/** The input of a factsheet on these answers, as this reader may see them. */
export function makeInput(
  answered: Answered,
  changes: Partial<FactsheetInput> = {},
  reader: Reader = { kind: 'network' },
): FactsheetInput {
  const instrument = changes.instrument ?? answered.instrument ?? latestInstrument;
  const scores = scoreNetwork({ ...answered, instrument });
  return {
    language: 'nl',
    municipality: { ...municipality },
    network: { name: networkName, madeUp: true },
    round: {
      name: '2026',
      sender: 'Gemeente Weert en de GGD',
      openedAt: '2026-09-01T08:00:00Z',
      closesAt: '2026-09-30T22:30:00Z',
      closedAt: '2026-09-30T22:30:00Z',
      askedPartners: answered.partners.length,
      askedPeople: answered.partners.length,
    },
    instrument,
    scores: discloseScores(scores, { reader, consenting: new Set() }),
    ...(answered.previous && {
      previousRound: {
        name: '2025',
        closedAt: '2025-09-30T22:30:00Z',
        result: {
          instrument: answered.previous.instrument,
          scores: discloseScores(
            scoreNetwork({ partners: answered.partners, ties: [], ...answered.previous }),
            { reader, consenting: new Set() },
          ),
        },
      },
    }),
    contact: 'coordinator@weert.example, 0495 00 00 00',
    printedOn: '2026-10-02T09:00:00Z',
    ...changes,
  };
}

/** The example of the demo: 10 of 21 partners answered, with the strengths and weaknesses of the Weert study. */
export function answerWeert(): Answered {
  const answers = openRoundAnswers.map(readAnswers);
  return {
    instrument: weertInstrument,
    partners: partners.map(({ code, name, kind, size }) => ({
      id: code,
      name,
      kind: kind ?? null,
      size: size ?? null,
    })),
    responses: answers.map(({ response }) => response),
    ties: answers.flatMap(({ ties }) => ties),
  };
}

/** The same with the round of a year earlier, as the demo has it. */
export function answerWeertAgain(): Answered {
  const responses = earlierRoundAnswers.map(readAnswers).map(({ response }) => response);
  return { ...answerWeert(), previous: { instrument: weertInstrument, responses } };
}

function readAnswers(example: ExampleAnswers): { response: Response; ties: Tie[] } {
  const pages = readExample(weertInstrument, example);
  return {
    response: {
      respondent: `${example.partner} ${example.person}`,
      partner: example.partner,
      answers: Object.assign(
        {},
        ...weertInstrument.concepts.map((concept) => (pages.get(concept.id) as ConceptPage).answers),
      ),
      conditions: (pages.get('conditions') as ConditionsPage | undefined)?.conditions ?? {},
    },
    ties: Object.entries((pages.get('contacts') as ContactsPage).contacts).map(([to, contact]) => ({
      from: example.partner,
      to,
      ...contact,
    })),
  };
}

/** Partners P1, P2 …, all of whose people answer the same to every item, in the direction that counts. */
export function answerAlike(
  names: readonly string[],
  scoreOf: (index: number) => number | undefined,
  ties: Tie[] = [],
): Answered {
  const kinds = ['municipality', 'welfare', 'school', 'informal', 'debt-help', 'health-care', 'police', null];
  const list = names.map((name, i) => ({
    id: `P${i + 1}`,
    name,
    kind: kinds[i % kinds.length]!,
    size: i % 5 === 4 ? null : 5 + ((i * 37) % 80),
  }));
  const { min, max } = latestInstrument.scale;
  const items = latestInstrument.concepts.flatMap((concept) =>
    concept.facets.flatMap((facet) => facet.items),
  );
  return {
    partners: list,
    responses: list.flatMap(({ id }, i) => {
      const score = scoreOf(i);
      if (score === undefined) return [];
      const answers = items.map((item) => [item.id, item.reversed ? min + max - score : score]);
      return [{ respondent: `${id}-1`, partner: id, answers: Object.fromEntries(answers) }];
    }),
    ties,
  };
}

/** A tie between partners with these numbers. */
export function tie(from: number, to: number): Tie {
  return { from: `P${from}`, to: `P${to}`, frequency: 3, familiarity: 1, dependence: 1 };
}

/** A network of sixty partners with long names, most of which answered. */
export function answerSixty(): Answered {
  const names = Array.from(
    { length: 60 },
    (_none, i) =>
      `Stichting Maatschappelijke Ondersteuning en Welzijn Buurtschap nummer ${i + 1} Limburg-Noord`,
  );
  const ties = names.flatMap((_name, i) => [tie(i + 1, ((i * 7) % 58) + 1), tie(i + 1, ((i * i) % 58) + 1)]);
  return answerAlike(
    names,
    (i) => (i < 52 ? 1 + ((i * 3) % 5) : undefined),
    ties.filter(({ from, to }) => from !== 'P60' && from !== 'P59' && from !== to),
  );
}

/** Names that try to break out of where they are put. */
export const hostileNames = [
  '<script>document.title = "taken"</script>',
  '</script><script>document.title = "taken"</script>',
  '{{x}} $t(factsheet.kind) {{{x}}}',
  '"><img src=x onerror="document.title = \'taken\'">',
  'Regel een\r\nRegel twee: kop',
  `${'Een heel lange naam zonder eind '.repeat(7)}`.slice(0, 200),
  'X'.repeat(200),
  '😀👩‍👩‍👧‍👦 Gezinnen',
  'שלום עולם (1) 2',
  '\u202eevil',
  '\\"; } body { display: none } /*',
  '=cmd()|&amp;',
];

/** Agreements about facets in turn, each third one done, each third one late. */
export function makeAgreements(count: number, word: string): EarlierAgreement[] {
  const facets = latestInstrument.concepts.flatMap((concept) => concept.facets).map(({ id }) => id);
  return Array.from({ length: count }, (_none, i) => ({
    round: '2025',
    facet: facets[(i * 5) % 7]!,
    what: `${word} ${i + 1}`.slice(-300),
    who: i % 2 === 0 ? 'Punt Welzijn en de gemeente' : 'Alle partners',
    byWhen: `2026-${String(1 + (i % 12)).padStart(2, '0')}-15`,
    state: (['done', 'late', 'open'] as const)[i % 3]!,
  }));
}

/** Who did not answer, of so many partners of which half answered, with every sentence that there can be. */
export function makeNonresponse(count: number): DisclosedNonresponse {
  const answered = Math.ceil(count / 2);
  return {
    partners: { of: count, answered, complete: { withheld: 'minimum' } },
    people: { of: 2 * count, answered: count, complete: answered, brokenOff: { withheld: 'minimum' } },
    kinds: kindCodes.slice(0, Math.floor(answered / 5)).map((kind) => ({ kind, of: 9, answered: 5 })),
    unknown: 0.05,
    open: 0,
    sameAnswer: 0.3,
  };
}

/** The Weert example with all that a factsheet can have: last year, agreements, conditions, own recommendations. */
function makeComplete(): FactsheetInput {
  return makeInput(answerWeertAgain(), {
    nonresponse: makeNonresponse(21),
    agreements: [
      {
        round: '2025',
        facet: 'contact',
        what: 'Elke dinsdag een inloopuur in het wijkhuis',
        who: 'Punt Welzijn',
        byWhen: '2026-02-01',
        state: 'done',
      },
      {
        round: '2025',
        facet: 'contact',
        what: 'Een lijst met namen en nummers van iedereen die inwoners spreekt',
        who: 'Gemeente Weert',
        byWhen: '2026-03-15',
        state: 'done',
      },
      {
        round: '2025',
        facet: 'awareness',
        what: 'Een sociale kaart waarop elke partner schrijft wat hij doet',
        who: 'Alle partners',
        byWhen: '2026-05-01',
        state: 'late',
      },
      {
        round: '2025',
        facet: 'values',
        what: 'Een avond over wat wij samen willen bereiken',
        who: 'Ervaringsgroep Rondkomen',
        byWhen: '2026-11-20',
        state: 'open',
      },
      {
        round: '2025',
        facet: 'planning',
        what: 'De plannen voor het jaar naast elkaar leggen',
        who: 'Gemeente Weert en Centrum voor Jeugd en Gezin',
        byWhen: '2026-09-01',
        state: 'late',
      },
      {
        round: '2025',
        facet: 'dependence',
        what: 'Opschrijven wie van wie iets nodig heeft',
        who: 'Schuldhulp De Brug',
        byWhen: '2026-12-01',
        state: 'open',
      },
    ],
    localRecommendations: [
      {
        facetId: 'name',
        action: 'Loop mee met de voedselbank',
        text: 'Wie een ochtend meeloopt, vertelt er daarna anders over. Doe dit met twee partners tegelijk.',
        who: 'Voedselbank De Mand nodigt uit.',
        firstStep: 'Kies een donderdag in de komende maand.',
      },
    ],
  });
}

/** As much as fits in one: sixty long names, weak on everything, last year, agreements, conditions, own ideas. */
function makeFullest(): FactsheetInput {
  const { partners: sixty, ties } = answerSixty();
  const names = sixty.map(({ name }) => name);
  const now = answerAlike(names, (i) => (i < 52 ? 1 + ((i * 3) % 4) : undefined), ties);
  const before = answerAlike(names, (i) => (i > 5 && i < 58 ? 2 + ((i * 3) % 3) : undefined));
  for (const [i, response] of now.responses.entries())
    response.conditions = Object.fromEntries(
      latestInstrument.conditions!.items.map(({ id }, j) => [id, 1 + ((i + j * j) % 5)]),
    );
  // So that joiners and leavers differ by concept.
  for (const item of latestInstrument.concepts[1]!.facets.flatMap((facet) => facet.items))
    Object.assign(before.responses[9]!.answers, { [item.id]: null });
  const facets = latestInstrument.concepts.flatMap((concept) => concept.facets);
  return makeInput(
    { ...now, previous: { instrument: latestInstrument, responses: before.responses } },
    {
      nonresponse: makeNonresponse(60),
      agreements: makeAgreements(
        14,
        'Een afspraak met heel veel woorden, zoals mensen die soms aan tafel maken. '.repeat(4),
      ),
      localRecommendations: facets.map(({ id }) => ({
        facetId: id,
        action: `Een eigen idee met zoveel letters als een coördinator kan typen: ${id}`.slice(0, 70),
        text: 'Zo gaat dat in een zin of drie. '.repeat(7),
        who: 'Een van de partners met een lange naam, samen met een andere partner uit de wijk.',
        firstStep: 'Iets wat de komende maand kan, in zoveel letters als er passen. '.repeat(2).trim(),
      })),
    },
  );
}

/** A first round whose municipality has looks, with the coordinator's own words and the advice that she chose. */
function makeOwn(): FactsheetInput {
  const logo = `<svg xmlns="http://www.w3.org/2000/svg" width="240" height="72" viewBox="0 0 240 72"><rect width="72" height="72" fill="#7a1f5c"/><path d="M18 54V18l18 24 18-24v36" fill="none" stroke="#fff" stroke-width="8"/><path d="M90 24h130M90 48h90" stroke="#7a1f5c" stroke-width="12"/></svg>`;
  return makeInput(answerWeert(), {
    looks: {
      logo: {
        src: `data:image/svg+xml;base64,${Buffer.from(logo).toString('base64')}`,
        width: 240,
        height: 72,
        alt: 'Logo van de gemeente Voorbeeldstad',
      },
      colour: '#7a1f5c',
    },
    ownWords: {
      text: `${'Wij herkennen dit beeld. De partners weten elkaar te vinden, maar plannen maken wij nog elk voor onszelf. '.repeat(4)}\n\n${'Daar gaan wij dit jaar mee aan de slag, te beginnen in het wijkhuis. '.repeat(2)}`.trim(),
      by: 'A. Voorbeeld, coördinator van de keten',
    },
    chosenAdvice: ['name', 'contact', 'values'],
    agreements: makeAgreements(3, 'Een afspraak over'),
  });
}

/** Where too few partners told about their contacts there is no map, and no page for it. */
function makeWithoutContacts(): FactsheetInput {
  const input = makeInput(answerWeert(), { language: 'en' });
  return { ...input, scores: { ...input.scores, map: { withheld: 'minimum' } } as FactsheetInput['scores'] };
}

/** The cases whose factsheet is kept in tests/golden. */
export const goldenCases: Record<string, () => FactsheetInput> = {
  weert: () => makeInput(answerWeertAgain()),
  'weert-en': () => makeInput(answerWeertAgain(), { language: 'en' }),
  strong: () => makeInput(answerStrong(), { network: { name: 'Sterk in de wijk', madeUp: true } }),
  small: () => makeInput(answerAlike(['A', 'B', 'C', 'D', 'E', 'F'], (i) => (i < 4 ? 5 : undefined))),
  sixty: () => makeInput(answerSixty()),
  complete: makeComplete,
  fullest: makeFullest,
  own: makeOwn,
  'without-contacts-en': makeWithoutContacts,
};

/** Twelve partners who are positive about nearly everything, in close contact, a little better than a year before. */
function answerStrong(): Answered {
  const names = [
    'Gemeente',
    'Welzijn',
    'Basisschool',
    'Buurthuis',
    'Schuldhulp',
    'Wijkverpleging',
    'Wijkagent',
    'Taalpunt',
    'Bibliotheek',
    'Sportclub',
    'Speeltuin',
    'Huisartsen',
  ];
  const ties = names.flatMap((_name, i) =>
    names.flatMap((_other, j) => (i !== j && (i + j) % 3 !== 0 ? [tie(i + 1, j + 1)] : [])),
  );
  const now = answerAlike(names, (i) => (i % 4 === 3 ? 4 : 5), ties);
  const before = answerAlike(names, (i) => (i % 3 === 0 ? 3 : 4));
  for (const [i, { answers }] of now.responses.entries())
    Object.assign(answers, { 'trust-1': 3 + (i % 3), 'trust-2': 3 + (i % 2) });
  return { ...now, previous: { instrument: latestInstrument, responses: before.responses } };
}
