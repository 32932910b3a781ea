import { execFileSync } from 'node:child_process';
import { mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { floatTensor } from '@camscope/core';
import { encodeNpy } from '@camscope/pipeline';
import { describe, expect, it } from 'vitest';
import { studyFolder } from './studies.ts';
import { block, camscope, CARD, folderWith, mirror, png, start } from './support.ts';

const explain = ['--card', 'card.yaml', '--method', 'grad-cam', '--out', 'out'];

/** In their place a folder is one of images. */
const images: [string, string[]][] = [
  ['00000001_000.png', ['explain', '00000001_000.png', ...explain]],
  ['chest.npy', ['explain', 'chest.npy', ...explain]],
];

describe.skipIf(process.platform === 'win32').each([
  ['a pipe', async (path: string) => void execFileSync('mkfifo', [path])],
  ['a device', (path: string) => symlink('/dev/zero', path)],
  ['a folder', (path: string) => mkdir(path)],
])('%s', (what, put) => {
  const found = `It is ${what}`;

  it.each([
    ['study.yaml', ['validate', 'study.yaml']],
    ['card.yaml', ['validate', 'study.yaml']],
    ['mirror.onnx', ['validate', 'study.yaml']],
    ['boxes.csv', ['validate', 'study.yaml']],
    ['mirror.onnx', ['inspect', 'mirror.onnx']],
    ['mirror.onnx', ['explain', '00000001_000.png', ...explain]],
    ['card.yaml', ['explain', '00000001_000.png', ...explain]],
    ...(what === 'a folder' ? [] : images),
    ['plugin.ts', ['list', '--plugin', './plugin.ts']],
  ])('in the place of %s is refused by %j', async (name, argv) => {
    const cwd = await studyFolder();
    await rm(join(cwd, name), { force: true });
    await put(join(cwd, name));
    const { code, stderr } = await camscope(cwd, argv);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(/^camscope: .*(Cannot read|cannot be read)/),
    });
    expect(stderr).toContain(found);
  });

  it('among the images of a study costs that image alone', async () => {
    const cwd = await studyFolder();
    await rm(join(cwd, '00000002_000.png'));
    await put(join(cwd, '00000002_000.png'));
    const { code, stderr } = await camscope(cwd, ['run', 'study.yaml']);
    expect(code).toBe(1);
    expect(stderr).toContain(found);
    expect(stderr).not.toContain('defect');
  });
});

describe('explain', () => {
  it('tells the tensor of which the network makes no numbers, and loses no other', async () => {
    const tensors = floatTensor(
      Float32Array.from({ length: 128 }, (_, i) => (i === 70 ? NaN : 0.5)),
      [2, 1, 8, 8],
    );
    const cwd = await folderWith({ 'mirror.onnx': mirror, 'card.yaml': CARD, 'two.npy': encodeNpy(tensors) });
    const { code, stdout, stderr } = await camscope(cwd, ['explain', 'two.npy', ...explain]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/two\.npy .*two\.0\.grad-cam/);
    expect(stdout).not.toContain('two.1');
    expect(stderr).toContain(
      'camscope: two.npy: The scores of the network are not finite\n  found: Of 3 values 3 NaN',
    );
  });

  it('loses the image whose files cannot be written, and no other', async () => {
    const long = `${'n'.repeat(240)}.png`;
    // Large, so that its overlay is still being encoded when the first write fails.
    const noise = Uint8Array.from({ length: 1500 ** 2 }, (_, i) => (i * i) % 251);
    const picture = await png({ width: 1500, height: 1500, channels: 1, data: noise, white: 255 });
    const cwd = await folderWith({
      'mirror.onnx': mirror,
      'card.yaml': CARD,
      [long]: picture,
      'a.png': await png(block(2, 3)),
    });
    const { code, stdout, stderr } = await start(cwd, ['explain', long, 'a.png', ...explain, '--json']);
    expect(code).toBe(1);
    expect((JSON.parse(stdout) as { image: string }[]).map(({ image }) => image)).toEqual(['a.png']);
    const told = stderr.split('\n').find((line) => line.startsWith('{'));
    expect(JSON.parse(told!)).toMatchObject({
      error: { code: 'FILE_UNREADABLE', found: expect.stringContaining('ENAMETOOLONG') },
    });
  });
});
