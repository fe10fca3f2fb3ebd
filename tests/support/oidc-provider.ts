/** A real OpenID Connect provider on a port of this machine, where whoever comes is the person that the test chose. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

export interface ProviderPerson {
  sub: string;
  [claim: string]: unknown;
}

export interface TestProvider {
  issuer: string;
  /** The settings with which our server knows it. */
  env: Record<string, string>;
  /** Who signs in there from now on. */
  person: ProviderPerson;
  stop(): Promise<void>;
}

const secret = 'a-secret-between-two-servers';

export async function startProvider(publicUrl: string): Promise<TestProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const running: TestProvider = {
    issuer,
    env: {
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: 'ketenspiegel',
      OIDC_CLIENT_SECRET: secret,
      OIDC_NAME: 'Gemeente Weert',
    },
    person: { sub: 'nobody' },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };

  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'ketenspiegel',
        client_secret: secret,
        redirect_uris: [`${publicUrl}/sign-in/provider/return`],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    pkce: { required: () => true },
    scopes: ['openid', 'email', 'profile'],
    claims: {
      openid: ['sub', 'roles', 'municipalityCode'],
      email: ['email', 'email_verified'],
      profile: ['name'],
    },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ['a-key-for-tests'] },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ ...running.person, sub }) }),
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client!.clientId,
        accountId: oidc.session!.accountId!,
      });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  server.on('request', (request, response) => {
    const isInteraction = request.url?.startsWith('/interaction/');
    const work = isInteraction
      ? provider.interactionFinished(request, response, { login: { accountId: running.person.sub } })
      : answer(request, response);
    work.catch((error: unknown) => response.destroy(error as Error));
  });
  return running;
}
