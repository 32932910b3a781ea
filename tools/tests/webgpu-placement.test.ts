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

test.skipIf(!installed)(
  `every rule runs on WebGPU alone, with the CPU's numbers (needs ${DRIVER})`,
  { timeout: 900_000 },
  async () => {
    const rows = await conformanceOnWebGpu();
    // What is known to be wrong in ONNX Runtime itself is so still, and nothing else is.
    const about = (some: readonly PlacedRow[]) => some.map(({ name, opset }) => `${name}@${opset}`);
    expect(about(rows.filter((row) => !row.passed))).toEqual(about(rows.filter((row) => row.known)));
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
