/** The app of a test that sends mail, with the server that receives it: `const server = await startMailingApp()` in `beforeAll`. */
import { type MailReceiver, startMailReceiver } from './mail-receiver.ts';
import { startTestApp, type TestApp } from './test-app.ts';

export interface MailingApp extends TestApp {
  receiver: MailReceiver;
}

/** People reach it at `http://keten.example`; its mails come from `mail@keten.example`. */
export async function startMailingApp(env: NodeJS.ProcessEnv = {}): Promise<MailingApp> {
  const receiver = await startMailReceiver();
  const testApp = await startTestApp({
    SMTP_URL: receiver.url,
    PUBLIC_URL: 'http://keten.example',
    MAIL_FROM: 'Ketenspiegel <mail@keten.example>',
    ...env,
  });
  return {
    ...testApp,
    receiver,
    async stop() {
      await testApp.stop();
      await receiver.stop();
    },
  };
}
