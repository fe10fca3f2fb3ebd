/** The first page of the desk: for each role the page where its work begins. */
import type { App } from '../web/fastify.ts';

export async function deskHomeRoutes(app: App) {
  app.get('', { config: { desk: { thing: 'desk', verb: 'read' } } }, (request, reply) => {
    const worksOnNetworks = ['operator', 'coordinator'].includes(request.session.role);
    return reply.redirect(worksOnNetworks ? '/desk/networks' : '/desk/results', 303);
  });
}
