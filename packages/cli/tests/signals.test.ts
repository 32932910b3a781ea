import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { statusOf, UNITS_FILE } from '@camscope/experiment';
import { openStore } from '@camscope/experiment-node';
import { nodeFiles } from '@camscope/files-node';
import { beforeAll, describe, expect, it } from 'vitest';
import { folderWith, start, type Ran } from './support.ts';

const PHANTOMS = `version: 1
models: ['npm:@camscope/networks-phantom/models/phantom-resnet50.onnx']
data: { use: phantom, count: 12, seed: 7 }
methods: [grad-cam]
segmenters: [multi-otsu]
metrics: [box-iou]
priors: []
runtime: { batch: 1, workers: 0 }
out: results
`;

/** A data set that takes its time, whatever it is asked. */
const SLOW = `import { defineDataset, definePlugin } from '@camscope/core';
const slow = defineDataset({
  id: 'slow', title: 'Slow',
  open: () => new Promise((resolve) => { console.error('opening'); setTimeout(resolve, 600_000); }),
});
export default definePlugin({ name: 'slow', apiVersion: 1, contributes: [slow] });
`;

const SIGNALS: readonly [NodeJS.Signals, number][] = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 143],
  ['SIGUSR1', 143],
  ['SIGUSR2', 143],
];

const STOPPING = /stopping after the unit at hand; once more to stop at once\n/g;

/** Whether a process has a handler for SIGUSR2, number 12, which has none of its own. */
async function listens(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return (parseInt(/^SigCgt:\s*[0-9a-f]*([0-9a-f]{4})$/m.exec(status)![1], 16) & (1 << 11)) !== 0;
}

/** Units of the run that are kept. */
async function unitsDone(cwd: string): Promise<number> {
  const out = join(cwd, 'results');
  if (!existsSync(join(out, UNITS_FILE))) return 0;
  const parts = await statusOf(out, nodeFiles, openStore);
  return parts.flatMap(({ stages }) => stages).reduce((sum, { done }) => sum + done, 0);
}

/** Runs the study, and sends `signal` when the first unit of the run is kept. */
function stopped(cwd: string, signal: NodeJS.Signals): Promise<Ran> {
  return start(cwd, ['run', 'study.yaml'], undefined, async (pid) => {
    while ((await unitsDone(cwd)) === 0) await setTimeout(5);
    process.kill(pid, signal);
  });
}

async function accountIn(cwd: string): Promise<unknown> {
  return JSON.parse(await readFile(join(cwd, 'results/run.json'), 'utf8'));
}

describe('a signal', () => {
  beforeAll(async () => {
    // In a checkout, the sources are compiled by whoever starts first.
    await start('/', ['--version']);
  });

  it.each(SIGNALS)(
    '%s in the middle of a run lets the unit at hand finish, and ends with %i',
    async (signal, code) => {
      const cwd = await folderWith({ 'study.yaml': PHANTOMS });
      const ran = await stopped(cwd, signal);
      expect(ran.code).toBe(code);
      expect(ran.stderr.match(STOPPING)).toHaveLength(1);
      expect(ran.stderr).toContain(`camscope: ${signal}: stopping`);
      expect(ran.stderr).not.toContain('Debugger');
      expect(await accountIn(cwd)).toMatchObject({ finished: false });
    },
  );

  it('stops a run that the same command goes on with', async () => {
    const cwd = await folderWith({ 'study.yaml': PHANTOMS });
    expect(await stopped(cwd, 'SIGUSR2')).toMatchObject({ code: 143 });
    const { code, stderr } = await start(cwd, ['run', 'study.yaml']);
    expect({ code, account: await accountIn(cwd) }).toMatchObject({ code: 0, account: { finished: true } });
    expect(stderr).toMatch(/units, [1-9]\d* done, [1-9]\d* to run/);
  });

  it.skipIf(process.platform !== 'linux').each(SIGNALS)(
    '%s before anything is loaded counts, too, and ends with %i',
    async (signal, code) => {
      const cwd = await folderWith({ 'study.yaml': PHANTOMS });
      const ran = await start(cwd, ['run', 'study.yaml'], undefined, async (pid) => {
        while (!(await listens(pid)));
        process.kill(pid, signal);
      });
      expect(ran).toMatchObject({ code, stdout: '' });
      expect(ran.stderr).toBe(
        `camscope: ${signal}: stopping after the unit at hand; once more to stop at once\n`,
      );
      await expect(readFile(join(cwd, 'results/study.lock.json'))).rejects.toThrow('ENOENT');
    },
  );

  it.each([
    ['SIGINT', 'SIGTERM', 130],
    ['SIGTERM', 'SIGTERM', 143],
    ['SIGUSR2', 'SIGINT', 143],
  ] as const)('%s, and %s after it, stop at once with %i', async (first, second, code) => {
    const cwd = await folderWith({
      'slow.mjs': SLOW,
      'study.yaml':
        'version: 1\nplugins: [./slow.mjs]\ndata: slow\nimports: [{ as: none, files: x }]\nmetrics: [box-iou]\nsegmenters: [multi-otsu]\nout: results\n',
    });
    const begun = performance.now();
    const sent: string[] = [];
    const ran = await start(cwd, ['run', 'study.yaml'], (text, pid) => {
      for (const [signal, when] of [
        [first, /opening/],
        [second, STOPPING],
      ] as const) {
        if (sent.includes(`${signal} ${when}`) || !text.match(when)) continue;
        sent.push(`${signal} ${when}`);
        process.kill(pid, signal);
      }
    });
    expect(ran.code).toBe(code);
    expect(ran.stderr.match(STOPPING)).toHaveLength(1);
    expect(performance.now() - begun).toBeLessThan(30_000);
  });
});
