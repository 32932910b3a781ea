import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { floatTensor } from '@camscope/core';
import { createModel } from '@camscope/onnx';
import { expect, it, onTestFinished } from 'vitest';
import { EXIT } from '../src/exit-codes.ts';
import { everythingIn, filesBelow, leftBy } from './surviving.ts';
import { camscope, CARD, folderWith, png, shell, start } from './support.ts';

const TO_DO = 'do: Mend that, and give the same command again: what is finished is kept';

function mount(...options: string[]): void {
  execFileSync('mount', ['-t', 'tmpfs', ...options], { stdio: 'pipe' });
}

/** Whether this process may mount a file system of memory. */
async function mayMount(): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'camscope-mount-'));
  try {
    mount('-o', 'size=64k', 'tmpfs', folder);
    execFileSync('umount', [folder]);
    return true;
  } catch {
    return false;
  } finally {
    await rmdir(folder);
  }
}

it.skipIf(!(await mayMount()))(
  'a full disk ends a run with 3, and it goes on when there is room',
  async () => {
    const [undisturbed, cwd] = [await everythingIn(), await everythingIn()];
    expect(await camscope(undisturbed, ['run', 'study.yaml'])).toMatchObject({ code: EXIT.done });
    const out = join(cwd, 'results');
    await mkdir(out);
    mount('-o', 'size=300k', 'tmpfs', out);
    onTestFinished(() => void execFileSync('umount', [out]));
    let stops = 0;
    for (let size = 400; stops < 40; size += 200) {
      const { code, stderr } = await camscope(cwd, ['run', 'study.yaml']);
      if (code === EXIT.done) break;
      expect(code, stderr).toBe(EXIT.brokenOff);
      expect(stderr).toMatch(/Cannot write [^\n]*results[^\n]*\n {2}found: ENOSPC/);
      if (stderr.includes('the store')) expect(stderr).toContain(TO_DO);
      // What is there is whole.
      const whole = await leftBy(join(undisturbed, 'results'));
      for (const [name, content] of await leftBy(out))
        if (/\.(csv|parquet|npz)$/.test(name)) expect(content, name).toBe(whole.get(name));
      expect((await filesBelow(out)).filter((name) => /\.part$|^store\/tmp\//.test(name))).toEqual([]);
      stops++;
      execFileSync('mount', ['-o', `remount,size=${size}k`, out]);
    }
    expect(stops).toBeGreaterThanOrEqual(3);
    expect(Object.fromEntries(await leftBy(out))).toEqual(
      Object.fromEntries(await leftBy(join(undisturbed, 'results'))),
    );
  },
);

/** The maps are the image of 256×256 pixels and its negative: 256 KiB each. */
const large = createModel({
  nodes: [
    { op: 'Conv', inputs: ['x', 'kernel'], outputs: ['maps'], name: '/features/conv/Conv' },
    { op: 'GlobalAveragePool', inputs: ['maps'], outputs: ['pooled'] },
    { op: 'Flatten', inputs: ['pooled'], outputs: ['flat'] },
    { op: 'MatMul', inputs: ['flat', 'w'], outputs: ['logits'] },
  ],
  initializers: {
    kernel: floatTensor(Float32Array.of(1, -1), [2, 1, 1, 1]),
    w: floatTensor(Float32Array.of(1, -1, 0, -1, 1, 0), [2, 3]),
  },
  inputs: [{ name: 'x', type: 'float32', dims: ['n', 1, 256, 256] }],
  outputs: [{ name: 'logits' }],
});

it('a store that cannot take what it is given ends a run with 3, and says what to do', async () => {
  const data = Uint8Array.from({ length: 256 * 256 }, (_, i) => i % 251);
  const cwd = await folderWith({
    'mirror.onnx': large,
    'card.yaml': CARD.replace('[8, 8]', '[256, 256]'),
    'a.png': await png({ width: 256, height: 256, channels: 1, data, white: 255 }),
    'boxes.csv': 'Image Index,Finding Label,Bbox [x,y,w,h],,,\na.png,Mass,256,384,384,384\n',
    'study.yaml': `version: 1
models: [{ card: card.yaml }]
data: { use: chestxray14, images: ., boxes: boxes.csv }
methods: [grad-cam]
segmenters: [multi-otsu]
metrics: [box-iou]
out: results
`,
  });
  // In a checkout, the sources are compiled by whoever starts first.
  await start(cwd, ['--version']);
  // Files of 100 KiB at the most.
  const { code, stdout, stderr } = await shell(cwd, 'ulimit -f 100; camscope run study.yaml');
  expect(code, stderr).toBe(EXIT.brokenOff);
  expect(stdout).toBe('');
  expect(stderr).toContain(`Cannot write the store ${join(cwd, 'results/store')}\n  found: EFBIG`);
  expect(stderr).toContain(TO_DO);
  expect(existsSync(join(cwd, 'results/scores.csv'))).toBe(false);
  expect((await filesBelow(join(cwd, 'results'))).filter((name) => /part$|\/tmp\//.test(name))).toEqual([]);
  expect(await camscope(cwd, ['run', 'study.yaml'])).toMatchObject({ code: EXIT.done });
});
