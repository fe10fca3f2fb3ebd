/** A test mail to oneself, which shows whether the mail server takes mails. */
import type { Language } from '../../survey/texts.ts';
import type { Config } from '../config.ts';
import { type Acting, act } from '../log/act.ts';
import { sendOnce } from '../mail/mail-server.ts';
import { writeTest } from '../mail/mail-words.ts';
import { renderMail } from '../mail/render-mail.ts';

/** Sends it at once, without the queue. Throws what the mail server answered when it does not take the mail. */
export function sendTestMail(
  acting: Acting,
  config: Config,
  { name, email, language }: { name: string; email: string; language: Language },
): Promise<void> {
  return act(acting, async (change) => {
    await change.log({ action: 'outbox.testMail' });
    await sendOnce(config, renderMail(writeTest(language, name)), email);
  });
}
