/**
 * Checks the chain of the log from the anchor to the head: each line is the one that was written, and follows on the
 * one before. What was taken out by right is known from the chain itself: old lines by the line of the clean-up that
 * removed them, a name by the line of an erasure, an address by its age.
 *
 * Whoever owns the database can make a whole new chain. That shows only beside a head that was written down elsewhere.
 */
import { sql } from 'kysely';
import type { Database } from '../database/schema.ts';
import { type ChainedLine, hashFields, hashLine } from './hash-line.ts';

export interface Link {
  position: string;
  /** In hexadecimal. */
  hash: string;
}

type LogFault =
  | { fault: 'changed' | 'noteGone' | 'originGone' | 'inserted' | 'outOfChain'; line: string }
  | { fault: 'missing'; first: string; last: string }
  | { fault: 'anchorMoved' | 'headMoved' | 'otherHead'; line: string };

export interface VerifiedLog {
  lines: number;
  head: Link;
  /** Lines of which a name, or the address, was taken out by right. */
  erasedNotes: number;
  erasedOrigins: number;
  /** At most `maxFaults` of them. */
  faults: LogFault[];
}

type StoredLine = ChainedLine & { isOld: boolean };

/** The place of the last line of an erasure, by the person and its network. */
type Erasures = ReadonlyMap<string, bigint>;

const maxFaults = 50;
const batch = 1000;

/** `known`: a head that was written down before, which the chain must still have. */
export async function verifyLog(db: Database, known?: Link): Promise<VerifiedLog> {
  // Of one moment: what is written meanwhile stands neither in the lines nor in the head.
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute((transaction) => walk(transaction, known));
}

async function walk(db: Database, known: Link | undefined): Promise<VerifiedLog> {
  const ends = await db.selectFrom('logChain').selectAll().execute();
  const [anchor, head] = (['anchor', 'head'] as const).map((end) => ends.find(({ name }) => name === end)!);
  const erased = await listErased(db);
  const faults: LogFault[] = [];
  const counts = { lines: 0, erasedNotes: 0, erasedOrigins: 0 };
  let last = { position: BigInt(anchor!.position), hash: anchor!.hash };
  let isKnownFound = known === undefined || isAt(known, last) || BigInt(known.position) < last.position;

  for await (const line of readChain(db)) {
    const position = BigInt(line.position!);
    const expected = last.position + 1n;
    // At or below the anchor nothing stands any more: the chain goes on from the anchor.
    if (position < expected) {
      faults.push({ fault: 'inserted', line: line.position! });
      continue;
    }
    if (position > expected) {
      faults.push({ fault: 'missing', first: `${expected}`, last: `${position - 1n}` });
    } else if (!line.previous?.equals(last.hash)) faults.push({ fault: 'inserted', line: line.position! });
    if (!line.hash?.equals(hashLine(line))) faults.push({ fault: 'changed', line: line.position! });
    else faults.push(...checkErased(line, erased, counts));
    counts.lines++;
    last = { position, hash: line.hash ?? Buffer.alloc(0) };
    isKnownFound ||= isAt(known!, last);
  }

  if (last.position < BigInt(head!.position)) {
    faults.push({ fault: 'missing', first: `${last.position + 1n}`, last: head!.position });
  } else if (!last.hash.equals(head!.hash)) faults.push({ fault: 'headMoved', line: `${last.position}` });
  if (!isKnownFound) faults.push({ fault: 'otherHead', line: known!.position });
  if (!(await isAnchorTold(db, anchor!.position))) {
    faults.push({ fault: 'anchorMoved', line: anchor!.position });
  }
  const outside = await db
    .selectFrom('audit')
    .select('id')
    .where('position', 'is', null)
    .orderBy('id')
    .limit(maxFaults)
    .execute();
  faults.push(...outside.map(({ id }) => ({ fault: 'outOfChain' as const, line: id })));
  return {
    ...counts,
    head: { position: head!.position, hash: head!.hash.toString('hex') },
    faults: faults.slice(0, maxFaults),
  };
}

function checkErased(
  line: StoredLine,
  erased: Erasures,
  counts: { erasedNotes: number; erasedOrigins: number },
): LogFault[] {
  const faults: LogFault[] = [];
  if (line.noteSalt !== null) {
    if (!line.noteHash!.equals(hashFields([line.noteSalt, line.note]))) {
      faults.push({ fault: 'changed', line: line.position! });
    }
  } else if (line.note === '' && wasErasedLater(line, erased)) {
    counts.erasedNotes++;
  } else faults.push({ fault: 'noteGone', line: line.position! });
  if (line.originSalt !== null) {
    if (!line.originHash!.equals(hashFields([line.originSalt, line.origin]))) {
      faults.push({ fault: 'changed', line: line.position! });
    }
  } else if (line.origin === null && line.isOld) counts.erasedOrigins++;
  else faults.push({ fault: 'originGone', line: line.position! });
  return faults;
}

/** In the order of the chain, so many at a time; also what stands before its beginning. */
async function* readChain(db: Database): AsyncGenerator<StoredLine> {
  let after: string | undefined;
  for (;;) {
    const lines = await db
      .selectFrom('audit')
      .selectAll()
      .select(sql<string>`(extract(epoch FROM at) * 1000000)::bigint::text`.as('at'))
      .select(sql<boolean>`at < now() - interval '6 months'`.as('isOld'))
      .where('position', 'is not', null)
      .$if(after !== undefined, (query) => query.where('position', '>', after!))
      .orderBy('position')
      .limit(batch)
      .execute();
    yield* lines as unknown as StoredLine[];
    if (lines.length < batch) return;
    after = lines.at(-1)!.position!;
  }
}

async function listErased(db: Database): Promise<Erasures> {
  const lines = await db
    .selectFrom('audit')
    .select(['thingId', 'networkId'])
    .select(({ fn }) => fn.max('position').as('position'))
    .where('action', '=', 'personData.erased')
    .where('position', 'is not', null)
    .groupBy(['thingId', 'networkId'])
    .execute();
  return new Map(
    lines.map(({ thingId, networkId, position }) => [`${thingId} ${networkId}`, BigInt(position!)]),
  );
}

/** An erasure takes a name out of what was written before it in the network of that person, and nothing else. */
function wasErasedLater({ erasedPersonId, networkId, position }: StoredLine, erased: Erasures): boolean {
  const erasure = erased.get(`${erasedPersonId} ${networkId}`);
  return (
    erasedPersonId !== null && networkId !== null && erasure !== undefined && erasure > BigInt(position!)
  );
}

/** The clean-up that removed lines says until where, in a line that is itself in the chain. */
async function isAnchorTold(db: Database, position: string): Promise<boolean> {
  const told = await db
    .selectFrom('audit')
    .select('thingId')
    .where('action', '=', 'personData.cleanedUp')
    .where('thingId', 'is not', null)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  return position === (told?.thingId ?? '0');
}

function isAt(known: Link, { position, hash }: { position: bigint; hash: Buffer }): boolean {
  return BigInt(known.position) === position && known.hash === hash.toString('hex');
}
