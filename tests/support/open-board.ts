/** A coordinator with an open round, for tests about who gets the mail: what the board says, and the links of people. */
import { addDays, dutchDay } from '../../server/text/days.ts';
import type { App } from '../../server/web/fastify.ts';
import { readWords } from './read-html.ts';
import { runJobs } from './run-jobs.ts';
import { type SeedPerson, seedNetwork } from './seed-network.ts';
import { signIn } from './sign-in.ts';

let counter = 0;

/** Each list is the people of one partner; addresses are of this board alone. */
export async function openBoard(app: App, partners: readonly (readonly SeedPerson[])[]) {
  const number = ++counter;
  const own = (name: string) => `${name.toLowerCase()}${number}@partner.example`;
  const network = await seedNetwork(
    app.db,
    partners.map((people) =>
      people.map((person) => ({ ...person, email: person.email === null ? null : own(person.name) })),
    ),
  );
  const { municipalityId, networkId } = network;
  const coordinator = await signIn(app, 'coordinator', { municipalityId, networkIds: [networkId] });
  const opened = await coordinator.post(`/desk/networks/${networkId}/rounds`, {
    name: '2026',
    sender: 'Anne Jansen, coördinator',
    language: 'nl',
    opening: 'now',
    checked: 'yes',
    closesOn: addDays(dutchDay(new Date()), 20),
  });
  await runJobs(app);
  const round = String(opened.headers.location).split('?')[0]!;
  const id = async (person: string) => {
    const { id } = await app.db
      .selectFrom('invitation')
      .select('id')
      .where('roundId', '=', round.split('/').at(-1)!)
      .where('person', '=', person)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    return id;
  };
  /** The link that is handed over. */
  const handed = async (person: string) => {
    const { body } = await coordinator.get(`/desk/invitations/${await id(person)}/link`);
    return /\/invitations\/[\w-]{22}/.exec(body)![0];
  };
  const board = async () => (await coordinator.get(`${round}/invitations`)).body;
  const row = async (name: string) =>
    readWords(new RegExp(`<th scope="row">${name}<br>[\\s\\S]*?</tr>`).exec(await board())?.[0] ?? '');
  return { network, coordinator, round, id, handed, board, row, own };
}
