import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);

/** What tools/bench/gpu.sh runs beside the command: on the day there is a GPU, it has to work at once. */
test.each([
  ['gpu-goals.ts', ['Grad-CAM, cpu', 'input gradient, cpu', 'Score-CAM, 8 masks']],
  ['end-to-end.ts', ['8 radiographs', 'network waited for: opening']],
])('tools/bench/%s runs, on the CPU too', { timeout: 120_000 }, async (script, told) => {
  const node = ['--import', 'tsx', '--conditions', '@camscope/source', `tools/bench/${script}`];
  const { stdout } = await run(process.execPath, [...node, '--try', '--provider', 'cpu']);
  for (const text of told) expect(stdout).toContain(text);
});
