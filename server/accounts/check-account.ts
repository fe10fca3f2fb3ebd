/** What an operator typed about an account: everything that is wrong with it at once, or the account to store. */
import type { Language } from '../../survey/texts.ts';
import { type Role, roles } from '../access/access.ts';
import { checkMailAddress, tidyMailAddress } from '../text/check-mail-address.ts';
import { checkText, tidyText } from '../text/check-text.ts';
import { findMunicipality } from '../text/municipalities.ts';
import { type Problem, refuseProblems } from '../text/problems.ts';
import type { AccountChoices } from './account-choices.ts';

/** The fields of the form, as they were typed. */
export interface AccountForm {
  email?: string;
  name?: string;
  role?: string;
  /** The id of one that is known, the code of one of the list, 'new', or nothing. */
  municipality?: string;
  municipalityCode?: string;
  municipalityName?: string;
  networks?: string | string[];
}

export interface CheckedAccount {
  email: string;
  name: string;
  role: Role;
  municipality: { id: string } | { code: string; name: string } | undefined;
  networkIds: string[];
  language: Language;
}

/** Refuses with all problems. A network or municipality that is not there is left out as if it was not chosen. */
export function checkAccount(form: AccountForm, choices: AccountChoices, language: Language): CheckedAccount {
  const email = tidyMailAddress(form.email ?? '');
  const name = tidyText(form.name ?? '');
  const role = roles.find((one) => one === form.role);
  const problems: Problem[] = [...checkMailAddress('email', email), ...checkText('name', name)];
  if (!role) problems.push({ where: 'role', code: 'chooseOne' });
  const municipality = readMunicipality(form, choices, problems);
  const needsOne = role === 'coordinator' || role === 'municipality';
  if (needsOne && municipality === undefined) problems.push({ where: 'municipality', code: 'chooseOne' });
  if (problems.length > 0) throw refuseProblems(problems);
  const hasNetworks = role === 'coordinator' || role === 'researcher';
  const chosen = [form.networks ?? []].flat();
  return {
    email,
    name,
    role: role!,
    municipality: needsOne ? municipality : undefined,
    networkIds: hasNetworks ? choices.networks.map(({ id }) => id).filter((id) => chosen.includes(id)) : [],
    language,
  };
}

function readMunicipality(
  form: AccountForm,
  { municipalities }: AccountChoices,
  problems: Problem[],
): CheckedAccount['municipality'] {
  // Who fills in a new one means it, also without choosing it in the list.
  const isNew =
    form.municipality === 'new' || (!form.municipality && (form.municipalityCode || form.municipalityName));
  if (!isNew) {
    const listed = findMunicipality(form.municipality);
    return municipalities.find(({ id, code }) => id === form.municipality || code === listed?.code) ?? listed;
  }
  const code = (form.municipalityCode ?? '').trim().toUpperCase();
  const name = tidyText(form.municipalityName ?? '');
  if (!/^GM\d{4}$/.test(code)) problems.push({ where: 'municipalityCode', code: 'municipalityCode' });
  problems.push(...checkText('municipalityName', name));
  return { code, name };
}
