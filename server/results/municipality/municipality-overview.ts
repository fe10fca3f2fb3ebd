/** The latest result of each network of a municipality, as far as this reader may read them. */
import type { FactsheetInput } from '../../../reports/figures/factsheet-input.ts';
import type { Language } from '../../../survey/texts.ts';
import { mayDo, type SignedIn } from '../../access/access.ts';
import type { Database } from '../../database/schema.ts';
import { findRound } from '../../rounds/rounds.ts';
import { listLimits } from '../../web/limits.ts';
import { showFactsheetInput } from '../factsheet-input.ts';
import { listResults, type ReadableRound } from '../results.ts';

export interface NetworkResult {
  network: ReadableRound['network'];
  round: ReadableRound;
  now: FactsheetInput;
}

export interface MunicipalityOverview {
  language: Language;
  municipality: { id: string; name: string };
  /** In alphabetical order. */
  networks: NetworkResult[];
  /** How many networks with a result are left out. */
  left: number;
  /** Names of those that have no result yet. */
  withoutResult: string[];
}

export async function findMunicipalityOverview(
  db: Database,
  { reader, municipalityId, language }: { reader: SignedIn; municipalityId: string; language: Language },
): Promise<MunicipalityOverview> {
  const { name } = await db
    .selectFrom('municipality')
    .select('name')
    .where('id', '=', municipalityId)
    .executeTakeFirstOrThrow();
  const readable = (await listResults(db, reader)).filter((round) => round.municipalityId === municipalityId);
  const byNetwork = [...Map.groupBy(readable, ({ network }) => network.id).values()].sort((a, b) =>
    alphabet.compare(a[0]!.network.name, b[0]!.network.name),
  );
  const networks: NetworkResult[] = [];
  for (const [round] of byNetwork.slice(0, listLimits.pictured) as [ReadableRound][])
    networks.push({ network: round.network, round, now: await show(round) });
  return {
    language,
    municipality: { id: municipalityId, name },
    networks,
    left: byNetwork.length - networks.length,
    withoutResult: await listWithoutResult(db, {
      reader,
      municipalityId,
      known: byNetwork.map(([first]) => first!.network.id),
    }),
  };

  async function show({ id }: ReadableRound): Promise<FactsheetInput> {
    const result = await showFactsheetInput(db, await findRound(db, id), null, language);
    return result!;
  }
}

const alphabet = new Intl.Collator('nl', { numeric: true });

/** Networks that this reader may read, and that have no closed round. */
async function listWithoutResult(
  db: Database,
  { reader, municipalityId, known }: { reader: SignedIn; municipalityId: string; known: string[] },
): Promise<string[]> {
  const rows = await db
    .selectFrom('network')
    .select(['id', 'name'])
    .where('municipalityId', '=', municipalityId)
    .where('id', 'not in', ['0', ...known])
    .execute();
  return rows
    .filter(({ id: networkId }) => mayDo(reader, 'read', 'results', { municipalityId, networkId }))
    .map(({ name }) => name)
    .sort(alphabet.compare);
}
