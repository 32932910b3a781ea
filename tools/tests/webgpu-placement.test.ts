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
    const rows = await onWebGpu<PlacedRow[]>('webgpu-conformance.ts');
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

/** What graphs are written round for its sake, by the part of a dialect that does so, which may go when this fails. */
test.skipIf(!installed).each([
  ['channelsByFours', 'Conv from six channels'],
  ['symmetricPads', 'Conv 1×1 padded at the end alone'],
])(`ONNX Runtime is still wrong about what %s is for (needs ${DRIVER})`, async (_, name) => {
  const off = await onWebGpu<Record<string, number>>('webgpu-defects.ts', name);
  expect(off[name]).toBeGreaterThan(0.1);
});

/** In a process of its own: native code reads the environment with which a process starts. */
function onWebGpu<Told>(child: string, ...args: readonly string[]): Promise<Told> {
  const script = fileURLToPath(new URL(`./children/${child}`, import.meta.url));
  const node = ['--import', 'tsx', '--conditions', '@camscope/source', script, ...args];
  const env = { ...process.env, VK_DRIVER_FILES: DRIVER, LD_LIBRARY_PATH: dirname(DRIVER) };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, node, { env, maxBuffer: 2 ** 26 }, (error, stdout) =>
      error ? reject(error) : resolve(JSON.parse(stdout)),
    );
  });
}
