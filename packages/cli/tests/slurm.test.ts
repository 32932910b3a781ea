import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi, onTestFinished } from 'vitest';
import { batchScript } from '../src/slurm/batch-script.ts';
import type { Batch } from '../src/slurm/batch.ts';
import { studyFolder } from './studies.ts';
import { camscope, folderWith } from './support.ts';

const BATCH: Batch = {
  name: 'study',
  camscope: ['/usr/bin/node', '/opt/camscope/camscope.js'],
  folder: '/home/me/chest',
  study: 'study.yaml',
  out: 'results',
  shards: 16,
  studyOptions: [],
  pluginOptions: [],
};

const AWKWARD = ["it's", '$HOME', 'a  b', '"', '`id`', '\\', 'x\ny', '', '*', '~', '-n', '!'];

/** Says what it was called with, and ends as the environment wants. */
const PROGRAM = `console.log(JSON.stringify(process.argv.slice(2)));
process.exitCode = Number(process.env['code_' + process.argv[2]] ?? 0);
`;

/** Runs a batch script as Slurm would, with a program in place of camscope. */
async function asTask(batch: Partial<Batch>, env: Record<string, string>, ...args: string[]) {
  const folder = await folderWith({ 'program.mjs': PROGRAM });
  const script = join(folder, 'study.sbatch');
  const camscope = [process.execPath, join(folder, 'program.mjs')];
  await writeFile(script, batchScript({ ...BATCH, camscope, folder, ...batch }));
  const { status, stdout, stderr } = spawnSync('bash', [script, ...args], {
    env: { PATH: process.env['PATH'], ...env },
    encoding: 'utf8',
  });
  return { status, lines: stdout.trim().split('\n'), stderr };
}

describe('a batch script', () => {
  it('of all that can be asked for', async () => {
    const asked = { time: '4:00:00', gres: 'gpu:1', partition: 'long', cpus: 8, mem: '16G', arrayLimit: 4 };
    const options = { studyOptions: ['--limit', '10'], pluginOptions: ['--plugin', './my plugin.ts'] };
    const text = batchScript({ ...BATCH, ...asked, account: 'a1', qos: 'low', ...options });
    await expect(text).toMatchFileSnapshot('fixtures/study.sbatch');
  });

  it('hands every word over as it is', async () => {
    const options = AWKWARD.map((word) => `--set=x.${word}`);
    const batch = { study: "it's $x.yaml", out: 'a `b` "c"', studyOptions: options, pluginOptions: AWKWARD };
    const { lines, stderr } = await asTask(batch, { SLURM_ARRAY_TASK_ID: '3' });
    expect(stderr).toBe('');
    expect(JSON.parse(lines[0])).toEqual([
      ...['run', batch.study, ...options, ...AWKWARD, '--out', batch.out, '--shard', '3/16'],
    ]);
  });

  it.each([0, 1, 2, 3, 70])('of a shard that ends with %i ends so too', async (code) => {
    const task = await asTask({}, { SLURM_ARRAY_TASK_ID: '1', code_run: String(code) });
    expect(task.status).toBe(code);
  });

  it.each([
    [0, 0, 0, ['merge', 'report']],
    [1, 0, 0, ['merge', 'report']],
    [2, 0, 2, ['merge']],
    [0, 3, 3, ['merge', 'report']],
  ])('reports when merging ends with %i and reporting with %i', async (merge, report, status, commands) => {
    const task = await asTask({}, { code_merge: String(merge), code_report: String(report) }, 'merge');
    expect(task.status).toBe(status);
    expect(task.lines.map((line) => (JSON.parse(line) as string[])[0])).toEqual(commands);
  });

  const shellcheck = spawnSync('shellcheck', ['--version']).status === 0;
  if (process.env['CI'] && !shellcheck) throw new Error('No shellcheck: this test must not be skipped');
  it.skipIf(!shellcheck)('has nothing that shellcheck would mend', async () => {
    const folder = await folderWith({ 'study.sbatch': batchScript(BATCH) });
    const { stdout } = spawnSync('shellcheck', [join(folder, 'study.sbatch')], { encoding: 'utf8' });
    expect(stdout).toBe('');
  });
});

describe('camscope slurm', () => {
  const SLURM = ['slurm', 'study.yaml', '--shards', '3'];

  it('writes a script of the study beside where it is called, with its own results', async () => {
    const cwd = await studyFolder();
    const script = join(cwd, 'study.sbatch');
    const { code, stdout, stderr } = await camscope(cwd, SLURM);
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: `${script}\n`,
      stderr: `camscope: to submit it: bash ${script}\n`,
    });
    const text = await readFile(script, 'utf8');
    expect(text).toContain(`\nRUN=(run study.yaml --out ${join(cwd, 'results')})\n`);
    expect(text).toContain(`\nCAMSCOPE=(${process.execPath} `);
    expect(await camscope(cwd, [...SLURM, '--script', '-', '--out', 'o p'])).toMatchObject({
      stdout: text.replaceAll(join(cwd, 'results'), "'o p'"),
      stderr: '',
    });
  });

  it('replaces no other script unless forced', async () => {
    const cwd = await studyFolder({ 'study.sbatch': 'echo mine\n' });
    const { code, stderr } = await camscope(cwd, SLURM);
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('is there already') });
    expect(await readFile(join(cwd, 'study.sbatch'), 'utf8')).toBe('echo mine\n');
    expect(await camscope(cwd, [...SLURM, '--force'])).toMatchObject({ code: 0 });
    expect(await camscope(cwd, SLURM)).toMatchObject({ code: 0 });
  });

  it.each([
    [['slurm', 'study.yaml'], "'--shards <n>' not specified"],
    [[...SLURM, '--mem', '16 G'], 'Slurm knows no such characters here'],
    [[...SLURM, '--script', '-', '--submit'], 'A script that is printed cannot be submitted'],
    [['slurm', 'none.yaml', '--shards', '3'], 'none.yaml'],
  ])('%j is refused', async (argv, message) => {
    const { code, stderr } = await camscope(await studyFolder(), argv);
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
  });

  it('says where it cannot submit', async () => {
    vi.stubEnv('PATH', '/nowhere');
    onTestFinished(() => void vi.unstubAllEnvs());
    const { code, stderr } = await camscope(await studyFolder(), [...SLURM, '--submit']);
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /Slurm is not on this machine\n[^]*no sbatch on the PATH\n[^]*bash .*study\.sbatch/,
    );
  });
});
