// The drawing of the house, kept true: survey <- scoring <- reports <- server. Tests may import all.

// The ground floor of the server knows no noun; each folder of it may import those before it, and every noun all of it.
const ground = ['text', 'database', 'jobs', 'log', 'web'];

// The arrows between the nouns of the server: who may import whom, and why. `npm run boundaries` draws them.
const arrows = [
  ['accounts', 'access', 'who signs in gets a session, and what the role may do'],
  ['accounts', 'desk', 'the pages about accounts stand in the frame of the desk'],
  ['desk', 'access', 'the door asks who it is, and whether this role may do this here'],
  ['networks', 'access', 'a reader sees the networks of its own'],
  ['networks', 'desk', 'its pages stand in the frame of the desk'],
  ['partners', 'desk', 'their pages stand in the frame of the desk'],
  ['partners', 'networks', 'a partner belongs to a network, which a change holds'],
  ['mail', 'desk', 'the outbox is a page of the desk'],
  ['mail', 'networks', 'the outbox stands below its network'],
  ['mail', 'partners', 'a mail that fails marks the address of its person'],
  ['privacy', 'desk', 'its page stands in the frame of the desk'],
  ['privacy', 'networks', 'each network says for itself what happens with answers'],
  ['rounds', 'desk', 'their pages stand in the frame of the desk'],
  ['rounds', 'networks', 'a round belongs to a network, which its opening holds'],
  ['rounds', 'partners', 'a round asks the people of the partners'],
  ['rounds', 'mail', 'its page shows what the invitation says, and what became of the mails'],
  ['rounds', 'privacy', 'it opens with the privacy text, and says when one is missing'],
  ['profiles', 'rounds', 'behind a personal link a profile is saved while the round is open'],
  ['questionnaire', 'rounds', 'answers belong to a round, while it is open'],
  ['questionnaire', 'profiles', 'its last page asks what the partner says of itself'],
  ['questionnaire', 'privacy', 'its first page says what happens with the answers'],
  ['social-map', 'desk', 'the coordinator corrects it at the desk'],
  ['social-map', 'networks', 'it is the map of a network'],
  ['social-map', 'partners', 'partners that are merged share a profile'],
  ['social-map', 'profiles', 'it shows the profiles'],
  ['social-map', 'rounds', 'partners see it as long as a round is open'],
  ['person-data', 'access', 'its clean-up takes away sessions that have ended'],
  ['person-data', 'desk', 'its pages stand in the frame of the desk'],
  ['person-data', 'networks', 'the register of a person names its network'],
  ['person-data', 'privacy', 'data are kept as long as the privacy text says'],
  ['person-data', 'questionnaire', 'a person reads its own answers'],
  ['results', 'access', 'a reader sees the results that its role may see'],
  ['results', 'desk', 'its pages stand in the frame of the desk'],
  ['results', 'networks', 'agreements and comparisons belong to a network'],
  ['results', 'partners', 'a mirror is of a partner, and goes to its people'],
  ['results', 'rounds', 'a result is that of a round'],
  ['results', 'mail', 'mirrors go out by mail'],
  ['results', 'privacy', 'the mail with a mirror names whom to ask'],
  ['results', 'social-map', 'a share can show the social map'],
  ['job-list', 'desk', 'it is a page of the desk'],
  ['job-list', 'networks', 'it shows the jobs of a network'],
  ['job-list', 'mail', 'it shows how the mails go, and tries them again'],
  ['job-list', 'backups', 'it shows when the last backup was made'],
  ['job-list', 'results', 'it shows how far the printing of mirrors is'],
  ['cli', 'backups', 'the shell makes, tries and restores them'],
  ['cli', 'access', 'the shell makes the key of the API'],
  ['cli', 'accounts', 'the shell lets in who is locked out'],
  ['cli', 'networks', 'the shell calls the same use cases'],
  ['cli', 'partners', 'the shell calls the same use cases'],
  ['cli', 'rounds', 'the shell calls the same use cases'],
  ['cli', 'results', 'the shell calls the same use cases'],
  ['demo', 'accounts', 'the example has a coordinator'],
  ['demo', 'networks', 'the example is filled by the same use cases'],
  ['demo', 'partners', 'the example is filled by the same use cases'],
  ['demo', 'rounds', 'the example is filled by the same use cases'],
  ['demo', 'questionnaire', 'the example is answered by the same use cases'],
  ['demo', 'results', 'the example has agreements and shares'],
];

const inside = (folder) => `^server/${folder}/`;
const io = '^(node:)?(fs|fs/promises|http|https|net|child_process|os|process|timers|worker_threads|dns|tls)$';
module.exports = {
  allowedSeverity: 'error',
  allowed: [
    { from: { pathNot: '^server/[^/]+/' }, to: {} },
    {
      comment: 'What stands outside the folders of the server.',
      from: {},
      to: { pathNot: '^server/[^/]+/' },
    },
    { comment: 'The same folder.', from: { path: '^server/([^/]+)/' }, to: { path: '^server/$1/' } },
    ...ground.map((folder, floor) => ({
      comment: `The ground floor: ${folder} is for all that stand on it.`,
      from: { pathNot: ground.slice(0, floor).map(inside) },
      to: { path: inside(folder) },
    })),
    ...arrows.map(([from, to, comment]) => ({
      comment,
      from: { path: inside(from) },
      to: { path: inside(to) },
    })),
  ],
  forbidden: [
    {
      name: 'only-starting-is-loose',
      comment: 'Each file of the server has a folder, but for these four.',
      severity: 'error',
      from: { path: '^server/[^/]+\\.ts$', pathNot: '^server/(main|start-server|app|config)\\.ts$' },
      to: {},
    },
    {
      name: 'folders-know-nothing-of-the-start',
      comment:
        'The settings are for all; what puts the server together is for nobody in it but the programs.',
      severity: 'error',
      from: { path: '^server/[^/]+/', pathNot: '^server/demo/' },
      to: { path: '^server/(main|start-server|app)\\.ts$' },
    },
    {
      name: 'survey-imports-no-room',
      severity: 'error',
      from: { path: '^survey/' },
      to: { path: '^(scoring|reports|server|tests)/' },
    },
    {
      name: 'scoring-imports-survey-only',
      severity: 'error',
      from: { path: '^scoring/' },
      to: { path: '^(reports|server|tests)/' },
    },
    {
      name: 'reports-imports-survey-and-scoring-only',
      severity: 'error',
      from: { path: '^reports/' },
      to: { path: '^(server|tests)/' },
    },
    {
      name: 'server-imports-no-tests',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^tests/' },
    },
    {
      name: 'pure-rooms-do-no-io',
      comment: 'Only the command line, the loading of templates and the printing touch the world.',
      severity: 'error',
      from: {
        path: '^(survey|scoring|reports)/',
        pathNot: '^(scoring/command/|reports/document/assets\\.ts|reports/fonts/|reports/print/)',
      },
      to: { dependencyTypes: ['core'], path: io },
    },
    {
      name: 'csv-is-written-in-one-place',
      comment:
        'For people or for programs. A pasted list goes back to the page it came from: that is no file.',
      severity: 'error',
      from: {
        path: '^server/',
        pathNot: '^server/(web/write-csv|partners/import/spreadsheets/write-sheet)\\.ts$',
      },
      to: { path: 'node_modules/csv-stringify/' },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-lost-imports', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
