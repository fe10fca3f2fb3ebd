/** The real program in a process of its own, as an operator starts it. */
import { type ChildProcess, spawn } from 'node:child_process';

export interface Program {
  child: ChildProcess;
  /** All that it said so far. */
  output(): string;
  /** Waits until it serves; throws what it said when it ends before that. */
  whenReady(): Promise<void>;
  ended: Promise<[code: number | null, signal: NodeJS.Signals | null]>;
  /** Ends it at once and without a word, as a machine that fails. */
  kill(): Promise<void>;
}

/** Starts `server/main.ts` with these settings and no others that tests may have; `options` are those of Node. */
export function spawnProgram(settings: NodeJS.ProcessEnv, options: readonly string[] = []): Program {
  const { DATABASE_URL: _other, ...surroundings } = process.env;
  const child = spawn(process.execPath, [...options, 'server/main.ts'], {
    env: { ...surroundings, LOG_LEVEL: 'error', SHELL_LANGUAGE: 'en', SECOND_STEP: 'nobody', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const ready = Promise.withResolvers<void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part: Buffer) => {
      said += part;
      if (said.includes('is ready on')) ready.resolve();
    });
  }
  const ended = new Promise<[number | null, NodeJS.Signals | null]>((resolve) =>
    child.once('exit', (code, signal) => resolve([code, signal])),
  );
  return {
    child,
    output: () => said,
    async whenReady() {
      const failed = ended.then(() => {
        throw new Error(`The program ended before it was ready: ${said}`);
      });
      await Promise.race([ready.promise, failed]);
    },
    ended,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
