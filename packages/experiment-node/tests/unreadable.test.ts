import { CamscopeError, FILES } from '@camscope/core';
import { nodeFiles } from '@camscope/files-node';
import { expect, it } from 'vitest';
import { runIn } from './running.ts';
import { studyFolder } from './support.ts';

it('an image that cannot be read for a while is read by the next run', async () => {
  const folder = await studyFolder();
  const { result } = await runIn(folder, {
    rebind: (container) =>
      void container.rebind(FILES).toConstantValue({
        ...nodeFiles,
        async read(path) {
          if (path.endsWith('b.raw')) throw new CamscopeError('FILE_UNREADABLE', 'no', { found: 'EIO' });
          return nodeFiles.read(path);
        },
      }),
  });
  expect(result).toMatchObject({ maps: 4, failedMaps: 2 });
  expect([...result.failures]).toEqual([['RUNTIME_FAILED: Cannot read image b.raw; found: EIO', 2]]);
  expect((await runIn(folder)).result).toMatchObject({ maps: 4, failedMaps: 0 });
});
