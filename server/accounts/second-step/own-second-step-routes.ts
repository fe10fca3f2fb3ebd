/** One's own second step at the desk: apps, passkeys and recovery codes. Changing them asks again who it is. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { DeskRule } from '../../desk/desk.ts';
import { type Refused, readerLanguage, showRefused, submitForm } from '../../desk/submit-form.ts';
import { formatMoment } from '../../text/format-date.ts';
import { Refusal } from '../../text/refusal.ts';
import type { App } from '../../web/fastify.ts';
import { accountDone } from '../account-done.ts';
import { findAccount, findAccountByEmail } from '../accounts.ts';
import { isPassword } from '../password.ts';
import { createSignInLimits } from '../sign-in/sign-in-limits.ts';
import { accountTexts } from '../texts.ts';
import { addFactor } from './add-factor.ts';
import { confirmOwner } from './confirm-session.ts';
import { type Factor, listFactors, listPasskeyNames, mustTakeSecondStep } from './factors.ts';
import { askPasskey, findPasskeySite, offerPasskey } from './passkeys.ts';
import { countRecoveryCodes } from './recovery-codes.ts';
import { removeFactor, renewRecoveryCodes } from './remove-factor.ts';
import { type OfferedApp, offerApp } from './show-second-step.ts';

declare module '../../web/views.ts' {
  interface DeskViews {
    'accounts/second-step/own-second-step': {
      done: string | undefined;
      isObligatory: boolean;
      factors: readonly { id: string; name: string; about: string; canGo: boolean }[];
      codesLeft: string | undefined;
      /** Undefined: first it has to be proved again who it is. */
      app: OfferedApp | undefined;
      newPasskey: string | undefined;
      /** How that can be proved. */
      confirm:
        | { byFactor: boolean; byPassword: boolean; hint: string; passkey: string | undefined }
        | undefined;
    };
    'accounts/second-step/own-codes': { codes: readonly string[] };
  }
}

const path = '/account/second-step';
const page = `/desk${path}`;
const text = (maxLength: number) => Type.Optional(Type.String({ maxLength }));
const read: DeskRule = { thing: 'desk', verb: 'read' };
const change: DeskRule = { thing: 'desk', verb: 'change' };
const Confirm = Type.Object({ code: text(100), credential: text(20_000), password: text(5000) });
const Add = Type.Object({ code: text(100), credential: text(20_000), sealed: text(500) });
const Remove = Type.Object({ factor: text(30) });

export async function ownSecondStepRoutes(app: App) {
  const limits = createSignInLimits(app);

  app.get(path, { config: { desk: read } }, (request, reply) => show(request, reply, {}));

  app.post(`${path}/confirm`, { config: { desk: change }, schema: { body: Confirm } }, (request, reply) =>
    submitForm(
      reply,
      async () => {
        const { session, body } = request;
        const tried = await limits.countConfirmation(session.accountId);
        const { passwordHash } = (await findAccountByEmail(app.db, session.email))!;
        const { hasSecondStep } = await findAccount(app.db, session.accountId);
        // A password proves who it is only while there is no second step.
        const counts = hasSecondStep ? undefined : passwordHash;
        const proof =
          body.password === undefined ? body : { isPasswordRight: await isPassword(counts, body.password) };
        if (!(await confirmOwner(request.acting, session, proof))) throw new Refusal(422, 'notConfirmed');
        await tried.forgive();
        return page;
      },
      (refused) => show(request, reply, { refused }),
    ),
  );

  app.post(path, { config: { desk: change }, schema: { body: Add } }, (request, reply) =>
    showRefused(
      reply,
      async () => {
        requireConfirmed(request);
        const { accountId, id: sessionId } = request.session;
        const codes = await addFactor(request.acting, { accountId, sessionId }, request.body);
        if (codes) return showCodes(request, reply, codes);
        return reply.redirect(accountDone.after(page, 'factorAdded'), 303);
      },
      (refused) => show(request, reply, { refused, sealed: request.body.sealed }),
    ),
  );

  app.post(`${path}/removal`, { config: { desk: change }, schema: { body: Remove } }, (request, reply) =>
    submitForm(
      reply,
      async () => {
        requireConfirmed(request);
        await removeFactor(request.acting, request.session.accountId, request.body.factor ?? '');
        return accountDone.after(page, 'factorRemoved');
      },
      (refused) => show(request, reply, { refused }),
    ),
  );

  app.post(`${path}/codes`, { config: { desk: change } }, (request, reply) =>
    showRefused(
      reply,
      async () => {
        requireConfirmed(request);
        const codes = await renewRecoveryCodes(request.acting, request.session.accountId);
        return showCodes(request, reply, codes);
      },
      (refused) => show(request, reply, { refused }),
    ),
  );

  function showCodes(request: FastifyRequest, reply: FastifyReply, codes: readonly string[]) {
    const t = accountTexts(readerLanguage(request));
    return reply.desk('accounts/second-step/own-codes', {
      title: t('accounts.recovery.title'),
      crumbs: [
        { href: '/desk/account', label: t('accounts.own.title') },
        { href: page, label: t('accounts.secondStep.own.title') },
      ],
      script: 'print-button.js',
      codes,
    });
  }

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    { refused, sealed }: { refused?: Refused; sealed?: string | undefined },
  ) {
    const { session } = request;
    const language = readerLanguage(request);
    const t = accountTexts(language);
    const factors = await listFactors(app.db, session.accountId);
    const isObligatory = mustTakeSecondStep(app.config, session.role);
    const names = listPasskeyNames(factors);
    const hasApp = factors.some(({ kind }) => kind === 'app');
    const site = findPasskeySite(app.config);
    const asking = site && { site, linkKey: app.linkKey, sessionId: session.id };
    const { passwordHash } = (await findAccountByEmail(app.db, session.email))!;
    const describe = (factor: Factor) => ({
      id: factor.id,
      name: t(`accounts.factors.${factor.kind}`),
      about: factor.usedAt
        ? t('accounts.factors.used', {
            since: formatMoment(factor.createdAt, language),
            last: formatMoment(factor.usedAt, language),
          })
        : t('accounts.factors.since', { since: formatMoment(factor.createdAt, language) }),
      canGo: session.isConfirmed && !(isObligatory && factors.length === 1),
    });
    return reply.desk('accounts/second-step/own-second-step', {
      title: t('accounts.secondStep.own.title'),
      crumbs: [{ href: '/desk/account', label: t('accounts.own.title') }],
      script: 'passkey.js',
      done: accountDone.read(request),
      isObligatory,
      factors: factors.map(describe),
      codesLeft:
        factors.length > 0
          ? t('accounts.recovery.left', { count: await countRecoveryCodes(app.db, session.accountId) })
          : undefined,
      app: session.isConfirmed ? offerApp(app.linkKey, session, sealed) : undefined,
      newPasskey: session.isConfirmed && asking ? await offerPasskey(asking, session, names) : undefined,
      confirm: session.isConfirmed
        ? undefined
        : {
            byFactor: factors.length > 0,
            hint: t(hasApp ? 'accounts.secondStep.codeHint' : 'accounts.secondStep.recoveryHint'),
            byPassword: factors.length === 0 && passwordHash !== null,
            passkey: asking && names.length > 0 ? await askPasskey(asking, names) : undefined,
          },
      problems: refused?.problems ?? [],
    });
  }
}

function requireConfirmed({ session }: FastifyRequest): void {
  if (!session.isConfirmed) throw new Refusal(409, 'confirmFirst');
}
