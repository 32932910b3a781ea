import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { FILES, type Files } from '@camscope/core';
import { STORE } from '@camscope/experiment';
import { openStore } from '@camscope/experiment-node';
import { nodeFiles } from '@camscope/files-node';
import { expect, it } from 'vitest';
import { runIn } from './running.ts';
import { studyFolder } from './support.ts';
import { WHOLE } from './whole.ts';

/** A disk that is full when the table of scores is on it. */
const full: Files = {
  ...nodeFiles,
  async writeFrom(path, chunks) {
    if (!path.endsWith('scores.csv')) return nodeFiles.writeFrom(path, chunks);
    for await (const _ of chunks) throw new Error('No space left');
  },
};

it('a run whose table cannot be written ends once none of its maps is being written any more', async () => {
  const folder = await studyFolder({ ...WHOLE, study: `${WHOLE.study!}runtime: { batch: 1 }\n` });
  const store = openStore(join(folder, 'results/store'));
  const maps = { begun: 0, open: 0 };
  const running = runIn(folder, {
    rebind(container) {
      container.rebind(FILES).toConstantValue(full);
      container.rebind(STORE).toConstantValue({
        ...store,
        async export(key, path) {
          maps.open++;
          // The first lot's are there long before the others'.
          await setTimeout(100 * maps.begun++);
          const found = await store.export(key, path);
          maps.open--;
          return found;
        },
      });
    },
  });
  await expect(running).rejects.toThrow('No space left');
  expect(maps.begun).toBeGreaterThan(1);
  expect(maps.open).toBe(0);
});
