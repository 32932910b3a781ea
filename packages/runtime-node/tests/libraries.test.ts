import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { neededBy } from '../src/libraries/elf.js';
import { elfFile, runChild } from './support.ts';

const { version } = createRequire(import.meta.url)('onnxruntime-node/package.json') as { version: string };

describe.skipIf(process.platform !== 'linux')('libraries of CUDA in a folder that is named', () => {
  test('what a library needs is read from its file', () => {
    const folder = folderOf({ 'needy.so': ['libone.so.1', 'libtwo.so'], 'text.so': undefined });
    expect(neededBy(join(folder, 'needy.so'))).toEqual(['libone.so.1', 'libtwo.so']);
    expect(neededBy(join(folder, 'text.so'))).toEqual([]);
    // The executable that runs this test: a file that a linker wrote.
    expect(neededBy(process.execPath)).toContain('libc.so.6');
  });

  test.each([
    ['flat', (name: string) => name],
    [
      'of Python’s packages',
      (name: string) => join(name.includes('onnx') ? 'onnxruntime/capi' : 'nvidia/cu/lib', name),
    ],
  ])(
    'all that are missing are told, and what ONNX Runtime itself would print is not (%s)',
    async (_, placed) => {
      const folder = folderOf({
        [placed('libonnxruntime_providers_shared.so')]: ['libc.so.6'],
        [placed('libonnxruntime_providers_cuda.so')]: [
          'libcamscope-a.so.1',
          'libcamscope-b.so.2',
          'libc.so.6',
        ],
        [placed('libcamscope-a.so.1')]: ['libcamscope-c.so.3'],
      });
      const { reason, stderr } = await refusal(folder);
      expect(stderr).toBe('');
      expect(reason).toContain(
        `on the loader's path or in ${folder}: libcamscope-c.so.3, libcamscope-b.so.2`,
      );
      expect(reason).not.toMatch(/libcamscope-a|libc\.so/);
    },
  );

  test('a provider of another version is refused', async () => {
    const folder = folderOf({ 'libonnxruntime_providers_cuda.so': ['libc.so.6'] }, '1.2.3');
    const { reason } = await refusal(folder);
    expect(reason).toContain(`libonnxruntime_providers_cuda.so is not of ONNX Runtime ${version}`);
    expect(reason).toContain(`onnxruntime-gpu==${version}`);
  });

  test('a folder without a provider is named', async () => {
    const folder = folderOf({});
    expect((await refusal(folder)).reason).toContain(`no libonnxruntime_providers_cuda.so in ${folder}`);
  });

  test('other providers run as before', async () => {
    const folder = folderOf({ 'libonnxruntime_providers_cuda.so': ['libcamscope-a.so.1'] });
    expect((await refusal(folder)).cpu).toEqual([0, 0, 2]);
  });
});

/** Why CUDA cannot start in a process for which this folder is named, and what the CPU makes of [-1, 0, 2]. */
async function refusal(folder: string): Promise<{ reason: string; cpu: number[]; stderr: string }> {
  const env = { CAMSCOPE_CUDA_LIBRARIES: folder, XDG_CACHE_HOME: join(folder, 'cache') };
  const { code, stdout, stderr } = await runChild('refusal.ts', ['cuda'], env);
  expect([code, stderr]).toEqual([0, '']);
  return { ...(JSON.parse(stdout) as { reason: string; cpu: number[] }), stderr };
}

/** A folder of ELF libraries that need others, and hold a version. */
function folderOf(
  libraries: Readonly<Record<string, readonly string[] | undefined>>,
  holds = version,
): string {
  const folder = mkdtempSync(join(tmpdir(), 'cuda-libraries-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, needed] of Object.entries(libraries)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), needed ? elfFile(needed, holds) : 'no library');
  }
  return folder;
}
