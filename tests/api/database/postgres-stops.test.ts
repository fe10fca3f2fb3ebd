/**
 * Safety: PostgreSQL stops at once, again and again, while people save and send pages and a coordinator adds partners. The
 * server goes on without being started again, and nothing that was acknowledged is lost.
 */
import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, inject, onTestFailed, onTestFinished, type TestContext, test } from 'vitest';
import { makeInstallation } from '../../support/installation.ts';
import { spawnProgram } from '../../support/real-program.ts';
import { noDifferences, seedPeopleToSave, startSavingPeople } from '../../support/saving-people.ts';
import { seedDraws } from '../../support/seed-random.ts';

const isPostgres = inject('template').engine === 'postgres';

test.runIf(isPostgres)('two stops of PostgreSQL lose nothing', ({ skip }) => stopAgainAndAgain(2, skip));
test.runIf(isPostgres)(
  'twenty stops of PostgreSQL lose nothing',
  { tags: ['long'], timeout: 900_000 },
  ({ skip }) => stopAgainAndAgain(20, skip),
);

async function stopAgainAndAgain(stops: number, skip: TestContext['skip']): Promise<void> {
  const seed = Number(process.env.SEED ?? randomInt(2 ** 31));
  onTestFailed(() => console.log(`SEED=${seed}`));
  const draw = seedDraws(seed);
  const installation = await makeInstallation(seedPeopleToSave);
  const { settings, address, filled, postgres } = installation;
  if (!postgres) {
    await installation.remove();
    return skip('The PostgreSQL of DATABASE_URL is not ours to stop.');
  }
  const program = spawnProgram(settings);
  const people = startSavingPeople(address, filled);
  onTestFinished(async () => {
    await program.kill();
    await people.stop();
    await installation.remove();
  });

  await program.whenReady();
  for (let stop = 1; stop <= stops; stop += 1) {
    await people.whenSent(1 + draw(100));
    await sleep(draw(20));
    await postgres.crash();
    await postgres.startAgain();
    await people.whenAcknowledged(30);
    expect(await installation.look(people.compare)).toEqual(noDifferences);
  }
  await people.stop();
  expect(await installation.look(people.compare)).toEqual(noDifferences);
  program.child.kill('SIGTERM');
  expect(await program.ended).toEqual([0, null]);
}
