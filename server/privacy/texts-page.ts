/** The form with the texts of a network or a municipality, and how the start page of the questionnaire shows them. */
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Language } from '../../survey/texts.ts';
import type { NetworkTexts } from '../database/schema.ts';
import { LineField, RevisionField } from '../desk/fields.ts';
import { type Refused, readerLanguage } from '../desk/submit-form.ts';
import type { FieldOption } from '../web/parts/parts.ts';
import type { TypedTexts } from './check-texts.ts';
import { describePrivacy, type PrivacyView } from './describe-privacy.ts';
import { legalGrounds, listMissing } from './privacy.ts';
import { privacyDone } from './privacy-done.ts';
import { privacyTexts } from './texts.ts';

interface TextsPage {
  done: string | undefined;
  intro: string;
  action: string;
  home: string;
  /** Of a network: whose texts these are, and the way back to those of the municipality. */
  whose: { text: string; action: string | undefined; differs: StoredText[] } | undefined;
  revision: number;
  values: NetworkTexts | TypedTexts;
  grounds: FieldOption[];
  missing: string[];
  missingText: string;
  /** What somebody else stored meanwhile. */
  stored: StoredText[] | undefined;
  preview: PrivacyView;
}

interface StoredText {
  label: string;
  text: string;
}

declare module '../web/views.ts' {
  interface DeskViews {
    'privacy/privacy': TextsPage;
  }
}

export const TextsForm = Type.Object({
  controller: LineField,
  purpose: LineField,
  legalGround: LineField,
  legalBasis: LineField,
  contact: LineField,
  keepMonths: LineField,
  sender: LineField,
  revision: RevisionField,
});

/** What a form that came back shows again. */
export type ShownAgain = { typed?: TypedTexts } & Partial<Refused>;

/** Fields whose short name is that of another. */
const labels: Record<string, string> = { legalBasis: 'legalGround', keepMonths: 'keep' };

/** The form with these texts in it, or with what was typed when that was refused. */
export function describeTexts(
  request: FastifyRequest,
  stored: NetworkTexts,
  { typed, problems, conflict }: ShownAgain,
) {
  const language = readerLanguage(request);
  const t = privacyTexts(language);
  return {
    done: privacyDone.read(request),
    problems: problems?.map((problem) => ({
      ...problem,
      label: problem.where && t.find(`privacy.start.${labels[problem.where] ?? problem.where}`),
    })),
    values: typed ?? stored,
    grounds: legalGrounds.map((ground) => ({
      value: ground,
      label: t(`privacy.form.grounds.${ground}`),
      hint: t(`privacy.grounds.${ground}`),
    })),
    missing: listMissing(stored).map((name) => t(`privacy.missing.${name}`)),
    stored: conflict && typed ? listOthers(stored, typed, language) : undefined,
    preview: describePrivacy(stored, { sender: stored.sender || t('privacy.preview.sender') }, language),
  };
}

/** The fields in which one says something else than the other, in the words of the one. */
export function listOthers(
  one: NetworkTexts,
  other: TypedTexts | NetworkTexts,
  language: Language,
): StoredText[] {
  const t = privacyTexts(language);
  const show = { ...one, legalGround: one.legalGround && t(`privacy.form.grounds.${one.legalGround}`) };
  const names = [
    'controller',
    'purpose',
    'legalGround',
    'legalBasis',
    'contact',
    'keepMonths',
    'sender',
  ] as const;
  return names
    .filter((name) => String(one[name]) !== String(other[name]).trim())
    .map((name) => ({
      label: t(`privacy.form.${name}`),
      text: String(show[name]) || t('privacy.conflict.none'),
    }));
}
