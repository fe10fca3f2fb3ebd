/** Mutants of the example and its door, and of the first steps. */
import type { Mutant } from '../mutant.ts';

const door = 'tests/api/demo/safety-example-door.test.ts';
const steps = 'server/first-steps/first-steps.ts';
const stepTests = 'tests/api/first-steps/first-steps.test.ts';
const outside = 'tests/unit/server/demo/without-outside.test.ts';

export const beginningMutants: readonly Mutant[] = [
  {
    id: 'door-in-every-server',
    means: 'The server of a municipality has the code that lets anybody in without a password.',
    file: 'server/main.ts',
    from: "import { stopSignal } from './web/stop-signals.ts';",
    to: "import { stopSignal } from './web/stop-signals.ts';\nimport './demo/example-door.ts';",
    test: door,
    name: 'no file that npm start reads imports the code of the door',
  },
  {
    id: 'door-from-elsewhere',
    means: 'Another site signs a visitor of the example in.',
    file: 'server/demo/example-door.ts',
    from: 'const config = { knownOrigin: true };',
    to: 'const config = {};',
    test: door,
    name: 'refuses a role that there is not, and a press from another site',
  },
  {
    id: 'example-unmarked',
    means: 'Pages of the example do not say that their data are made up.',
    file: 'server/app.ts',
    from: "app.decorate('isExample', addExample !== undefined);",
    to: "app.decorate('isExample', false);",
    test: door,
    name: 'with one press',
  },
  {
    id: 'example-mails',
    means: 'The example mails people whom it made up.',
    file: 'server/demo/without-outside.ts',
    from: '  smtpUrl: undefined,\n',
    to: '',
    test: outside,
    name: 'whatever is set for the installation',
  },
  {
    id: 'example-in-real-data',
    means: 'The example fills the database of the installation.',
    file: 'server/demo/without-outside.ts',
    from: '  databaseUrl: undefined,\n',
    to: '',
    test: outside,
    name: 'whatever is set for the installation',
  },
  {
    id: 'steps-of-others',
    means: 'A coordinator gets the steps of somebody else’s network.',
    file: steps,
    from: 'FROM network WHERE id = ANY(${networkIds}::bigint[]) ORDER BY',
    to: 'FROM network ORDER BY',
    test: stepTests,
    name: 'of a coordinator: network, partners, people, privacy, round',
  },
  {
    id: 'steps-over-by-others',
    means: 'The steps of a coordinator are gone because somebody else has a round.',
    file: steps,
    from: 'EXISTS (SELECT FROM round WHERE network_id = ANY(${networkIds}::bigint[])) AS rounds',
    to: 'EXISTS (SELECT FROM round) AS rounds',
    test: stepTests,
    name: 'of a coordinator: network, partners, people, privacy, round',
  },
  {
    id: 'steps-without-privacy',
    means: 'A round seems ready to open without a text about privacy.',
    file: steps,
    from: 'done: last?.hasPrivacy ?? false',
    to: 'done: true',
    test: stepTests,
    name: 'of a coordinator: network, partners, people, privacy, round',
  },
  {
    id: 'steps-unreleased',
    means: 'A researcher is told to read a result that was not released.',
    file: steps,
    from: 'AND released_at IS NOT NULL AND',
    to: 'AND',
    test: stepTests,
    name: 'of a municipality: looks, network, result; of a researcher',
  },
];
