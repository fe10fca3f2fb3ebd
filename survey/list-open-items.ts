/** Which items a respondent left open: those are asked for once more. */
import type { ConceptPage } from './answers.ts';
import type { Instrument } from './instrument.ts';

/** The ids of the concept's items without an answer, in the order of the page. 'Weet ik niet' is an answer. */
export function listOpenItems(instrument: Instrument, conceptId: string, content: ConceptPage): string[] {
  return instrument.concepts
    .filter((concept) => concept.id === conceptId)
    .flatMap((concept) => concept.facets.flatMap((facet) => facet.items))
    .map((item) => item.id)
    .filter((id) => !Object.hasOwn(content.answers, id));
}
