/** The page of the operator on which the sender's domain and the address of the server are looked at. */

import { readerLanguage } from '../desk/submit-form.ts';
import { formatMoment } from '../text/format-date.ts';
import type { App } from '../web/fastify.ts';
import { checkLimits } from '../web/limits.ts';
import { checkInstallation, describeFindings } from './check-installation.ts';
import type { Finding } from './findings.ts';
import { checkTexts } from './texts.ts';

declare module '../web/views.ts' {
  interface DeskViews {
    'checks/checks': { lookedAt: string; findings: ReturnType<typeof describeFindings> };
  }
}

export async function deskCheckRoutes(app: App) {
  /** Who looks again at once, or together with others, is shown the same. */
  let last: { at: Date; findings: Promise<Finding[]> } | undefined;

  app.get(
    '/checks',
    { config: { desk: { thing: 'installation', verb: 'read' } } },
    async (request, reply) => {
      const language = readerLanguage(request);
      if (!last || Date.now() - last.at.getTime() > checkLimits.keptMilliseconds) {
        last = { at: new Date(), findings: checkInstallation(app.config) };
      }
      const { at, findings } = last;
      const t = checkTexts(language);
      return reply.desk('checks/checks', {
        title: t('checks.title'),
        crumbs: [{ label: t('checks.jobs'), href: '/desk/jobs' }],
        lookedAt: t('checks.lookedAt', { moment: formatMoment(at, language) }),
        findings: describeFindings(await findings, language),
      });
    },
  );
}
