/**
 * The pages of what a coordinator writes down about a facet, one by one. Agreements and local recommendations work
 * alike: a form for a new one, the same form for an existing one, both versions when somebody else changed it
 * meanwhile, and buttons that do one thing with it.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { DeskRule } from '../../desk/desk.ts';
import { createDone, type DoneKey } from '../../desk/done.ts';
import { LineField, networkParams, RevisionField } from '../../desk/fields.ts';
import { type Refused, readerLanguage, submitForm } from '../../desk/submit-form.ts';
import { submitOnce } from '../../desk/submit-once.ts';
import type { Acting } from '../../log/act.ts';
import { networkCrumbs } from '../../networks/network-frame.ts';
import { findNetwork } from '../../networks/networks.ts';
import type { App } from '../../web/fastify.ts';
import type { Crumb } from '../../web/frame.ts';
import type { ConflictRow } from '../../web/parts/parts.ts';
import { agreementTexts } from './texts.ts';

export const readRule: DeskRule = { thing: 'network', verb: 'read' };
const change: DeskRule = { thing: 'network', verb: 'change' };

/** Says on these pages what was done. */
export const agreementDone = createDone('agreements');
type Done = DoneKey<typeof agreementDone>;

const titles = { agreements: 'agreements.title', recommendations: 'agreements.ideas.title' } as const;

/** What somebody typed, by field. */
type Input<Field extends string> = Record<Field, string>;

/** What the form shows. */
export interface EntryForm<Field extends string> {
  networkId: string;
  crumbs: Crumb[];
  /** Where it goes, and back. */
  action: string;
  back: string;
  problems: Refused['problems'] | undefined;
  values: Input<Field>;
  /** Of one that is there. */
  stored: { id: string; revision: number } | undefined;
  /** After a conflict: what is stored now beside what was typed, for the fields in this order. */
  compare(fields: readonly ComparedField<Field>[]): ConflictRow[] | undefined;
}

interface ComparedField<Field extends string> {
  label: string;
  field: Field;
  /** Of a field where one chooses: both versions are shown by their labels. */
  choices?: readonly { value: string; label: string }[];
}

/** One kind of what is written down. */
export interface EntryKind<Field extends string> {
  /** In the addresses: of the list of a network, and of one of them. */
  list: keyof typeof titles;
  one: string;
  fields: readonly Field[];
  /** A new one begins with this. */
  suggest(request: FastifyRequest): Partial<Input<Field>>;
  find(id: string): Promise<{ network: { id: string }; revision: number; input: Input<Field> }>;
  make(acting: Acting, networkId: string, input: Input<Field>): Promise<string>;
  change(acting: Acting, id: string, input: Input<Field> & { revision: number }): Promise<void>;
  done: { made: Done; changed: Done };
  /** What a button does, by the end of its address. */
  buttons: Readonly<Record<string, { done: Done; press(acting: Acting, id: string): Promise<void> }>>;
  show(reply: FastifyReply, form: EntryForm<Field>): Promise<FastifyReply>;
}

export function addEntryRoutes<Field extends string>(app: App, kind: EntryKind<Field>): void {
  const entryParams = Type.Object({ [kind.one]: Type.String() });
  const readId = (request: FastifyRequest) => (request.params as Record<string, string>)[kind.one]!;
  const readInput = (body: unknown) =>
    Object.fromEntries(
      kind.fields.map((field) => [field, (body as Partial<Input<Field>> | undefined)?.[field] ?? '']),
    ) as Input<Field>;
  const fields = Object.fromEntries(kind.fields.map((field) => [field, LineField]));
  const listHref = (networkId: string) => `/desk/networks/${networkId}/${kind.list}`;

  app.get(
    `/networks/:network/${kind.list}/new`,
    { config: { desk: readRule }, schema: { params: networkParams } },
    (request, reply) => showNew(reply, request.params.network, readInput(kind.suggest(request))),
  );

  app.post(
    `/networks/:network/${kind.list}`,
    { config: { desk: change }, schema: { params: networkParams, body: Type.Object(fields) } },
    (request, reply) => {
      const { network } = request.params;
      const input = readInput(request.body);
      return submitOnce(
        reply,
        async (acting) => {
          await kind.make(acting, network, input);
          return agreementDone.after(listHref(network), kind.done.made);
        },
        (refused) => showNew(reply, network, input, refused),
      );
    },
  );

  app.get(
    `/${kind.list}/:${kind.one}`,
    { config: { desk: readRule }, schema: { params: entryParams } },
    (request, reply) => showOne(reply, readId(request)),
  );

  app.post(
    `/${kind.list}/:${kind.one}`,
    {
      config: { desk: change },
      schema: { params: entryParams, body: Type.Object({ ...fields, revision: RevisionField }) },
    },
    (request, reply) => {
      const id = readId(request);
      const typed = readInput(request.body);
      const { revision } = request.body as { revision: string };
      return submitForm(
        reply,
        async () => {
          const { network } = await kind.find(id);
          await kind.change(request.acting, id, { ...typed, revision: Number(revision) });
          return agreementDone.after(listHref(network.id), kind.done.changed);
        },
        (refused) => showOne(reply, id, { typed, ...refused }),
      );
    },
  );

  for (const [path, { done, press }] of Object.entries(kind.buttons)) {
    app.post(
      `/${kind.list}/:${kind.one}/${path}`,
      { config: { desk: change }, schema: { params: entryParams } },
      async (request, reply) => {
        const id = readId(request);
        const { network } = await kind.find(id);
        await press(request.acting, id);
        return reply.redirect(agreementDone.after(listHref(network.id), done), 303);
      },
    );
  }

  async function showNew(reply: FastifyReply, networkId: string, values: Input<Field>, refused?: Refused) {
    const { list, crumbs } = await findListPlace(app, reply.request, networkId, kind.list);
    return kind.show(reply, {
      networkId,
      crumbs,
      action: list,
      back: list,
      problems: refused?.problems,
      values,
      stored: undefined,
      compare: () => undefined,
    });
  }

  /** After a conflict the form goes on from what is stored now: whoever saves again has seen both. */
  async function showOne(
    reply: FastifyReply,
    id: string,
    { typed, problems, conflict }: { typed?: Input<Field> } & Partial<Refused> = {},
  ) {
    const { network, revision, input } = await kind.find(id);
    const { list, crumbs } = await findListPlace(app, reply.request, network.id, kind.list);
    return kind.show(reply, {
      networkId: network.id,
      crumbs,
      action: `/desk/${kind.list}/${id}`,
      back: list,
      problems,
      values: typed ?? input,
      stored: { id, revision },
      compare: (fields) => (conflict && typed ? compareVersions(input, typed, fields) : undefined),
    });
  }
}

/** Where the list of these things of a network is, and the pages above one of them. */
export async function findListPlace(
  { db }: Pick<App, 'db'>,
  request: FastifyRequest,
  networkId: string,
  kind: keyof typeof titles,
) {
  const network = await findNetwork(db, networkId);
  const list = `/desk/networks/${network.id}/${kind}`;
  const label = agreementTexts(readerLanguage(request))(titles[kind]);
  return { list, crumbs: [...networkCrumbs(request, { network }), { href: list, label }] };
}

function compareVersions<Field extends string>(
  stored: Input<Field>,
  typed: Input<Field>,
  fields: readonly ComparedField<Field>[],
): ConflictRow[] {
  return fields.map(({ label, field, choices }) => {
    const show = (value: string) =>
      choices ? choices.find((choice) => choice.value === value)?.label : value;
    return { label, stored: show(stored[field]), typed: show(typed[field]) };
  });
}
