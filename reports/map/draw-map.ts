/**
 * The network as a drawing: signs with their names, lines, and the list of partners by kind. Where there is no room for
 * names, each sign has a number, which the list repeats; on a phone always.
 */

import type { Withheld } from '../../scoring/figure.ts';
import type { Contacts, NetworkMap } from '../../scoring/scores.ts';
import type { Instrument } from '../../survey/instrument.ts';
import type { Language } from '../../survey/texts.ts';
import type { Variant } from '../document/document-parts.ts';
import { shortenName } from '../words/shorten-name.ts';
import { chooseLines } from './choose-lines.ts';
import { countContacts } from './count-contacts.ts';
import { describeLines, describeReading, drawLegend, type LegendView } from './describe-lines.ts';
import { describeAlone, describeContacts, describeMissing } from './describe-map.ts';
import { describeShape } from './describe-shape.ts';
import { type DrawingView, type DrawnLink, drawPlaced, findWeight } from './draw-placed.ts';
import { fitNames } from './fit-names.ts';
import { drawShape, findReach, listKinds } from './list-kinds.ts';
import { mapShapes, placePartners } from './place-partners.ts';
import { mapTexts } from './texts.ts';

export interface MapView {
  alternative: string;
  /** The one for paper and wide screens, and the one for a phone. */
  drawings: [wide: DrawingView, narrow: DrawingView];
  /** Are the names in the drawing? If not, each sign has its number. */
  isNamed: boolean;
  sentences: string[];
  /** Which contacts are drawn, when not all are. */
  chosen: string | undefined;
  /** What the map shows, under a heading each: star or web, who is alone, which kinds are missing. */
  findings: { title: string; text: string }[];
  notes: string[];
  legend: LegendView;
  hasKeys: boolean;
  /** The forms on paper that cut a name; '' is none. */
  cut: string;
  /** Its forms on paper, from generous to compact. */
  forms: string[];
  kinds: KindView[];
}

interface KindView {
  name: string;
  path: string;
  look: string;
  /** So many that they take columns of their own. */
  isLarge: boolean;
  /** The name is cut in the forms on paper that have no room for all of it. */
  partners: { number: number; name: Variant[]; contacts: number }[];
}

declare module '../document/views.ts' {
  interface Parts {
    /** `page`: the address of the map on a page of its own; `picture`: of one to save. */
    map: MapView & { page: string | undefined; picture: string | undefined };
    'map-drawing': Pick<MapView, 'drawings' | 'alternative' | 'legend' | 'hasKeys'>;
  }
}

/** What is drawn, and from which questionnaire: it names how often there can be contact. */
export interface MapInput {
  map: NetworkMap;
  ties: Contacts | Withheld;
  instrument: Pick<Instrument, 'contacts'>;
  language: Language;
  /** Is every contact drawn, though those that the rule leaves out are not shown at first? */
  isWhole?: boolean;
}

export function drawMap({ map, ties, instrument, language, isWhole = false }: MapInput): MapView {
  const lines = chooseLines(map);
  const t = mapTexts(language);
  const contacts = countContacts(map);
  const kinds = listKinds(map.nodes, language);
  // Numbers run on through the list, kind by kind.
  const listed = kinds.flatMap(({ kind, ids }) => ids.map((id) => ({ id, kind })));
  const numbers = new Map(listed.map(({ id }, i) => [id, i + 1]));
  const nameOf = new Map(map.nodes.map(({ id, name }) => [id, shortenName(name)]));
  const fitted = fitNames(listed.map(({ id }) => nameOf.get(id)!));
  const options = instrument.contacts?.frequency.options.map((option) => option[language]) ?? [];
  const link = linkNumbers(numbers, options.length);
  const drawn = lines.edges.map((edge) => link(edge, false));
  const chosen = new Set(lines.edges);
  const rest = isWhole ? map.edges.filter((edge) => !chosen.has(edge)).map((edge) => link(edge, true)) : [];
  // The most frequent last, so that they lie on top.
  const links = [...rest, ...drawn].sort(
    (a, b) => (a.weight ?? 0) - (b.weight ?? 0) || a.source - b.source || a.target - b.target,
  );
  const signs = listed.map(({ id, kind }) => ({
    name: nameOf.get(id)!,
    contacts: contacts.get(id)!,
    reach: findReach(kind.shape),
  }));
  const looks = listed.map(({ kind }) => kind);
  const [wide, narrow] = [mapShapes.wide, mapShapes.narrow].map((shape) =>
    placePartners(signs, drawn, shape),
  ) as [ReturnType<typeof placePartners>, ReturnType<typeof placePartners>];
  const legend = drawLegend(lines, wide, { options, contacts: signs.map((sign) => sign.contacts) }, language);
  return {
    alternative: t('map.alternative', { nodes: map.nodes.length, edges: map.edges.length }),
    drawings: [drawPlaced('wide', wide, looks, links), drawPlaced('narrow', narrow, looks, links)],
    isNamed: wide.labels !== undefined,
    sentences: describeContacts(map, language),
    chosen: describeLines(map, lines, options, language),
    findings: [
      {
        title: t('map.findings.shape'),
        text: describeShape(ties, map, language) ?? t('map.shape.unknown'),
      },
      { title: t('map.findings.alone'), text: describeAlone(map, language) },
      { title: t('map.findings.missing'), text: describeMissing(map, language) },
    ],
    notes: describeReading(legend, language),
    legend,
    hasKeys: legend.sizes !== undefined || legend.lines.length > 0,
    cut: fitted.cut,
    forms: fitted.forms,
    kinds: kinds.map(({ kind, ids }) => ({
      name: kind.name,
      path: drawShape(kind.shape, 6),
      look: kind.look,
      isLarge: ids.length > Math.max(8, listed.length / 3),
      partners: ids.map((id) => ({
        number: numbers.get(id)!,
        name: fitted.names[numbers.get(id)! - 1]!,
        contacts: contacts.get(id)!,
      })),
    })),
  };
}

/** Makes a line of an edge, by the places of its ends in the list. */
function linkNumbers(numbers: ReadonlyMap<string, number>, options: number) {
  return ({ from, to, frequency }: NetworkMap['edges'][number], isRare: boolean): DrawnLink => ({
    source: numbers.get(from)! - 1,
    target: numbers.get(to)! - 1,
    frequency,
    weight: findWeight(frequency, options),
    isRare,
  });
}
