/** The two pages that are open to everybody: what this is, and how the API works. Neither holds any data. */
import { describeApi } from './api/describe-api.ts';
import type { App } from './fastify.ts';
import { webTexts } from './texts.ts';

declare module './views.ts' {
  interface Views {
    'web/home': object;
  }
}

export async function homeRoutes(app: App) {
  app.get('/', (request, reply) => {
    const language = request.chosenLanguage ?? 'nl';
    return reply.view('web/home', { language, title: webTexts(language)('pages.home.title') });
  });

  app.get('/api', (request, reply) => {
    const language = request.chosenLanguage ?? 'nl';
    const title = webTexts(language)('pages.api.title');
    return reply.view('web/api/api', {
      language,
      title,
      wide: true,
      publicUrl: app.config.publicUrl,
      ...describeApi(app.swagger()),
    });
  });

  app.get('/api/openapi.json', () => app.swagger());
}
