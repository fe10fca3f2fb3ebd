/**
 * How many people to invite for each partner, learnt from the latest round: with one person each, a partner's score
 * says as much about who filled it in as about the partner.
 */
import { isWithheld } from '../../scoring/figure.ts';
import type { DisclosedScores, PartnerReliability } from '../../scoring/scores.ts';
import type { Language } from '../../survey/texts.ts';
import type { Database } from '../database/schema.ts';
import { findReopening } from './reopening.ts';
import type { Round } from './rounds.ts';
import { findScores } from './scores/scores.ts';
import { roundTexts } from './texts.ts';

/** More than this nobody gets together for one partner; then the advice names no number. */
const most = 8;

/** A sentence or two; undefined where the latest closed round, of `rounds` newest first, can't tell. */
export async function advisePeople(
  db: Database,
  rounds: readonly Round[],
  language: Language,
): Promise<string | undefined> {
  const latest = rounds.find(({ status }) => status === 'closed');
  if (!latest) return undefined;
  // It comes from the result, and who only plans shall not be the one who saw it.
  if (await findReopening(db, latest.id)) return undefined;
  const scores = await findScores(db, latest, { kind: 'network' });
  const people = scores && findNeeded(scores);
  if (!people) return undefined;
  const t = roundTexts(language);
  const { respondents, needed } = people;
  const now = respondents.toLocaleString(language, { maximumFractionDigits: 1 });
  const advice = needed <= respondents ? 'enough' : needed > most ? 'many' : 'some';
  return t(`rounds.advice.${advice}`, { name: latest.name, now, count: needed });
}

/** Of the theme that needs most. Undefined when no theme can tell, or not for everybody. */
function findNeeded({ concepts }: Pick<DisclosedScores, 'concepts'>): PartnerReliability | undefined {
  return concepts
    .flatMap((concept) => {
      if (isWithheld(concept) || !concept.reliability || isWithheld(concept.reliability)) return [];
      return [concept.reliability];
    })
    .sort((one, other) => other.needed - one.needed)[0];
}
