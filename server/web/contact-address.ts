/** Where somebody can be reached: a setting that is a mail address or a page, as an address to follow. */
export function toContactAddress(contact: string): string {
  return contact.startsWith('https://') ? contact : `mailto:${contact}`;
}
