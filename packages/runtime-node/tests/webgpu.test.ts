import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { runChild } from './support.ts';

/** SwiftShader, a Vulkan device in software, beside a Vulkan loader, as Debian's chromium installs them. */
const DRIVER = process.env['VK_DRIVER_FILES'] ?? '/usr/lib/chromium/vk_swiftshader_icd.json';
// Read by native code from the environment with which a process starts: hence a process of its own.
const env = { VK_DRIVER_FILES: DRIVER, LD_LIBRARY_PATH: dirname(DRIVER) };

test.skipIf(!existsSync(DRIVER))(`WebGPU gives the CPU's numbers (needs ${DRIVER})`, async () => {
  const { code, stdout } = await runChild('webgpu.ts', [], env);
  expect(code).toBe(0);
  const { provider, precision, gpu, cpu, refusal, atOnce } = JSON.parse(stdout);
  expect([provider, precision]).toEqual(['webgpu', 'exact']);
  expect(gpu.length).toBe(8);
  gpu.forEach((value: number, i: number) => expect(value / cpu[i]).toBeCloseTo(1, 4));
  expect(atOnce).toEqual([true, true]);
  expect(refusal).toContain('The Indices output is not supported');
});

test.skipIf(!existsSync(DRIVER))(
  'where there is no graphics driver, that is the reason, in a line',
  async () => {
    const { stdout } = await runChild('refusal.ts', ['webgpu'], { ...env, VK_DRIVER_FILES: '/none.json' });
    expect(JSON.parse(stdout).reason).toBe('webgpu: Failed to get a WebGPU adapter: No supported adapters');
  },
);
