/** Every change of an account, a session or a key is there whole, with its line and its jobs, or not at all. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { replaceKey } from '../../../server/access/replace-key.ts';
import { addSession } from '../../../server/access/sessions.ts';
import { changePassword } from '../../../server/accounts/change-password.ts';
import { disableAccount, enableAccount } from '../../../server/accounts/disable-account.ts';
import { editAccount } from '../../../server/accounts/edit-account.ts';
import { editOwnAccount } from '../../../server/accounts/edit-own-account.ts';
import { inviteAccount, inviteAgain } from '../../../server/accounts/invite-account.ts';
import { mailSignInLink } from '../../../server/accounts/sign-in/mail-sign-in-link.ts';
import { makeFirstAccount } from '../../../server/accounts/sign-in/make-first-account.ts';
import { makeSignInLink } from '../../../server/accounts/sign-in/make-sign-in-link.ts';
import type { Claimed } from '../../../server/accounts/sign-in/read-claims.ts';
import { signIn } from '../../../server/accounts/sign-in/sign-in.ts';
import { signInByLink } from '../../../server/accounts/sign-in/sign-in-by-link.ts';
import { signInByProvider } from '../../../server/accounts/sign-in/sign-in-by-provider.ts';
import {
  addSignInLink,
  findSignInLink,
  makeFirstLink,
} from '../../../server/accounts/sign-in/sign-in-links.ts';
import { signOut, signOutEverywhere } from '../../../server/accounts/sign-out.ts';
import type { Acting } from '../../../server/log/act.ts';
import { actAs } from '../../../server/log/act.ts';
import { Refusal } from '../../../server/text/refusal.ts';
import { logRefusal } from '../../../server/web/log-refusal.ts';
import { actingOn } from '../../support/acting.ts';
import { expectAllOrNothing, expectUnchanged } from '../../support/failing-log.ts';
import { seedRound } from '../../support/seed.ts';
import { someBrowser } from '../../support/some-browser.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let server: TestApp;
let networkId: string;
let municipality: string;
let people = 0;
beforeAll(async () => {
  // Mails are jobs only where there is a mail server; nothing does the jobs here.
  server = await startTestApp({ SMTP_URL: 'smtp://127.0.0.1:1' });
  const { db } = server.app;
  ({ networkId } = await seedRound(db, { municipality: { code: 'GM0988', name: 'Weert' } }));
  municipality = (await db.selectFrom('municipality').select('id').executeTakeFirstOrThrow()).id;
  await invite('operator');
});
afterAll(() => server.stop());

interface Given {
  id: string;
  email: string;
  /** Of a session that the browser has. */
  session: string;
}

function describePerson(role: string) {
  return {
    email: `persoon${++people}@gemeente.example`,
    name: `Persoon ${people}`,
    role,
    municipality,
    networks: [networkId],
  };
}

async function invite(role: string): Promise<Given> {
  const person = describePerson(role);
  const { id } = await inviteAccount(actingOn(server.app), person, 'nl');
  return { id, email: person.email, session: await addSession(server.app.db, id, someBrowser()) };
}

async function openLink(id: string, purpose: 'invite' | 'sign-in') {
  const { db, linkKey } = server.app;
  const { token } = await addSignInLink(db, linkKey, id, purpose);
  return { ...(await findSignInLink(db, token))!, accountId: id };
}

const claim = (claimed: Partial<Claimed>): Claimed => ({
  subject: `issuer ${++people}`,
  email: undefined,
  name: 'Persoon',
  role: undefined,
  municipalityCode: undefined,
  ...claimed,
});

const cases: Record<
  string,
  { prepare(given: Given): Promise<(acting: Acting) => Promise<unknown>>; lines: string[]; jobs?: string[] }
> = {
  'inviting somebody, with a new municipality': {
    prepare: async () => {
      const person = {
        ...describePerson('coordinator'),
        municipality: 'new',
        municipalityCode: 'GM0001',
        municipalityName: 'Nieuwstad',
      };
      return (acting) => inviteAccount(acting, person, 'nl');
    },
    lines: ['accounts.invited'],
    jobs: ['send-mail'],
  },
  'inviting again': {
    prepare:
      async ({ id }) =>
      (acting) =>
        inviteAgain(acting, id),
    lines: ['accounts.invitedAgain'],
    jobs: ['send-mail'],
  },
  'changing a role, which ends sessions': {
    prepare:
      async ({ id }) =>
      (acting) =>
        editAccount(acting, id, { name: 'Anders', role: 'municipality', municipality }, 1),
    lines: ['accounts.edited'],
  },
  'closing an account': {
    prepare:
      async ({ id }) =>
      (acting) =>
        disableAccount(acting, id),
    lines: ['accounts.disabled'],
  },
  'opening one again': {
    prepare: async ({ id }) => {
      await disableAccount(actingOn(server.app), id);
      return (acting) => enableAccount(acting, id);
    },
    lines: ['accounts.enabled'],
  },
  'the own name and language': {
    prepare:
      async ({ id }) =>
      (acting) =>
        editOwnAccount(acting, id, { name: 'Anders', language: 'en' }),
    lines: ['accounts.ownEdited'],
  },
  'a new password, which ends sessions': {
    prepare:
      async ({ id }) =>
      (acting) =>
        changePassword(acting, id, 'hash', someBrowser()),
    lines: ['accounts.passwordChanged'],
  },
  'signing in, which ends the earlier session of the browser': {
    prepare:
      async ({ id, session }) =>
      (acting) =>
        signIn(acting, { id }, { action: 'accounts.signedIn' }, someBrowser(session)),
    lines: ['accounts.signedIn'],
  },
  'a link by mail': {
    prepare:
      async ({ email }) =>
      (acting) =>
        mailSignInLink(acting, email),
    lines: ['accounts.linkAsked'],
    jobs: ['send-mail'],
  },
  'a link from the shell': {
    prepare: async (given) => (acting) => makeSignInLink(acting, given),
    lines: ['accounts.linkMade'],
  },
  'accepting an invitation, with a password': {
    prepare: async ({ id, session }) => {
      const link = await openLink(id, 'invite');
      return (acting) => signInByLink(acting, link, 'hash', someBrowser(session));
    },
    lines: ['accounts.accepted', 'accounts.passwordChanged'],
  },
  'signing in by a link': {
    prepare: async ({ id }) => {
      const link = await openLink(id, 'sign-in');
      return (acting) => signInByLink(acting, link, undefined, someBrowser());
    },
    lines: ['accounts.signedInByLink'],
  },
  'an account by the provider': {
    prepare: async () => {
      const claimed = claim({ email: `nieuw${people}@gemeente.example`, role: 'researcher' });
      return (acting) => signInByProvider(acting, claimed, 'nl', someBrowser());
    },
    lines: ['accounts.madeByProvider', 'accounts.signedInByProvider'],
  },
  'another role by the provider': {
    prepare: async ({ email, session }) => {
      const claimed = claim({ email, role: 'researcher' });
      return (acting) => signInByProvider(acting, claimed, 'nl', someBrowser(session));
    },
    lines: ['accounts.roleByProvider', 'accounts.signedInByProvider'],
  },
  'signing out': {
    prepare:
      async ({ session }) =>
      (acting) =>
        signOut(acting, session),
    lines: ['accounts.signedOut'],
  },
  'signing out everywhere': {
    prepare:
      async ({ id }) =>
      (acting) =>
        signOutEverywhere(acting, id),
    lines: ['accounts.signedOutEverywhere'],
  },
  'a new key': {
    prepare: async () => (acting) => replaceKey(acting),
    lines: ['desk.keyReplaced'],
  },
};

/** Each time is another change: a new link, one more of a kind, one more attempt. */
const newEachTime = [
  'inviting again',
  'a new password, which ends sessions',
  'signing in, which ends the earlier session of the browser',
  'a sign-in that failed',
  'a link by mail',
  'a link from the shell',
  'an account by the provider',
  'another role by the provider',
  'a new key',
];

describe('all of it or nothing', () => {
  test.each(Object.entries(cases))('%s', async (name, { prepare, lines, jobs = [] }) => {
    const useCase = await prepare(await invite('coordinator'));
    const isNew = newEachTime.includes(name);
    expect(await expectAllOrNothing(server.app, useCase, { isNew })).toEqual({ lines, jobs });
  });

  test('the first account', async () => {
    const empty = await startTestApp();
    try {
      const { app } = empty;
      const link = (await findSignInLink(app.db, (await makeFirstLink(actAs(app, { kind: 'job' })))!))!;
      const account = {
        name: 'Olga',
        email: 'olga@gemeente.example',
        language: 'nl',
        passwordHash: 'h',
      } as const;
      const left = await expectAllOrNothing(app, (acting) =>
        makeFirstAccount(acting, link, account, someBrowser()),
      );
      expect(left).toEqual({ lines: ['accounts.firstMade'], jobs: [] });
    } finally {
      await empty.stop();
    }
  });
});

describe('what is refused leaves no line', () => {
  const refused: Record<string, (acting: Acting, given: Given) => Promise<unknown>> = {
    'an invitation without a name': (acting) => inviteAccount(acting, { email: 'x@y.example' }, 'nl'),
    'an invitation to an address that has an account': (acting, { email }) =>
      inviteAccount(acting, { ...describePerson('coordinator'), email }, 'nl'),
    'a change of an earlier revision': (acting, { id }) =>
      editAccount(acting, id, { name: 'Anders', role: 'municipality', municipality }, 7),
    'the own account without a language': (acting, { id }) =>
      editOwnAccount(acting, id, { name: 'Anders', language: 'fr' }),
    'the provider without a role': (acting) =>
      signInByProvider(acting, claim({ email: 'wie@gemeente.example' }), 'nl', someBrowser()),
  };
  test.each(Object.entries(refused))('%s', async (_name, attempt) => {
    const given = await invite('coordinator');
    const error = await expectUnchanged(server.app.db, () => attempt(actingOn(server.app), given));
    expect(error).toBeInstanceOf(Refusal);
  });

  test('closing the last operator', async () => {
    const { id } = await server.app.db
      .selectFrom('account')
      .select('id')
      .where('role', '=', 'operator')
      .executeTakeFirstOrThrow();
    const error = await expectUnchanged(server.app.db, () => disableAccount(actingOn(server.app), id));
    expect(error).toMatchObject({ code: 'lastOperator' });
  });

  test('a link that was used', async () => {
    const { id } = await invite('coordinator');
    const link = await openLink(id, 'sign-in');
    await signInByLink(actingOn(server.app), link, undefined, someBrowser());
    const error = await expectUnchanged(server.app.db, () =>
      signInByLink(actingOn(server.app), link, 'hash', someBrowser()),
    );
    expect(error).toMatchObject({ code: 'signInLinkNotFound' });
  });
});

test('a line is by whoever signed in, and of a visitor when nobody did', async () => {
  const { db } = server.app;
  const { id } = await invite('coordinator');
  await signIn(actingOn(server.app), { id }, { action: 'accounts.signedIn' }, someBrowser());
  const failed = { action: 'accounts.signInFailed', refusal: 'wrongSignIn' } as const;
  await logRefusal(actingOn(server.app, { kind: 'visitor', accountId: id }), failed);
  await logRefusal(actingOn(server.app, { kind: 'visitor' }), failed);
  const lines = await db
    .selectFrom('audit')
    .select(['actor', 'accountId', 'action'])
    .orderBy('id', 'desc')
    .limit(3)
    .execute();
  expect(lines.reverse()).toEqual([
    { actor: 'account', accountId: id, action: 'accounts.signedIn' },
    { actor: 'visitor', accountId: id, action: 'accounts.signInFailed' },
    { actor: 'visitor', accountId: null, action: 'accounts.signInFailed' },
  ]);
});
