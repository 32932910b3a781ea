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
  'tools/tests/studio',
  'cli/tests/shards',
  'report/tests/browser',
  'tools/tests/examples',
  'tools/tests/browser-conformance',
  'tools/tests/slurm',
  'tools/tests/commands',
  'experiment-node/tests/damage',
  'cli/tests/signals',
  'tools/tests/tutorials',
  'tools/tests/recomputed',
  'tools/tests/registry-examples',
  'tools/tests/same-bits',
  'experiment-node/tests/changed',
  'cli/tests/faulty-plugins',
  'tools/tests/cuda-placement',
  'tools/tests/grey-levels',
].map((name) => `/${name}.test.ts`);

/** Begins with what takes a minute, so that it is not what all wait for at the end, and gives every shard its part of it. */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return longFirst(await super.sort(files));
  }

  override async shard(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { index, count } = this.ctx.config.shard!;
    const byName = files.toSorted((a, b) => (a.moduleId < b.moduleId ? -1 : 1));
    return longFirst(byName).filter((_, place) => place % count === index - 1);
  }
}

function longFirst(files: readonly TestSpecification[]): TestSpecification[] {
  const rank = ({ moduleId }: TestSpecification) => {
    const place = LONG.findIndex((name) => moduleId.endsWith(name));
    return place < 0 ? LONG.length : place;
  };
  return files.toSorted((a, b) => rank(a) - rank(b));
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
