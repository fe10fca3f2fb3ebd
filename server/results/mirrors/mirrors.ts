/**
 * The mirrors of a closed round: the factsheet of each partner that answered. The partner's own is for that partner
 * alone. Of a partner whose scores the coordinator may see there is a copy for the coordinator as well, made of what
 * the coordinator sees of it: which partners those are and what that is, is decided by the one door
 * (`scoring/disclose.ts`).
 */
import { renderMirror } from '../../../reports/mirror/render-mirror.ts';
import { isWithheld } from '../../../scoring/figure.ts';
import type { Language } from '../../../survey/texts.ts';
import type { Database } from '../../database/schema.ts';
import { listParticipation, type Round } from '../../rounds/rounds.ts';
import { loadFactsheets } from '../factsheet-input.ts';

export interface Mirror {
  partnerId: string;
  /** Of the partner, as it was in the round. */
  code: string;
  name: string;
  /** The partner's own, or the copy for the coordinator. */
  kind: 'mirror' | 'coordinator-copy';
}

export interface Mirrors {
  roundId: string;
  language: Language;
  /** In the order of names; the coordinator's copy comes before the partner's own. */
  list: Mirror[];
  /** The page of one of them as HTML, as it says everything today, with this moment on it. */
  render(mirror: Mirror, printedOn: Date): string;
}

/** In the language of the round; undefined while there are no results. */
export async function loadMirrors(db: Database, round: Round): Promise<Mirrors | undefined> {
  const { id: roundId, language } = round;
  const factsheets = await loadFactsheets(db, round, language);
  if (!factsheets) return undefined;
  const copy = factsheets({ kind: 'coordinator' });
  const named = new Set(copy.scores.partners.filter((one) => !isWithheld(one)).map(({ id }) => id));
  const answered = (await listParticipation(db, roundId)).filter(({ submitted }) => submitted > 0);
  return {
    roundId,
    language,
    list: answered.flatMap(({ partnerId, code, name }) => {
      const kinds = named.has(code) ? (['coordinator-copy', 'mirror'] as const) : (['mirror'] as const);
      return kinds.map((kind) => ({ partnerId, code, name, kind }));
    }),
    render(mirror, printedOn) {
      const { code, name } = mirror;
      const input = mirror.kind === 'mirror' ? factsheets({ kind: 'partner', partner: code }) : copy;
      return renderMirror({ ...input, partnerName: name, printedOn: printedOn.toISOString() }, code);
    },
  };
}
