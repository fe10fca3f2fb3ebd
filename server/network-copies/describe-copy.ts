/** What a new network takes over from another one, in words: the ticks, the names behind them, and what stays. */
import type { Language } from '../../survey/texts.ts';
import { describePrivacy } from '../privacy/describe-privacy.ts';
import { listLimits } from '../web/limits.ts';
import type { FieldOption } from '../web/parts/parts.ts';
import type { CopiedPart } from './copy-network.ts';
import type { CopySource } from './copy-source.ts';
import { copyTexts } from './texts.ts';

/** The parts that are there to be taken over, each with how much it is. */
export function describeParts(source: CopySource, language: Language): FieldOption[] {
  const t = copyTexts(language);
  const { partners, plan, ownTexts } = source;
  const owners = partners.filter(({ isOwner, people }) => isOwner && people.length > 0);
  const people = partners.reduce((sum, partner) => sum + partner.people.length, 0);
  const option = (value: CopiedPart, label: string, hint: string) => ({ value, label, hint });
  return [
    ...(partners.length > 0
      ? [
          option(
            'partners',
            t('copies.parts.partners', { count: partners.length }),
            t('copies.hints.partners'),
          ),
        ]
      : []),
    ...(people > 0
      ? [option('people', t('copies.parts.people', { count: people }), t('copies.hints.people'))]
      : []),
    ...(owners.length > 0
      ? [option('owners', t('copies.parts.owners', { count: owners.length }), t('copies.hints.owners'))]
      : []),
    ...(ownTexts ? [option('texts', t('copies.parts.texts'), t('copies.hints.texts'))] : []),
    ...(plan
      ? [
          option(
            'plan',
            t('copies.parts.plan'),
            t('copies.hints.plan', { count: plan.reminders.length, days: plan.days, sender: plan.sender }),
          ),
        ]
      : []),
  ];
}

/** The names and the texts themselves, to look at before the press. */
export function describeLook({ partners, texts, ownTexts }: CopySource, language: Language) {
  const t = copyTexts(language);
  const shown = partners.slice(0, listLimits.copied);
  const more = partners.length - shown.length;
  return {
    partners: shown.map(({ name, people }) => ({ name, people: people.join(', ') })),
    more: more > 0 ? t('copies.look.more', { count: more }) : undefined,
    texts: ownTexts ? describePrivacy(texts, { sender: texts.sender }, language).facts : [],
  };
}

/** Sentences about what stays where it is. */
export function describeStays(source: CopySource, language: Language): string[] {
  const t = copyTexts(language);
  const { unwanted, archivedPartners, ownTexts } = source;
  return [
    t('copies.stays.answers'),
    t('copies.stays.agreements'),
    ...(unwanted > 0 ? [t('copies.stays.unwanted', { count: unwanted })] : []),
    t('copies.stays.erased'),
    ...(archivedPartners > 0 ? [t('copies.stays.archived', { count: archivedPartners })] : []),
    t(ownTexts ? 'copies.stays.looks' : 'copies.stays.common'),
  ];
}
