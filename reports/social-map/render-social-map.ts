/**
 * The social map of a network: what each partner stands for, who does what and for whom, and where to find them. One
 * document, both the web page and the PDF. It holds what partners wrote about themselves, and nothing from the answers.
 */

import type { Language } from '../../survey/texts.ts';
import { renderDocument } from '../document/render-document.ts';
import { describeMissing } from '../map/describe-map.ts';
import { formatsOf } from '../words/format-figures.ts';
import { shortenName } from '../words/shorten-name.ts';
import { describeProfile } from './describe-profile.ts';
import { describeFindings, describeMatrix, listRows, type Topic } from './describe-who-does-what.ts';
import { isWritten, listMapped, type Mapped } from './list-mapped.ts';
import { searchSocialMap } from './search-social-map.ts';
import type { SocialMapInput } from './social-map-input.ts';
import type { FoundView, WholeMap } from './social-map-page.ts';
import { socialMapTexts } from './texts.ts';

/** Characters of names that fit beside their number; longer ones go below it. */
const maxBeside = 300;
/** Characters of names in a row that is kept on one page; a longer row may break. */
const maxUnbroken = 1200;

const nothing: WholeMap = {
  steps: [],
  kinds: '',
  findings: [],
  matrix: undefined,
  topics: [],
  entries: [],
  rest: [],
};

/** A self-contained HTML document. Without `links` it is for paper, and has no form, link or search. */
export function renderSocialMap(input: SocialMapInput): string {
  const { language, network, municipality, links, printedOn } = input;
  const t = socialMapTexts(language);
  const { date } = formatsOf(language);
  const mapped = listMapped(input);
  const name = shortenName(network.name);
  const madeUp = network.madeUp ? t('socialMap.madeUp') : '';
  const changedOn = mapped.flatMap(({ profile }) => profile?.updatedOn ?? []).sort();
  // With nothing to search there is no form.
  const canSearch = links !== undefined && changedOn.length > 0;
  const search = canSearch ? shortenName(input.search, 100) : '';
  return renderDocument('social-map', {
    language,
    title: t('socialMap.title', { network: name }),
    foot: [
      ...(network.madeUp ? [t('socialMap.madeUpShort')] : []),
      shortenName(network.name, 40),
      shortenName(municipality.name, 40),
      t('socialMap.kind'),
    ].join(' · '),
    looks: input.looks,
    links: links && { back: links.back, pdf: links.pdf },
    head: {
      municipality: shortenName(municipality.name),
      name,
      isLong: name.length > 60,
      logo: input.looks?.logo,
      madeUp,
      printedOn: date(printedOn),
      changed: changedOn.length === 0 ? '' : t('socialMap.changed', { date: date(changedOn.at(-1)!) }),
    },
    reply: describeReply(mapped, input),
    missing: countMissing(mapped, input),
    form: canSearch ? { search, page: links.page } : undefined,
    ...(canSearch && search !== ''
      ? { ...nothing, found: describeFound(mapped, search, links.page, language) }
      : { ...describeAll(mapped, input), found: undefined }),
  });
}

function describeReply(mapped: readonly Mapped[], { language }: SocialMapInput): string {
  const count = mapped.filter(isWritten).length;
  const key = count === 0 ? 'none' : count === mapped.length ? 'all' : 'some';
  return socialMapTexts(language)(`socialMap.reply.${key}`, { count, partners: mapped.length });
}

/** How many wrote nothing: what looks like a gap may not be one. On an empty map it goes without saying. */
function countMissing(mapped: readonly Mapped[], { language }: SocialMapInput): string {
  const count = mapped.filter((partner) => !isWritten(partner)).length;
  if (count === 0 || count === mapped.length) return '';
  return socialMapTexts(language)('socialMap.missing', { count });
}

/** The whole map. Where nobody wrote anything: what to do, and who the partners are. */
function describeAll(mapped: readonly Mapped[], { language, links }: SocialMapInput): WholeMap {
  const t = socialMapTexts(language);
  const written = mapped.filter(isWritten);
  const rest = mapped.filter((partner) => !isWritten(partner));
  const describe = (partner: Mapped) => describeProfile(partner, language, links !== undefined);
  const steps = (['partner', 'coordinator', 'then'] as const).map((key) => t(`socialMap.empty.${key}`));
  return {
    ...nothing,
    rest: rest.map(describe),
    kinds: mapped.length === 0 ? '' : describeMissing({ nodes: mapped }, language),
    ...(written.length === 0
      ? { steps: mapped.length === 0 ? [t('socialMap.empty.noPartners')] : steps }
      : {
          findings: describeFindings(mapped, language),
          matrix: describeMatrix(mapped, language),
          topics: (['contributions', 'targetGroups'] satisfies Topic[]).map((topic) => {
            const rows = listRows(topic, mapped, language);
            return {
              isFirst: topic === 'contributions',
              title: t(`socialMap.${topic}.title`),
              caption: t(`socialMap.${topic}.caption`),
              column: t(`socialMap.${topic}.column`),
              partners: t(`socialMap.${topic}.partners`),
              note: t(`socialMap.${topic}.note`),
              isStacked: rows.some(({ letters }) => letters > maxBeside),
              rows: rows.map((row) => ({ ...row, isLong: row.letters > maxUnbroken })),
            };
          }),
          entries: written.map(describe),
        }),
  };
}

/** Only what was found: a table of some of the partners would show gaps that are not there. */
function describeFound(
  mapped: readonly Mapped[],
  search: string,
  all: string,
  language: Language,
): FoundView {
  const entries = searchSocialMap(mapped, search, language);
  return {
    title: socialMapTexts(language)('socialMap.search.found', { count: entries.length, search }),
    isNone: entries.length === 0,
    entries: entries.map((partner) => describeProfile(partner, language, true)),
    all,
  };
}
