import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { EXIT, exitCodes } from '@camscope/cli';
import { STUDY, studyFolder } from './studies.ts';
import { camscope, shell, start } from './support.ts';

/** A metric that ends its thread. */
const PLUGIN = `import { defineMetric, definePlugin } from '@camscope/core';
const fatal = defineMetric({
  id: 'fatal', title: 'Ends its thread', needs: 'map', scoreDirection: 'none', range: [0, 1],
  measure: () => process.exit(7),
});
export default definePlugin({ name: 'unforeseen', apiVersion: 1, contributes: [fatal] });
`;

describe('the command ends with', () => {
  beforeAll(async () => {
    // In a checkout, the sources are compiled by whoever starts first.
    await start('/', ['--version']);
  });

  it('1 when an image fails and the rest is done', async () => {
    const cwd = await studyFolder({ '00000002_000.png': 'broken' });
    expect(await start(cwd, ['run', 'study.yaml'])).toMatchObject({ code: EXIT.failed });
  });

  it('2 when nothing can be written', async () => {
    const cwd = await studyFolder();
    const { code, stderr } = await shell(cwd, 'ulimit -f 0; camscope run study.yaml');
    expect(code).toBe(EXIT.usage);
    expect(stderr).toMatch(/Cannot write .*results.*\n {2}found: EFBIG/);
  });

  it('3 when the disk is full in the middle of a run', async () => {
    // Every row of a table of scores is long, and the maps are small.
    const metrics = Array.from({ length: 400 }, (_, i) => `{ use: box-iou, as: m${i} }`).join(', ');
    const cwd = await studyFolder({ 'study.yaml': STUDY.replace('[box-iou, hit-rate]', `[${metrics}]`) });
    const { code, stderr } = await shell(cwd, 'ulimit -f 300; camscope run study.yaml');
    expect(code, stderr).toBe(EXIT.brokenOff);
    expect(stderr).toMatch(/Cannot write .*results.*\n {2}found: EFBIG/);
    await access(join(cwd, 'results/study.lock.json'));
  });

  it('3 when a worker dies', async () => {
    const study = STUDY.replace('[box-iou, hit-rate]', '[box-iou, fatal]');
    const cwd = await studyFolder({
      'unforeseen.mjs': PLUGIN,
      'study.yaml': `${study}plugins: [./unforeseen.mjs]\nruntime: { workers: 1 }\n`,
    });
    const { code, stderr } = await start(cwd, ['run', 'study.yaml']);
    expect(code).toBe(EXIT.brokenOff);
    expect(stderr).toMatch(/The plugin '.\/unforeseen.mjs' ended the process, at .*unforeseen.mjs:4:\d+/);
    expect(stderr).not.toContain('defect');
  });

  it('3 when what it prints cannot be written', async () => {
    const { code, stderr } = await shell('/', 'camscope list > /dev/full');
    expect(code).toBe(EXIT.brokenOff);
    expect(stderr).toMatch(/^camscope: Cannot write to stdout: ENOSPC/);
  });

  it('0 when the reader of what it prints has seen enough', async () => {
    expect(await shell('/', 'set -o pipefail; camscope list explainer | true')).toMatchObject({
      code: EXIT.done,
      stderr: '',
    });
  });

  it('70 for a defect', async () => {
    const stdout = () => {
      throw new TypeError('nobody foresaw it');
    };
    const { code, stderr } = await camscope('/', ['list', 'filter'], { stdout });
    expect(code).toBe(EXIT.defect);
    expect(stderr).toMatch(/This is a defect of camscope/);
  });
});

it('every exit code is in the help of run', async () => {
  const { stdout } = await camscope('/', ['run', '--help']);
  const words = (text: string) => text.replace(/\s+/g, ' ');
  for (const [name, meaning] of Object.entries(exitCodes))
    expect(words(stdout)).toContain(`${EXIT[name as keyof typeof EXIT]} ${meaning}`);
});
