/** What somebody typed about a partner: how it is stored, and what is wrong with it. */
import { readSize } from '../../survey/read-size.ts';
import type { Database } from '../database/schema.ts';
import { checkText, tidyText } from '../text/check-text.ts';
import { foldName } from '../text/fold-name.ts';
import type { Problem } from '../text/problems.ts';
import { type PartnerKind, partnerKinds } from './partner-kinds.ts';

/** A partner as somebody typed it. */
export interface TypedPartner {
  name: string;
  /** Empty: not known. */
  kind: string;
  /** Staff or volunteers; empty: not known. */
  size: string;
}

/** The fields as they are stored, with everything that is wrong with them. */
export function readPartnerFields({ name: typedName, kind, size: typedSize }: TypedPartner) {
  const name = tidyText(typedName);
  const { size, problem } = readSize(tidyText(typedSize));
  const isKind = kind === '' || partnerKinds.includes(kind as PartnerKind);
  const problems: Problem[] = [
    ...checkText('name', name),
    ...(isKind ? [] : [{ where: 'kind', code: 'chooseKind' } as const]),
    ...(problem ? [{ where: 'size', code: problem }] : []),
  ];
  return { values: { name, kind: kind === '' ? null : kind, size }, problems };
}

/** Two partners with the same name are one to everybody who reads it. `id`: the partner that may have this name. */
export async function checkSameName(
  db: Database,
  { networkId, name, id = '0' }: { networkId: string; name: string; id?: string },
): Promise<Problem[]> {
  const others = await db
    .selectFrom('partner')
    .select('name')
    .where('networkId', '=', networkId)
    .where('archivedAt', 'is', null)
    .where('id', '<>', id)
    .execute();
  const same = others.find((other) => foldName(other.name) === foldName(name));
  return same ? [{ where: 'name', code: 'doublePartner', values: { name: same.name } }] : [];
}
