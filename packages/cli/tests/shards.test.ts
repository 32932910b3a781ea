import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { ShardStatus } from '@camscope/experiment';
import { EXIT } from '../src/exit-codes.ts';
import { shardOf } from '../src/study/shard.ts';
import { withBuildOfTheCommand } from './compiled.ts';
import { EVERYTHING, everythingIn, leftBy } from './surviving.ts';
import { camscope, start } from './support.ts';

const SHARDS = ['1/3', '2/3', '3/3'];

let single: Promise<Record<string, string>> | undefined;

/** What a run in one piece leaves; it runs once. */
function leftByOne(): Promise<Record<string, string>> {
  return (single ??= everythingIn().then(async (cwd) => {
    expect(await camscope(cwd, ['run', 'study.yaml'])).toMatchObject({ code: EXIT.done });
    return Object.fromEntries(await leftBy(join(cwd, 'results')));
  }));
}

async function statusOf(cwd: string, ...folders: string[]) {
  const { code, stdout, stderr } = await camscope(cwd, ['status', ...folders, '--json']);
  expect(code, stderr).toBe(0);
  const runs = JSON.parse(stdout) as { shards: ShardStatus[] }[];
  return runs.flatMap(({ shards }) =>
    shards.map(({ shard, stages }) => {
      const sum = (of: 'units' | 'done' | 'failed' | 'left') =>
        stages.reduce((total, stage) => total + stage[of], 0);
      return {
        shard: shard && `${shard.index}/${shard.of}`,
        ...{ units: sum('units'), done: sum('done'), failed: sum('failed'), left: sum('left') },
        ended: shard?.ended !== undefined,
      };
    }),
  );
}

// The sources are compiled, by whoever starts first.
beforeAll(withBuildOfTheCommand, 60_000);

describe('shards of a study', () => {
  it('that run into one folder at once are merged to the bytes of a single run', async () => {
    const left = await leftByOne();
    const cwd = await everythingIn();
    const run = (shard: string) => start(cwd, ['run', 'study.yaml', '--shard', shard]);
    for (const { code, stdout, stderr } of await Promise.all(SHARDS.map(run)))
      expect({ code, stdout }, stderr).toEqual({ code: EXIT.done, stdout: '' });
    const before = await statusOf(cwd, 'results');
    expect(before.map(({ shard, left, ended }) => [shard, left, ended])).toEqual([
      ...SHARDS.map((shard) => [shard, 0, true]),
      // What stands on all of them: how right each network is.
      [undefined, 2, false],
    ]);
    expect(before.reduce((sum, { units }) => sum + units, 0)).toBe(142);
    expect(await camscope(cwd, ['merge', 'results'])).toMatchObject({ code: EXIT.done });
    expect(Object.fromEntries(await leftBy(join(cwd, 'results')))).toEqual(left);
    expect((await statusOf(cwd, 'results')).map(({ left }) => left)).toEqual([0, 0, 0, 0]);
  });

  it('that ran into folders of their own are merged to the same, whatever the order; one that is missing is told', async () => {
    const left = await leftByOne();
    const cwd = await everythingIn();
    const parts = SHARDS.map((_, i) => `part${i + 1}`);
    for (const [i, out] of parts.entries())
      await camscope(cwd, ['run', 'study.yaml', '--shard', SHARDS[i], '--out', out]);
    const missing = await camscope(cwd, ['merge', 'merged', parts[0], parts[2]]);
    expect(missing.code).toBe(EXIT.usage);
    expect(missing.stderr).toMatch(
      /not make a whole run\n {2}found: Without 2\/3, \d+ of 142 units are not done/,
    );
    expect(await camscope(cwd, ['merge', 'merged', ...parts.reverse()])).toMatchObject({ code: EXIT.done });
    const merged = Object.fromEntries(await leftBy(join(cwd, 'merged')));
    // Paths are those of folders beside the study, as they were.
    expect(merged).toEqual(left);
  });

  it('that differ are refused, naming what differs', async () => {
    const cwd = await everythingIn();
    await camscope(cwd, ['run', 'study.yaml', '--shard', '1/2', '--out', 'one']);
    await writeFile(join(cwd, 'study.yaml'), EVERYTHING.replace('masks: 40', 'masks: 50'));
    await camscope(cwd, ['run', 'study.yaml', '--shard', '2/2', '--out', 'two']);
    const { code, stderr } = await camscope(cwd, ['merge', 'merged', 'one', 'two']);
    expect(code).toBe(EXIT.usage);
    expect(stderr).toContain(`${join(cwd, 'one')} is not a part of the same run\n`);
    expect(stderr).toContain('study.lock.json differs in study, methods\n');
    await writeFile(join(cwd, 'one/study.lock.json'), '{ "half');
    expect(await camscope(cwd, ['merge', 'merged', 'one', 'two'])).toMatchObject({ code: EXIT.usage });
    expect(await camscope(cwd, ['merge', 'merged', 'one', 'nowhere'])).toMatchObject({ code: EXIT.usage });
  });

  it('tell how far they are while they run, and when one was killed', async () => {
    const cwd = await everythingIn();
    const seen: Awaited<ReturnType<typeof statusOf>> = [];
    const run = start(cwd, ['run', 'study.yaml', '--shard', '1/2'], undefined, async (pid) => {
      await vi.waitFor(
        async () => expect((await statusOf(cwd, 'results'))[0].done).toBeGreaterThan(10),
        30_000,
      );
      seen.push(...(await statusOf(cwd, 'results')));
      process.kill(pid, 'SIGKILL');
    });
    expect((await run).code).toBeNull();
    const [first, all] = seen;
    expect(first).toMatchObject({ shard: '1/2', ended: false, failed: 0 });
    expect(first.left).toBeGreaterThan(0);
    expect(first.units).toBeLessThan(142);
    expect(all).toMatchObject({ units: 2, done: 0, left: 2 });
    await writeFile(join(cwd, 'results/shards/1-of-2.json'), '{ "half');
    expect((await camscope(cwd, ['status', 'results'])).code).toBe(0);
    await rm(join(cwd, 'results/shards'), { recursive: true });
    expect((await statusOf(cwd, 'results'))[0].units).toBe(142);
  });
});

describe('--shard', () => {
  const ASKED: readonly (readonly [string, Record<string, string>, string])[] = [
    ['2/3', {}, '2/3'],
    ['auto', { SLURM_ARRAY_TASK_ID: '7', SLURM_ARRAY_TASK_MIN: '5', SLURM_ARRAY_TASK_COUNT: '4' }, '3/4'],
    ['auto', { SLURM_ARRAY_TASK_ID: '3', SLURM_ARRAY_TASK_MIN: '0', SLURM_ARRAY_TASK_COUNT: '4' }, '4/4'],
    ['auto', { JOB_COMPLETION_INDEX: '0', JOB_COMPLETIONS: '5' }, '1/5'],
    ['auto', { JOB_COMPLETION_INDEX: '4', JOB_COMPLETIONS: '5' }, '5/5'],
  ];
  it.each(ASKED)('%s with %j is %s', (asked, environment, found) => {
    const { index, of } = shardOf(asked, environment);
    expect(`${index}/${of}`).toBe(found);
  });

  const NONSENSE: readonly (readonly [string, Record<string, string>])[] = [
    ...['0/3', '4/3', 'a/b', '1', '1/0', '-1/3', '1.5/3', '1/3/5', ''].map((asked) => [asked, {}] as const),
    ['auto', {}],
    ['auto', { JOB_COMPLETION_INDEX: '1' }],
    ['auto', { JOB_COMPLETION_INDEX: '5', JOB_COMPLETIONS: '5' }],
    ['auto', { SLURM_ARRAY_TASK_ID: '1' }],
    [
      'auto',
      {
        ...{ SLURM_ARRAY_TASK_ID: '1', SLURM_ARRAY_TASK_MIN: '1' },
        ...{ SLURM_ARRAY_TASK_MAX: '9', SLURM_ARRAY_TASK_COUNT: '5' },
      },
    ],
  ];
  it.each(NONSENSE)('%j with %j is refused', (asked, environment) => {
    expect(() => shardOf(asked, environment)).toThrow(
      expect.objectContaining({
        code: 'CONFIG_INVALID',
        message: expect.stringContaining(`--shard ${asked}`),
      }),
    );
  });
});

describe('of two studies that are started into one folder at once', () => {
  it('one gets it, and the other writes nothing into it', async () => {
    for (let round = 0; round < 3; round++) {
      const cwd = await everythingIn({ 'other.yaml': EVERYTHING.replace('masks: 40', 'masks: 20') });
      const ran = await Promise.all(['study.yaml', 'other.yaml'].map((study) => start(cwd, ['run', study])));
      const codes = ran.map(({ code }) => code).sort();
      expect(codes, ran.map(({ stderr }) => stderr).join()).toEqual([EXIT.done, EXIT.usage]);
      if (round > 0) continue;
      const winner = ran[0].code === EXIT.done ? 'study.yaml' : 'other.yaml';
      const left = await leftBy(join(cwd, 'results'));
      await rm(join(cwd, 'results'), { recursive: true });
      expect(await start(cwd, ['run', winner])).toMatchObject({ code: EXIT.done });
      expect(Object.fromEntries(left)).toEqual(Object.fromEntries(await leftBy(join(cwd, 'results'))));
    }
  }, 180_000);

  it('under one name, the later one has the tables, or both end with an error', async () => {
    const cwd = await everythingIn();
    const ran = await Promise.all(
      [40, 20].map((masks) => start(cwd, ['run', 'study.yaml', '--set', `methods.1.options.masks=${masks}`])),
    );
    const done = ran.filter(({ code }) => code === EXIT.done);
    expect(done.length).toBeLessThan(2);
    for (const { code, stderr } of ran.filter((one) => one.code !== EXIT.done)) {
      expect(code, stderr).toBe(EXIT.brokenOff);
      expect(stderr).toContain('Another study has taken the folder');
    }
    const lock = await readFile(join(cwd, 'results/study.lock.json'), 'utf8');
    if (done.length === 1) expect(lock).toContain(`masks=${done[0] === ran[0] ? 40 : 20}`);
  });
});
