/**
 * What is compared: the closed rounds of a network, and the latest results of networks. Each result is
 * what everybody who reads that network may see; networks of others only when they agreed, and one of these as well.
 */
import type {
  ComparedNetwork,
  NetworksInput,
  YearsInput,
} from '../../../reports/comparison/comparison-input.ts';
import { nameNetwork } from '../../../reports/comparison/name-network.ts';
import type { FactsheetInput } from '../../../reports/figures/factsheet-input.ts';
import type { Language } from '../../../survey/texts.ts';
import { mayDo, type SignedIn } from '../../access/access.ts';
import type { Database } from '../../database/schema.ts';
import { findNetwork } from '../../networks/networks.ts';
import { findRound } from '../../rounds/rounds.ts';
import { showFactsheetInput } from '../factsheet-input.ts';
import { listResults } from '../results.ts';

/** The closed rounds of a network that this reader may read. */
export async function findYearComparison(
  db: Database,
  { reader, networkId, language }: { reader: SignedIn; networkId: string; language: Language },
): Promise<YearsInput> {
  const { name, madeUp, municipality } = await findNetwork(db, networkId);
  const rounds = (await listResults(db, reader)).filter(({ network }) => network.id === networkId).reverse();
  return {
    language,
    municipality,
    network: { name, madeUp },
    rounds: await Promise.all(rounds.map(({ id }) => findResult(db, id, language))),
    printedOn: new Date().toISOString(),
  };
}

interface Candidate {
  id: string;
  name: string;
  madeUp: boolean;
  isOwn: boolean;
  isShared: boolean;
  /** Its closed rounds with their versions of the questionnaire, the latest first. */
  rounds: { id: string; version: string; closedAt: number }[];
}

/** The networks of a municipality that this reader may read, and those of others that agreed. */
export async function findNetworkComparison(
  db: Database,
  { reader, municipalityId, language }: { reader: SignedIn; municipalityId: string; language: Language },
): Promise<NetworksInput> {
  const { name } = await db
    .selectFrom('municipality')
    .select('name')
    .where('id', '=', municipalityId)
    .executeTakeFirstOrThrow();
  const candidates = await listCandidates(db, reader, municipalityId);
  const own = candidates.filter(({ isOwn }) => isOwn);
  const version = chooseVersion(own);
  const chosen = (network: Candidate) => network.rounds.find((round) => round.version === version);
  const giving = own.filter(({ isShared, madeUp }) => isShared && !madeUp);
  const others = giving.some(chosen) ? candidates.filter(({ isOwn, madeUp }) => !isOwn && !madeUp) : [];
  const networks = await Promise.all(
    [...own, ...others].flatMap((network) => {
      const round = chosen(network);
      return round ? [compare(network, round.id)] : [];
    }),
  );
  const named = (networks: Candidate[]) => networks.map((network) => network.name).sort(alphabet.compare);
  return {
    language,
    municipality: { name },
    networks: networks.sort((a, b) => alphabet.compare(nameNetwork(a, language), nameNetwork(b, language))),
    otherVersion: named(own.filter((network) => network.rounds.length > 0 && !chosen(network))),
    withoutRound: named(own.filter(({ rounds }) => rounds.length === 0)),
    isShared: giving.length > 0,
    printedOn: new Date().toISOString(),
  };

  async function compare({ id, isOwn }: Candidate, roundId: string): Promise<ComparedNetwork> {
    return { id, isOther: !isOwn, result: await findResult(db, roundId, language) };
  }
}

/** Does the network agree to be compared with those of others? */
export async function isComparable(db: Database, networkId: string): Promise<boolean> {
  const { sharesComparison } = await db
    .selectFrom('network')
    .select('sharesComparison')
    .where('id', '=', networkId)
    .executeTakeFirstOrThrow();
  return sharesComparison;
}

const alphabet = new Intl.Collator('nl', { numeric: true });

/** The result of a closed round for everybody who reads the network. */
async function findResult(db: Database, roundId: string, language: Language): Promise<FactsheetInput> {
  const result = await showFactsheetInput(db, await findRound(db, roundId), null, language);
  return result!;
}

/** The networks of this municipality that the reader may read, and all networks of others that agreed. */
async function listCandidates(db: Database, reader: SignedIn, municipalityId: string): Promise<Candidate[]> {
  const rows = await db
    .selectFrom('network')
    .leftJoin('round', (join) =>
      join.onRef('round.networkId', '=', 'network.id').on('round.closedAt', 'is not', null),
    )
    .select(['network.id', 'network.name', 'network.madeUp', 'network.municipalityId'])
    .select(['network.sharesComparison', 'round.id as roundId', 'round.closedAt', 'round.instrumentHash'])
    .where((network) =>
      network.or([
        network('network.municipalityId', '=', municipalityId),
        network('network.sharesComparison', '=', true),
      ]),
    )
    .orderBy('round.closedAt', 'desc')
    .orderBy('round.id', 'desc')
    .execute();
  const networks = Map.groupBy(rows, ({ id }) => id);
  return [...networks.values()].flatMap((own) => {
    const { id, name, madeUp, sharesComparison } = own[0]!;
    const isOwn =
      own[0]!.municipalityId === municipalityId &&
      mayDo(reader, 'read', 'results', { municipalityId, networkId: id });
    if (!isOwn && !sharesComparison) return [];
    const rounds = own.flatMap(({ roundId, closedAt, instrumentHash }) =>
      roundId === null ? [] : [{ id: roundId, version: instrumentHash!, closedAt: closedAt!.getTime() }],
    );
    return [{ id, name, madeUp, isOwn, isShared: sharesComparison, rounds }];
  });
}

/** The version of the questionnaire that most networks had last; of two, the one that was used last. */
function chooseVersion(networks: readonly Candidate[]): string | undefined {
  const latest = networks.flatMap(({ rounds }) => rounds.slice(0, 1));
  const count = (version: string) => latest.filter((round) => round.version === version).length;
  return latest.toSorted((a, b) => count(b.version) - count(a.version) || b.closedAt - a.closedAt)[0]
    ?.version;
}
