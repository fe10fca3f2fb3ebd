/** Bringing the result and choosing, on the page of the coordinator: who gets a mail, until when, and what came out. */
import { listRecommendations } from '../../../reports/advice/list-recommendations.ts';
import { findFacet, namePart } from '../../../reports/words/name-part.ts';
import type { Instrument } from '../../../survey/instrument.ts';
import type { Language } from '../../../survey/texts.ts';
import type { Round } from '../../rounds/rounds.ts';
import { requireInstrument } from '../../rounds/scores/scoring-input.ts';
import { addDays, dutchDay } from '../../text/days.ts';
import { formatMoment } from '../../text/format-date.ts';
import type { LocalRecommendation } from '../agreements/local-recommendations.ts';
import type { ReceiverCounts } from '../mirrors/receivers.ts';
import type { Choosing } from './choosing.ts';
import { describeOutcome, describePoints } from './describe-points.ts';
import { choosingDays } from './open-choosing.ts';
import { choosingTexts } from './texts.ts';

/** How the state looks; `none`: never opened. */
const badges = { none: 'none', open: 'busy', ending: 'busy', closed: 'ok' } as const;

/** What the forms hold. */
export interface ChoosingInput {
  choosing: string;
  until: string;
}

/** The choosing opens with the mail, unless somebody unticks it. */
export function suggestChoosing(): ChoosingInput {
  return { choosing: 'on', until: addDays(dutchDay(new Date()), choosingDays.usual) };
}

interface ChoosingState {
  round: Round;
  choosing: Choosing | undefined;
  mails: ReceiverCounts;
  ideas: readonly LocalRecommendation[];
  hasServer: boolean;
}

export function describeChoosing(state: ChoosingState, language: Language) {
  const { round, choosing, mails, hasServer } = state;
  const t = choosingTexts(language);
  const home = `/desk/rounds/${round.id}/choosing`;
  const canMail = hasServer && mails.toSend > 0;
  return {
    mails: {
      ...mails,
      action: canMail ? `${home}/mails` : undefined,
      href: `/desk/networks/${round.network.id}/mails?round=${round.id}`,
      withoutServer: !hasServer,
      isAll: mails.toSend === 0,
      /** The first mails can open the choosing as well. */
      opens: choosing === undefined,
      hasEnded: choosing?.outcome !== undefined,
    },
    days: { min: dutchDay(new Date()), max: addDays(dutchDay(new Date()), choosingDays.max) },
    status: describeStatus(choosing, language),
    stateText: t(`choosing.states.${choosing?.state ?? 'none'}.text`, {
      moment: choosing ? formatMoment(choosing.endsAt, language) : '',
    }),
    /** When nobody is left to mail, it is opened by itself. */
    openAction: !choosing && !canMail && mails.sent + mails.waiting > 0 ? `${home}/opening` : undefined,
    closureHref: choosing && !choosing.outcome ? `${home}/closure` : undefined,
    outcome: describeChosen(state, language),
  };
}

/** In a word, with its shape. */
export function describeStatus(choosing: Choosing | undefined, language: Language) {
  const state = choosing?.state ?? 'none';
  return { kind: badges[state], label: choosingTexts(language)(`choosing.states.${state}.label`) };
}

/** What came out, each point with the way to an agreement about it. */
function describeChosen({ round, choosing, ideas }: ChoosingState, language: Language) {
  if (!choosing?.outcome) return undefined;
  const instrument = requireInstrument(round.instrument);
  const points = describePoints(choosing.facets, instrument, language);
  const { text, rows, rest } = describeOutcome(choosing.outcome, points, language);
  return {
    text,
    rest,
    rows: rows.map((row) => ({
      ...row,
      agree: `/desk/networks/${round.network.id}/agreements/new?${new URLSearchParams({
        round: round.id,
        ...suggestAgreement(row.id, instrument, { choosing, ideas, language }),
      })}`,
    })),
  };
}

/** The form of an agreement begins with the first thing that can be done about the point, in three months. */
function suggestAgreement(
  facetId: string,
  instrument: Instrument,
  { choosing, ideas, language }: Pick<ChoosingState, 'ideas'> & { choosing: Choosing; language: Language },
) {
  const facetClass = choosing.facets.find(({ id }) => id === facetId)?.class ?? 'attention';
  const own = ideas.filter(({ archived }) => !archived).map((idea) => ({ ...idea, facetId: idea.facet }));
  const name = namePart(findFacet(instrument, facetId).facet, language);
  const [first] = listRecommendations(language, facetId, facetClass, name, own);
  return {
    facet: facetId,
    what: first?.action ?? '',
    byWhen: addDays(dutchDay(new Date()), 91),
  };
}
