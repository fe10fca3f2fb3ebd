/**
 * The network as a drawing: signs, lines, names where they fit, and the list of partners by kind. A kind has a shape
 * of its own and is dark or light, so that the map reads without colour. Every sign has a number, in the list too.
 */
import type { NetworkMap, Partner } from '../../scoring/scores.ts';
import type { Language } from '../../survey/texts.ts';
import { shortenName } from '../shorten-name.ts';
import { findKindName, kindCodes, reportTexts } from '../texts.ts';
import { countContacts } from './count-contacts.ts';
import { describeMap } from './describe-map.ts';
import { layoutMap, mapSize, type Place } from './layout-map.ts';
import { type Label, labelFont, placeLabels } from './place-labels.ts';

export interface MapView {
  width: number;
  height: number;
  alternative: string;
  lines: { x1: string; y1: string; x2: string; y2: string }[];
  signs: { path: string; x: string; y: string; number: number; look: string; fontSize: string }[];
  labels: {
    x: string;
    y: string;
    width: string;
    height: string;
    lines: { x: string; y: string; text: string }[];
  }[];
  sentences: string[];
  notes: string[];
  /** Do the names need wide columns? */
  isLong: boolean;
  kinds: {
    name: string;
    path: string;
    look: string;
    partners: { number: number; name: string; contacts: number }[];
  }[];
}

/** Corners and the turn of the first one; 0 corners is a circle. */
const shapes = [
  { corners: 0, turn: 0 },
  { corners: 4, turn: 45 },
  { corners: 6, turn: 0 },
  { corners: 4, turn: 0 },
  { corners: 5, turn: 0 },
  { corners: 3, turn: 0 },
];
const tones = ['first', 'second', 'third'];

interface Kind {
  name: string;
  shape: (typeof shapes)[number];
  look: string;
}

export function drawMap(map: NetworkMap, language: Language): MapView {
  const t = reportTexts(language);
  const contacts = countContacts(map);
  const kinds = listKinds(map.nodes, language);
  const kindOf = new Map(kinds.flatMap(({ kind, ids }) => ids.map((id) => [id, kind] as const)));
  // Numbers run on through the list, kind by kind.
  const numbers = new Map(kinds.flatMap(({ ids }) => ids).map((id, i) => [id, i + 1]));
  const places = layoutMap(
    map,
    map.nodes.map((node) => findReach(kindOf.get(node.id)!.shape)),
  );
  const placeOf = new Map(map.nodes.map((node, i) => [node.id, places[i]!]));
  const names = new Map(map.nodes.map((node) => [node.id, shortenName(node.name)]));
  const labels = placeLabels(
    map.nodes.map((node) => names.get(node.id)!),
    places,
  );
  return {
    ...mapSize,
    alternative: t('map.alternative', { nodes: map.nodes.length, edges: map.edges.length }),
    lines: map.edges.map(({ from, to }) => drawLine(placeOf.get(from)!, placeOf.get(to)!)),
    signs: map.nodes.map((node) =>
      drawSign(placeOf.get(node.id)!, kindOf.get(node.id)!, numbers.get(node.id)!),
    ),
    labels: labels.flatMap((label) => (label ? [drawLabel(label)] : [])),
    sentences: describeMap(map, language),
    notes: [t('map.read'), t(`map.${describeSizes(map.nodes)}`), t('map.limits')],
    isLong: map.nodes.some((node) => node.name.length > 45),
    kinds: kinds.map(({ kind, ids }) => ({
      name: kind.name,
      path: drawShape(kind.shape, 6),
      look: kind.look,
      partners: ids.map((id) => ({
        number: numbers.get(id)!,
        name: names.get(id)!,
        contacts: contacts.get(id)!,
      })),
    })),
  };
}

/** Kinds in their fixed order, so that a kind looks the same every year; within a kind, partners by name. */
function listKinds(nodes: readonly Partner[], language: Language): { kind: Kind; ids: string[] }[] {
  const groups = Map.groupBy(nodes, (node) => node.kind ?? '');
  return [...groups.entries()]
    .map(([code, members]) => {
      const place = kindCodes.indexOf(code);
      return {
        place: place === -1 ? kindCodes.length : place,
        name: code === '' ? reportTexts(language)('map.otherKind') : findKindName(language, code),
        ids: members.sort((a, b) => a.name.localeCompare(b.name, language)).map((node) => node.id),
      };
    })
    .sort((a, b) => a.place - b.place || a.name.localeCompare(b.name, language))
    .map(({ place, name, ids }) => ({ kind: { name, ...findLook(place) }, ids }));
}

/** Six shapes, dark for the first six kinds and light for the next; a kind that is not known looks like the last. */
function findLook(place: number): Omit<Kind, 'name'> {
  const i = Math.min(place, 2 * shapes.length - 1);
  const tone = tones[i % tones.length]!;
  return { shape: shapes[i % shapes.length]!, look: `${i < shapes.length ? 'dark' : 'light'} ${tone}` };
}

function describeSizes(nodes: readonly Partner[]): 'sizes' | 'someSizes' | 'noSizes' {
  if (nodes.every((node) => node.size === null)) return 'noSizes';
  return nodes.some((node) => node.size === null) ? 'someSizes' : 'sizes';
}

function drawLine(from: Place, to: Place): MapView['lines'][number] {
  return { x1: round(from.x), y1: round(from.y), x2: round(to.x), y2: round(to.y) };
}

function drawSign({ x, y, radius }: Place, { shape, look }: Kind, number: number): MapView['signs'][number] {
  const fontSize = round(Math.min(12, radius * (number > 99 ? 0.8 : 1)));
  return { path: drawShape(shape, radius), x: round(x), y: round(y), number, look, fontSize };
}

function drawLabel({ lines, x, y, width, height }: Label): MapView['labels'][number] {
  return {
    x: round(x),
    y: round(y),
    width: round(width),
    height: round(height),
    lines: lines.map((text, i) => ({
      x: round(x + labelFont.padding),
      y: round(y + labelFont.lineHeight * (i + 0.85)),
      text,
    })),
  };
}

/** How far the corners of a shape lie from its middle, when its area is that of a circle with radius 1. */
function findReach({ corners }: Kind['shape']): number {
  return corners === 0 ? 1 : Math.sqrt((2 * Math.PI) / (corners * Math.sin((2 * Math.PI) / corners)));
}

/** The outline of a shape around 0,0 with the area of a circle of this radius. */
function drawShape(shape: Kind['shape'], radius: number): string {
  const r = round(radius);
  if (shape.corners === 0) return `M${r} 0A${r} ${r} 0 1 1 -${r} 0A${r} ${r} 0 1 1 ${r} 0Z`;
  const reach = radius * findReach(shape);
  const points = Array.from({ length: shape.corners }, (_none, i) => {
    const angle = ((i * 360) / shape.corners + shape.turn - 90) * (Math.PI / 180);
    return `${round(reach * Math.cos(angle))} ${round(reach * Math.sin(angle))}`;
  });
  return `M${points.join('L')}Z`;
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}
