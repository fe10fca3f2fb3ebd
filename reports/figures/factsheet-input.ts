/** What a factsheet is made from: who asked whom and when, the instrument, and the scores that may be shown. */
import type { DisclosedNonresponse } from '../../scoring/disclose-nonresponse.ts';
import type { Withheld } from '../../scoring/figure.ts';
import type { DisclosedScores } from '../../scoring/scores.ts';
import type { Instrument } from '../../survey/instrument.ts';
import type { Language } from '../../survey/texts.ts';
import type { LocalRecommendation } from '../advice/list-recommendations.ts';

export interface FactsheetInput {
  language: Language;
  municipality: { code: string; name: string };
  network: { name: string; madeUp: boolean };
  /** Moments as ISO dates; `askedPartners` and `askedPeople` were invited, whether they answered or not. */
  round: {
    name: string;
    sender: string;
    openedAt: string;
    closesAt: string;
    closedAt: string | null;
    askedPartners: number;
    askedPeople: number;
  };
  /** The version that the round was opened with. */
  instrument: Instrument;
  scores: DisclosedScores;
  /** The round that `scores.change` compares with; with `result`, what the same reader may see of it. */
  previousRound?: { name: string; closedAt: string; result?: EarlierResult | undefined } | undefined;
  /** Where readers can ask questions, in the words of the network; empty when nobody wrote it down. */
  contact?: string;
  /** What the coordinator of the network recommends, beside the library. */
  localRecommendations?: readonly LocalRecommendation[];
  /** What the coordinator thinks of the result, in her own words, with her name. */
  ownWords?: { text: string; by: string } | undefined;
  /** The facets that the advice is about, by id in the coordinator's order, at most three; undefined: by the rule. */
  chosenAdvice?: readonly string[] | undefined;
  looks?: Looks | undefined;
  /** What was agreed after earlier rounds, as it stood when this one closed. */
  agreements?: readonly EarlierAgreement[];
  /** Undefined: not counted in this round. */
  mailedAnswers?: MailedAnswers | undefined;
  /** Who did not answer; undefined: not counted in this round. */
  nonresponse?: DisclosedNonresponse | Withheld | undefined;
  /** For a mirror, the name of its partner: the map, which has all names, may be withheld. */
  partnerName?: string;
  /** For a mirror: is it the copy of the coordinator, who sees less of it than the partner itself? */
  isCoordinatorsCopy?: boolean;
  /** What else the reader of the page may open; on paper there is nothing. */
  pages?: FactsheetPages | undefined;
  /** ISO date, given by the caller: a factsheet has no clock of its own. */
  printedOn: string;
}

/** The addresses of the same result in other forms. */
export interface FactsheetPages {
  map: string;
  slides: string;
  /** Below it stand the pictures, by their names. */
  pictures: string;
}

/** The scores of an earlier round, by the questionnaire of that round. */
export interface EarlierResult {
  instrument: Instrument;
  scores: Pick<DisclosedScores, 'concepts' | 'facets'>;
}

/** How the municipality's own documents look; contrast was checked when they were set. */
export interface Looks {
  /** The logo as data, made safe, with its size in pixels. */
  logo?: { src: string; width: number; height: number; alt: string } | undefined;
  /** `#rrggbb`: the colour of heads and of what is strong. */
  colour?: string | undefined;
}

/** Partners that answered by a link that was mailed to their own mailbox, and the domains of those addresses. */
export interface MailedAnswers {
  partners: number;
  domains: number;
}

/** Who does what by which day, about one facet. */
export interface EarlierAgreement {
  /** The name of the round that it was made after. */
  round: string;
  /** The id of a facet; the instrument may be an earlier one. */
  facet: string;
  what: string;
  who: string;
  /** A day, as YYYY-MM-DD. */
  byWhen: string;
  /** late: not done, and the day has passed. */
  state: 'done' | 'open' | 'late';
  /** What its owner said of it last, in its own words; missing when it said nothing. */
  standing?: string;
}
