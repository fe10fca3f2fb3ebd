/** A network of Weert with a coordinator who signed in, and named partners: what the tests of lists begin with. */
import type { App } from '../../server/web/fastify.ts';
import { type SignedIn, signIn } from './sign-in.ts';

export interface OwnNetwork {
  municipalityId: string;
  networkId: string;
  /** Signed in, with this network as its own. */
  coordinator: SignedIn;
}

let networks = 0;

/** An empty network and its coordinator; without `name` the network has a name of its own. */
export async function seedOwnNetwork(
  app: App,
  { name = `Eigen netwerk ${++networks}`, code = 'GM0988' }: { name?: string; code?: string } = {},
): Promise<OwnNetwork> {
  const municipality = await app.db
    .insertInto('municipality')
    .values({ code, name: code === 'GM0988' ? 'Weert' : 'Elders' })
    .onConflict((conflict) => conflict.column('code').doUpdateSet({ code }))
    .returning('id')
    .executeTakeFirstOrThrow();
  const network = await app.db
    .insertInto('network')
    .values({ municipalityId: municipality.id, name })
    .returning('id')
    .executeTakeFirstOrThrow();
  const coordinator = await signIn(app, 'coordinator', {
    municipalityId: municipality.id,
    networkIds: [network.id],
  });
  return { municipalityId: municipality.id, networkId: network.id, coordinator };
}

/** A partner with people, each a name and an address; gives its id and theirs. */
export async function seedPartner(
  app: App,
  networkId: string,
  partner: { name: string; code?: string; kind?: string; size?: number; people?: [string, string | null][] },
): Promise<{ id: string; people: string[] }> {
  const { name, code = name.toLowerCase(), kind = null, size = null, people = [] } = partner;
  const { id } = await app.db
    .insertInto('partner')
    .values({ networkId, code, name, kind, size })
    .returning('id')
    .executeTakeFirstOrThrow();
  const ids: string[] = [];
  for (const [person, email] of people) {
    const row = await app.db
      .insertInto('person')
      .values({ partnerId: id, name: person, email })
      .returning('id')
      .executeTakeFirstOrThrow();
    ids.push(row.id);
  }
  return { id, people: ids };
}
