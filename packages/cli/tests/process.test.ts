import { describe, expect, it } from 'vitest';
import { block, CARD, folderWith, mirror, png, start } from './support.ts';

describe('bin/camscope.cjs', () => {
  it('runs from any folder and ends by itself', async () => {
    const cwd = await folderWith({
      'mirror.onnx': mirror,
      'card.yaml': CARD,
      'chest.png': await png(block(2, 3)),
    });
    const argv = [
      'explain',
      'chest.png',
      '--card',
      'card.yaml',
      '--method',
      'grad-cam',
      '--out',
      'out',
      '--json',
    ];
    const { code, stdout, stderr } = await start(cwd, argv);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject([{ label: 'Mass' }]);
  });
});
