/** The pages between a password and the desk: taking the second step, setting one up, and the recovery codes. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import encodeQr from 'qr';
import type { HalfSession } from '../../access/sessions.ts';
import type { Fault } from '../../text/refusal.ts';
import type { App } from '../../web/fastify.ts';
import { isDeskPath, type KeptForm } from '../../web/kept-form.ts';
import { accountTexts } from '../texts.ts';
import { describeAppSecret, makeAppSecret, openSecret, sealSecret } from './app-codes.ts';
import { listFactors, listPasskeyNames } from './factors.ts';
import { type Asking, askPasskey, findPasskeySite, offerPasskey } from './passkeys.ts';

/** A secret for an app, as it is shown: typed by hand, as a picture, and sealed for the form. */
export interface OfferedApp {
  secret: string;
  sealed: string;
  qr: string;
}

declare module '../../web/views.ts' {
  interface Views {
    'accounts/second-step/second-step': Onward & {
      hasApp: boolean;
      /** What can be typed. */
      hint: string;
      /** What a browser needs to ask a passkey; undefined: there is none to ask. */
      passkey: string | undefined;
    };
    'accounts/second-step/set-up': Onward & {
      app: OfferedApp;
      passkey: string | undefined;
    };
    'accounts/second-step/first-codes': {
      codes: readonly string[];
      kept: string | undefined;
      onward: string;
    };
  }
  interface Parts {
    'accounts/second-step/app-secret': { app: OfferedApp };
    'accounts/second-step/passkey-button': {
      ask: 'create' | 'get';
      /** What the browser hands the device, as JSON. */
      options: string;
      label: string;
      failed: string;
    };
    'accounts/second-step/recovery-codes': { codes: readonly string[] };
  }
}

/** Where to go afterwards, and the form that came too late. */
interface Onward {
  to: string | undefined;
  kept: string | undefined;
}

export interface SecondStepPage {
  to?: string | undefined;
  kept?: KeptForm | undefined;
  problems?: Fault[];
  /** The secret that the page of before showed: the same again after a mistake. */
  sealed?: string | undefined;
}

export const secondStepPath = '/sign-in/second-step';

/** The page that a half session opens. */
export async function showSecondStep(
  app: App,
  request: FastifyRequest,
  reply: FastifyReply,
  half: HalfSession,
  { to, kept, problems = [], sealed }: SecondStepPage,
) {
  const language = request.chosenLanguage ?? half.language;
  const t = accountTexts(language);
  const factors = await listFactors(app.db, half.accountId);
  const onward = describeOnward(to, kept);
  const frame = {
    language,
    desk: {
      fixedLanguage: request.method !== 'GET',
      query: onward.to && `to=${encodeURIComponent(onward.to)}`,
    },
    script: 'passkey.js',
    problems,
    ...onward,
  };
  const site = findPasskeySite(app.config);
  const asking: Asking | undefined = site && { site, linkKey: app.linkKey, sessionId: half.id };
  if (half.waitsFor === 'set-up') {
    return reply.view('accounts/second-step/set-up', {
      ...frame,
      title: t('accounts.secondStep.setUp.title'),
      app: offerApp(app.linkKey, half, sealed),
      passkey: asking && (await offerPasskey(asking, half, [])),
    });
  }
  const names = listPasskeyNames(factors);
  const hasApp = factors.some(({ kind }) => kind === 'app');
  return reply.view('accounts/second-step/second-step', {
    ...frame,
    title: t('accounts.secondStep.title'),
    hasApp,
    hint: t(hasApp ? 'accounts.secondStep.codeHint' : 'accounts.secondStep.recoveryHint'),
    passkey: asking && names.length > 0 ? await askPasskey(asking, names) : undefined,
  });
}

/** The recovery codes of who set up a second step while signing in; the answer to the form, for no second look. */
export function showFirstCodes(
  request: FastifyRequest,
  reply: FastifyReply,
  half: HalfSession,
  codes: readonly string[],
  { to, kept }: SecondStepPage,
) {
  const language = request.chosenLanguage ?? half.language;
  const onward = describeOnward(to, kept);
  return reply.view('accounts/second-step/first-codes', {
    language,
    title: accountTexts(language)('accounts.recovery.title'),
    desk: { fixedLanguage: true },
    script: 'print-button.js',
    codes,
    kept: onward.kept,
    onward: onward.to ?? '/desk',
  });
}

/** A new secret, or the one that was shown before. */
export function offerApp(
  linkKey: string,
  { accountId, email }: { accountId: string; email: string },
  earlier?: string,
): OfferedApp {
  const shown = earlier && openSecret(linkKey, accountId, Buffer.from(earlier, 'base64url'));
  const secret = shown || makeAppSecret();
  return {
    secret: secret.replace(/.{4}(?=.)/g, '$& '),
    sealed: sealSecret(linkKey, accountId, secret).toString('base64url'),
    qr: encodeQr(describeAppSecret(secret, email), 'svg', { ecc: 'medium', border: 4 }),
  };
}

function describeOnward(to: string | undefined, kept: KeptForm | undefined): Onward {
  return {
    to: isDeskPath(to) && to !== '/desk' ? to : undefined,
    kept: kept && JSON.stringify(kept),
  };
}
