import type { ViteUserConfig } from 'vitest/config';

/** The condition under which a package's exports point at its sources. */
const conditions = ['@camscope/source', 'module', 'node', 'import', 'default'];

/** Vitest settings of every package: sources of the other packages are used without a build. */
export const shared: ViteUserConfig = {
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    passWithNoTests: false,
  },
};
