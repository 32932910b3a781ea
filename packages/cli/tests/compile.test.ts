import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { camscope, CARD, folderWith, mirror } from './support.ts';

const files = { 'mirror.onnx': mirror, 'card.yaml': CARD };
const ramp = Float32Array.from({ length: 64 }, (_, i) => i);

async function run(file: string, feeds: Record<string, Tensor>) {
  const session = await InferenceSession.create(file);
  const outputs = await session.run({ x: new Tensor('float32', ramp, [1, 1, 8, 8]), ...feeds });
  await session.release();
  return {
    logits: [...(outputs['logits'].data as Float32Array)],
    heatmap: [...(outputs['heatmap'].data as Float32Array)],
  };
}

describe('compile', () => {
  it('saves a network that explains itself with plain ONNX Runtime', async () => {
    const cwd = await folderWith(files);
    const argv = [
      'compile',
      'mirror.onnx',
      '--card',
      'card.yaml',
      '--method',
      'grad-cam',
      '--out',
      'explained.onnx',
    ];
    const { code, stdout } = await camscope(cwd, argv);
    expect(code).toBe(0);
    expect(stdout).toContain('outputs  logits, heatmap');
    const { logits, heatmap } = await run(join(cwd, 'explained.onnx'), {});
    expect(logits).toEqual([128 * 31.5, -128 * 31.5, 0]);
    // The top class is 0, whose map is twice the ramp.
    heatmap.forEach((heat, i) => expect(heat).toBeCloseTo(i / 63, 6));
  });

  it('takes the class as an input when asked to', async () => {
    const cwd = await folderWith(files);
    const argv = [
      'compile',
      'mirror.onnx',
      '--method',
      'grad-cam',
      '--option',
      'relu=false',
      '--class-input',
    ];
    const { code, stdout, stderr } = await camscope(cwd, [...argv, '--out', 'explained.onnx', '--json']);
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /mirror: nobody stated activation sigmoid .*labels .*inspect mirror.onnx --write-card/,
    );
    expect(JSON.parse(stdout)).toMatchObject({
      guessed: ['activation', 'labels', 'preprocessing'],
      method: 'grad-cam',
      options: { relu: false },
      inputs: { image: 'x', class: 'class' },
    });
    const classes = (index: bigint) => ({ class: new Tensor('int64', BigInt64Array.of(index), [1]) });
    const opposed = (await run(join(cwd, 'explained.onnx'), classes(1n))).heatmap;
    opposed.forEach((heat, i) => expect(heat).toBeCloseTo(1 - i / 63, 6));
    const top = (await run(join(cwd, 'explained.onnx'), classes(-1n))).heatmap;
    top.forEach((heat, i) => expect(heat).toBeCloseTo(i / 63, 6));
  });

  it('refuses to overwrite the network, and what one file cannot hold', async () => {
    const cwd = await folderWith(files);
    const overwriting = await camscope(cwd, [
      'compile',
      'mirror.onnx',
      '--method',
      'grad-cam',
      '--out',
      './mirror.onnx',
    ]);
    expect(overwriting).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/would overwrite the network/),
    });
    expect(new Uint8Array(await readFile(join(cwd, 'mirror.onnx')))).toEqual(mirror);
    const averaging = await camscope(cwd, [
      'compile',
      'mirror.onnx',
      '--method',
      'smooth-grad',
      '--out',
      'x.onnx',
    ]);
    expect(averaging).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/cannot be saved in one file/),
    });
    expect((await readdir(cwd)).sort()).toEqual(['card.yaml', 'mirror.onnx']);
  });
});
