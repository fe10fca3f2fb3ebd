/** What use cases are handed in tests. */
import { type Acting, actAs, type Means } from '../../server/log/act.ts';
import type { Actor } from '../../server/log/lines.ts';

/** Somebody who acts on the app's own means; in the shell when it does not matter who. */
export function actingOn(app: Means, actor: Actor = { kind: 'shell' }): Acting {
  return actAs(app, actor);
}
