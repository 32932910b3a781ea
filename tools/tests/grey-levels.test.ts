import { startNodeRuntime } from '@camscope/runtime-node';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { levelsAgainstTensors, type LevelsRow } from './children/grey-levels.ts';

/** SwiftShader, a Vulkan device in software, beside a Vulkan loader, as Debian's chromium installs them. */
const DRIVER = process.env['VK_DRIVER_FILES'] ?? '/usr/lib/chromium/vk_swiftshader_icd.json';
const installed = existsSync(DRIVER);
if (process.env['CI'] && !installed) throw new Error(`No ${DRIVER}: this test must not be skipped`);

const node = startNodeRuntime();
afterAll(() => node.close());

test('grey levels that become the image in the graph give the bits of images that are normalised before', async () => {
  expectSame(await levelsAgainstTensors(node, 'cpu'), 1);
});

test.skipIf(!installed)(`on WebGPU too (needs ${DRIVER})`, { timeout: 300_000 }, async () => {
  const script = fileURLToPath(new URL('./children/grey-levels.ts', import.meta.url));
  const args = ['--import', 'tsx', '--conditions', '@camscope/source', script, 'webgpu'];
  const env = { ...process.env, VK_DRIVER_FILES: DRIVER, LD_LIBRARY_PATH: dirname(DRIVER) };
  const rows = await new Promise<LevelsRow[]>((resolve, reject) => {
    execFile(process.execPath, args, { env }, (error, stdout) =>
      error ? reject(error) : resolve(JSON.parse(stdout)),
    );
  });
  expect(rows.every(({ provider }) => provider === 'webgpu')).toBe(true);
  expectSame(rows, 4);
});

function expectSame(rows: readonly LevelsRow[], bytesOfLevel: number): void {
  expect(rows.length).toBe(6);
  for (const { title, bytes, different, values } of rows) {
    expect({ title, bytes, different }).toEqual({ title, bytes: 16 * 16 * bytesOfLevel, different: 0 });
    expect(values).toBeGreaterThan(100);
  }
}
