/**
 * Two municipalities with one of everything that an address of the desk can name: a network, partner, person,
 * round, invitation, share, mail and account, with the round open, closed, or closed and released.
 */

import { addSignInLink } from '../../server/accounts/sign-in/sign-in-links.ts';
import { closeRound } from '../../server/rounds/close-round.ts';
import type { App } from '../../server/web/fastify.ts';
import { hashToken, makeToken } from '../../server/web/token.ts';
import { emptyProfile } from '../../survey/profile.ts';
import { actingOn } from './acting.ts';
import { type SeedOptions, seedRound } from './seed.ts';
import { answer } from './send-answers.ts';

export type RoundState = 'open' | 'closed' | 'released';

/** The ids by the names of the parameters of addresses. */
export type Things = Record<
  | 'agreement'
  | 'recommendation'
  | 'municipality'
  | 'network'
  | 'partner'
  | 'person'
  | 'round'
  | 'invitation'
  | 'share'
  | 'mail'
  | 'account',
  string
>;

export type Municipality = Record<RoundState, Things>;

/** All of it, in the municipality with this code; `options`: how its rounds are, such as names of partners. */
export async function seedMunicipality(
  app: App,
  code: string,
  options: Pick<SeedOptions, 'partners' | 'sender'> = {},
): Promise<Municipality> {
  const things: Partial<Municipality> = {};
  for (const state of ['open', 'closed', 'released'] as const) {
    things[state] = await seedThings(app, code, state, options);
  }
  return things as Municipality;
}

async function seedThings(app: App, code: string, state: RoundState, options: SeedOptions): Promise<Things> {
  const { db } = app;
  const { networkId, roundId, partnerIds, people } = await seedRound(db, {
    ...options,
    municipality: { code, name: `Gemeente ${code}` },
  });
  for (const { invitationId } of Object.values(people)) {
    await answer(db, { invitationId, opinion: 4, consent: true, research: true, conditions: () => 4 });
  }
  if (state !== 'open') await closeRound(actingOn(app), roundId);
  if (state === 'released') {
    await db.updateTable('round').set({ releasedAt: new Date() }).where('id', '=', roundId).execute();
  }
  const place = {
    networkId,
    roundId,
    partnerId: partnerIds.welzijn!,
    invitationId: people.carla!.invitationId,
  };
  return addThings(app, `${code}-${state}`, place);
}

/** The path of a page of this route, with the ids of these things; undefined for a file, or without such a thing. */
export function fillIn(route: string, things: Things): string | undefined {
  const path = route
    .replace(/^GET /, '')
    .replaceAll(/:(\w+)/g, (_all, name) => things[name as keyof Things] ?? '');
  return /\.(csv|pdf|zip|pptx|svg|ics)$/.test(path) || path.includes('//') || path.endsWith('/')
    ? undefined
    : path;
}

/** Who looks at a page of the desk: the role that it is made for. */
export function chooseReader(route: string): 'operator' | 'researcher' | 'coordinator' {
  if (/\/(accounts|log|jobs|looks|texts|checks)\b/.test(route)) return 'operator';
  return route.includes('research-data') ? 'researcher' : 'coordinator';
}

/** The rest of it, beside a round that is there: for the partner that has this invitation. */
export async function addThings(
  { db, linkKey }: App,
  label: string,
  place: { networkId: string; roundId: string; partnerId: string; invitationId: string },
): Promise<Things> {
  const { networkId, roundId, partnerId: partner, invitationId: invitation } = place;
  const network = await db
    .selectFrom('network')
    .select('municipalityId')
    .where('id', '=', networkId)
    .executeTakeFirstOrThrow();
  const person = await db
    .insertInto('person')
    .values({ partnerId: partner, name: 'Carla', email: `carla@${label}.example` })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db.updateTable('invitation').set({ personId: person.id }).where('id', '=', invitation).execute();
  const share = await db
    .insertInto('share')
    .values({ roundId, scope: 'factsheet', partnerId: null, tokenHash: hashToken(makeToken()) })
    .returning('id')
    .executeTakeFirstOrThrow();
  const mail = await db
    .insertInto('mail')
    .values({
      kind: 'invitation',
      networkId,
      roundId,
      invitationId: invitation,
      personId: person.id,
      recipient: `carla@${label}.example`,
      language: 'nl',
      messageId: `<${makeToken()}@example.org>`,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const account = await db
    .insertInto('account')
    .values({
      email: `lezer@${label}.example`,
      emailFolded: `lezer@${label}.example`.toLowerCase(),
      name: 'Lezer',
      role: 'researcher',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const link = await addSignInLink(db, linkKey, account.id, 'invite');
  await db
    .insertInto('mail')
    .values({
      kind: 'account',
      accountId: account.id,
      signInLinkId: link.id,
      recipient: `lezer@${label}.example`,
      language: 'nl',
      messageId: `<${makeToken()}@example.org>`,
    })
    .execute();
  const agreement = await db
    .insertInto('agreement')
    .values({
      networkId,
      roundId,
      facet: 'contact',
      what: 'Een inloopuur',
      who: 'Welzijn',
      byWhen: '2090-01-31',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const recommendation = await db
    .insertInto('localRecommendation')
    .values({ networkId, facet: 'contact', class: null, action: 'Drink samen koffie' })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db
    .insertInto('choosing')
    .values({
      roundId,
      facets: JSON.stringify([{ id: 'contact', class: 'weak' }]),
      endsAt: new Date('2090-01-31T12:00:00Z'),
      closedAt: null,
      outcome: null,
    })
    .execute();
  await db
    .updateTable('round')
    .set({
      meetingFrom: new Date('2090-01-31T13:00:00Z'),
      meetingUntil: new Date('2090-01-31T15:00:00Z'),
      meetingPlace: 'Gemeentehuis, zaal 2',
    })
    .where('id', '=', roundId)
    .execute();
  const about = `Zo staat het in het profiel van ${label}.`;
  await db
    .insertInto('profile')
    .values({ partnerId: partner, content: JSON.stringify({ ...emptyProfile, about }), view: 'x.0' })
    .execute();
  return {
    agreement: agreement.id,
    recommendation: recommendation.id,
    municipality: network.municipalityId,
    network: networkId,
    partner,
    person: person.id,
    round: roundId,
    invitation,
    share: share.id,
    mail: mail.id,
    account: account.id,
  };
}
