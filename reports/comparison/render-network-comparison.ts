/**
 * The networks of a municipality side by side, with those of others that agreed: one document, both the web page and
 * the PDF.
 */
import { minimum } from '../../scoring/scores.ts';
import { renderDocument } from '../document/render-document.ts';
import { describeRounding } from '../figures/describe-method.ts';
import { formatsOf } from '../words/format-figures.ts';
import { shortenName } from '../words/shorten-name.ts';
import { wordTexts } from '../words/texts.ts';
import type { NetworksInput } from './comparison-input.ts';
import { describeHead, describeZones } from './describe-head.ts';
import { describeNetworks } from './describe-networks.ts';
import { areOfFirstRules, describeAllRules } from './describe-rules.ts';
import { comparisonTexts } from './texts.ts';

/** A self-contained HTML document. Without a network to show, it says what will come. */
export function renderNetworkComparison(input: NetworksInput): string {
  const { language, networks, municipality, isShared } = input;
  const t = comparisonTexts(language);
  const { titles } = formatsOf(language);
  const name = t('comparison.networks.name');
  const view = networks.length > 0 ? describeNetworks(input) : undefined;
  const madeUp = networks.length > 0 && networks.every(({ result }) => result.network.madeUp);
  const others = networks.filter(({ isOther }) => isOther).length;
  const count = networks.length;
  const looks = networks.find(({ isOther }) => !isOther)?.result.looks;
  const listed = (names: readonly string[]) => ({
    list: titles(names.map((one) => shortenName(one, 100))),
    count: names.length,
  });
  const isFirst = areOfFirstRules(networks.map(({ result }) => result));
  return renderDocument('compared-networks', {
    language,
    links: input.links,
    title: t('comparison.networks.title', { municipality: shortenName(municipality.name) }),
    foot: [
      ...(madeUp ? [wordTexts(language)('words.madeUpShort')] : []),
      shortenName(municipality.name, 60),
      name,
    ].join(' · '),
    looks,
    head: describeHead(
      { ...input, network: { madeUp } },
      { name, within: t('comparison.networks.span'), looks },
    ),
    question: t('comparison.networks.question'),
    answer: t(`comparison.networks.answer.${count === 0 ? 'none' : count === 1 ? 'one' : 'more'}`, { count }),
    later: view ? [] : [t('comparison.networks.laterNone')],
    notes: [
      ...(input.otherVersion.length > 0
        ? [t('comparison.networks.otherVersion', listed(input.otherVersion))]
        : []),
      ...(input.withoutRound.length > 0
        ? [t('comparison.networks.withoutRound', listed(input.withoutRound))]
        : []),
      t(`comparison.networks.${isShared ? (others > 0 ? 'shared' : 'sharedNobody') : 'notShared'}`),
    ],
    view,
    hasOthers: others > 0,
    reading: view
      ? [
          t('comparison.networks.read'),
          describeZones(networks[0]!.result, 'networks'),
          t('comparison.networks.caution'),
        ]
      : [],
    small: {
      method: [
        t('comparison.method.index'),
        t(isFirst ? 'comparison.method.firstRules.interval' : 'comparison.method.interval'),
        t('comparison.method.version'),
        t('comparison.method.stored'),
        ...describeAllRules(
          networks.map(({ result }) => result),
          language,
          ({ network }) => shortenName(network.name, 40),
        ),
      ],
      privacy: [
        t('comparison.privacy.minimum', { minimum }),
        ...describeRounding(networks.map(({ result }) => result)),
      ],
      printedOn: formatsOf(language).date(input.printedOn),
      madeUp: madeUp ? t('comparison.madeUp') : '',
    },
  });
}
