/** The page to sign in on, also for a form that came too late, and the page that sends that form again. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { makeCsrfToken, type Session } from '../../access/sessions.ts';
import type { Config } from '../../config.ts';
import { describeDesk } from '../../desk/describe-desk.ts';
import type { Fault } from '../../text/refusal.ts';
import { isDeskPath, type KeptForm } from '../../web/kept-form.ts';
import type { NoticeKind } from '../../web/parts/parts.ts';
import { accountTexts } from '../texts.ts';

declare module '../../web/views.ts' {
  interface Views {
    'accounts/sign-in/sign-in': {
      email: string;
      to: string | undefined;
      kept: string | undefined;
      hadFile: boolean | undefined;
      notice: string | undefined;
      noticeKind: NoticeKind;
      canMail: boolean;
      provider: { label: string; href: string } | undefined;
    };
    'accounts/sign-in/kept-form': {
      path: string;
      fields: readonly { name: string; value: string }[];
      hadFile: boolean;
      csrf: string;
    };
  }
}

interface SignInPage {
  email?: string;
  /** Where to go afterwards. */
  to?: string | undefined;
  kept?: KeptForm | 'tooLarge' | undefined;
  problems?: Fault[];
  /** A key of `accounts.signIn.notices`. */
  notice?: 'signedOut' | 'mailed' | 'sessionEnded' | 'tooLarge' | 'stillOut' | undefined;
}

/** The sign-in page, with what has to survive it in hidden fields. */
export function showSignIn(
  config: Config,
  request: FastifyRequest,
  reply: FastifyReply,
  { email = '', to, kept, problems = [], notice }: SignInPage,
) {
  const language = request.chosenLanguage ?? 'nl';
  const t = accountTexts(language);
  const form = kept === 'tooLarge' ? undefined : kept;
  // Who comes back from a provider has no form any more: with one to keep there is no such way.
  const provider = form ? undefined : config.oidc;
  const there = isDeskPath(to) && to !== '/desk' ? to : undefined;
  return reply.view('accounts/sign-in/sign-in', {
    language,
    title: t('accounts.signIn.title'),
    desk: {
      fixedLanguage: request.method !== 'GET',
      query: there && `to=${encodeURIComponent(there)}`,
    },
    email,
    to: there,
    kept: form && JSON.stringify(form),
    hadFile: form?.hadFile,
    problems,
    notice: notice && t(`accounts.signIn.notices.${notice}`),
    noticeKind: notice === 'signedOut' || notice === 'mailed' ? 'ok' : 'warning',
    canMail: config.smtpUrl !== undefined,
    provider: provider && {
      label: t('accounts.signIn.provider', { name: provider.name }),
      href: there === undefined ? '/sign-in/provider' : `/sign-in/provider?to=${encodeURIComponent(there)}`,
    },
  });
}

/** 'Press to save now': the kept form, with the token of the new session. */
export function showKeptForm(
  request: FastifyRequest,
  reply: FastifyReply,
  session: Session,
  { path, fields, hadFile }: KeptForm,
) {
  const language = request.chosenLanguage ?? session.language;
  return reply.view('accounts/sign-in/kept-form', {
    language,
    title: accountTexts(language)('accounts.kept.title'),
    desk: { ...describeDesk(session, language, path), fixedLanguage: true },
    path,
    fields: fields.map(([name, value]) => ({ name, value })),
    hadFile,
    csrf: makeCsrfToken(session),
  });
}
