/** The frame of every page of the desk: who signed in, where one can go, and which pages are above this one. */
import type { Language } from '../../survey/texts.ts';
import type { Role } from '../access/access.ts';
import { makeCsrfToken, type Session } from '../access/sessions.ts';
import type { Crumb, Desk } from '../web/frame.ts';
import { deskTexts } from './texts.ts';

interface Destination {
  href: string;
  /** A key of `desk.navigation`. */
  label: 'networks' | 'results' | 'addressBook' | 'looks' | 'accounts' | 'log' | 'jobs' | 'own';
  roles: readonly Role[];
}

const destinations: Destination[] = [
  { href: '/desk/networks', label: 'networks', roles: ['operator', 'coordinator'] },
  {
    href: '/desk/results',
    label: 'results',
    roles: ['operator', 'coordinator', 'municipality', 'researcher'],
  },
  { href: '/desk/address-book', label: 'addressBook', roles: ['coordinator', 'municipality'] },
  { href: '/desk/looks', label: 'looks', roles: ['operator', 'municipality'] },
  { href: '/desk/accounts', label: 'accounts', roles: ['operator'] },
  { href: '/desk/log', label: 'log', roles: ['operator'] },
  { href: '/desk/jobs', label: 'jobs', roles: ['operator'] },
  { href: '/desk/account', label: 'own', roles: ['operator', 'coordinator', 'municipality', 'researcher'] },
];

/** What the layout needs. `url` is the address of the page. */
export function describeDesk(
  session: Session,
  language: Language,
  url: string,
  crumbs: readonly Crumb[] = [],
): Desk {
  const t = deskTexts(language);
  const path = url.split('?')[0]!;
  return {
    name: session.name,
    role: t(`desk.roleNames.${session.role}`),
    csrf: makeCsrfToken(session),
    navigation: destinations
      .filter(({ roles }) => roles.includes(session.role))
      .map(({ href, label }) => ({
        href,
        label: t(`desk.navigation.${label}`),
        current: path === href || path.startsWith(`${href}/`) || crumbs[0]?.href === href,
      })),
    crumbs,
  };
}
