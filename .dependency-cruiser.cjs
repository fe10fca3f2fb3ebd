// The drawing of the house, kept true: survey <- scoring <- reports <- server. Tests may import all.
const io = '^(node:)?(fs|fs/promises|http|https|net|child_process|os|process|timers|worker_threads|dns|tls)$';
module.exports = {
  forbidden: [
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
        pathNot: '^(scoring/command/|reports/document/assets\\.ts|reports/print/)',
      },
      to: { dependencyTypes: ['core'], path: io },
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
