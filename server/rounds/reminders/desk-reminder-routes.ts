/** A reminder at the desk: how many it goes to, who they are, whom it leaves out and what it says; and the button. */
import type { FastifyReply } from 'fastify';
import type { DeskRule } from '../../desk/desk.ts';
import { type Refused, readerLanguage, submitForm } from '../../desk/submit-form.ts';
import { findRoundPrivacy } from '../../privacy/privacy.ts';
import type { App } from '../../web/fastify.ts';
import type { MailExample } from '../../web/parts/parts.ts';
import { previewMails } from '../preview-mail.ts';
import { roundCrumbs, roundDone, roundParams } from '../round-frame.ts';
import { findRound } from '../rounds.ts';
import { roundTexts } from '../texts.ts';
import { describeReminder } from './describe-reminder.ts';
import { remindNow, wasRemindedToday } from './remind-now.ts';
import { listUnanswered } from './unanswered.ts';

declare module '../../web/views.ts' {
  interface DeskViews {
    'rounds/reminders/reminder': ReturnType<typeof describeReminder> & {
      action: string;
      back: string;
      mails: readonly MailExample[];
    };
  }
}

const read: DeskRule = { thing: 'network', verb: 'read' };
const change: DeskRule = { thing: 'network', verb: 'change' };
const schema = { params: roundParams };

export async function deskReminderRoutes(app: App) {
  app.get('/rounds/:round/reminders', { config: { desk: read }, schema }, (request, reply) =>
    showReminder(reply, request.params.round),
  );

  app.post('/rounds/:round/reminders', { config: { desk: change }, schema }, (request, reply) => {
    const { round } = request.params;
    return submitForm(
      reply,
      async () => {
        const count = await remindNow(request.acting, round);
        return roundDone.after(`/desk/rounds/${round}`, count > 0 ? 'reminded' : 'remindedNobody');
      },
      (refused) => showReminder(reply, round, refused),
    );
  });

  async function showReminder(reply: FastifyReply, id: string, { problems }: Partial<Refused> = {}) {
    const { request } = reply;
    const language = readerLanguage(request);
    const round = await findRound(app.db, id);
    if (round.status !== 'open' && !problems) return reply.redirect(`/desk/rounds/${id}`, 303);
    const people = await listUnanswered(app.db, id);
    const { contact } = await findRoundPrivacy(app.db, id);
    const isToday = await wasRemindedToday(app.db, id);
    const { publicUrl, mailFrom } = app.config;
    const input = { ...round, publicUrl, mailFrom, network: round.network.name, contact };
    return reply.desk('rounds/reminders/reminder', {
      title: roundTexts(language)('rounds.reminder.title'),
      crumbs: roundCrumbs(request, { network: round.network, round }),
      problems,
      ...describeReminder(people, { isOpen: round.status === 'open', isToday }, language),
      action: `/desk/rounds/${id}/reminders`,
      back: `/desk/rounds/${id}`,
      // In the languages in which it goes out.
      mails: previewMails(input, 'reminder', language).filter((mail) =>
        people.some((person) => person.obstacle === null && person.language === mail.language),
      ),
    });
  }
}
