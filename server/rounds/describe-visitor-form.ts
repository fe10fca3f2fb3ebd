/** What the pages for visitors share that have a form: what is wrong with what was typed, above it and at each field. */
import type { FastifyReply } from 'fastify';
import type { Language } from '../../survey/texts.ts';
import type { Refusal } from '../text/refusal.ts';
import type { Frame } from '../web/frame.ts';

export interface VisitorForm {
  /** Each leads to its field; without a field it is about the whole. */
  faults: readonly { href: string | undefined; sentence: string }[] | undefined;
  /** By the name of the field. */
  wrong: Record<string, string>;
}

declare module '../web/views.ts' {
  interface Parts {
    'rounds/visitor-faults': Pick<VisitorForm, 'faults'>;
    'rounds/visitor-field': {
      name: string;
      type: 'text' | 'email';
      label: string;
      hint?: string;
      value: string;
      problem: string | undefined;
      autocomplete: string;
    };
  }
}

/** With the status of the refusal, and after how many seconds it can be tried again. */
export function describeVisitorForm(
  reply: FastifyReply,
  language: Language,
  title: string,
  refusal?: Refusal,
): VisitorForm & Frame {
  if (!refusal) return { language, title, faults: undefined, wrong: {} };
  reply.code(refusal.statusCode);
  if (refusal.values.seconds !== undefined) reply.header('retry-after', refusal.values.seconds);
  const named = refusal.faults(language);
  const faults = named.length > 0 ? named : [{ where: '', sentence: refusal.sentence(language) }];
  return {
    language,
    title,
    faults: faults.map(({ where, sentence }) => ({ href: where ? `#${where}` : undefined, sentence })),
    wrong: Object.fromEntries(faults.filter(({ where }) => where).map((one) => [one.where, one.sentence])),
  };
}
