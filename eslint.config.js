// @ts-check
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { createProjectGraphAsync } from '@nx/devkit';
import nxPlugin from '@nx/eslint-plugin';
import { defineConfig } from 'eslint/config';
import * as jsonParser from 'jsonc-eslint-parser';
import tseslint from 'typescript-eslint';
import { ARROWS, IN_TESTS } from './tools/workspace/arrows.js';

/** @param {string[]} extra */
const arrows = (extra = []) =>
  Object.entries(ARROWS).map(([type, targets]) => ({
    sourceTag: `type:${type}`,
    onlyDependOnLibsWithTags: [...new Set([...targets, ...extra])].map((target) => `type:${target}`),
  }));

const PORTABLE = { sourceTag: 'platform:any', onlyDependOnLibsWithTags: ['platform:any'] };

/**
 * @param {object} options
 * @returns {import('eslint').Linter.RulesRecord}
 */
const boundaries = (options) => ({
  // A list may load lazily what a command, loaded lazily itself, imports at once.
  '@nx/enforce-module-boundaries': [
    'error',
    { checkDynamicDependenciesExceptions: ['@camscope/**'], ...options },
  ],
});

const TS_AND_JS = ['**/*.ts', '**/*.tsx', '**/*.js', '**/*.cjs'];
const IMPORT_OF_NODE = {
  regex: `^(node:.*|(${builtinModules.join('|')})(/.*)?)$`,
  message: 'This package also runs in a browser (platform:any).',
};
const IMPORT_OF_ONNX = {
  regex: '^@camscope/onnx$',
  message: "A method is an expression: import from '@camscope/onnx/expressions'.",
};

/** What tools may import by its path. */
const INNER_PARTS = [
  '../../packages/studio/src/work/*',
  '../../../packages/studio/src/work/*',
  '../../../packages/images/tests/dicom-writer.ts',
];

const nx = /** @type {import('eslint').ESLint.Plugin} */ (/** @type {unknown} */ (nxPlugin));

// The rules that judge imports read the graph of packages from a cache: this writes it.
await createProjectGraphAsync();

export default defineConfig(
  { ignores: ['**/dist/', '**/app/', '**/out/', '**/fixtures/', '**/node_modules/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  { files: TS_AND_JS, extends: [tseslint.configs.recommended], plugins: { '@nx': nx } },
  {
    files: ['packages/*/{src,tests}/**/*.{ts,tsx}'],
    languageOptions: {
      parserOptions: { project: 'tsconfig.lint.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/only-throw-error': 'error',
    },
  },
  {
    files: TS_AND_JS,
    rules: {
      eqeqeq: 'error',
      'object-shorthand': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_', varsIgnorePattern: '^_+$' },
      ],
    },
  },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  {
    files: ['packages/*/src/**'],
    rules: { 'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ['packages/*/{src,bin}/**'],
    rules: boundaries({ depConstraints: [...arrows(), PORTABLE] }),
  },
  {
    files: ['tools/**'],
    // An application exports nothing, and tests of a browser share what tests of Node are written with.
    rules: boundaries({ depConstraints: arrows(), allow: INNER_PARTS }),
  },
  {
    files: ['packages/*/tests/**'],
    rules: boundaries({ depConstraints: arrows(IN_TESTS), allowCircularSelfDependency: true }),
  },
  {
    files: sourcesOf((tags) => tags.includes('platform:any')),
    rules: {
      'no-restricted-imports': ['error', { patterns: [IMPORT_OF_NODE] }],
      'no-restricted-syntax': [
        'error',
        { selector: 'ImportExpression[source.value=/^node:/]', message: IMPORT_OF_NODE.message },
      ],
      'no-restricted-globals': ['error', 'process', 'Buffer', 'global', 'require', '__dirname', '__filename'],
    },
  },
  {
    files: sourcesOf((tags) => tags.includes('type:method')),
    rules: { 'no-restricted-imports': ['error', { patterns: [IMPORT_OF_NODE, IMPORT_OF_ONNX] }] },
  },
  {
    files: ['packages/*/package.json'],
    plugins: { '@nx': nx },
    languageOptions: { parser: jsonParser },
    rules: {
      '@nx/dependency-checks': [
        'error',
        {
          ignoredFiles: ['{projectRoot}/tests/**'],
          // Inversify's peer dependency, which nobody imports; networks that studies name by `npm:`, which no code imports.
          ignoredDependencies: ['reflect-metadata', '@camscope/networks-phantom'],
        },
      ],
    },
  },
);

/**
 * Globs of the sources of the packages whose tags satisfy `wanted`.
 * @param {(tags: string[]) => boolean} wanted
 */
function sourcesOf(wanted) {
  const packages = join(import.meta.dirname, 'packages');
  return readdirSync(packages)
    .map((folder) => ({ folder, manifest: join(packages, folder, 'package.json') }))
    .filter(
      ({ manifest }) => existsSync(manifest) && wanted(JSON.parse(readFileSync(manifest, 'utf8')).nx.tags),
    )
    .map(({ folder }) => `packages/${folder}/src/**`);
}
