/**
 * How a kind of partner looks on the map: a shape of its own, dark or light, so that it can be told without colour. A
 * kind looks the same every year.
 */
import type { Partner } from '../../scoring/answers.ts';
import type { Language } from '../../survey/texts.ts';
import { findKindName, kindCodes } from '../words/texts.ts';

import { mapTexts } from './texts.ts';
import { writeLength } from './write-length.ts';

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

type Shape = (typeof shapes)[number];

export interface Kind {
  name: string;
  shape: Shape;
  /** Its classes in the style sheet. */
  look: string;
}

/** The kinds of these partners in their fixed order, each with the ids of its partners by name. */
export function listKinds(nodes: readonly Partner[], language: Language): { kind: Kind; ids: string[] }[] {
  const groups = Map.groupBy(nodes, (node) => node.kind ?? '');
  return [...groups.entries()]
    .map(([code, members]) => {
      const place = kindCodes.indexOf(code);
      return {
        place: place === -1 ? kindCodes.length : place,
        name: code === '' ? mapTexts(language)('map.otherKind') : findKindName(language, code),
        ids: members.sort((a, b) => a.name.localeCompare(b.name, language)).map((node) => node.id),
      };
    })
    .sort((a, b) => a.place - b.place || a.name.localeCompare(b.name, language))
    .map(({ place, name, ids }) => ({ kind: { name, ...findLook(place) }, ids }));
}

/** Six shapes, dark for the first six kinds and light for the next; an unknown kind looks like the last. */
function findLook(place: number): Omit<Kind, 'name'> {
  const i = Math.min(place, 2 * shapes.length - 1);
  const tone = tones[i % tones.length]!;
  return { shape: shapes[i % shapes.length]!, look: `${i < shapes.length ? 'dark' : 'light'} ${tone}` };
}

/** How far the corners of a shape lie from its centre, when its area is that of a circle with radius 1. */
export function findReach({ corners }: Shape): number {
  return corners === 0 ? 1 : Math.sqrt((2 * Math.PI) / (corners * Math.sin((2 * Math.PI) / corners)));
}

/** The outline of a shape around 0,0 with the area of a circle of this radius. */
export function drawShape(shape: Shape, radius: number): string {
  const r = writeLength(radius);
  if (shape.corners === 0) return `M${r} 0A${r} ${r} 0 1 1 -${r} 0A${r} ${r} 0 1 1 ${r} 0Z`;
  const reach = radius * findReach(shape);
  const points = Array.from({ length: shape.corners }, (_none, i) => {
    const angle = ((i * 360) / shape.corners + shape.turn - 90) * (Math.PI / 180);
    return `${writeLength(reach * Math.cos(angle))} ${writeLength(reach * Math.sin(angle))}`;
  });
  return `M${points.join('L')}Z`;
}
