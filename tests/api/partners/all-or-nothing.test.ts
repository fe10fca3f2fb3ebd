/** Every change of a partner or a person is there whole, with its line in the log, or not at all. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Acting } from '../../../server/log/act.ts';
import { addPartner } from '../../../server/partners/add-partner.ts';
import { archivePartner } from '../../../server/partners/archive-partner.ts';
import { changePartner } from '../../../server/partners/change-partner.ts';
import { importPartners } from '../../../server/partners/import/import-partners.ts';
import { hashStored, listStoredPartners } from '../../../server/partners/import/stored-partners.ts';
import { mergePartners } from '../../../server/partners/merge/merge-partners.ts';
import { separatePartners } from '../../../server/partners/merge/separate-partners.ts';
import { addPerson } from '../../../server/partners/people/add-person.ts';
import { archivePerson } from '../../../server/partners/people/archive-person.ts';
import { changePerson } from '../../../server/partners/people/change-person.ts';
import { markAddress } from '../../../server/partners/people/mark-address.ts';
import { restorePerson } from '../../../server/partners/people/restore-person.ts';
import { resumeMail } from '../../../server/partners/people/resume-mail.ts';
import { restorePartner } from '../../../server/partners/restore-partner.ts';
import { profileMerge } from '../../../server/social-map/merge-profiles.ts';
import { emptyProfile } from '../../../survey/profile.ts';
import { actingOn } from '../../support/acting.ts';
import { expectAllOrNothing, expectUnchanged } from '../../support/failing-log.ts';
import { seedNetwork } from '../../support/seed-network.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
beforeAll(async () => {
  server = await startTestApp();
});
afterAll(() => server.stop());

/**
 * Anna, Bram and in the archive Oud and Carla at partner 1; Carla and a profile at 2; in the archive 3, and again 1; 6
 * went into 5.
 */
async function prepare() {
  const { db } = server.app;
  const network = await seedNetwork(db, [
    [
      { name: 'Anna', addressFails: true },
      { name: 'Bram', unsubscribed: true },
      { name: 'Oud', archived: true },
      { name: 'Carla before', email: 'carla@partner.example', archived: true },
    ],
    [{ name: 'Carla' }],
    [{ name: 'Dirk' }],
    [],
    [{ name: 'Gerda' }],
    [{ name: 'Gerda', email: null }, { name: 'Hans' }],
  ]);
  const [one, two, away, sameName, keep, drop] = network.partnerIds as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const revisions = { keepRevision: 1, dropRevision: 1 };
  await mergePartners(actingOn(server.app), network.networkId, { keep, drop, ...revisions }, profileMerge);
  await db
    .updateTable('partner')
    .set({ archivedAt: new Date() })
    .where('id', 'in', [away, sameName])
    .execute();
  await db.updateTable('partner').set({ name: 'Partner 1' }).where('id', '=', sameName).execute();
  const profile = { ...emptyProfile, about: 'Wij helpen.' };
  await db
    .insertInto('profile')
    .values({ partnerId: two, content: JSON.stringify(profile), view: 'x.0' })
    .execute();
  return { networkId: network.networkId, people: network.people, one, two, away, sameName, drop };
}

type Given = Awaited<ReturnType<typeof prepare>>;
type Attempt = (acting: Acting, given: Given) => Promise<unknown>;

const partner = { name: 'Nieuw', kind: 'school', size: '5' };
const person = { name: 'Eva', email: 'eva@nieuw.example', language: 'nl' as const };
const carlas = { ...person, email: 'CARLA@partner.example' };
const list = (text: string) => ({ text });
const merge =
  (revision: number): Attempt =>
  (acting, { networkId, one, two }) =>
    mergePartners(
      acting,
      networkId,
      { keep: one, drop: two, keepRevision: revision, dropRevision: 1 },
      profileMerge,
    );

const cases: [name: string, action: string, attempt: Attempt, refused: Attempt, again?: 'unchanged'][] = [
  [
    'a new partner with its first person',
    'partners.added',
    (acting, { networkId }) => addPartner(acting, networkId, partner, person),
    (acting, { networkId }) => addPartner(acting, networkId, partner, carlas),
  ],
  [
    'a change of a partner',
    'partners.changed',
    (acting, { one }) => changePartner(acting, one, { ...partner, revision: 1 }),
    (acting, { one }) => changePartner(acting, one, { ...partner, revision: 7 }),
  ],
  [
    'a partner that goes to the archive',
    'partners.archived',
    (acting, { one }) => archivePartner(acting, one),
    (acting) => archivePartner(acting, '999999999'),
    'unchanged',
  ],
  [
    'a partner that comes back',
    'partners.returned',
    (acting, { away }) => restorePartner(acting, away),
    (acting, { sameName }) => restorePartner(acting, sameName),
    'unchanged',
  ],
  [
    'a new person',
    'partners.personAdded',
    (acting, { one }) => addPerson(acting, one, person),
    (acting, { one }) => addPerson(acting, one, carlas),
  ],
  [
    'a change of a person',
    'partners.personChanged',
    (acting, { people }) => changePerson(acting, people.Anna!, { ...person, revision: 1 }),
    (acting, { people }) =>
      changePerson(acting, people.Anna!, { ...person, email: 'bram@partner.example', revision: 1 }),
  ],
  [
    'a person who goes to the archive',
    'partners.personArchived',
    (acting, { people }) => archivePerson(acting, people.Anna!),
    (acting) => archivePerson(acting, '999999999'),
    'unchanged',
  ],
  [
    'a person who comes back',
    'partners.personReturned',
    (acting, { people }) => restorePerson(acting, people.Oud!),
    (acting) => restorePerson(acting, '999999'),
    'unchanged',
  ],
  [
    'an address that does not work',
    'partners.addressFails',
    (acting, { people }) => markAddress(acting, people.Carla!, 'fails'),
    (acting) => markAddress(acting, '999999999', 'fails'),
    'unchanged',
  ],
  [
    'an address that works again',
    'partners.addressWorks',
    (acting, { people }) => markAddress(acting, people.Anna!, 'works'),
    (acting) => markAddress(acting, '999999999', 'works'),
    'unchanged',
  ],
  [
    'mail again for who wanted none',
    'partners.mailWanted',
    (acting, { people }) => resumeMail(acting, people.Bram!),
    (acting) => resumeMail(acting, '999999999'),
    'unchanged',
  ],
  [
    'a list of partners',
    'partners.listStored',
    (acting, { networkId }) =>
      importPartners(acting, networkId, list('id,name,kind\np1,Anders,school\n,Erbij,')),
    (acting, { networkId }) => importPartners(acting, networkId, list('name,kind\nErbij,tovenaar')),
    'unchanged',
  ],
  [
    'a list of partners and people that was seen first',
    'partners.listStored',
    async (acting, { networkId }) =>
      importPartners(
        acting,
        networkId,
        list('name,contact,mail\nPartner 1,Anna,nieuw@x.example\nErbij,Fred,'),
        {
          seen: hashStored(await listStoredPartners(server.app.db, networkId)),
        },
      ),
    (acting, { networkId }) =>
      importPartners(acting, networkId, list('name,contact\nErbij,Fred'), { seen: 'something else' }),
    'unchanged',
  ],
  ['two partners that are merged, with people and profile', 'partners.merged', merge(1), merge(7)],
  [
    'a merge that is undone',
    'partners.separated',
    (acting, { drop }) => separatePartners(acting, drop, profileMerge),
    (acting, { one }) => separatePartners(acting, one, profileMerge),
  ],
];

describe.each(cases)('%s', (_name, action, attempt, refused, again) => {
  test('is there whole or not at all, and the second time changes nothing where it says so', async () => {
    const given = await prepare();
    const left = await expectAllOrNothing(server.app, (acting) => attempt(acting, given));
    expect(left).toEqual({ lines: [action], jobs: [] });
    if (!again) return;
    const acting = actingOn(server.app);
    const message = (await expectUnchanged(server.app.db, () => attempt(acting, given))).message;
    expect(message).toBe('It did not fail.');
    expect(acting.done).toEqual(['unchanged']);
  });

  test('leaves nothing when it is refused', async () => {
    const { db } = server.app;
    const given = await prepare();
    const error = await expectUnchanged(db, () => refused(actingOn(server.app), given));
    expect([404, 409, 422]).toContain((error as { statusCode?: number }).statusCode);
  });
});
