/** A person's own data, in words and as a file: the register and the answers, each with its question. */

import type { Language } from '../../survey/texts.ts';
import { findInstrument } from '../../survey/versions.ts';
import type { PrivacyTexts } from '../database/schema.ts';
import type { OtherPartner } from '../questionnaire/other-partners.ts';
import type { CommentReaders } from '../questionnaire/pages/comments-withdrawal.ts';
import { listAnswers } from '../questionnaire/pages/copy-page.ts';
import type { Visit } from '../questionnaire/pages/visit.ts';
import { formatMoment } from '../text/format-date.ts';
import type { DataLink } from './data-links.ts';
import { describeRegister } from './describe-register.ts';
import { nameChoice, type OwnChoice } from './own-choices.ts';
import type { OwnAnswers, PersonRegister } from './person-data.ts';
import { personDataTexts } from './texts.ts';

export interface OwnData {
  register: PersonRegister;
  privacy: PrivacyTexts;
  answers: (OwnAnswers & { others: readonly OtherPartner[] })[];
  choices: readonly OwnChoice[];
  /** Who may read comments of the person. */
  readers: CommentReaders;
}

declare module '../web/views.ts' {
  interface Views {
    'person-data/own-data': ReturnType<typeof describeOwnData> & {
      base: string;
      problem: { href: string; sentence: string } | undefined;
      done: string | undefined;
    };
  }
}

/** The values of `own-data.hbs`. */
export function describeOwnData(data: OwnData & { link: DataLink }, language: Language) {
  const { register, answers, choices, privacy, link } = data;
  const t = personDataTexts(language);
  const { name: network, municipality } = register.network;
  const contact = privacy.contact || answers[0]?.sender || network;
  return {
    ...describeRegister(register, language),
    language,
    title: t('personData.own.title'),
    intro: t('personData.own.intro', { network, municipality }),
    until: t('personData.own.until', { moment: formatMoment(link.expiresAt, language) }),
    contact,
    readers: data.readers,
    hasConsents: register.invitations.some(
      ({ hasConsent, consentsWithdrawnAt }) => hasConsent && !consentsWithdrawnAt,
    ),
    rounds: answers
      .filter(({ pages, withheld }) => withheld || pages.length > 0)
      .map((own) => ({
        title: t('personData.own.answers', { round: own.round }),
        withheld: own.withheld ? t('personData.own.withheld', { contact }) : undefined,
        said: own.submittedAt
          ? t('personData.own.answersSent', { moment: formatMoment(new Date(own.submittedAt), language) })
          : t('personData.own.answersNotSent'),
        sections: own.withheld ? [] : listAnswers(visit(own, language)),
      })),
    choices: choices.map((choice) => ({
      title: t('personData.own.choice', { round: choice.round }),
      points: nameChoice(choice, language),
    })),
  };
}

/** The same as an object for a file, in the language of each round. */
export function writeOwnData({ register, answers, choices }: OwnData): object {
  const { id: _id, partner, network, invitations, ...person } = register;
  const { name, municipality } = network;
  return {
    person: { ...person, partner: partner.name, network: name, municipality },
    invitations: invitations.map(({ id: _invitation, ...invitation }) => invitation),
    answers: answers.map((own) => ({
      round: own.round,
      network: own.network,
      partner: own.partner,
      instrument: { id: own.instrumentId, version: own.instrumentVersion },
      submittedAt: own.submittedAt,
      receipt: own.withheld ? null : own.receipt,
      withheld: own.withheld,
      pages: own.pages.map(({ page, content }) => ({ page, ...content })),
      questions: own.withheld
        ? []
        : listAnswers(visit(own, own.roundLanguage)).flatMap(({ title, parts }) =>
            parts.map(({ question, answer }) => ({ page: title, question, answer })),
          ),
    })),
    choices: choices.map(({ round, facets }) => ({ round, facets })),
  };
}

/** As if the personal link were opened: what the pages of the questionnaire need to say their answers. */
function visit(own: OwnData['answers'][number], language: Language): Visit {
  const instrument = findInstrument(own.instrumentId, own.instrumentVersion);
  if (!instrument) throw new Error(`Invitation ${own.id} names an instrument that is not shipped.`);
  return {
    invitation: own,
    instrument,
    language,
    base: '',
    link: '',
    hasAnsweredHere: false,
    part: 1,
    others: own.others,
  };
}
