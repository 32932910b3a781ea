import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The condition under which a package's exports point at its sources: they are used without a build. */
const conditions = ['@camscope/source', 'module', 'node', 'import', 'default'];

/** Files whose tests change what a process has one of: threads, its environment, signals. Each gets a process. */
const ALONE = ['packages/runtime-{node,web}/tests/**/*.test.ts'];

/** What takes a minute, the longest first. */
const LONG = [
  'cli/tests/killed',
  'tools/tests/webgpu-placement',
  'tools/tests/cuda-placement',
  'tools/tests/browser-conformance',
  'cli/tests/shards',
  'tools/tests/slurm',
  'tools/tests/same-bits',
  'cli/tests/signals',
  'tools/tests/studio',
  'report/tests/browser',
  'tools/tests/examples',
  'experiment/tests/damage',
  'experiment/tests/changed',
].map((name) => `/${name}.test.ts`);

/** Begins with what takes a minute, so that it is not what all wait for at the end. */
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
    // One more than cores: some tests wait for other processes, and leave theirs idle.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongFirst },
    reporters: ['default', ['json', { outputFile: 'out/tests.json' }]],
  },
});
