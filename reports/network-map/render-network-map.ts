/**
 * The map of a network on a screen: the same drawing as on the factsheet, and a list in which each partner opens to its
 * contacts and what it wrote about itself. Without a script the list does all that; with one, the drawing does it too.
 */
import { isWithheld } from '../../scoring/figure.ts';
import type { NetworkMap } from '../../scoring/scores.ts';
import type { Language } from '../../survey/texts.ts';
import { renderDocument } from '../document/render-document.ts';
import { describeCoverage } from '../figures/describe-conclusion.ts';
import { describeFoot, describeHead } from '../figures/describe-round.ts';
import { drawMap, type MapView } from '../map/draw-map.ts';
import { listKinds } from '../map/list-kinds.ts';
import { drawMapPicture } from '../pictures/draw-map-picture.ts';
import { nameMapPicture } from '../pictures/render-picture.ts';
import { describeProfile } from '../social-map/describe-profile.ts';
import { listMapped } from '../social-map/list-mapped.ts';
import { shortenName } from '../words/shorten-name.ts';
import type { NetworkMapInput, NetworkMapView, PartnerView } from './network-map-page.ts';
import { networkMapTexts } from './texts.ts';

/** A self-contained HTML document; also when too few took part to show a map. */
export function renderNetworkMap(input: NetworkMapInput): string {
  const { factsheet, back, rounds } = input;
  const { language, network } = factsheet;
  const t = networkMapTexts(language);
  const head = describeHead(factsheet, t('networkMap.kind'), shortenName(network.name));
  return renderDocument('network-map', {
    language,
    title: t('networkMap.title', { network: head.network, round: head.round }),
    foot: describeFoot([head.network, head.municipality, head.round], factsheet),
    back,
    head,
    rounds:
      rounds.length > 1
        ? rounds.map(({ name, href }) => ({
            name: shortenName(name, 60),
            href: href ?? '',
            isThis: href === undefined,
          }))
        : [],
    map: describeMap(input),
  });
}

function describeMap({ factsheet, profiles }: NetworkMapInput): NetworkMapView | undefined {
  const { scores, instrument, language } = factsheet;
  const { map, ties, coverage } = scores;
  if (isWithheld(map) || isWithheld(coverage)) return undefined;
  const t = networkMapTexts(language);
  const options = instrument.contacts?.frequency.options.map((option) => option[language]) ?? [];
  const view = drawMap({ map, ties, instrument, language, isWhole: true });
  const partners = describePartners({ map, view, options }, { language, profiles });
  const known = [...new Set(map.edges.map(({ frequency }) => frequency))].sort((a, b) => a! - b!);
  const isKnown = known.every((frequency) => frequency !== undefined && options[frequency]);
  return {
    ...view,
    coverage: describeCoverage(coverage, language),
    kinds: view.kinds.map(({ name, path, look, partners: members }, i) => ({
      number: i + 1,
      name,
      path,
      look,
      partners: members.map(({ number }) => ({ ...partners[number - 1]!, kind: i + 1 })),
    })),
    // With the lowest one chosen, all contacts are.
    often: isKnown
      ? known.slice(1).map((frequency) => ({
          value: frequency!,
          text: t(frequency! >= options.length - 1 ? 'networkMap.often.most' : 'networkMap.often.from', {
            option: shortenName(options[frequency!]!, 60),
          }),
        }))
      : [],
    picture: drawMapPicture(view, nameMapPicture(factsheet, view), factsheet.looks),
  };
}

/** Each partner with its contacts, the most frequent first. */
function describePartners(
  { map, view, options }: { map: NetworkMap; view: MapView; options: readonly string[] },
  { language, profiles }: { language: Language; profiles: NetworkMapInput['profiles'] },
): Omit<PartnerView, 'kind'>[] {
  const t = networkMapTexts(language);
  const listed = view.kinds.flatMap(({ partners }) => partners);
  const ids = listKinds(map.nodes, language).flatMap((kind) => kind.ids);
  const numberOf = new Map(ids.map((id, i) => [id, i + 1]));
  const mapped = new Map(listMapped({ partners: profiles, language }).map((one) => [one.id, one]));
  const nameOf = (number: number) => listed[number - 1]!.name[0]!.text;
  return listed.map(({ number, contacts }) => {
    const id = ids[number - 1]!;
    const written = mapped.get(id);
    const profile = written && describeProfile(written, language, true);
    return {
      number,
      name: nameOf(number),
      counted: t('networkMap.counted', { count: contacts }),
      contacts: map.edges
        .filter(({ from, to }) => from === id || to === id)
        .map(({ from, to, frequency }) => {
          const other = numberOf.get(from === id ? to : from)!;
          const often = frequency === undefined ? '' : shortenName(options[frequency] ?? '', 60);
          return { number: other, name: nameOf(other), frequency: frequency ?? 0, often };
        })
        .sort((a, b) => b.frequency - a.frequency || a.name.localeCompare(b.name, language)),
      profile: profile?.isWritten ? profile : undefined,
    };
  });
}
