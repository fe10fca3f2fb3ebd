import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { listBands } from '../../../../reports/charts/list-bands.ts';
import { readPolicy } from '../../../../reports/document/document-policy.ts';
import { renderFactsheet } from '../../../../reports/factsheet/render-factsheet.ts';
import { describeAnswer } from '../../../../reports/figures/describe-conclusion.ts';
import type { FactsheetInput } from '../../../../reports/figures/factsheet-input.ts';
import type { Change, Verdict } from '../../../../scoring/changes.ts';
import type { Instrument } from '../../../../survey/instrument.ts';
import { latestInstrument } from '../../../../survey/versions.ts';
import {
  answerAlike,
  answerSixty,
  answerWeert,
  answerWeertAgain,
  goldenCases,
  hostileNames,
  makeInput,
  tie,
} from '../../../support/factsheet-inputs.ts';
import { readWords } from '../../../support/read-html.ts';

const names = ['Gemeente', 'Welzijn', 'School', 'Buurthuis', 'Zorg', 'Politie'];
const strong = answerAlike(names, () => 5, [tie(1, 2), tie(2, 3)]);
const weert = answerWeert();

function read(changes: Partial<FactsheetInput> = {}, answered = weert): string {
  return readWords(renderFactsheet(makeInput(answered, changes)));
}

describe('the first page answers the question, from both sides', () => {
  test('no, when every theme has a weakness', () => {
    expect(read()).toContain(
      'De partners werken op 8 punten goed samen (3 daarvan waarschijnlijk). Op 6 punten kan het beter (1 daarvan misschien), in elk van de 4 thema’s.',
    );
  });

  test('from the second round on, with what demonstrably changed', () => {
    expect(read({}, answerWeertAgain())).toMatch(
      /in elk van de 4 thema’s\. (Aantoonbaar beter dan de vorige keer: .*?\.|Sinds de vorige meting is er niets aantoonbaar veranderd\.)/,
    );
    const better = structuredClone(strong);
    const previous = {
      instrument: latestInstrument,
      responses: answerAlike(names, (i) => 2 + (i % 2)).responses,
    };
    expect(read({}, { ...better, previous })).toContain(
      'Aantoonbaar beter dan de vorige keer: 14 onderdelen.',
    );
  });

  describe('what changed, in the headline of year two', () => {
    const previous = {
      instrument: latestInstrument,
      responses: answerAlike(names, (i) => 4 + (i % 2)).responses,
    };
    /** With these verdicts for the first facets; undefined: nothing may be said of it. The others did not change. */
    function readHeadline(verdicts: readonly (Verdict | undefined)[], language: 'nl' | 'en' = 'nl') {
      const input = makeInput({ ...answerAlike(names, (i) => 4 + (i % 2)), previous }, { language });
      const change = input.scores.change as Change;
      const facets = change.facets.map((facet, index) => {
        if (index >= verdicts.length) return { ...facet, verdict: 'no demonstrable change' };
        return verdicts[index]
          ? { ...facet, verdict: verdicts[index] }
          : { id: facet.id, withheld: 'minimum' };
      });
      return describeAnswer({
        ...input,
        scores: { ...input.scores, change: { ...change, facets: facets as Change['facets'] } },
      });
    }

    test('better and worse are named; what is only maybe so stands further on', () => {
      const headline = readHeadline(['better', 'worse', 'maybe better']);
      expect(headline).toMatch(
        /Aantoonbaar beter dan de vorige keer: [^.]+\. Aantoonbaar slechter dan de vorige keer: [^.]+\.$/,
      );
    });

    test('nothing changed demonstrably: then what maybe did', () => {
      expect(readHeadline(['maybe better', 'maybe worse'])).toMatch(
        /Sinds de vorige meting is er niets aantoonbaar veranderd\. Misschien beter: [^.]+\. Misschien slechter: [^.]+\. Dat kan toeval zijn\.$/,
      );
      expect(readHeadline(['maybe worse', 'maybe worse', 'maybe worse', 'maybe worse'], 'en')).toMatch(
        /Nothing has demonstrably changed since the previous round\. Maybe worse: 4 parts\. That may be due to chance\.$/,
      );
    });

    test('nothing changed at all, also where some of it can not be said', () => {
      expect(readHeadline([undefined])).toMatch(
        /Sinds de vorige meting is er niets aantoonbaar veranderd\.$/,
      );
    });

    test('nobody can say', () => {
      expect(readHeadline(Array.from({ length: 14 }, () => undefined))).toMatch(
        /Of er sinds de vorige meting iets is veranderd, kunnen wij niet zeggen\.$/,
      );
    });

    test('without an earlier round nothing is said of one', () => {
      expect(describeAnswer(makeInput(answerAlike(names, () => 4)))).not.toMatch(/vorige/);
    });
  });

  test('yes, when there is no weakness', () => {
    const words = read({}, strong);
    expect(words).toContain(
      'De partners werken op 14 punten goed samen. Bij de 6 partners die meededen, is geen zwak punt gevonden.',
    );
    expect(words).toContain('Bij de 6 partners die meededen, is in geen enkel thema een zwak punt gevonden.');
    expect(words).not.toContain('volledig integraal');
    expect(words).toContain('Er is geen zwak punt gevonden. Bespreek samen hoe u vasthoudt wat goed gaat.');
  });

  test('in part, naming the themes with a weakness', () => {
    const partial = structuredClone(strong);
    for (const { answers } of partial.responses) Object.assign(answers, { 'trust-1': 2, 'trust-2': 2 });
    expect(read({}, partial)).toContain(
      'De partners werken op 13 punten goed samen. Op 1 punt kan het beter, bij ‘Kwaliteit van samenwerking’.',
    );
  });

  test('that nobody can say, when too few partners answered one part', () => {
    const open = structuredClone(strong);
    for (const { answers } of open.responses.slice(0, 3))
      Object.assign(answers, { 'trust-1': null, 'trust-2': null });
    const words = read({}, open);
    expect(words).toContain('Dat kunnen wij niet zeggen.');
    expect(words).toContain('Te weinig antwoorden om te tonen: vertrouwen en respect.');
    expect(words).toContain('Daarom trekken wij geen conclusie over de hele samenwerking.');
  });
});

describe('who took part', () => {
  test.each([
    [10, '10 van de 20 partners deden mee. Van 10 weten we het niet.'],
    [16, '16 van de 20 partners deden mee. Van 4 weten we het niet.'],
    [19, '19 van de 20 partners deden mee. Van 1 partner weten we het niet.'],
    [20, 'Alle 20 partners deden mee.'],
  ])('of %i of 20 partners it gives the counts, and no name for how good that is', (answered, words) => {
    const twenty = Array.from({ length: 20 }, (_none, i) => `Partner ${i}`);
    const network = answerAlike(twenty, (i) => (i < answered ? 4 : undefined));
    expect(read({}, network)).toContain(words);
    expect(read({}, network)).not.toMatch(/representatief|goed beeld|lees dit als/);
  });

  test('the sender, the number asked, the number of people and the days stand there', () => {
    expect(read()).toContain(
      'De uitnodiging kwam van Gemeente Weert en de GGD en ging naar 21 partners. ' +
        'Zij konden van 1 september 2026 tot 1 oktober 2026 een vragenlijst invullen ' +
        'met 28 stellingen over 4 thema’s. 12 personen deden dat.',
    );
  });

  test('a round that is still open is called an interim result', () => {
    const { round } = makeInput(weert);
    expect(read({ round: { ...round, closedAt: null } })).toContain(
      'Tussenstand: de meting loopt nog tot 1 oktober 2026',
    );
  });
});

describe('weaknesses and what to do', () => {
  test('the conclusion names every weakness, and the first step on the cover is that of the first advice', () => {
    const { scores } = makeInput(weert);
    expect(scores.conclusion).toHaveProperty('weaknesses', [
      'values',
      'planning',
      'contact',
      'awareness',
      'dependence',
      'name',
    ]);
    expect(read()).toContain(
      'Deze punten staan in de weg: − gedeelde waarden − gezamenlijke planning − hoeveelheid contact ' +
        '− weten wat elke partner doet − elkaar echt nodig hebben (misschien ongelijk verdeeld) − goede naam',
    );
    expect(read()).toMatch(
      /Een eerste stap Leg alle plannen naast elkaar\. .*Wat u kunt doen .*Leg alle plannen/,
    );
  });

  test('a class that the interval puts in doubt is called probable', () => {
    expect(read()).toMatch(/Expertise en taken doorgeven score 78 Dit is waarschijnlijk een sterk punt\./);
    expect(read()).toContain('expertise en taken doorgeven (waarschijnlijk)');
  });
});

describe('too few answers', () => {
  const four = answerAlike(names, (i) => (i < 4 ? 5 : undefined), [tie(1, 2)]);
  const none = answerAlike(names, () => undefined);

  test('the page says why nothing is shown and what to do, and holds no figure, map or chart', () => {
    const html = renderFactsheet(makeInput(four));
    const words = readWords(html);
    expect(words).toContain('Wij tonen pas cijfers als minstens 5 partners hebben geantwoord.');
    expect(words).toContain('Stuur de partners een herinnering');
    expect(words).toContain('Dit netwerk heeft 6 partners.');
    expect(html).not.toMatch(/<canvas|<table|Buurthuis|class="map"/);
  });

  test('four answers look the same as none', () => {
    expect(renderFactsheet(makeInput(four))).toBe(renderFactsheet(makeInput(none)));
  });

  test('the map is left out, with a word why, when too few partners reported contacts', () => {
    const input = makeInput(strong);
    const scores = { ...input.scores, map: { withheld: 'minimum' } } as FactsheetInput['scores'];
    const words = readWords(renderFactsheet({ ...input, scores }));
    expect(words).toContain('De kaart van het netwerk tonen wij niet');
    expect(words).not.toContain('De netwerkkaart laat wel zien');
  });
});

describe('who made it and where to ask', () => {
  test('the sender, and the words of the network', () => {
    const words = read({ contact: 'Bel 0495 00 00 00' });
    expect(words).toContain('De uitnodiging kwam van Gemeente Weert en de GGD');
    expect(words).toContain('Vragen over deze factsheet? Bel 0495 00 00 00');
  });

  test('without such words, the sender is who to ask', () => {
    expect(read({ contact: '' })).toContain('Stel uw vragen aan Gemeente Weert en de GGD.');
  });
});

describe('every figure has its n', () => {
  const cases = Object.entries(goldenCases).filter(([name]) => name !== 'small' && !name.endsWith('-en'));

  test.each(cases)('in the factsheet of %s', (_name, make) => {
    const html = renderFactsheet(make());
    const sides = html.slice(html.indexOf('class="concepts"'), html.indexOf('class="advice"'));
    const themes = sides.split('<section class="concept">').slice(1);
    expect(themes).toHaveLength(4);
    let parts = 0;
    for (const theme of themes) {
      // Those of the theme stand at its head; a part that has others says so itself.
      expect(readWords(theme)).toMatch(/^.*? score \d+, \d+ partners /);
      for (const [, figures] of theme.matchAll(/<span class="measure">(.*?)<\/span>/gs)) {
        expect(readWords(figures!)).toMatch(/^score \d+(, \d+ partners)?$/);
        parts += 1;
      }
    }
    expect(parts).toBe(14);
    const table = html.slice(html.indexOf('class="figures"'));
    const rows = [...table.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(([, row]) => row!);
    const figures = rows.filter((row) => row.includes('<td'));
    expect(figures).toHaveLength(18);
    for (const row of figures) expect(readWords(row)).toMatch(/ \d+ \d+ tot \d+ \d+\b/);
  });

  test('a part that fewer partners answered than its theme says how many', () => {
    const fewer = structuredClone(strong);
    Object.assign(fewer.responses[0]!.answers, { 'trust-1': null, 'trust-2': null });
    expect(read({}, fewer)).toContain('Vertrouwen en respect score 100, 5 partners');
  });
});

test('an interval is a band in a picture and two numbers in the table of all figures, nowhere else', () => {
  const html = renderFactsheet(makeInput(answerWeertAgain()));
  const table = /<section class="figures">.*?<\/section>/s.exec(html)![0];
  expect(readWords(table).match(/\d+ tot \d+/g)).toHaveLength(18);
  // The legend of the map says from how many to how many contacts.
  const legend = /<ul class="keys">.*?<\/ul>/s.exec(html)![0];
  const others =
    readWords(html.replace(table, '').replace(legend, '')).match(/(?<!\d)\d{1,3} tot \d{1,3}\b/g) ?? [];
  expect(others.filter((words) => words !== '0 tot 100')).toEqual([]);
});

test('made-up data are called made up on the page and at the foot, and real data are not', () => {
  const example = renderFactsheet(makeInput(weert));
  expect(readWords(example)).toContain('Voorbeeld: alle antwoorden in deze factsheet zijn verzonnen.');
  expect(example).toContain('data-foot="Voorbeeld: verzonnen antwoorden · ');
  expect(renderFactsheet(makeInput(weert, { network: { name: 'Echt', madeUp: false } }))).not.toContain(
    'verzonnen',
  );
});

test('the cut-offs are named, also that they are conventions; the foot names the instrument and the rules', () => {
  const { scores } = makeInput(weert);
  const words = read();
  expect(words).toContain('Een onderdeel is zwak als de score lager is dan 50.');
  expect(words).toContain('Deze grenzen zijn afspraken uit het vakgebied, geen normen.');
  const { version, hash } = scores.instrument;
  expect(renderFactsheet(makeInput(weert))).toContain(
    `vragenlijst Ketenspiegel ${version}, kenmerk ${hash.slice(0, 12)}, rekenregels ${scores.rules}"`,
  );
});

test('in English it says the same', () => {
  const words = read({ language: 'en' });
  expect(words).toContain(
    'The partners work well together on 8 points (3 of them probably). On 6 points there is room to do better (1 of them maybe), in each of the 4 themes.',
  );
  expect(words).toContain('10 of the 21 partners took part. We do not know what the other 11 think.');
  expect(words).toMatch(/score 57, 10 partners .*score 81/);
  expect(words).not.toMatch(/\b(wij|deze|zijn|niet)\b/);
});

test('the table gives the figures that the picture draws, and a mark stands where the previous round was', () => {
  const input = makeInput(answerWeertAgain());
  const html = renderFactsheet(input);
  const figures = html.slice(html.indexOf('class="figures"'));
  const table = readWords(figures.slice(figures.indexOf('<tbody>'), figures.indexOf('</tbody>')));
  const rows = listBands(input);
  expect(rows).toHaveLength(18);
  const earlier = input.previousRound!.result!.scores;
  for (const { name, shown } of rows) {
    const { at, range, earlier: before } = shown!.band;
    const [score, low, width] = [at, range!.from, range!.width].map((place) => Number.parseFloat(place));
    expect(table).toMatch(new RegExp(`${name} ${score} ${low} tot ${low! + width!} 10`));
    const was = [...earlier.concepts, ...earlier.facets].map((part) => ('index' in part ? part.index : 0));
    expect(was).toContain(Number.parseFloat(before));
  }
  expect(listBands(makeInput(weert)).every(({ shown }) => shown!.band.earlier === '')).toBe(true);
});

test('the looks of the municipality: its logo at the top, its colour as the main one, and nothing but a colour', () => {
  const logo = { src: 'data:image/png;base64,AA==', width: 2, height: 1, alt: 'Logo van "Weert"' };
  const html = renderFactsheet(makeInput(weert, { looks: { logo, colour: '#7a1f5c' } }));
  expect(html).toContain(
    '<img src="data:image/png;base64,AA&#x3D;&#x3D;" alt="Logo van &quot;Weert&quot;" width="2" height="1">',
  );
  expect(html).toContain(':root{--teal:#7a1f5c}</style>');
  const wrong = renderFactsheet(makeInput(weert, { looks: { colour: 'red}body{display:none' } }));
  expect(wrong).not.toContain('display:none');
});

test('the coordinator’s own words stand on the cover in paragraphs, with a name, and as text', () => {
  const ownWords = { text: 'Mooi <b>werk</b>.\n\nNu verder.', by: 'A. Jansen' };
  const html = renderFactsheet(makeInput(weert, { ownWords }));
  expect(html).toContain('<p>Mooi &lt;b&gt;werk&lt;/b&gt;.</p><p>Nu verder.</p>');
  expect(readWords(html)).toContain('Wat wij hiervan vinden Mooi <b>werk</b>. Nu verder. A. Jansen');
  expect(read({ ownWords: { text: ' \n ', by: 'A. Jansen' } })).not.toContain('Wat wij hiervan vinden');
});

test('the same input gives the same document', () => {
  expect(renderFactsheet(makeInput(answerSixty()))).toBe(renderFactsheet(makeInput(answerSixty())));
});

test('somebody else’s instrument gets a factsheet too, without texts of its own', () => {
  const instrument: Instrument = {
    id: 'elsewhere',
    version: 3,
    scale: { min: 1, max: 7 },
    concepts: [
      { id: 'same', facets: [{ id: 'same', items: [{ id: 'a' }] }] },
      { id: 'other', facets: [{ id: 'constructor', items: [{ id: 'b' }] }] },
    ],
  };
  const responses = names.map((_name, i) => ({
    respondent: `R${i}`,
    partner: `P${i + 1}`,
    answers: { a: 2 + (i % 2), b: 6 },
  }));
  const html = renderFactsheet(makeInput({ ...strong, responses }, { instrument }));
  const words = readWords(html);
  expect(words).toContain('De partners werken op 1 punt goed samen. Op 1 punt kan het beter, bij ‘Same’.');
  expect(words).toContain('De partners zijn hier niet positief over.');
  expect(words).toContain('Bespreek samen: same');
  expect(words).toContain('Een onderdeel is zwak als de score lager is dan 50.');
  expect(html).toContain('vragenlijst elsewhere 3, kenmerk');
});

describe('whatever people typed', () => {
  const hostile = answerAlike(hostileNames, (i) => 1 + (i % 5), [tie(1, 2), tie(2, 3)]);

  test.each(hostileNames)('stays a name, wherever it stands: %s', (name) => {
    const input = makeInput(hostile, {
      network: { name, madeUp: true },
      municipality: { code: 'GM0988', name },
    });
    const html = renderFactsheet({ ...input, round: { ...input.round, name, sender: name } });
    const own = renderFactsheet(makeInput(answerAlike(names, () => 4, [tie(1, 2)])));
    const count = (text: string, pattern: RegExp) => (text.match(pattern) ?? []).length;
    expect(count(html, /<script/gi)).toBe(count(own, /<script/gi));
    expect(html).not.toMatch(/<img/i);
    expect(html).not.toContain('Factsheet van het netwerk Factsheet van het netwerk');
    expect(/<title>([^<]*)<\/title>/.exec(html)?.[1]).toContain('Factsheet');
    expect(/data-foot="([^"]*)"/.exec(html)?.[1]).not.toMatch(/[\r\n]/);
  });

  test('a name that looks like a template is not filled in', () => {
    expect(read({}, hostile)).toContain('{{x}} $t(factsheet.kind) {{{x}}}');
  });
});

test('the policy allows the scripts and styles that stand in the document, and nothing else', () => {
  const html = renderFactsheet(makeInput(weert));
  const hashes = (pattern: RegExp) =>
    [...html.matchAll(pattern)].map(
      ([, source]) => `'sha256-${createHash('sha256').update(source!).digest('base64')}'`,
    );
  expect(readPolicy(html).split('; ')).toEqual([
    "default-src 'none'",
    `script-src ${hashes(/<script>(.*?)<\/script>/gs).join(' ')}`,
    `style-src ${hashes(/<style>(.*?)<\/style>/gs).join(' ')}`,
    'font-src data:',
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ]);
  expect(html).not.toMatch(/ style="| on\w+="/);
});
