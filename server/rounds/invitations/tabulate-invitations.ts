/** The table of personal links that somebody mails from: `partner,name,person,link`. */

import { defuseCell, type Table } from '../../web/write-csv.ts';
import type { NewInvitation } from './invitations.ts';

/** People typed the names, and a table to mail from is opened in a spreadsheet too: names are made harmless. */
export function tabulateInvitations(invitations: readonly NewInvitation[], publicUrl: string): Table {
  const rows = invitations.map((invitation) => [
    defuseCell(invitation.partner),
    defuseCell(invitation.name),
    defuseCell(invitation.person),
    linkInvitation(invitation, publicUrl),
  ]);
  return { header: ['partner', 'name', 'person', 'link'], rows };
}

/** The personal link. */
export function linkInvitation({ token }: NewInvitation, publicUrl: string): string {
  return `${publicUrl}/invitations/${token}`;
}
