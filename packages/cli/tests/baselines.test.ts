import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { block, camscope, CARD, folderWith, mirror, png } from './support.ts';

const black = { ...block(2, 3), data: new Uint8Array(block(2, 3).data.length) };

async function folder(): Promise<string> {
  return folderWith({
    'mirror.onnx': mirror,
    'card.yaml': CARD,
    'a.png': await png(block(2, 3)),
    'black.png': await png(black),
  });
}

/** The bytes of the raw map of a.png. */
async function rawOf(cwd: string, ...argv: string[]): Promise<Buffer> {
  const method = ['--method', 'integrated-gradients', '--target', '0', '--out', 'out', '--json'];
  const { code, stdout, stderr } = await camscope(cwd, [
    ...['explain', 'a.png', '--card', 'card.yaml'],
    ...method,
    ...argv,
  ]);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  const [{ raw }] = JSON.parse(stdout) as [{ raw: string }];
  return readFile(join(cwd, raw));
}

describe('images that methods start from', () => {
  const data = ['--option', 'baseline=data'];

  it('are those that are named', async () => {
    const cwd = await folder();
    const fromBlack = await rawOf(cwd, '--option', 'baseline=black');
    expect(await rawOf(cwd, ...data, '--baseline', 'black.png')).toEqual(fromBlack);
    const fromItself = await rawOf(cwd, ...data, '--baseline', 'a.png');
    expect(fromItself).not.toEqual(fromBlack);
    expect(new Set(fromItself.subarray(-4 * 64))).toEqual(new Set([0]));
  });

  it.each([
    [data, 'No images are named to start from', '--baseline'],
    [['--baseline', 'black.png'], 'None of the methods starts from images', 'baseline=data'],
    [[...data, '--baseline', 'none.png'], 'none.png', ''],
  ])('%j is refused', async (argv, message, fix) => {
    const method = ['--method', 'integrated-gradients', '--out', 'out'];
    const { code, stderr } = await camscope(await folder(), [
      ...['explain', 'a.png', '--card', 'card.yaml'],
      ...method,
      ...argv,
    ]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).toContain(fix);
  });
});
