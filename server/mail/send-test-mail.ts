/**
 * Shows an operator that the mail server works: a mail to the operator's own address, sent at once, outside the
 * queue.
 */
import type { Language } from '../../survey/texts.ts';
import type { Config } from '../config.ts';
import { limitMail } from '../jobs/limit-mails.ts';
import { type Acting, act } from '../log/act.ts';
import { sendOnce } from './mail-server.ts';
import { writeTest } from './mail-words.ts';
import { renderMail } from './render-mail.ts';

/** Throws a `DeliveryError`, and a refusal when there is no mail server or too many were sent. */
export async function sendTestMail(
  acting: Acting,
  config: Pick<Config, 'smtpUrl' | 'mailFrom' | 'publicUrl'>,
  { name, email, language }: { name: string; email: string; language: Language },
): Promise<void> {
  // The line first: no transaction waits for a mail server, and nothing goes out that the log does not know.
  await act(acting, async (change) => {
    await limitMail(change, 'test', email);
    await change.log({ action: 'outbox.testMail' });
  });
  await sendOnce(config, renderMail(writeTest(language, name)), email);
}
