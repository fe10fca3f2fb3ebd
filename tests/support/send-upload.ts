/** A form with a file, sent as a page of the desk sends it. */
import type { App } from '../../server/web/fastify.ts';
import type { SignedIn } from './sign-in.ts';

const boundary = 'grens-van-het-formulier';

/** Text fields, and files as bytes. With the `csrf` of one page twice it is the same form; without, of a page that was just shown. */
export async function sendUpload(
  app: App,
  who: SignedIn,
  url: string,
  fields: Readonly<Record<string, string | Buffer>>,
) {
  const shown = await who.get('/desk/account');
  const csrf = /name="csrf" value="([^"]+)"/.exec(shown.body)![1]!;
  const parts = Object.entries({ csrf, ...fields }).flatMap(([name, value]) => [
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${
        typeof value === 'string' ? '' : '; filename="logo"\r\nContent-Type: application/octet-stream'
      }\r\n\r\n`,
    ),
    typeof value === 'string' ? Buffer.from(value) : value,
    Buffer.from('\r\n'),
  ]);
  return app.inject({
    method: 'POST',
    url,
    payload: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
    headers: { cookie: who.cookie, 'content-type': `multipart/form-data; boundary=${boundary}` },
  });
}
