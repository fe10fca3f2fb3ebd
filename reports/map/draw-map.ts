/**
 * The network as a drawing: signs, lines, names where they fit, and the list of partners by kind. Every sign has a
 * number, which the list repeats.
 */

import type { Partner } from '../../scoring/answers.ts';
import type { Withheld } from '../../scoring/figure.ts';
import type { Contacts, NetworkMap } from '../../scoring/scores.ts';
import type { Language } from '../../survey/texts.ts';
import type { Variant } from '../document/document-parts.ts';
import { shortenName } from '../words/shorten-name.ts';
import { countContacts } from './count-contacts.ts';
import { describeAlone, describeContacts, describeMissing } from './describe-map.ts';
import { describeShape } from './describe-shape.ts';
import { fitNames } from './fit-names.ts';
import { layoutMap, mapSize, type Place, writeLength } from './layout-map.ts';
import { drawShape, findReach, type Kind, listKinds } from './list-kinds.ts';
import { type Label, labelFont, placeLabels } from './place-labels.ts';
import { mapTexts } from './texts.ts';

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
  /** What the map shows, under a heading each: star or web, who is alone, which kinds are missing. */
  findings: { title: string; text: string }[];
  notes: string[];
  /** The forms on paper that cut a name; '' is none. */
  cut: string;
  /** Its forms on paper, from generous to compact. */
  forms: string[];
  kinds: {
    name: string;
    path: string;
    look: string;
    /** The name is cut in the forms on paper that have no room for all of it. */
    partners: { number: number; name: Variant[]; contacts: number }[];
  }[];
}

declare module '../document/views.ts' {
  interface Parts {
    map: MapView;
  }
}

export function drawMap(map: NetworkMap, ties: Contacts | Withheld, language: Language): MapView {
  const t = mapTexts(language);
  const contacts = countContacts(map);
  const kinds = listKinds(map.nodes, language);
  const kindOf = new Map(kinds.flatMap(({ kind, ids }) => ids.map((id) => [id, kind] as const)));
  // Numbers run on through the list, kind by kind.
  const listed = kinds.flatMap(({ ids }) => ids);
  const numbers = new Map(listed.map((id, i) => [id, i + 1]));
  const places = layoutMap(
    map,
    map.nodes.map((node) => findReach(kindOf.get(node.id)!.shape)),
  );
  const placeOf = new Map(map.nodes.map((node, i) => [node.id, places[i]!]));
  const names = new Map(map.nodes.map((node) => [node.id, shortenName(node.name)]));
  const fitted = fitNames(listed.map((id) => names.get(id)!));
  const fittedNames = new Map(listed.map((id, i) => [id, fitted.names[i]!]));
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
    sentences: describeContacts(map, language),
    findings: [
      {
        title: t('map.findings.shape'),
        text: describeShape(ties, map, language) ?? t('map.shape.unknown'),
      },
      { title: t('map.findings.alone'), text: describeAlone(map, language) },
      { title: t('map.findings.missing'), text: describeMissing(map, language) },
    ],
    notes: [t('map.read'), t(`map.${describeSizes(map.nodes)}`), t('map.limits')],
    cut: fitted.cut,
    forms: fitted.forms,
    kinds: kinds.map(({ kind, ids }) => ({
      name: kind.name,
      path: drawShape(kind.shape, 6),
      look: kind.look,
      partners: ids.map((id) => ({
        number: numbers.get(id)!,
        name: fittedNames.get(id)!,
        contacts: contacts.get(id)!,
      })),
    })),
  };
}

function describeSizes(nodes: readonly Partner[]): 'sizes' | 'someSizes' | 'noSizes' {
  if (nodes.every((node) => node.size === null)) return 'noSizes';
  return nodes.some((node) => node.size === null) ? 'someSizes' : 'sizes';
}

function drawLine(from: Place, to: Place): MapView['lines'][number] {
  return { x1: writeLength(from.x), y1: writeLength(from.y), x2: writeLength(to.x), y2: writeLength(to.y) };
}

function drawSign({ x, y, radius }: Place, { shape, look }: Kind, number: number): MapView['signs'][number] {
  // Large enough to be read on paper, where the sign has room for it.
  const fontSize = writeLength(Math.min(12, radius * (number > 99 ? 0.8 : 1.35)));
  return { path: drawShape(shape, radius), x: writeLength(x), y: writeLength(y), number, look, fontSize };
}

function drawLabel({ lines, x, y, width, height }: Label): MapView['labels'][number] {
  return {
    x: writeLength(x),
    y: writeLength(y),
    width: writeLength(width),
    height: writeLength(height),
    lines: lines.map((text, i) => ({
      x: writeLength(x + labelFont.padding),
      y: writeLength(y + labelFont.lineHeight * (i + 0.85)),
      text,
    })),
  };
}
