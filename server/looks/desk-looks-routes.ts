/** How the documents of a municipality look, at the desk: the list of the operator, and the form with a preview. */
import type { FastifyReply } from 'fastify';
import { type Static, Type } from 'typebox';
import type { Looks } from '../../reports/figures/factsheet-input.ts';
import type { DeskRule } from '../desk/desk.ts';
import { createDone } from '../desk/done.ts';
import { LineField, RevisionField } from '../desk/fields.ts';
import { type Refused, readerLanguage } from '../desk/submit-form.ts';
import { submitOnce } from '../desk/submit-once.ts';
import type { App } from '../web/fastify.ts';
import type { ConflictRow } from '../web/parts/parts.ts';
import { changeLooks } from './change-looks.ts';
import { findLatestResult, findLooks, listMunicipalityLooks } from './looks.ts';
import { type ReadLogo, readLogo } from './read-logo.ts';
import { removeLogo } from './remove-logo.ts';
import { looksTexts } from './texts.ts';

declare module '../web/views.ts' {
  interface DeskViews {
    'looks/looks': {
      done: string | undefined;
      action: string;
      removal: string;
      name: string;
      revision: number;
      values: { colour: string };
      /** The logo that came with a form that was refused, to go along again. */
      keptLogo: string | undefined;
      logoHint: string;
      conflict: readonly ConflictRow[] | undefined;
      /** What is stored. */
      looks: { logo: Looks['logo']; colour: string };
      isSet: boolean;
      example: { href: string; label: string } | undefined;
      textsHref: string;
    };
    'looks/municipalities': {
      municipalities: readonly { name: string; code: string; href: string; colour: string; logo: string }[];
    };
  }
}

const read: DeskRule = { thing: 'looks', verb: 'read' };
const change: DeskRule = { thing: 'looks', verb: 'change' };
const params = Type.Object({ municipality: Type.String() });
const LooksForm = Type.Object({
  colour: LineField,
  /** A file comes as bytes; without one it is empty, and the logo stays. */
  logo: Type.Optional(Type.Unsafe<Buffer | string>({})),
  /** One that came before, out of the page; it is looked at like any other. */
  keptLogo: Type.Optional(Type.String()),
  revision: RevisionField,
});

const looksDone = createDone('looks');

export async function deskLooksRoutes(app: App) {
  app.get('/looks', { config: { desk: read } }, async (request, reply) => {
    const t = looksTexts(readerLanguage(request));
    const listed = await listMunicipalityLooks(app.db, request.session);
    if (request.session.role !== 'operator') return reply.redirect(pageOf(listed[0]!.id), 303);
    return reply.desk('looks/municipalities', {
      title: t('looks.title'),
      municipalities: listed.map(({ id, name, code, colour, hasLogo }) => ({
        name,
        code,
        href: pageOf(id),
        colour: colour ?? t('looks.none'),
        logo: t(hasLogo ? 'looks.hasLogo' : 'looks.none'),
      })),
    });
  });

  app.get(
    '/municipalities/:municipality/looks',
    { config: { desk: read }, schema: { params } },
    (request, reply) => showForm(reply, request.params.municipality, {}),
  );

  app.post(
    '/municipalities/:municipality/looks',
    { config: { desk: { ...change, upload: true } }, schema: { params, body: LooksForm } },
    async (request, reply) => {
      const { municipality } = request.params;
      const { colour, revision } = request.body;
      const file = findFile(request.body);
      // Drawn before the transaction: it takes a second or two.
      const logo = file && (await readLogo(app, file));
      return submitOnce(
        reply,
        async (acting) => {
          await changeLooks(acting, municipality, { colour, logo, revision: Number(revision) });
          return looksDone.after(pageOf(municipality), 'saved');
        },
        (refused) => showForm(reply, municipality, { colour, logo: logo?.logo, ...refused }),
      );
    },
  );

  app.post(
    '/municipalities/:municipality/looks/logo-removal',
    { config: { desk: change }, schema: { params } },
    async (request, reply) => {
      const { municipality } = request.params;
      await removeLogo(request.acting, municipality);
      return reply.redirect(looksDone.after(pageOf(municipality), 'logoRemoved'), 303);
    },
  );

  async function showForm(
    reply: FastifyReply,
    id: string,
    { colour, logo, problems, conflict }: { colour?: string; logo?: ReadLogo['logo'] } & Partial<Refused>,
  ) {
    const { request } = reply;
    const language = readerLanguage(request);
    const t = looksTexts(language);
    const { municipality, revision, ...stored } = await findLooks(app.db, id, language);
    const latest = await findLatestResult(app.db, id);
    return reply.desk('looks/looks', {
      title: t('looks.title'),
      crumbs: request.session.role === 'operator' ? [{ href: '/desk/looks', label: t('looks.title') }] : [],
      done: looksDone.read(request),
      problems: problems?.map((problem) => ({
        ...problem,
        label: problem.where && t.find(`looks.form.${problem.where}`),
      })),
      conflict: conflict
        ? [{ label: t('looks.form.colour'), stored: stored.colour || t('looks.none'), typed: colour }]
        : undefined,
      action: pageOf(id),
      removal: `${pageOf(id)}/logo-removal`,
      name: municipality.name,
      textsHref: `/desk/municipalities/${id}/texts`,
      revision,
      values: { colour: colour ?? stored.colour },
      keptLogo: logo?.png.toString('base64'),
      logoHint: t(logo ? 'looks.form.logoKept' : 'looks.form.logoHint'),
      looks: stored,
      isSet: stored.colour !== '' || stored.logo !== undefined,
      example: latest && {
        href: `/desk/rounds/${latest.id}/factsheet`,
        label: t('looks.preview.example', { network: latest.network, round: latest.name }),
      },
    });
  }
}

function findFile({ logo, keptLogo = '' }: Static<typeof LooksForm>): Buffer | undefined {
  const file = Buffer.isBuffer(logo) && logo.length > 0 ? logo : Buffer.from(keptLogo, 'base64');
  return file.length > 0 ? file : undefined;
}

function pageOf(municipalityId: string): string {
  return `/desk/municipalities/${municipalityId}/looks`;
}
