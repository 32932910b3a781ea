import { readdirSync } from 'node:fs';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

/** The condition under which a package's exports point at its sources: they are used without a build. */
const conditions = ['@camscope/source', 'module', 'node', 'import', 'default'];

const project = (name: string, folder: string): TestProjectInlineConfiguration => ({
  extends: true,
  test: { name, include: [`${folder}/tests/**/*.test.ts`] },
});

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    projects: [
      ...readdirSync('packages').map((folder) => project(`@camscope/${folder}`, `packages/${folder}`)),
      project('tools', 'tools'),
    ],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: '100%',
    reporters: ['default', ['json', { outputFile: 'out/tests.json' }]],
  },
});
