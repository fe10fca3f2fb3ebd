/** Everything that the check looks at, at once and in bounded time; and what it found, in words. */
import type { Language } from '../../survey/texts.ts';
import type { Config } from '../config.ts';
import { checkLimits } from '../web/limits.ts';
import { checkAddress } from './check-address.ts';
import { checkSender } from './check-sender.ts';
import type { Finding } from './findings.ts';
import { createLookUp } from './look-up-text.ts';
import { checkTexts } from './texts.ts';

type Checked = Pick<Config, 'mailFrom' | 'returnPath' | 'dkimSelector' | 'dnsServer' | 'publicUrl'>;

export async function checkInstallation(config: Checked): Promise<Finding[]> {
  const { milliseconds: patience } = checkLimits;
  const found = await Promise.all([
    checkSender(config, createLookUp(config.dnsServer, patience)),
    checkAddress(config.publicUrl, { patience }),
  ]);
  return found.flat();
}

const badges = { ok: 'ok', wrong: 'wrong', unknown: 'none' } as const;

export function describeFindings(findings: readonly Finding[], language: Language) {
  const t = checkTexts(language);
  return findings.map(({ about, state, sentence, values }) => ({
    about: t(`checks.about.${about}`),
    status: { kind: badges[state], label: t(`checks.states.${state}`) },
    sentence: t(`checks.sentences.${sentence}`, { ...values }),
  }));
}
