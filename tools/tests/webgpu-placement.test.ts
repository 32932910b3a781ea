import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { PlacedRow } from './children/webgpu-conformance.ts';

/** SwiftShader, a Vulkan device in software, beside a Vulkan loader, as Debian's chromium installs them. */
const DRIVER = process.env['VK_DRIVER_FILES'] ?? '/usr/lib/chromium/vk_swiftshader_icd.json';
const installed = existsSync(DRIVER);
if (process.env['CI'] && !installed) throw new Error(`No ${DRIVER}: this test must not be skipped`);

/**
 * Defects of the WebGPU provider of ONNX Runtime 1.30 in the operators themselves. Softmax of an operator set before
 * 13 fails over several axes of some sizes; Slice takes a negative step to start at the last element wherever it does.
 */
const DEFECTS = ['Softmax of all trailing axes@12', 'Slice backwards@25'];

test.skipIf(!installed)(
  `every rule runs on WebGPU alone, with the CPU's numbers (needs ${DRIVER})`,
  { timeout: 900_000 },
  async () => {
    const rows = await conformanceOnWebGpu();
    const failed = rows.filter((row) => !row.passed).map(({ name, opset }) => `${name}@${opset}`);
    expect(failed).toEqual(DEFECTS);
    // What an explanation adds to a network never leaves the device.
    expect(rows.flatMap(({ name, elsewhere }) => elsewhere.map((node) => `${name}: ${node}`))).toEqual([]);
    // Which of a network's own operators do is known: LRN has no kernel, and its row says so.
    expect(rows.find(({ operator }) => operator === 'LRN')?.own).toEqual(['LRN']);
    const onGpu = rows.reduce((sum, row) => sum + row.onGpu, 0);
    expect(onGpu).toBeGreaterThan(1000);
  },
);

/** In a process of its own: native code reads the environment with which a process starts. */
function conformanceOnWebGpu(): Promise<PlacedRow[]> {
  const script = fileURLToPath(new URL('./children/webgpu-conformance.ts', import.meta.url));
  const node = ['--import', 'tsx', '--conditions', '@camscope/source', script];
  const env = { ...process.env, VK_DRIVER_FILES: DRIVER, LD_LIBRARY_PATH: dirname(DRIVER) };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, node, { env, maxBuffer: 2 ** 26 }, (error, stdout) =>
      error ? reject(error) : resolve(JSON.parse(stdout)),
    );
  });
}
