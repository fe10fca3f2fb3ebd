/** What all our cookies have in common: for this server alone, not for scripts, and over https not in the clear. */
import type { Config } from '../config.ts';

export function describeCookie({ publicUrl }: Pick<Config, 'publicUrl'>) {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: publicUrl.startsWith('https:') } as const;
}
