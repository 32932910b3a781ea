import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { missingPrograms, startCluster, type Cluster } from '../slurm/cluster.ts';
import { workspace } from '../docs/pages.ts';

const missing = missingPrograms();
if (missing.length > 0) {
  const why = `no Slurm on this machine: ${missing.join(', ')} missing`;
  if (process.env['CI']) throw new Error(`${why}; a study in shards must not be left untried here`);
  console.warn(`tools/tests/slurm.test.ts is skipped: ${why}`);
}

const STUDY = `version: 1
models: [npm:@camscope/networks-phantom/models/phantom-resnet50.onnx]
data:
  use: phantom
  folder: phantoms
  count: 24
  seed: 3
  findings: { Cardiomegaly: 0.9, Effusion: 0.9 }
methods: [grad-cam, hires-cam]
segmenters: [multi-otsu]
metrics: [box-iou, hit-rate]
agreement: [spearman]
runtime: { batch: 2, workers: 0 }
`;

const CAMSCOPE = join(workspace, 'packages/cli/bin/camscope.cjs');

/** Beside the results: what units gave, and how far each shard is. */
const ALONGSIDE = ['store', 'shards'];
/** When it was and how long it took. */
const TIMES = ['ended', 'seconds', 'peakMegabytes', 'device'];
const DATE = /(?<=class="lead">A camscope \S+ study), \d{4}-\d\d-\d\d/;
const DURATION = /(?<=\d maps); [\d.]+ (s|min); finished \d{4}-\d\d-\d\d/;

/** What `camscope status --json` says of a folder. */
interface Status {
  readonly shards: readonly {
    readonly shard: { readonly index: number } | null;
    readonly stages: readonly { readonly done: number }[];
  }[];
}

describe.skipIf(missing.length > 0)('a study in three shards on Slurm', () => {
  let folder: string;
  let cluster: Cluster;
  /** Numbers of the jobs: the array, and what merges. */
  let jobs: { readonly shards: string; readonly merge: string };
  const camscope = (...argv: string[]) =>
    promisify(execFile)(process.execPath, [CAMSCOPE, ...argv], { cwd: folder, env: cluster.env });
  const log = (name: string) =>
    existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : '';
  /** What to know of a test that failed: what the jobs said, and what Slurm says of them. */
  const told = () => {
    const logs = readdirSync(folder).filter((name) => name.endsWith('.log'));
    return [...logs.map((name) => `${name}:\n${log(name)}`), cluster.told()].join('\n\n');
  };
  const submit = async (study: string, out: string, ...options: string[]) => {
    const { stdout } = await camscope(
      ...['slurm', study, '--shards', '3', '--out', out, '--submit', ...options],
    );
    const [, shards, merge] = /^shards (\d+)\nmerge (\d+)\n$/.exec(stdout)!;
    return { shards, merge };
  };
  const isAtWork = async (out: string, shard: number) => {
    if (!existsSync(join(folder, out, 'units.json'))) return false;
    const { stdout } = await camscope('status', out, '--json');
    const [{ shards }] = JSON.parse(stdout) as Status[];
    return shards.some((one) => one.shard?.index === shard && one.stages.some(({ done }) => done > 0));
  };
  const ends = ({ shards, merge }: typeof jobs) =>
    cluster
      .completions()
      .filter(({ job, array }) => array === shards || job === merge)
      .map(({ task = 'merge', state, exit }) => `${task} ${state} ${exit}`);

  beforeAll(async () => {
    // A place that a script has to quote.
    folder = await mkdtemp(join(tmpdir(), "camscope's $study "));
    await writeFile(join(folder, 'study.yaml'), STUDY);
    cluster = await startCluster(3);
  });
  afterAll(async () => {
    await cluster?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test(
    'of which one is warned and requeued in the middle is done, merged and reported',
    { timeout: 420_000 },
    async () => {
      jobs = await submit('study.yaml', 'shards');
      const second = `study-${jobs.shards}_2.log`;
      await cluster.until('the second shard has done a unit', 120, () => isAtWork('shards', 2));
      await cluster.run('scancel', '--batch', '--signal=USR2', `${jobs.shards}_2`);
      await cluster.idle(300);
      expect(ends(jobs).slice(0, -1).sort(), told()).toEqual([
        '1 COMPLETED 0:0',
        '2 COMPLETED 0:0',
        '2 PENDING 0:0',
        '3 COMPLETED 0:0',
      ]);
      expect(ends(jobs).at(-1), told()).toBe('merge COMPLETED 0:0');
      expect(log(second), told()).toMatch(
        /stopping after the unit at hand[^]*\nrequeued, to go on where it stopped\n[^]*, [1-9]\d* done, [1-9]\d* to run/,
      );
    },
  );

  test('gives the bytes of a single run', { timeout: 200_000 }, async () => {
    await camscope('run', 'study.yaml', '--out', 'single');
    await camscope('report', 'single');
    const [single, shards] = [await results(join(folder, 'single')), await results(join(folder, 'shards'))];
    expect(Object.keys(single)).toEqual(
      expect.arrayContaining([
        'study.lock.json',
        'scores.csv',
        'agreement.csv',
        'run.json',
        'report/index.html',
      ]),
    );
    expect(Object.keys(single).filter((name) => name.startsWith('maps/')).length).toBeGreaterThan(1);
    expect(shards).toEqual(single);
  });

  test('stays cancelled, and is not merged', { timeout: 120_000 }, async () => {
    // No shard of it is done by then.
    await writeFile(join(folder, 'long.yaml'), STUDY.replace('count: 24', 'count: 96'));
    const cancelled = await submit('long.yaml', 'cancelled', '--script', 'cancelled.sbatch');
    await cluster.until('the first shard has done a unit', 120, () => isAtWork('cancelled', 1));
    await cluster.run('scancel', cancelled.shards);
    await cluster.idle(60);
    expect(
      ends(cancelled)
        .slice(0, -1)
        .every((end) => end.includes('CANCELLED')),
      told(),
    ).toBe(true);
    expect(ends(cancelled).at(-1), told()).toBe('merge FAILED 2:0');
    expect(existsSync(join(folder, 'cancelled/report'))).toBe(false);
  });
});

/** The files of a run, by path: a hash of each, times left out, or what it says. */
async function results(run: string): Promise<Record<string, unknown>> {
  const entries = await readdir(run, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(run, join(entry.parentPath, entry.name)))
    .filter((path) => !ALONGSIDE.includes(path.split('/')[0]))
    .sort();
  const told = paths.map(async (path) => [path, contentOf(path, await readFile(join(run, path)))] as const);
  return Object.fromEntries(await Promise.all(told));
}

function contentOf(path: string, bytes: Buffer): unknown {
  if (path === 'run.json') {
    const account = Object.entries(JSON.parse(bytes.toString()) as object);
    return Object.fromEntries(account.filter(([key]) => !TIMES.includes(key)));
  }
  const page =
    /^report\/(index|details)\.html$/.test(path) && bytes.toString().replace(DATE, '').replace(DURATION, '');
  return createHash('sha256')
    .update(page || bytes)
    .digest('hex');
}
