import { existsSync, statSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished, vi } from 'vitest';
import { everythingIn, isDone, leftBy, SLOWER, unitsDone, type KnownUnit } from './surviving.ts';
import { start } from './support.ts';

const SEED = Number(process.env.CAMSCOPE_SEED ?? Date.now() % 1e6);
const KILLS = 18;

/** Where kills are to fall: before the first unit, in each stage, and while tables are written. */
const MOMENTS: readonly (readonly [moment: string, kills: number])[] = [
  ['opening', 2],
  ['features', 1],
  ['explain', 2],
  ['measure', 2],
  ['agreement', 3],
  ['predict', 2],
  ['classification', 1],
  ['faithfulness', 2],
  ['sanity', 2],
  ['assembling', 3],
];

/** Numbers from 0 to 1 (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = randomFrom(SEED);

/** Runs the study, and kills it a random moment after `reached`. @returns whether it was still there to be killed. */
async function killed(cwd: string, reached: () => boolean, within: number): Promise<boolean> {
  let running = true;
  const ran = await start(cwd, ['run', 'study.yaml'], undefined, async (pid) => {
    while (running && isAlive(pid) && !reached()) await sleep(1);
    await sleep(within * random());
    if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  }).finally(() => (running = false));
  if (ran.code !== null) expect(ran, ran.stderr).toMatchObject({ code: 0 });
  return ran.code === null;
}

/** A process that has ended and has not been waited for is none. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * The stages that a kill fell into: of which some units are done and others are not, since stages overlap, and that of the first unit
 * that is not done, in the order of an undisturbed run.
 */
function atHand(units: readonly KnownUnit[]): string {
  const [first] = units.filter((unit) => !isDone(unit)).map(({ stage }) => stage);
  const stages = [...new Set(units.map(({ stage }) => stage))];
  const begun = stages.filter((stage) => {
    const own = units.filter((unit) => unit.stage === stage);
    return own.some(isDone) && !own.every(isDone);
  });
  return [...new Set([...begun, first ?? 'assembling'])].join(' and ');
}

/** When to kill so that `moment` is hit: soon after one of its units, chosen at random, or before the last. */
function momentOf(moment: string, units: readonly KnownUnit[], out: string): [() => boolean, number] {
  if (moment === 'opening') return [() => true, 500];
  if (moment === 'assembling') {
    const tables = ['images', 'scores', 'maps', 'predictions', 'sanity'];
    const table = join(out, `${tables[Math.floor(random() * tables.length)]}.csv`);
    return [() => units.every(isDone) && existsSync(table), 8];
  }
  const due = [...units.keys()].filter((i) => units[i].stage === moment && !isDone(units[i]));
  const [first] = due;
  const at =
    due.length === 1 ? Math.max(0, first - 1) : due[Math.floor(random() * Math.min(3, due.length - 1))];
  return [() => isDone(units[at]), 10];
}

it(`a study that is killed at ${KILLS} moments ends as if nothing had been (seed ${SEED})`, async () => {
  const [undisturbed, cwd] = [await everythingIn(), await everythingIn()];
  expect(await start(undisturbed, ['run', 'study.yaml'])).toMatchObject({ code: 0 });
  const out = join(cwd, 'results');
  const store = join(undisturbed, 'results');
  const units = (await unitsDone(store)).map((unit) => ({ ...unit, path: unit.path.replace(store, out) }));
  const hits: string[] = [];
  const kill = async (moment: string) => {
    const [reached, within] = momentOf(moment, units, out);
    if (await killed(cwd, reached, within)) hits.push(moment === 'opening' ? moment : atHand(units));
  };
  for (const [moment, kills] of MOMENTS)
    for (let i = 0; i < kills && (moment === 'opening' || isLeft(moment)); i++) await kill(moment);
  while (hits.length < KILLS || !hits.includes('assembling')) await kill('assembling');

  expect(await start(cwd, ['run', 'study.yaml'])).toMatchObject({ code: 0 });
  console.info(`seed ${SEED}: ${hits.join(', ')}`);
  expect(hits.length).toBeGreaterThanOrEqual(KILLS);
  for (const [moment] of MOMENTS) expect(hits.join()).toContain(moment);
  const left = await leftBy(out);
  expect(Object.fromEntries(left)).toEqual(Object.fromEntries(await leftBy(store)));
  expect([...left.keys()]).toEqual(expect.arrayContaining(['units.json', 'scores.parquet', 'sanity.csv']));
  expect(await pageOf(cwd, undisturbed)).toBe(await pageOf(undisturbed, undisturbed));

  function isLeft(moment: string): boolean {
    return moment === 'assembling' || units.some((unit) => unit.stage === moment && !isDone(unit));
  }
}, 600_000);

it('a study that is killed while tables are made of what is done ends as if nothing had been', async () => {
  const [undisturbed, cwd] = [await everythingIn(), await everythingIn()];
  expect(await start(undisturbed, ['run', 'study.yaml'])).toMatchObject({ code: 0 });
  const out = join(cwd, 'results');
  const first = join(out, 'images.csv');
  vi.stubEnv(SLOWER, '20');
  onTestFinished(() => void vi.unstubAllEnvs());
  for (let kills = 0; kills < 2; kills++) {
    const begun = Date.now();
    const reached = () => existsSync(first) && statSync(first).mtimeMs > begun;
    expect(await killed(cwd, reached, 40)).toBe(true);
    expect((await unitsDone(out)).every(isDone)).toBe(false);
    expect(existsSync(join(out, 'run.json'))).toBe(false);
  }
  vi.unstubAllEnvs();
  expect(await start(cwd, ['run', 'study.yaml'])).toMatchObject({ code: 0 });
  const left = await leftBy(join(undisturbed, 'results'));
  expect(Object.fromEntries(await leftBy(out))).toEqual(Object.fromEntries(left));
}, 300_000);

/** The report on a run, as if it had taken the time of another. */
async function pageOf(cwd: string, timesOf: string): Promise<string> {
  await writeFile(join(cwd, 'results/run.json'), await readFile(join(timesOf, 'results/run.json')));
  expect(await start(cwd, ['report', 'results'])).toMatchObject({ code: 0 });
  return readFile(join(cwd, 'results/report/index.html'), 'utf8');
}
