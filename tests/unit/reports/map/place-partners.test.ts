import { expect, test } from 'vitest';
import { chooseLines } from '../../../../reports/map/choose-lines.ts';
import { drawMap, type MapView } from '../../../../reports/map/draw-map.ts';
import { kindCodes } from '../../../../reports/words/texts.ts';
import type { NetworkMap } from '../../../../scoring/scores.ts';
import { latestInstrument } from '../../../../survey/versions.ts';
import { seedRandom } from '../../../support/seed-random.ts';

/** Names as partners have them, short and long. */
const words = [
  'Stichting',
  'Welzijn',
  'GGD',
  'Jeugdgezondheidszorg',
  'De Schakel',
  'Wijk',
  'Zorg Midden-Limburg',
];

function makeMap(partners: number, density: number, seed = 1): NetworkMap {
  const random = seedRandom(1000 * partners + 100 * density + seed);
  const nodes = Array.from({ length: partners }, (_none, i) => ({
    id: `P${String(i).padStart(3, '0')}`,
    name: `${words.filter(() => random() < 0.35).join(' ')} ${i + 1}`.trim(),
    kind: kindCodes[Math.floor(random() * (kindCodes.length + 2))] ?? null,
    size: null,
  }));
  const edges = nodes.flatMap(({ id: from }, i) =>
    nodes
      .slice(i + 1)
      .filter(() => random() < density)
      .map(({ id: to }) => ({ from, to, frequency: 1 + Math.floor(4 * random()) })),
  );
  return { nodes, edges };
}

function draw(map: NetworkMap): MapView {
  return drawMap({ map, ties: { withheld: 'minimum' }, instrument: latestInstrument, language: 'nl' });
}

interface Rectangle {
  what: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** The sign by the outline that is drawn: its corners, or the sides of its circle. */
function measureSign({ path, x, y, number }: MapView['drawings'][0]['signs'][number]): Rectangle {
  const numbers = path.match(/-?\d+(\.\d+)?/g)!.map(Number);
  const isCircle = path.includes('A');
  const [r] = numbers as [number];
  const xs = isCircle ? [-r, r] : numbers.filter((_value, i) => i % 2 === 0);
  const ys = isCircle ? [-r, r] : numbers.filter((_value, i) => i % 2 === 1);
  const [cx, cy] = [Number(x), Number(y)];
  return {
    what: `sign ${number}`,
    left: cx + Math.min(...xs),
    right: cx + Math.max(...xs),
    top: cy + Math.min(...ys),
    bottom: cy + Math.max(...ys),
  };
}

function expectApart(view: MapView) {
  for (const { width, height, signs, labels } of view.drawings) {
    const boxes = [
      ...signs.map(measureSign),
      ...labels.map((label) => ({
        what: `name ${label.number}`,
        left: Number(label.x),
        right: Number(label.x) + Number(label.width),
        top: Number(label.y),
        bottom: Number(label.y) + Number(label.height),
      })),
    ];
    const stickingOut = boxes.filter(
      ({ left, right, top, bottom }) => !(left >= 0 && right <= width && top >= 0 && bottom <= height),
    );
    expect(stickingOut).toEqual([]);
    const touching = boxes.flatMap((a, i) =>
      boxes
        .slice(i + 1)
        .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
        .map((b) => `${a.what} and ${b.what}`),
    );
    expect(touching).toEqual([]);
  }
}

function expectAllShown({ drawings, kinds }: MapView, partners: number) {
  const numbers = Array.from({ length: partners }, (_none, i) => i + 1);
  expect(kinds.flatMap((kind) => kind.partners.map(({ number }) => number))).toEqual(numbers);
  for (const { signs, labels, isNumbered } of drawings) {
    expect(signs.map(({ number }) => number)).toEqual(numbers);
    if (!isNumbered) expect(labels.map(({ number }) => number)).toEqual(numbers);
  }
}

const densities = [0.02, 0.1, 0.35, 0.9];
const few = [5, 12, 21, 28, 60, 120].flatMap((partners) =>
  densities.map((density): [number, number] => [partners, density]),
);

test.each(few)('of %i partners with density %d no sign or name meets another', (partners, density) => {
  const view = draw(makeMap(partners, density));
  expectAllShown(view, partners);
  expectApart(view);
});

test('the same holds for more networks', { tags: ['long'] }, () => {
  for (let partners = 5; partners <= 120; partners += partners < 40 ? 1 : 8) {
    for (const density of [0.02, 0.06, 0.2, 0.5, 0.9]) {
      for (const seed of [2, 3]) expectApart(draw(makeMap(partners, density, seed)));
    }
  }
});

test.each([0, 1, 2, 3, 342])('%i partners are drawn too', (partners) => {
  const view = draw(makeMap(partners, 0.05));
  expectAllShown(view, partners);
  expectApart(view);
});

test('on paper, 182 mm wide, letters are 8.5 points or more and the drawing fits on a page', () => {
  for (const partners of [5, 21, 60, 120, 200]) {
    const [{ width, height }] = draw(makeMap(partners, 0.1)).drawings;
    const points = (182 / 25.4) * 72;
    expect((11.5 * points) / width).toBeGreaterThanOrEqual(8.5);
    expect(height / width).toBeLessThan(1.3);
  }
});

test('the area of a sign follows the number of contacts', () => {
  const ids = ['hub', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
  const nodes = ids.map((id) => ({ id, name: id, kind: null, size: id === 'a' ? 900 : 1 }));
  const edges = [
    ...ids.slice(1).map((to) => ({ from: 'hub', to })),
    { from: 'a', to: 'b' },
    { from: 'a', to: 'c' },
    { from: 'a', to: 'd' },
  ];
  const { drawings, kinds } = draw({ nodes, edges });
  const { signs } = drawings[0];
  const numberOf = new Map(kinds[0]!.partners.map(({ name, number }) => [name[0]!.text, number]));
  const area = (id: string) => {
    const { left, right, top, bottom } = measureSign(signs[numberOf.get(id)! - 1]!);
    return (right - left) * (bottom - top);
  };
  expect(area('hub') / area('a')).toBeCloseTo(9 / 4, 1);
  expect(area('a')).toBeGreaterThan(area('b'));
  const away = (id: string) => {
    const { x, y } = signs[numberOf.get(id)! - 1]!;
    return Math.hypot(Number(x) - drawings[0].width / 2, Number(y) - drawings[0].height / 2);
  };
  for (const id of ids.slice(1)) expect(away('hub')).toBeLessThan(away(id));
});

test('a line is thicker the more often there is contact, and the legend has each', () => {
  const nodes = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, name: id, kind: null, size: null }));
  const edges = [1, 2, 3, 4].map((frequency) => ({ from: 'a', to: nodes[frequency]!.id, frequency }));
  const view = draw({ nodes, edges });
  const widths = view.drawings[0].lines.map(({ width }) => Number(width));
  for (const [i, width] of widths.entries()) if (i > 0) expect(width).toBeGreaterThan(1.3 * widths[i - 1]!);
  expect(view.legend.lines).toEqual(
    ['Ongeveer elk jaar', 'Ongeveer elke drie maanden', 'Ongeveer elke maand', 'Elke week of vaker'].map(
      (text, i) => ({ thickness: String(widths[i]), text }),
    ),
  );
  expect(view.notes).toContain('Hoe dikker de lijn, hoe vaker er contact is.');
});

test('scores that were stored without how often have lines of one thickness, and say nothing of it', () => {
  const { nodes, edges } = makeMap(12, 0.3);
  const view = draw({ nodes, edges: edges.map(({ from, to }) => ({ from, to })) });
  expect(new Set(view.drawings[0].lines.map(({ width }) => width)).size).toBe(1);
  expect(view.legend.lines).toEqual([]);
  expect(view.notes.join(' ')).not.toContain('dikker');
});

test('a partner with contacts has a line, also when not all are drawn', () => {
  for (const [partners, density] of few) {
    const map = makeMap(partners, density);
    const drawn = new Set(chooseLines(map).edges.flatMap(({ from, to }) => [from, to]));
    for (const { from, to } of map.edges) expect(drawn.has(from) && drawn.has(to)).toBe(true);
  }
});
