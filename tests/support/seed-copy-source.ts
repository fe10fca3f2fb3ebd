/** A network to copy: some of it comes along, and some of it has to stay. */
import type { App } from '../../server/web/fastify.ts';
import { seedOwnNetwork, seedPartner } from './seed-own-network.ts';

/** With who wants no mail, who is erased, an address that fails, and a partner in the archive. */
export async function seedCopySource(app: App) {
  const own = await seedOwnNetwork(app);
  const { db } = app;
  const bank = await seedPartner(app, own.networkId, {
    name: 'Voedselbank',
    kind: 'informal',
    size: 12,
    people: [
      ['Bram', 'bram@bank.example'],
      ['Wil', 'wil@bank.example'],
      ['Oud', 'oud@bank.example'],
      // Two people may share an address.
      ['Bea', 'bram@bank.example'],
    ],
  });
  const police = await seedPartner(app, own.networkId, {
    name: 'Politie',
    kind: 'police',
    // The same mailbox as somebody who wants no mail.
    people: [
      ['Piet', 'piet@politie.example'],
      ['Wil ook', 'WIL@bank.example'],
    ],
  });
  const gone = await seedPartner(app, own.networkId, {
    name: 'Weg',
    people: [['Weg', 'weg@x.example']],
  });
  const [, wil, oud] = bank.people;
  await db.updateTable('person').set({ unsubscribedAt: new Date() }).where('id', '=', wil!).execute();
  await db
    .updateTable('person')
    .set({ name: '', email: null, erasedAt: new Date() })
    .where('id', '=', oud!)
    .execute();
  await db
    .updateTable('person')
    .set({ addressFailsAt: new Date() })
    .where('id', '=', police.people[0]!)
    .execute();
  await db.updateTable('partner').set({ archivedAt: new Date() }).where('id', '=', gone.id).execute();
  return { ...own, bank, police };
}
