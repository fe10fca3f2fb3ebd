/** Networks on the desk: the list, making one, its own page with what to do next, and its name. */
import type { FastifyReply } from 'fastify';
import { type Static, Type } from 'typebox';
import type { Session } from '../access/sessions.ts';
import type { DeskRule } from '../desk/desk.ts';
import { LineField, networkParams, RevisionField } from '../desk/fields.ts';
import { type Refused, readerLanguage, submitForm } from '../desk/submit-form.ts';
import { submitOnce } from '../desk/submit-once.ts';
import { type FirstStepsView, showFirstSteps } from '../first-steps/describe-first-steps.ts';
import { findMunicipality, listMunicipalityOptions } from '../text/municipalities.ts';
import type { App } from '../web/fastify.ts';
import type { ConflictRow, FieldOption } from '../web/parts/parts.ts';
import { addNetwork, type NewNetwork } from './add-network.ts';
import { describeNetwork, describeRoundState } from './describe-network.ts';
import { networkCrumbs, networkDone, networkHome } from './network-frame.ts';
import {
  countNetwork,
  listMunicipalities,
  listNetworkNames,
  listNetworkOverviews,
  type NetworkOverview,
} from './network-overviews.ts';
import { findNetwork, type Network } from './networks.ts';
import { renameNetwork } from './rename-network.ts';
import { listRoundOverviews } from './round-overviews.ts';
import { networkTexts } from './texts.ts';

declare module '../web/views.ts' {
  interface DeskViews {
    'networks/networks': {
      isOperator: boolean;
      firstSteps: FirstStepsView | undefined;
      networks: readonly (NetworkOverview & { state: ReturnType<typeof describeRoundState> })[];
    };
    'networks/network': ReturnType<typeof describeNetwork> & {
      network: Network;
      home: string;
      done: string | undefined;
    };
    'networks/network-new': {
      isOperator: boolean;
      choices: readonly FieldOption[];
      /** Networks to begin from; undefined when there is none. */
      examples: readonly FieldOption[] | undefined;
      isNew: boolean;
      values: NewNetworkFields;
    };
    'networks/network-name': {
      network: Network;
      home: string;
      values: { name: string };
      conflict: readonly ConflictRow[] | undefined;
    };
  }
}

const read: DeskRule = { thing: 'network', verb: 'read' };
const change: DeskRule = { thing: 'network', verb: 'change' };

const NewNetworkForm = Type.Object({
  name: LineField,
  municipality: LineField,
  code: LineField,
  municipalityName: LineField,
});
type NewNetworkFields = Static<typeof NewNetworkForm>;

export async function deskNetworkRoutes(app: App) {
  app.get('/networks', { config: { desk: read } }, async (request, reply) => {
    const language = readerLanguage(request);
    const networks = await listNetworkOverviews(app.db, request.session);
    return reply.desk('networks/networks', {
      title: networkTexts(readerLanguage(request))('networks.title'),
      isOperator: request.session.role === 'operator',
      firstSteps: await showFirstSteps(app.db, request.session, language),
      networks: networks.map((network) => ({
        ...network,
        state: describeRoundState(network.round, language),
      })),
    });
  });

  app.get('/networks/new', { config: { desk: read } }, (_request, reply) => showNew(reply, {}));

  app.post('/networks', { config: { desk: change }, schema: { body: NewNetworkForm } }, (request, reply) =>
    submitOnce(
      reply,
      async (acting) => {
        const id = await addNetwork(acting, readNewNetwork(request));
        return networkDone.after(`/desk/networks/${id}`, 'made');
      },
      (refused) => showNew(reply, { values: request.body, ...refused }),
    ),
  );

  app.get(
    '/networks/:network',
    { config: { desk: read }, schema: { params: networkParams } },
    async (request, reply) => {
      const network = await findNetwork(app.db, request.params.network);
      const counts = await countNetwork(app.db, network.id);
      const rounds = await listRoundOverviews(app.db, network.id);
      return reply.desk('networks/network', {
        title: network.name,
        crumbs: networkCrumbs(request),
        done: networkDone.read(request),
        home: networkHome(network),
        network,
        ...describeNetwork(network.id, counts, rounds, readerLanguage(request)),
      });
    },
  );

  app.get(
    '/networks/:network/name',
    { config: { desk: read }, schema: { params: networkParams } },
    (request, reply) => showName(reply, request.params.network, {}),
  );

  app.post(
    '/networks/:network/name',
    {
      config: { desk: change },
      schema: { params: networkParams, body: Type.Object({ name: LineField, revision: RevisionField }) },
    },
    (request, reply) => {
      const { network } = request.params;
      const { name, revision } = request.body;
      return submitForm(
        reply,
        async () => {
          await renameNetwork(request.acting, network, { name, revision: Number(revision) });
          return networkDone.after(`/desk/networks/${network}`, 'renamed');
        },
        (refused) => showName(reply, network, { typed: name, ...refused }),
      );
    },
  );

  async function showNew(
    reply: FastifyReply,
    { values, problems }: { values?: NewNetworkFields } & Partial<Refused>,
  ) {
    const { request } = reply;
    const t = networkTexts(readerLanguage(request));
    const isOperator = request.session.role === 'operator';
    const municipalities = isOperator ? await listMunicipalities(app.db) : [];
    const networks = await listNetworkNames(app.db, request.session);
    return reply.desk('networks/network-new', {
      title: t('networks.new.title'),
      crumbs: networkCrumbs(request),
      isOperator,
      examples:
        networks.length === 0
          ? undefined
          : networks.map((network) => ({
              value: network.id,
              label: isOperator ? `${network.municipality}: ${network.name}` : network.name,
            })),
      choices: [
        { value: '', label: t('networks.new.chooseMunicipality') },
        ...listMunicipalityOptions(municipalities),
        { value: 'new', label: t('networks.new.otherMunicipality') },
      ],
      // Open when it was filled in.
      isNew:
        values !== undefined &&
        (values.municipality === 'new' || values.code + values.municipalityName !== ''),
      values: values ?? {
        name: '',
        municipality: '',
        code: '',
        municipalityName: '',
      },
      problems: problems?.map(({ where, sentence }) => ({
        where: { 'municipality/code': 'code', 'municipality/name': 'municipalityName' }[where] ?? where,
        sentence,
      })),
    });
  }

  async function showName(
    reply: FastifyReply,
    id: string,
    { typed, problems, conflict }: { typed?: string } & Partial<Refused>,
  ) {
    const { request } = reply;
    const t = networkTexts(readerLanguage(request));
    const network = await findNetwork(app.db, id);
    return reply.desk('networks/network-name', {
      title: t('networks.name.title'),
      crumbs: networkCrumbs(request, { network }),
      home: networkHome(network),
      network,
      values: { name: typed ?? network.name },
      problems,
      conflict: conflict ? [{ label: t('networks.name.label'), stored: network.name, typed }] : undefined,
    });
  }
}

/**
 * A coordinator makes networks of its own in its own municipality; an operator in any, also in one that is new here.
 */
function readNewNetwork({ session, body }: { session: Session; body: NewNetworkFields }): NewNetwork {
  const { name, municipality, code, municipalityName } = body;
  const { role, accountId, municipalityId } = session;
  if (role === 'coordinator')
    return { name, municipality: { id: municipalityId! }, coordinatorId: accountId };
  // Who fills in a new one means it, also without choosing it in the list.
  const isNew = municipality === 'new' || (municipality === '' && code + municipalityName !== '');
  if (isNew) return { name, municipality: { code, name: municipalityName } };
  return { name, municipality: findMunicipality(municipality) ?? { id: municipality } };
}
