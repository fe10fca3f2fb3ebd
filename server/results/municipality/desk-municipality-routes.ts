/** A municipality's networks in one picture: where the desk opens for who reads the results of a municipality. */
import { Type } from 'typebox';
import type { DeskRule } from '../../desk/desk.ts';
import { readerLanguage } from '../../desk/submit-form.ts';
import { showFirstSteps } from '../../first-steps/describe-first-steps.ts';
import type { App } from '../../web/fastify.ts';
import { describeMunicipality } from './describe-municipality.ts';
import { findMunicipalityOverview } from './municipality-overview.ts';
import { municipalityTexts } from './texts.ts';

const read: DeskRule = { thing: 'results', verb: 'read' };
// Ids that belong to nothing were refused at the door already.
const schema = { params: Type.Object({ municipality: Type.String() }) };

export async function deskMunicipalityRoutes(app: App) {
  app.get('/municipalities/:municipality', { config: { desk: read }, schema }, async (request, reply) => {
    const language = readerLanguage(request);
    const overview = await findMunicipalityOverview(app.db, {
      reader: request.session,
      municipalityId: request.params.municipality,
      language,
    });
    return reply.desk('results/municipality/municipality', {
      crumbs: [{ href: '/desk/results', label: municipalityTexts(language)('municipality.results') }],
      // The first page of this role alone.
      firstSteps:
        request.session.role === 'municipality'
          ? await showFirstSteps(app.db, request.session, language)
          : undefined,
      ...describeMunicipality(overview),
    });
  });
}
