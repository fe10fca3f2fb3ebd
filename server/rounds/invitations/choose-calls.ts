/**
 * Whose answer helps most: the partners to call first, and why. From what the coordinator may know, and nothing else: kinds,
 * how many people of a partner were asked and have sent, and the map of an earlier round that everybody with its factsheet
 * sees. Never from an answer of this round. Pure.
 */
import { minimum } from '../../../scoring/scores.ts';

export interface AskedPartner {
  partnerId: string;
  name: string;
  kind: string | null;
  invited: number;
  sent: number;
  /** On the map of the earlier round; undefined where it does not stand on one. */
  contacts: number | undefined;
}

export interface Call {
  partner: AskedPartner;
  /** No partner of its kind has sent anything. */
  kind: boolean;
  /** How many contacts it has on the earlier map; undefined where that is not many. */
  contacts: number | undefined;
  /**
   * enough: brings the partners nearer to the five that figures need. bands: one partner more behind each figure. people:
   * one person more behind the partner.
   */
  gain: 'enough' | 'bands' | 'people';
}

const most = 3;
/** What each reason weighs beside a first answer of a partner, which makes the bands of all figures narrower. */
const weights = { first: 1, further: 0.3, kind: 1, contacts: 1 };

/** At most three, the one that helps most first. */
export function chooseCalls(partners: readonly AskedPartner[]): Call[] {
  const answered = partners.filter(({ sent }) => sent > 0);
  const kinds = new Set(answered.map(({ kind }) => kind));
  const largest = Math.max(0, ...partners.map(({ contacts = 0 }) => contacts));
  return partners
    .filter(({ invited, sent }) => sent < invited)
    .map((partner) => {
      const { sent, contacts = 0 } = partner;
      const kind = partner.kind !== null && !kinds.has(partner.kind);
      const isFirst = sent === 0;
      const weight =
        (isFirst ? weights.first : weights.further / sent) +
        (kind ? weights.kind : 0) +
        (largest > 0 ? (weights.contacts * contacts) / largest : 0);
      const call: Call = {
        partner,
        kind,
        // Named by many: at least half of what the best connected one has.
        contacts: contacts >= 2 && contacts * 2 >= largest ? contacts : undefined,
        gain: !isFirst ? 'people' : answered.length < minimum ? 'enough' : 'bands',
      };
      return { call, weight };
    })
    .sort((a, b) => b.weight - a.weight || a.call.partner.name.localeCompare(b.call.partner.name, 'nl'))
    .slice(0, most)
    .map(({ call }) => call);
}
