import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The condition under which a package's exports point at its sources: they are used without a build. */
const conditions = ['@camscope/source', 'module', 'node', 'import', 'default'];

/** Files whose tests change what a process has one of: threads, its environment, signals. Each gets a process. */
const ALONE = ['packages/runtime-{node,web}/tests/**/*.test.ts'];

/** What takes minutes, the longest first. */
const LONG = ['browser-conformance', 'slurm', 'webgpu-placement', 'recomputed', 'examples'].map(
  (name) => `/tools/tests/${name}.test.ts`,
);

/** Begins with what takes minutes, so that it is not what all wait for at the end. */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification) => {
      const place = LONG.findIndex((name) => moduleId.endsWith(name));
      return place < 0 ? LONG.length : place;
    };
    return sorted.sort((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    projects: [
      { extends: true, test: { name: 'alone', include: ALONE } },
      {
        extends: true,
        test: {
          name: 'shared',
          isolate: false,
          include: ['{packages/*,tools}/tests/**/*.test.ts'],
          exclude: ALONE,
        },
      },
    ],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: '100%',
    sequence: { sequencer: LongFirst },
    reporters: ['default', ['json', { outputFile: 'out/tests.json' }]],
  },
});
