import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run, runOf, table } from './running.ts';
import { STUDY } from './support.ts';
import { WHOLE } from './whole.ts';

/** Runs the whole study, and stops it at the first word of a stage. */
async function stoppedAt(stage: string) {
  const stop = new AbortController();
  const told: string[] = [];
  const study = `${WHOLE.study}runtime: { batch: 1 }\n`;
  const ran = await run(
    { ...WHOLE, study },
    {
      signal: stop.signal,
      onProgress: (progress) => {
        told.push(progress.stage);
        if (progress.stage === stage) stop.abort();
      },
    },
  );
  return { ...ran, told };
}

const STAGES = [
  ['maps', 'maps.csv', 1],
  ['findings', 'scores.csv', undefined],
  ['findings across networks', 'agreement.csv', undefined],
  ['predictions', 'predictions.csv', 2],
  ['findings tested for faithfulness', 'faithfulness.csv', undefined],
] as const;

describe('a run interrupted in the stage of', () => {
  it.each(STAGES)('%s keeps what is finished, and its tables are sound', async (stage, name, lines) => {
    const { out, result, told } = await stoppedAt(stage);
    expect(result.interrupted).toBe(true);
    expect(told.at(-1)).toBe(stage);
    // Every line has every column, or reading them throws.
    const { account, scores, maps } = await runOf(out);
    expect(account).toMatchObject({ finished: false, maps: result.maps });
    expect(scores!.size).toBe(result.rows);
    const last = await table(out, name);
    if (lines === undefined) expect(last.length).toBeGreaterThan(0);
    else expect(last.length).toBe(lines);
    for (const { file } of maps) await readFile(file!);
    expect(maps).toHaveLength(result.maps);
    expect(JSON.parse(await readFile(join(out, 'study.lock.json'), 'utf8'))).toMatchObject({
      finished: false,
    });
    // Nothing of later stages.
    const after = STAGES.slice(STAGES.findIndex(([other]) => other === stage) + 1);
    for (const [, later] of after.filter(([, table]) => table !== 'agreement.csv' && table !== 'scores.csv'))
      await expect(readFile(join(out, later)), later).rejects.toThrow('ENOENT');
  });
});

it('a run that nobody stops tells of every stage in turn', async () => {
  const told: string[] = [];
  const { result } = await run(WHOLE, { onProgress: ({ stage }) => told.push(stage) });
  expect(result.interrupted).toBe(false);
  expect([...new Set(told)]).toEqual(STAGES.map(([stage]) => stage));
});

it('a run that is stopped before it begins has a lock, and no map', async () => {
  const { out, result } = await run({ study: STUDY }, { signal: AbortSignal.abort() });
  expect(result).toMatchObject({ interrupted: true, maps: 0, rows: 0 });
  expect((await runOf(out)).maps).toEqual([]);
});
