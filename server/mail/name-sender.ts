/**
 * From whom a mail of a round comes: the coordinator by name, at the address of the server, whose domain vouches for it.
 * People open what comes from somebody they know. Pure.
 */
import { keepOnOneLine } from './plain-words.ts';

export interface MailSender {
  name: string;
  address: string;
}

/** The sender of the settings: an address, or a name with an address. */
function readMailFrom(mailFrom: string): MailSender {
  const [, name, address] = /^([^<>]*)<([^<>]+)>$/.exec(mailFrom.trim()) ?? [];
  if (address === undefined) return { name: '', address: mailFrom.trim() };
  return { name: name!.replaceAll('"', '').trim(), address };
}

const maxName = 60;

/**
 * 'Anne Jansen via Ketenspiegel', of 'Anne Jansen, coordinator'. Signs that have a meaning in an address are left out, and
 * so is a name that is an address: mail programs would show that as where it came from.
 */
export function nameSender(sender: string, mailFrom: string): MailSender {
  const own = readMailFrom(mailFrom);
  const [first = ''] = keepOnOneLine(sender).split(/[,;(]/);
  const name = first.includes('@')
    ? ''
    : [...first.replace(/[<>"\\]/g, '').trim()].slice(0, maxName).join('');
  const via = own.name || 'Ketenspiegel';
  return name === '' || name === via ? { ...own, name: via } : { ...own, name: `${name} via ${via}` };
}
