/**
 * How a form of the desk ends: on to the next page, or the same form again with everything that is wrong and what
 * was typed.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Language } from '../../survey/texts.ts';
import { type Fault, Refusal } from '../text/refusal.ts';

/** The language chosen on this device, or else that of the account that signed in. */
export function readerLanguage({ chosenLanguage, session }: FastifyRequest): Language {
  return chosenLanguage ?? session.language;
}

/** What the form shows besides what was typed. */
export interface Refused {
  problems: Fault[];
  /** Somebody else changed the same thing: the form shows what is stored now. */
  conflict: boolean;
}

/** Does what a form asks and goes to the address that `act` gives; when that is refused, shows the form again. */
export function submitForm(
  reply: FastifyReply,
  act: () => Promise<string>,
  show: (refused: Refused) => Promise<unknown>,
): Promise<unknown> {
  return showRefused(reply, async () => reply.redirect(await act(), 303), show);
}

/** Shows a page, or when that is refused the page where it can be put right, with everything that is wrong. */
export async function showRefused(
  reply: FastifyReply,
  act: () => Promise<unknown>,
  show: (refused: Refused) => Promise<unknown>,
): Promise<unknown> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Refusal) || ![409, 422, 429].includes(error.statusCode)) throw error;
    const language = readerLanguage(reply.request);
    const faults = error.faults(language);
    reply.code(error.statusCode);
    if (error.statusCode === 429) reply.header('retry-after', error.values.seconds);
    return show({
      problems: faults.length > 0 ? faults : [{ where: '', sentence: error.sentence(language) }],
      conflict: error.code === 'changedMeanwhile',
    });
  }
}
