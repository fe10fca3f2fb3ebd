/**
 * The entry of a partner on a social map: its own words, and where to find it. What people typed is text, never
 * markup; it becomes a link only on the web page, and only when it is a web address, a mail address or a phone number.
 */
import { profileTexts } from '../../survey/profile-texts.ts';
import type { Language } from '../../survey/texts.ts';
import { formatsOf } from '../words/format-figures.ts';
import { shortenName } from '../words/shorten-name.ts';
import { findKindName } from '../words/texts.ts';
import type { Mapped } from './list-mapped.ts';
import { socialMapTexts } from './texts.ts';

/** Longer than any text that a profile may have. */
const whole = 10_000;

interface ProfileHead {
  place: number;
  name: string;
  /** Empty when nobody wrote down what kind of partner it is. */
  kind: string;
  /** Beside the name: its kind, and when the profile was changed. */
  about: string;
}

/** For a partner that wrote nothing, only its name and kind. */
export type ProfileView = ProfileHead & ({ isWritten: false } | WrittenProfile);

interface WrittenProfile {
  isWritten: true;
  standsFor: string[];
  /** Names from our lists, and what it wrote beside them. */
  tags: { label: string; names: string[]; ownLabel: string; own: string[] }[];
  /** Where it is to be found; `link` only where the page may have one. */
  finds: { label: string; lines: string[]; link: string | undefined; isWeb: boolean }[];
}

export function describeProfile(
  { place, name, kind, profile }: Mapped,
  language: Language,
  hasLinks: boolean,
): ProfileView {
  const t = socialMapTexts(language);
  const kindName = kind === null ? '' : shortenName(findKindName(language, kind), 60);
  const head = { place, name: shortenName(name), kind: kindName, about: kindName };
  if (!profile) return { ...head, isWritten: false };
  const { content, updatedOn } = profile;
  const names = profileTexts(language);
  const changed = t('socialMap.profile.changed', { date: formatsOf(language).date(updatedOn) });
  const links = {
    website: toWebLink(content.website),
    phone: toPhoneLink(content.phone),
    email: toMailLink(content.email),
  };
  const finds = (['address', 'openingHours', 'phone', 'email', 'website'] as const).map((key) => ({
    label: t(`socialMap.profile.${key}`),
    lines: toLines(content[key]),
    link: hasLinks && key in links ? links[key as keyof typeof links] : undefined,
    isWeb: key === 'website',
  }));
  const tags = [
    {
      label: t('socialMap.profile.contributions'),
      names: content.contributions.map((id) => names(`contributions.${id}.name`)),
      ownLabel: t('socialMap.profile.otherContributions'),
      own: toLines(content.otherContributions),
    },
    {
      label: t('socialMap.profile.targetGroups'),
      names: content.targetGroups.map((id) => names(`targetGroups.${id}.name`)),
      ownLabel: t('socialMap.profile.otherTargetGroups'),
      own: toLines(content.otherTargetGroups),
    },
  ];
  return {
    ...head,
    isWritten: true,
    about: [...(kindName ? [kindName] : []), changed].join(' · '),
    standsFor: toLines(content.about),
    tags,
    finds: finds.filter(({ lines }) => lines.length > 0),
  };
}

/** Line by line, without characters that would turn the reading direction of the rest of the page. */
function toLines(text: string): string[] {
  return text
    .split(/\r\n|[\r\n\u2028\u2029]/)
    .map((line) => shortenName(line, whole))
    .filter((line) => line !== '');
}

/** The address, if it is http or https. */
export function toWebLink(text: string): string | undefined {
  const url = URL.parse(text.trim());
  return url && /^https?:$/.test(url.protocol) ? url.href : undefined;
}

/** A single number, with whatever people put between the digits: '+31 (0)495 – 12 34 56'. */
export function toPhoneLink(text: string): string | undefined {
  if (!/^\+?[\d\s().\-–/]+$/.test(text.trim())) return undefined;
  const digits = text.replace(/(?<=\d\s*)\(0\)/, '').replace(/[^\d+]/g, '');
  return /^\+?\d{3,15}$/.test(digits) ? `tel:${digits}` : undefined;
}

/** A single address, with nothing that a mail program would read as more than that. */
export function toMailLink(text: string): string | undefined {
  return /^[\w.+'-]+@[\w-]+(\.[\w-]+)+$/.test(text.trim()) ? `mailto:${text.trim()}` : undefined;
}
