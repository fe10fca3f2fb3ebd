/** The pages about accounts: the list, one account, and the form to invite or change somebody. */
import type { Language } from '../../survey/texts.ts';
import type { Config } from '../config.ts';
import type { Network } from '../networks/networks.ts';
import type { Fault, Refusal } from '../text/refusal.ts';
import type { Crumb } from '../web/frame.ts';
import { roles } from './access.ts';
import type { Account } from './accounts.ts';
import type { AccountForm } from './check-account.ts';
import { accountTexts } from './texts.ts';

const crumbs = (language: Language, ...more: Crumb[]) => [
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
  if (disabledAt) return { kind: 'none', label: t('accounts.status.disabled') };
  if (hasEntered) return { kind: 'ok', label: t('accounts.status.open') };
  return { kind: 'busy', label: t('accounts.status.invited') };
}

export function describeAccounts(accounts: readonly Account[], language: Language) {
  const t = accountTexts(language);
  return {
    title: t('accounts.list.title'),
    accounts: accounts.map((account) => ({
      ...account,
      href: `/desk/accounts/${account.id}`,
      roleName: t(`accounts.roleNames.${account.role}`),
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
  const t = accountTexts(language);
  const hasMail = config.smtpUrl !== undefined;
  return {
    title: account.name,
    crumbs: crumbs(language, { href: '', label: account.name }),
    account,
    links: Object.fromEntries(
      ['edit', 'invitation', 'closure', 'opening'].map((name) => [
        name,
        `/desk/accounts/${account.id}/${name}`,
      ]),
    ),
    roleName: t(`accounts.roleNames.${account.role}`),
    status: describeStatus(account, language),
    done,
    invitation: link && { expiresAt: link.expiresAt, keyChanged: link.token === undefined },
    // With a mail server the link goes to the person alone.
    link: link?.token !== undefined && !hasMail ? `${config.publicUrl}/sign-in/${link.token}` : undefined,
    isOwn,
    isDisabled: account.disabledAt !== null,
  };
}

interface FormSurroundings {
  language: Language;
  /** Undefined: somebody new. */
  account: Account | undefined;
  values: AccountForm & { revision?: string };
  known: {
    municipalities: readonly { id: string; code: string; name: string }[];
    networks: readonly Network[];
  };
  refusal: Refusal | undefined;
}

export function describeAccountForm({ language, account, values, known, refusal }: FormSurroundings) {
  const t = accountTexts(language);
  const title = account ? t('accounts.form.edit', { name: account.name }) : t('accounts.form.invite');
  const faults = refusal?.faults(language) ?? [];
  const isConflict = refusal?.code === 'changedMeanwhile';
  return {
    title,
    crumbs: crumbs(
      language,
      ...(account ? [{ href: `/desk/accounts/${account.id}`, label: account.name }] : []),
      { href: '', label: title },
    ),
    account,
    action: account ? `/desk/accounts/${account.id}` : '/desk/accounts',
    back: account ? `/desk/accounts/${account.id}` : '/desk/accounts',
    email: values.email,
    name: values.name,
    role: values.role,
    municipality: values.municipality,
    municipalityCode: values.municipalityCode,
    municipalityName: values.municipalityName,
    // Open when it is the only way, or was filled in.
    newMunicipality:
      values.municipality === 'new' || Boolean(values.municipalityCode) || known.municipalities.length === 0,
    networks: [values.networks ?? []].flat(),
    // After a conflict the next press is meant: what is stored now stands beside the form.
    revision: isConflict ? String(account?.revision) : values.revision,
    stored: isConflict &&
      account && {
        name: account.name,
        role: t(`accounts.roleNames.${account.role}`),
        municipality: account.municipality?.name,
        networks: account.networks.map((network) => network.name).join(', '),
      },
    roles: roles.map((role) => ({
      value: role,
      label: t(`accounts.roleNames.${role}`),
      hint: t(`accounts.roles.${role}`),
    })),
    municipalities: [
      { value: '', label: t('accounts.form.noMunicipality') },
      ...known.municipalities.map(({ id, code, name }) => ({ value: id, label: `${name} (${code})` })),
      { value: 'new', label: t('accounts.form.newMunicipality') },
    ],
    networkChoices: known.networks.map(({ id, name, municipality }) => ({
      value: id,
      label: name,
      hint: municipality.name,
    })),
    problems:
      refusal && faults.length === 0
        ? [{ where: '', sentence: refusal.sentence(language) }]
        : labelFaults(faults, language),
  };
}
