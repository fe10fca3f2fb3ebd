/** What scoring takes in: who is in the network, and what people sent. */
import type { Instrument } from '../survey/instrument.ts';

/** An organisation in the network; `size` is any positive number (staff, volunteers), used for drawing only. */
export interface Partner {
  id: string;
  name: string;
  kind: string | null;
  size: number | null;
}

/** What one respondent sent. An item that is missing or null ('weet ik niet') counts as missing. */
export interface Response {
  respondent: string;
  partner: string;
  /** The same in every round that this person answers; left out when nobody knows. */
  person?: string;
  answers: Readonly<Record<string, number | null>>;
  /** By condition id, the same way. */
  conditions?: Readonly<Record<string, number | null>>;
}

/** An earlier round, with the instrument of that round. Its partners may have left the network. */
export interface PreviousRound {
  instrument: Instrument;
  responses: Iterable<Response>;
  /** Left out when only its figures were read. */
  read?: AlreadyRead;
  /** The rules that its own scores were stored with; left out when there are none. */
  rules?: string;
}

/** What readers of an earlier round know besides its figures, and could subtract with. Not shown. */
export interface AlreadyRead {
  /** The partners whose own scores the coordinator saw. */
  named: string[];
  /** By facet and concept: who joined in that round, where its difference tells what they scored together. */
  joined: Record<string, string[]>;
}

/** What one respondent reported about contact with another partner; null is not answered and counts as 0. */
export interface Tie {
  from: string;
  to: string;
  frequency: number | null;
  familiarity: number | null;
  dependence: number | null;
}
