/** The first page of the desk: for each role the page where its work begins. */
import type { App } from '../web/fastify.ts';

export async function deskHomeRoutes(app: App) {
  app.get('', { config: { desk: { thing: 'desk', verb: 'read' } } }, (request, reply) => {
    const { role, municipalityId } = request.session;
    if (role === 'municipality') return reply.redirect(`/desk/municipalities/${municipalityId}`, 303);
    return reply.redirect(role === 'researcher' ? '/desk/results' : '/desk/networks', 303);
  });
}
