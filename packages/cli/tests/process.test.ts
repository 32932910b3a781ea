import { describe, expect, it } from 'vitest';
import { block, CARD, folderWith, mirror, png, start } from './support.ts';

describe('bin/camscope.js', () => {
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

  it('stops after the work at hand on the first interrupt', async () => {
    const images = Object.fromEntries(
      await Promise.all(
        Array.from(
          { length: 60 },
          async (_, i) => [`${String(i).padStart(8, '0')}_000.png`, await png(block(2, 3))] as const,
        ),
      ),
    );
    const cwd = await folderWith({
      ...images,
      'mirror.onnx': mirror,
      'card.yaml': CARD,
      'boxes.csv': `Image Index,Finding Label,Bbox [x,y,w,h],,,\n${Object.keys(images)
        .map((name) => `${name},Mass,1,2,3,4\n`)
        .join('')}`,
      'study.yaml': [
        'version: 1',
        'models: [{ card: card.yaml }]',
        'data: { use: chestxray14, images: ., boxes: boxes.csv }',
        'methods: [grad-cam]',
        'segmenters: [{ use: multi-otsu, options: { classes: 2 } }]',
        'metrics: [box-iou]',
        'runtime: { batch: 1 }',
        'out: results',
      ].join('\n'),
    });
    let asked = false;
    const { code, stderr } = await start(cwd, ['run', 'study.yaml'], (text, pid) => {
      if (asked || !text.includes(' of 60 maps')) return;
      asked = true;
      process.kill(pid, 'SIGINT');
    });
    expect(code).toBe(130);
    expect(stderr).toMatch(/stopping after the work at hand[^]*interrupted after \d+ of 60 maps/);
  });
});
