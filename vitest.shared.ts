import { basename } from 'node:path';
import { defineConfig, type ViteUserConfig } from 'vitest/config';

/** The condition under which a package's exports point at its sources. */
const conditions = ['@camscope/source', 'module', 'node', 'import', 'default'];

/** Vitest settings of the package in the folder `root`: the other packages' sources are used without a build. */
export function packageConfig(root: string): ViteUserConfig {
  return defineConfig({
    root,
    cacheDir: `${import.meta.dirname}/node_modules/.vite/${basename(root)}`,
    resolve: { conditions },
    ssr: { resolve: { conditions, externalConditions: conditions } },
    test: {
      include: ['tests/**/*.test.ts'],
      reporters: ['default', ['json', { outputFile: 'out/tests.json' }]],
      testTimeout: 60_000,
      hookTimeout: 60_000,
    },
  });
}
