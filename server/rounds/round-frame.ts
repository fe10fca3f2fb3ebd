/** What the pages about a round share: the pages above them, what was just done, and the shapes of their addresses. */
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Config } from '../config.ts';
import { createDone } from '../desk/done.ts';
import { readerLanguage } from '../desk/submit-form.ts';
import { networkTexts } from '../networks/texts.ts';
import type { Round } from './rounds.ts';
import { roundTexts } from './texts.ts';

// Ids that belong to nothing were refused at the door already.
export const roundParams = Type.Object({ round: Type.String() });
export const invitationParams = Type.Object({ invitation: Type.String() });

/** Says what was done to a round or its invitations. */
export const roundDone = createDone('rounds');

/** What is said after opening: without a mail server the mails wait to be copied. */
export function chooseOpenedNotice({ smtpUrl }: Pick<Config, 'smtpUrl'>) {
  return smtpUrl ? 'opened' : 'openedOutbox';
}

/** The pages above one about a round: networks, network, rounds, and with `round` the page of that round. */
export function roundCrumbs(
  request: FastifyRequest,
  { network, round, isList }: { network: Round['network']; round?: Round; isList?: boolean },
): { href: string; label: string }[] {
  const language = readerLanguage(request);
  const home = `/desk/networks/${network.id}`;
  return [
    { href: '/desk/networks', label: networkTexts(language)('networks.title') },
    { href: home, label: network.name },
    ...(isList ? [] : [{ href: `${home}/rounds`, label: roundTexts(language)('rounds.title') }]),
    ...(round ? [{ href: `/desk/rounds/${round.id}`, label: round.name }] : []),
  ];
}
