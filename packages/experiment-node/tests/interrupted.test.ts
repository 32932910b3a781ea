import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { accountOf, run, runIn, runOf, table, textsOf, type Running } from './running.ts';
import { bright, shaded, STUDY, studyFolder } from './support.ts';
import { WHOLE } from './whole.ts';

/** The whole study on three different images, one in a lot. */
const FILES = {
  ...WHOLE,
  study: `${WHOLE.study}runtime: { batch: 1 }\n`,
  'b.raw': shaded,
  'c.raw': bright.toReversed().fill(51, 0, 4),
};

/** Runs it, and stops it at the first word of a stage. */
async function stoppedAt(stage: string) {
  const stop = new AbortController();
  const told: string[] = [];
  const onProgress: Running['onProgress'] = (progress) => {
    told.push(progress.stage);
    if (progress.stage === stage) stop.abort();
  };
  return { ...(await run(FILES, { signal: stop.signal, onProgress })), told };
}

/** Stages, the last table that each of them adds to, and its lines by then: of maps, nothing is measured yet. */
const STAGES = [
  ['features', 'findings.csv', 2],
  ['maps', 'maps.csv', 0],
  ['baselines', 'scores.csv', undefined],
  ['across networks', 'agreement.csv', undefined],
  // One image, two labels, two networks: both are of one file, and what it says is said of both.
  ['predictions', 'predictions.csv', 4],
  ['classification', 'classification.csv', 2],
  ['faithfulness', 'faithfulness.csv', 1],
] as const;

let undisturbed: ReturnType<typeof textsOf> | undefined;

describe('a run interrupted in the stage of', () => {
  it.each(STAGES)('%s keeps what is finished, and its tables are sound', async (stage, name, lines) => {
    const { out, folder, result, told } = await stoppedAt(stage);
    expect(result.interrupted).toBe(true);
    expect(told.at(-1)).toBe(stage);
    // Every line has every column, or reading them throws.
    const { scores, maps } = await runOf(out);
    const { left } = result.units;
    expect(await accountOf(out)).toMatchObject({ finished: false, maps: result.maps, unitsLeft: left });
    expect(left).toBeGreaterThan(0);
    expect(scores!.size).toBe(result.rows);
    expect(maps).toHaveLength(result.maps);
    for (const { file } of maps) await readFile(file!);
    const last = lines === 0 ? [] : await table(out, name);
    if (lines === undefined) expect(last.length).toBeGreaterThan(0);
    else expect(last).toHaveLength(lines);
    // Nothing of later stages.
    const after = STAGES.slice(STAGES.findIndex(([other]) => other === stage) + 1);
    for (const [, later] of after.filter(([, table]) => table !== 'agreement.csv' && table !== 'scores.csv'))
      await expect(readFile(join(out, later)), later).rejects.toThrow('ENOENT');
    // The same again goes on, and ends as if nobody had stopped it.
    await runIn(folder);
    for (const [file, text] of await (undisturbed ??= textsOf(FILES)))
      if (file !== 'run.json') expect(await readFile(join(out, file), 'latin1'), file).toBe(text);
  });
});

it('a run that nobody stops tells of every stage in turn', async () => {
  const told: string[] = [];
  const { result } = await run(FILES, { onProgress: ({ stage }) => told.push(stage) });
  expect(result.interrupted).toBe(false);
  expect([...new Set(told)]).toEqual(['images read', ...STAGES.map(([stage]) => stage)]);
});

it('a run that is stopped before it reads leaves nothing', async () => {
  const folder = await studyFolder();
  const stopped = runIn(folder, { signal: AbortSignal.abort() });
  await expect(stopped).rejects.toMatchObject({ code: 'INTERRUPTED' });
  expect(await readdir(folder)).not.toContain('results');
});

it('a run that is stopped before its first unit has a lock, and no map', async () => {
  const stop = new AbortController();
  const { out, result } = await run(
    { study: STUDY },
    { signal: stop.signal, onPlan: async () => stop.abort() },
  );
  expect(result).toMatchObject({ interrupted: true, maps: 0, rows: 0 });
  const { lock, maps } = await runOf(out);
  expect(lock.models).toHaveLength(1);
  expect(maps).toEqual([]);
});
