// Biome does the linting; these two rules need types, and a forgotten await loses an answer.
import { globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default [
  globalIgnores(['node_modules', 'data', 'data-demo', 'data-dev', 'server/web/assets']),
  {
    files: ['**/*.ts'],
    languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true } },
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
    },
  },
];
