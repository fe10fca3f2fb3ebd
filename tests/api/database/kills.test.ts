/**
 * Safety: the server is killed again and again, at moments that are drawn, while people save and send pages and a
 * coordinator adds partners. Each time it starts again everything that was acknowledged is there, nothing is there that
 * was never sent, and each change has its line in the log.
 */
import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, inject, onTestFailed, onTestFinished, test } from 'vitest';
import { makeInstallation } from '../../support/installation.ts';
import { type Program, spawnProgram } from '../../support/real-program.ts';
import { noDifferences, seedPeopleToSave, startSavingPeople } from '../../support/saving-people.ts';
import { seedDraws } from '../../support/seed-random.ts';

// Each kill is a start: on a busy machine that takes a while.
const timeout = 900_000;

// A start on the embedded database takes seconds; `database.test.ts` kills that once, without a server.
test.runIf(inject('template').engine === 'postgres')('two kills lose nothing', { timeout }, () =>
  killAgainAndAgain(2),
);
test('thirty kills lose nothing', { tags: ['long'], timeout }, () => killAgainAndAgain(30));

async function killAgainAndAgain(kills: number): Promise<void> {
  const seed = Number(process.env.SEED ?? randomInt(2 ** 31));
  onTestFailed(() => console.log(`SEED=${seed}`));
  const draw = seedDraws(seed);
  const installation = await makeInstallation(seedPeopleToSave);
  const { settings, address, filled } = installation;
  const people = startSavingPeople(address, filled);
  let program: Program | undefined;
  onTestFinished(async () => {
    await program?.kill();
    await people.stop();
    await installation.remove();
  });

  /** Gives how many milliseconds it took. */
  async function start(): Promise<number> {
    const begin = performance.now();
    program = spawnProgram(settings);
    await program.whenReady();
    const milliseconds = performance.now() - begin;
    expect(await installation.look(people.compare)).toEqual(noDifferences);
    return milliseconds;
  }

  await start();
  // In order, so that the code that Node compiled is kept for the starts that follow.
  program!.child.kill('SIGTERM');
  await program!.ended;
  const startingTime = await start();
  for (let kill = 1; kill <= kills; kill += 1) {
    await people.whenSent(1 + draw(60));
    await sleep(draw(20));
    await program!.kill();
    // One in four ends while it starts, perhaps while it recovers from the kill before.
    if (kill < kills && draw(4) === 0) {
      kill += 1;
      program = spawnProgram(settings);
      await sleep(draw(startingTime));
      await program.kill();
    }
    await start();
  }
  await people.whenAcknowledged(20);
  await people.stop();
  expect(await installation.look(people.compare)).toEqual(noDifferences);
}
