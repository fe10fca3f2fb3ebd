import { describe, expect, test } from 'vitest';
import type { FactsheetInput } from '../../../../reports/figures/factsheet-input.ts';
import { renderMirror } from '../../../../reports/mirror/render-mirror.ts';
import type { Response } from '../../../../scoring/answers.ts';
import { latestInstrument } from '../../../../survey/versions.ts';
import {
  type Answered,
  answerAlike,
  answerWeert,
  answerWeertAgain,
  hostileNames,
  makeInput,
  tie,
} from '../../../support/factsheet-inputs.ts';
import { readWords } from '../../../support/read-html.ts';

const names = ['Gemeente', 'Welzijn', 'School', 'Buurthuis', 'Zorg', 'Politie'];

function render(answered: Answered, partner: string, changes: Partial<FactsheetInput> = {}): string {
  return renderMirror(makeInput(answered, changes, { kind: 'partner', partner }), partner);
}

/** As scores that were stored by the first rules come out of the door. */
function asFirstRules(input: FactsheetInput): FactsheetInput {
  const withoutComparison = JSON.stringify(input.scores, (key, value) =>
    key === 'comparison' ? undefined : value,
  );
  return { ...input, scores: { ...JSON.parse(withoutComparison), rules: '1' } };
}

describe('a partner beside its network', () => {
  test('of one person it is nearly always about the same, and it says what makes it surer: ask a colleague as well', () => {
    const words = readWords(render(answerWeert(), 'voedselbank'));
    expect(words).toContain('Op alle thema’s is uw score ongeveer gelijk aan die van het netwerk.');
    expect(words).toContain('Vraag de volgende keer ook een collega: dan weten wij het zekerder.');
    expect(words.match(/ongeveer gelijk/g)).toHaveLength(19);
    expect(words).toContain('Op geen enkel onderdeel is uw score duidelijk hoger of lager.');
    expect(words).not.toMatch(/significant/i);
  });

  test('higher, lower and about equal are said per theme, of a partner with several people', () => {
    // Three people of each partner, who agree: the last is a point and a half below the rest on one theme.
    const network = answerAlike(names, () => 4, [tie(1, 2)]);
    const quality = latestInstrument.concepts.find(({ id }) => id === 'quality')!;
    const low = quality.facets.flatMap(({ items }) =>
      items.map(({ id, reversed }) => [id, reversed ? 4 : 2]),
    );
    const responses = network.responses.flatMap((response) =>
      [1, 2, 3].map((person) => ({
        ...response,
        respondent: `${response.partner}-${person}`,
        answers: { ...response.answers, ...(response.partner === 'P6' ? Object.fromEntries(low) : {}) },
      })),
    );
    const words = readWords(render({ ...network, responses }, 'P6'));
    expect(words).toContain(
      'Lager dan het netwerk: ‘Kwaliteit van samenwerking’. Ongeveer gelijk: ‘Delen’, ‘Besef van wederzijdse afhankelijkheid’',
    );
    expect(words).toContain('Vertrouwen en respect 25 65 ↓ lager');
    expect(words).not.toContain('ook een collega');
  });

  test('scores of rules 1 keep their own way: a difference of a quarter of a point counts, a smaller one does not', () => {
    // Six partners, five of which score 3: the sixth is 5/6 of its distance away from the mean of all.
    const network = answerAlike(names, () => 3, [tie(1, 2)]);
    const set = (score: number) => {
      const changed = structuredClone(network);
      const answers = changed.responses[5]!.answers as Record<string, number>;
      Object.assign(answers, { 'trust-1': score });
      return readWords(
        renderMirror(asFirstRules(makeInput(changed, {}, { kind: 'partner', partner: 'P6' })), 'P6'),
      );
    };
    // 3.5 on the facet: 0.42 from the mean. 3.5 on one facet of four: 0.10 on the theme.
    expect(set(4)).toContain('Vertrouwen en respect 63 50 ↑ hoger');
    expect(set(4)).toContain('Op alle thema’s is uw score ongeveer gelijk aan die van het netwerk.');
    expect(set(4)).toContain('Dat is een afspraak, geen toets (rekenregels versie 1).');
    expect(set(3)).toContain('Op geen enkel onderdeel is uw score duidelijk hoger of lager.');
  });

  test('the signs are drawn where the figures of their row are, on the line', () => {
    const html = render(answerWeert(), 'voedselbank');
    const body = html.slice(html.indexOf('<tbody'), html.indexOf('</tbody>'));
    const rows = [...body.matchAll(/<tr.*?<\/tr>/gs)].map(([row]) => row);
    expect(rows).toHaveLength(18);
    for (const row of rows) {
      const [own, network] = [...row.matchAll(/<td[^>]*data-label[^>]*>(\d+)</g)].map(([, figure]) =>
        Number(figure),
      );
      const at = (pattern: RegExp) => Number(pattern.exec(row)![1]);
      expect(Math.abs(at(/<svg x="([\d.]+)%"[^>]*><path class="own"/) - own!)).toBeLessThanOrEqual(0.51);
      expect(Math.abs(at(/<svg x="([\d.]+)%"[^>]*><circle class="network"/) - network!)).toBeLessThanOrEqual(
        0.51,
      );
    }
  });

  test('it holds no score of another partner', () => {
    const html = render(answerWeert(), 'voedselbank');
    expect(html).not.toContain('Punt Welzijn');
    expect(readWords(html)).toContain('Van andere partners staat er niets in.');
  });
});

describe('divided within the partner', () => {
  const network = answerAlike(names, () => 4, [tie(1, 2)]);
  const colleague = (person: number, score: number): Response => ({
    respondent: `P1-${person}`,
    partner: 'P1',
    answers: { ...network.responses[0]!.answers, 'trust-1': score, 'trust-2': score },
  });

  test('three people who lie far apart on a part are told so', () => {
    const answered = { ...network, responses: [...network.responses, colleague(2, 1), colleague(3, 1)] };
    expect(readWords(render(answered, 'P1'))).toContain(
      'Uw invullers denken hier heel verschillend over: vertrouwen en respect.',
    );
  });

  test('two people are too few to say', () => {
    const answered = { ...network, responses: [...network.responses, colleague(2, 1)] };
    expect(readWords(render(answered, 'P1'))).toContain('zien wij pas vanaf drie invullers');
  });
});

describe('since the previous round', () => {
  /** Everybody then answers 2 or 3, a half of each; now the first partner answers this, and the rest the same. */
  const renderChange = (
    now: number,
    then: (i: number) => number | undefined = (i) => 2 + (i % 2),
    personNow = 'the same',
  ) => {
    const by = (person: string, answered: Answered) =>
      answered.responses.map((response) => ({ ...response, person }));
    const network = answerAlike(names, (i) => (i === 0 ? now : 2 + (i % 2)), [tie(1, 2)]);
    const responses = by(personNow, network);
    const previous = { instrument: latestInstrument, responses: by('the same', answerAlike(names, then)) };
    return readWords(render({ ...network, responses, previous }, 'P1'));
  };

  test('each theme says what became of it, and how sure that is', () => {
    const words = readWords(render(answerWeertAgain(), 'voedselbank'));
    expect(words).toContain('Wij vergelijken met de meting ‘2025’, afgesloten op 1 oktober 2025.');
    expect(words).toContain('Delen geen aantoonbare verandering, +9 punten');
    expect(words).toContain('Beter of slechter staat er alleen als het verschil groter is dan toeval.');
  });

  test('one that is more than chance is better or worse', () => {
    expect(renderChange(4)).toContain('▲ Delen beter, +50 punten');
    expect(renderChange(1)).toContain('▼ Delen slechter, −25 punten');
    expect(renderChange(2)).toContain('= Delen geen aantoonbare verandering, 0 punten');
    expect(renderChange(4)).not.toContain('Vorige keer vulden andere mensen in dan nu.');
  });

  test('other people than last time show no change, and it says that they did', () => {
    const words = renderChange(4, undefined, 'somebody else');
    expect(words).toContain('= Delen geen aantoonbare verandering, +50 punten');
    expect(words).toContain('Vorige keer vulden andere mensen in dan nu.');
  });

  test('without a round to compare with it says so', () => {
    expect(readWords(render(answerWeert(), 'voedselbank'))).toContain('Er is geen eerdere meting');
    expect(renderChange(4, (i) => (i === 0 ? undefined : 3))).toContain('U deed niet beide keren mee.');
  });
});

describe('what it could do', () => {
  test('is an idea for each part on which it is lowest beside the network, the lowest first', () => {
    const html = renderMirror(
      asFirstRules(makeInput(answerWeert(), {}, { kind: 'partner', partner: 'voedselbank' })),
      'voedselbank',
    );
    const todo = html.slice(html.indexOf('<section class="todo">'));
    const abouts = [...todo.matchAll(/<p class="about">(.*?)<\/p>/g)].map(([, about]) => about);
    expect(abouts).toEqual(['Elkaar echt nodig hebben', 'Gezamenlijke planning']);
    expect(todo.match(/Eerste stap:/g)).toHaveLength(2);
    expect(todo.match(/Bron: /g)).toHaveLength(2);
    expect(readWords(todo)).toContain('u 13, het netwerk 56');
  });

  test('is what fits: an idea of the network itself, or that of the library when it is too long', () => {
    const local = (text: string) => [
      { facetId: 'dependence', action: 'Eigen idee', text, who: 'Wij', firstStep: 'Begin.' },
    ];
    const words = (text: string) =>
      readWords(render(answerWeert(), 'voedselbank', { localRecommendations: local(text) }));
    expect(words('Kort.')).toContain('Eigen idee Kort. Eerste stap: Begin.');
    expect(words('Lang. '.repeat(90))).not.toContain('Eigen idee');
  });

  test('a partner that is nowhere lower gets its lowest scores, and one that is positive a word of praise', () => {
    const alike = (score: number) =>
      readWords(
        render(
          answerAlike(names, () => score, [tie(1, 2)]),
          'P1',
        ),
      );
    expect(alike(3)).toContain('Nergens zit u duidelijk lager dan het netwerk. Dit zijn uw laagste scores');
    expect(alike(5)).toContain('U bent over elk onderdeel positief.');
  });
});

describe('too few answers', () => {
  test('without answers of its own a partner reads why, and what to do', () => {
    const html = render(answerWeert(), 'supermarkt');
    expect(readWords(html)).toContain('Wij kunnen geen scores van deze partner tonen.');
    expect(readWords(html)).toContain('kies aan het eind ‘versturen’');
    expect(html).not.toMatch(/<table/);
  });

  test('a partner without answers and one without consent look the same', () => {
    const answered = answerWeert();
    const input = makeInput(answered, {}, { kind: 'coordinator' });
    const named = (id: string, name: string) => renderMirror(input, id).replaceAll(name, 'NAAM');
    expect(named('voedselbank', 'Voedselbank De Mand')).toBe(named('supermarkt', 'Supermarkt Van den Akker'));
  });

  test('when the network is withheld, a partner still sees its own scores', () => {
    const four = answerAlike(names, (i) => (i < 4 ? 4 : undefined));
    const words = readWords(render(four, 'P1', { partnerName: 'Gemeente' }));
    expect(words).toContain('Uw scores komen van 1 invuller.');
    expect(words).toContain('Uw eigen scores staan hieronder. Die van het netwerk kunnen wij niet tonen.');
    expect(words).toContain('Delen 75 Taken en verantwoordelijkheden 75');
    expect(words).not.toContain('ongeveer gelijk');
    expect(words).not.toContain('Wat dat zegt');
  });
});

test('made-up data are called made up, on the page and at the foot', () => {
  const html = render(answerWeert(), 'voedselbank');
  expect(readWords(html)).toContain('Voorbeeld: alle antwoorden in deze factsheet zijn verzonnen.');
  expect(html).toContain('data-foot="Voorbeeld: verzonnen antwoorden · Voedselbank De Mand · ');
});

test.each(hostileNames.map((name, i) => [`P${i + 1}`, name]))(
  'whatever %s is called stays a name: %s',
  (id) => {
    const network = answerAlike(hostileNames, () => 4, [tie(1, 2)]);
    const html = render(network, id);
    expect(html.match(/<script/gi)).toHaveLength(1);
    expect(html).not.toMatch(/<img/i);
  },
);

test('in English it says the same', () => {
  const words = readWords(render(answerWeert(), 'voedselbank', { language: 'en' }));
  expect(words).toContain('On every theme your score is about the same as the network’s.');
  expect(words).toContain('Ask a colleague to answer as well next time: then we can be surer.');
});
