import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { FILES, PROGRESS, RUNTIME, type Files } from '@camscope/core';
import { memoryStore, STORE } from '@camscope/experiment';
import { nodeFiles } from '@camscope/files-node';
import { memoryFiles } from '@camscope/files-memory';
import { countingRuntime } from '@camscope/testkit';
import { expect, it } from 'vitest';
import { linesOf, run } from './running.ts';
import { bright, STUDY } from './support.ts';

/** Files in memory over those of the disk: whatever is written stays in memory. */
function memoryOver(disk: Files, contents: Map<string, Uint8Array>): Files {
  const memory = memoryFiles(contents);
  return {
    ...memory,
    stream: (path) => (contents.has(path) ? memory.stream(path) : disk.stream(path)),
    read: (path) => (contents.has(path) ? memory.read(path) : disk.read(path)),
    exists: async (path) => (await memory.exists(path)) || (await disk.exists(path)),
  };
}

it('a run uses the files and the store that are bound, and no others', async () => {
  const contents = new Map<string, Uint8Array>();
  const { folder, out, result } = await run(
    { study: STUDY, 'a.raw': bright.subarray(1) },
    {
      rebind(container) {
        const files = memoryOver(nodeFiles, contents);
        container.rebind(STORE).toConstantValue(memoryStore(files));
        container.rebind(FILES).toConstantValue({
          ...files,
          // The first image is whole in memory, and damaged on the disk.
          read: async (path) => (path.endsWith('a.raw') ? bright : files.read(path)),
        });
      },
    },
  );
  expect(result).toMatchObject({ maps: 4, failedMaps: 0 });
  expect(await readdir(folder)).not.toContain('results');
  const scores = linesOf(new TextDecoder().decode(contents.get(join(out, 'scores.csv'))));
  expect(scores.map(({ image, value }) => `${image} ${value}`)).toEqual([
    'a.raw 16',
    'b.raw 16',
    'b.raw 0',
    'c.raw 0',
  ]);
  expect([...contents.keys()]).toContain(join(out, 'maps/mirror/grad-cam/00000.npz'));
  expect([...contents.keys()]).toContain(join(out, 'run.json'));
});

it('a run uses the runtime and tells the progress that are bound', async () => {
  let images = 0;
  const stages: string[] = [];
  await run(
    {},
    {
      rebind(container) {
        const real = container.get(RUNTIME);
        container.rebind(RUNTIME).toConstantValue(countingRuntime(real, (more) => (images += more)));
        container.bind(PROGRESS).toConstantValue({
          begin(stage) {
            stages.push(stage);
            // Whatever the probe of the network ran.
            if (stage === 'maps') images = 0;
            return { advance: () => undefined };
          },
        });
      },
    },
  );
  expect(stages).toEqual(['images read', 'maps', 'baselines']);
  // Three images, one of them with two findings.
  expect(images).toBe(3);
});
