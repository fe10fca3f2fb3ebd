/**
 * Every version of the questionnaire that we ship. A version never changes once it is published, because rounds
 * and scores name it: a correction is a new file beside the old one.
 */
import type { Instrument } from './instrument.ts';
import ketenspiegel1 from './versions/ketenspiegel-1.json' with { type: 'json' };
import ketenspiegel2 from './versions/ketenspiegel-2.json' with { type: 'json' };
import ketenspiegel3 from './versions/ketenspiegel-3.json' with { type: 'json' };

/** From the oldest to the latest. */
export const instruments: readonly Instrument[] = [ketenspiegel1, ketenspiegel2, ketenspiegel3];

/** The version that a new round opens with. */
export const latestInstrument: Instrument = ketenspiegel3;

/** The instrument that a round names, or undefined when we do not ship it. */
export function findInstrument(id: string, version: string | number): Instrument | undefined {
  return instruments.find(
    (instrument) => instrument.id === id && String(instrument.version) === String(version),
  );
}
