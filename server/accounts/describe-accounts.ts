/** The pages about accounts: the list, one account, and the form to invite or change somebody. */
import type { Language } from '../../survey/texts.ts';
import { roles } from '../access/access.ts';
import type { Config } from '../config.ts';
import type { Refused } from '../desk/submit-form.ts';
import { deskTexts } from '../desk/texts.ts';
import { listMunicipalityOptions } from '../text/municipalities.ts';
import type { Fault } from '../text/refusal.ts';
import type { Crumb } from '../web/frame.ts';
import type { AccountChoices } from './account-choices.ts';
import type { Account } from './accounts.ts';
import type { AccountForm } from './check-account.ts';
import { accountTexts } from './texts.ts';

declare module '../web/views.ts' {
  interface DeskViews {
    'accounts/accounts': ReturnType<typeof describeAccounts>;
    'accounts/account': ReturnType<typeof describeAccount>;
    'accounts/account-form': ReturnType<typeof describeAccountForm>;
  }
}

const crumbsTo = (language: Language, ...more: Crumb[]) => [
  { href: '/desk/accounts', label: accountTexts(language)('accounts.list.title') },
  ...more,
];

/** Faults with the names of their fields in front. */
export function labelFaults(faults: readonly Fault[], language: Language) {
  const t = accountTexts(language);
  const labels: Record<string, string> = {
    email: t('accounts.fields.email'),
    name: t('accounts.fields.name'),
    password: t('accounts.fields.password'),
    current: t('accounts.own.password.current'),
    role: t('accounts.fields.role'),
    municipality: t('accounts.fields.municipality'),
    municipalityCode: t('accounts.form.code'),
    municipalityName: t('accounts.form.name'),
    language: t('accounts.fields.language'),
  };
  return faults.map((fault) => ({ ...fault, label: labels[fault.where] }));
}

/** Can somebody sign in, and did somebody ever? */
function describeStatus({ disabledAt, hasEntered }: Account, language: Language) {
  const t = accountTexts(language);
  if (disabledAt) return { kind: 'none', label: t('accounts.status.disabled') } as const;
  if (hasEntered) return { kind: 'ok', label: t('accounts.status.open') } as const;
  return { kind: 'busy', label: t('accounts.status.invited') } as const;
}

export function describeAccounts(accounts: readonly Account[], language: Language) {
  return {
    title: accountTexts(language)('accounts.list.title'),
    accounts: accounts.map((account) => ({
      name: account.name,
      email: account.email,
      href: `/desk/accounts/${account.id}`,
      roleName: deskTexts(language)(`desk.roleNames.${account.role}`),
      place: account.municipality?.name,
      networkNames: account.networks.map(({ name }) => name).join(', '),
      status: describeStatus(account, language),
    })),
  };
}

interface AccountSurroundings {
  link: { token: string | undefined; expiresAt: Date } | undefined;
  config: Pick<Config, 'publicUrl' | 'smtpUrl'>;
  /** The sentence about what was just done. */
  done: string | undefined;
  isOwn: boolean;
}

export function describeAccount(
  account: Account,
  language: Language,
  { link, config, done, isOwn }: AccountSurroundings,
) {
  const home = `/desk/accounts/${account.id}`;
  const hasMail = config.smtpUrl !== undefined;
  return {
    title: account.name,
    crumbs: crumbsTo(language),
    account,
    links: {
      edit: `${home}/edit`,
      invitation: `${home}/invitation`,
      closure: `${home}/closure`,
      opening: `${home}/opening`,
      secondStepReset: `${home}/second-step-reset`,
    },
    roleName: deskTexts(language)(`desk.roleNames.${account.role}`),
    status: describeStatus(account, language),
    done,
    invitation: link && { expiresAt: link.expiresAt, keyChanged: link.token === undefined },
    // With a mail server the link goes to the person alone.
    link: link?.token !== undefined && !hasMail ? `${config.publicUrl}/sign-in/${link.token}` : undefined,
    isOwn,
    hasSecondStep: account.hasSecondStep,
    isDisabled: account.disabledAt !== null,
  };
}

interface FormSurroundings {
  language: Language;
  /** Undefined: somebody new. */
  account: Account | undefined;
  values: AccountForm & { revision?: string };
  choices: AccountChoices;
  refused: Refused | undefined;
}

export function describeAccountForm({ language, account, values, choices, refused }: FormSurroundings) {
  const t = accountTexts(language);
  const nameRole = (role: Account['role']) => deskTexts(language)(`desk.roleNames.${role}`);
  const home = account && `/desk/accounts/${account.id}`;
  return {
    title: account ? t('accounts.form.edit', { name: account.name }) : t('accounts.form.invite'),
    crumbs: crumbsTo(language, ...(account && home ? [{ href: home, label: account.name }] : [])),
    account,
    action: home ?? '/desk/accounts',
    back: home ?? '/desk/accounts',
    email: values.email,
    name: values.name,
    role: values.role,
    municipality: values.municipality,
    municipalityCode: values.municipalityCode,
    municipalityName: values.municipalityName,
    // Open when it was filled in.
    newMunicipality:
      values.municipality === 'new' || Boolean(values.municipalityCode) || Boolean(values.municipalityName),
    networks: [values.networks ?? []].flat(),
    // After a conflict the next press is meant: what is stored now is shown next to the form.
    revision: (refused?.conflict ? account?.revision : values.revision) ?? '',
    stored:
      refused?.conflict && account
        ? {
            name: account.name,
            role: nameRole(account.role),
            municipality: account.municipality?.name,
            networks: account.networks.map((network) => network.name).join(', '),
          }
        : undefined,
    roles: roles.map((role) => ({ value: role, label: nameRole(role), hint: t(`accounts.roles.${role}`) })),
    municipalities: [
      { value: '', label: t('accounts.form.noMunicipality') },
      ...listMunicipalityOptions(choices.municipalities),
      { value: 'new', label: t('accounts.form.newMunicipality') },
    ],
    networkChoices: choices.networks.map(({ id, name, municipality }) => ({
      value: id,
      label: name,
      hint: municipality,
    })),
    problems: labelFaults(refused?.problems ?? [], language),
  };
}
