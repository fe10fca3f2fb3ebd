/** What the desk's pages about agreements share with those about own recommendations. */
import type { FastifyRequest } from 'fastify';
import type { DeskRule } from '../../desk/desk.ts';
import { createDone } from '../../desk/done.ts';
import { languageOf } from '../../desk/submit-form.ts';
import { crumbsOf } from '../../networks/network-frame.ts';
import type { ActionIn } from '../../text/page-texts.ts';
import { agreementTexts } from './texts.ts';

export const read: DeskRule = { thing: 'network', verb: 'read' };

/** The rule of a change, by its name in the log. */
export const change = (name: ActionIn<'agreements'>): DeskRule => ({
  thing: 'network',
  verb: 'change',
  action: `agreements.${name}`,
});

/** Says on these pages what was done. */
export const agreementDone = createDone('agreements');

const titles = { agreements: 'agreements.title', recommendations: 'agreements.ideas.title' } as const;

/** Where the list of these things of a network is, and the pages above one of them. */
export function placeOf(
  request: FastifyRequest,
  network: { id: string; name: string },
  kind: keyof typeof titles,
) {
  const list = `/desk/networks/${network.id}/${kind}`;
  const label = agreementTexts(languageOf(request))(titles[kind]);
  return { list, crumbs: [...crumbsOf(request, { network }), { href: list, label }] };
}

interface Field<Wish> {
  label: string;
  field: keyof Wish;
  /** Of a field where one chooses: both versions are shown by their labels. */
  choices?: readonly { value: string; label: string }[];
}

/** After a conflict: each field as it is stored now, beside what was typed. */
export function compareVersions<Wish extends Record<keyof Wish, string>>(
  stored: Wish,
  typed: Partial<Wish> | undefined,
  fields: readonly Field<Wish>[],
) {
  return fields.map(({ label, field, choices }) => {
    const show = (value: string | undefined) =>
      choices ? choices.find((choice) => choice.value === value)?.label : value;
    return { label, stored: show(stored[field]), typed: show(typed?.[field]) };
  });
}
