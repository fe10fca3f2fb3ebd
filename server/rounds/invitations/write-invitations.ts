/** The file with personal links that the coordinator mails from: `partner,name,person,link`. */

import { writeCsv } from '../../web/write-csv.ts';
import type { NewInvitation } from './invitations.ts';

export function writeInvitations(invitations: readonly NewInvitation[], publicUrl: string): string {
  const rows = invitations.map((invitation) => [
    invitation.partner,
    invitation.name,
    invitation.person,
    linkInvitation(invitation, publicUrl),
  ]);
  return writeCsv(['partner', 'name', 'person', 'link'], rows);
}

/** The personal link. */
export function linkInvitation({ token }: NewInvitation, publicUrl: string): string {
  return `${publicUrl}/invitations/${token}`;
}
