import { readdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROGRESS, RUNTIME } from '@camscope/core';
import { countingRuntime } from '@camscope/testkit';
import { describe, expect, it } from 'vitest';
import { countPlan, readStudy, resolveStudy } from '@camscope/experiment';
import { nodeMachine } from '@camscope/experiment-node';
import { columns, opened, run, runIn, table } from './running.ts';
import { annotated, GUESSED, large, registry, STUDY, studyFolder } from './support.ts';

const HIDING = STUDY.replace('[grad-cam]', '[hiding]');
const list = [{ id: 'a.raw', annotations: annotated('Bright') }];
const facts = async (out: string) =>
  (await table(out, 'maps.csv')).map(({ facts }) => JSON.parse(facts) as Record<string, unknown>);

describe('a method on some of the images', () => {
  const study = STUDY.replace('[grad-cam]', '[grad-cam, { use: squares, images: 2 }]');
  const drawn = (...ids: string[]) => ids.map((id) => ({ id, annotations: annotated('Bright', 'Dark') }));

  it('explains those whose ids hash lowest, every finding of them, and says so', async () => {
    const folder = await studyFolder({ study, list: drawn('a.raw', 'b.raw', 'c.raw', 'd.raw') });
    const { notes, plan, study: resolved } = await opened(folder);
    expect(notes).toContain('mirror: squares on 2 of 4 images');
    expect(countPlan({ plan, study: resolved })).toEqual({ images: 4, findings: 8, maps: 12, rows: 12 });
    const { out } = await runIn(folder);
    const squares = (await table(out, 'scores.csv')).filter(({ method }) => method === 'squares');
    expect(columns(squares, 'image', 'class')).toEqual([
      'b.raw Bright',
      'b.raw Dark',
      'c.raw Bright',
      'c.raw Dark',
    ]);
  });

  it('is told in one note a network', async () => {
    const more = '[{ use: squares, images: 1 }, { use: hiding, images: 2 }, { use: grad-cam, images: 1 }]';
    const list = drawn('a.raw', 'b.raw', 'c.raw', 'd.raw');
    const { notes } = await opened(await studyFolder({ study: STUDY.replace('[grad-cam]', more), list }));
    expect(notes).toContain('mirror: squares, grad-cam on 1 of 4 images; hiding on 2 of 4 images');
  });

  it('explains all of them when there are no more', async () => {
    const { notes } = await opened(await studyFolder({ study, list: drawn('a.raw', 'b.raw') }));
    expect(notes).toEqual(['a note of the data', GUESSED]);
  });

  it('leaves images that no method explains unread', async () => {
    const { out } = await run({ study: STUDY.replace('[grad-cam]', '[{ use: grad-cam, images: 1 }]') });
    expect(columns(await table(out, 'scores.csv'), 'image')).toEqual(['b.raw', 'b.raw']);
    expect(columns(await table(out, 'images.csv'), 'image')).toEqual(['a.raw', 'b.raw', 'c.raw']);
  });
});

describe('a method that tries masks', () => {
  it('hides each channel once, and tells how many it has run', async () => {
    const { out } = await run({ study: HIDING, list });
    // The logit is 16 times the difference of the means of x and −x: hiding either takes 4 of the 8 away.
    expect(columns(await table(out, 'scores.csv'), 'method', 'score')).toEqual(['hiding 8']);
    expect(await facts(out)).toMatchObject([{ maps: 2, taken: 2, scored: 2 }]);
  });

  it('keeps to its budget', async () => {
    const study = HIDING.replace('[hiding]', '[{ use: hiding, budget: 1 }]');
    const { out } = await run({ study, list });
    expect(await facts(out)).toMatchObject([{ maps: 2, taken: 1, scored: 1 }]);
  });

  it('keeps to the memory of one run', async () => {
    const study = STUDY.replace('[grad-cam]', '[strips]');
    // A mask takes some MiB.
    const little = { study: `${study}runtime: { memory: 1 }\n`, 'mirror.onnx': large, list };
    expect(await ranIn(await studyFolder(little))).toEqual([1, 1, 1, 1, 1, 1]);
    const much = { study: `${study}runtime: { memory: 256 }\n`, 'mirror.onnx': large, list };
    expect(await ranIn(await studyFolder(much))).toEqual([1, 5]);
  });

  const kept = { study: `${HIDING}cache: kept\n`, list };
  const anotherFinding = { id: 'a.raw', annotations: annotated('Bright', 'Dark') };

  it('keeps what masks scored, from one run to the next', async () => {
    const folder = await studyFolder(kept);
    expect(await ranIn(folder)).toEqual([1, 2]);
    await writeFile(join(folder, 'list.json'), JSON.stringify([anotherFinding]));
    expect(await ranIn(folder)).toEqual([]);
    const { out } = await run({ study: HIDING, list: [anotherFinding] });
    for (const name of ['scores.csv', 'maps.csv'])
      expect(await table(join(folder, 'results'), name)).toEqual(await table(out, name));
  });

  it('scores again what is damaged', async () => {
    const folder = await studyFolder(kept);
    await ranIn(folder);
    await writeFile(join(folder, 'list.json'), JSON.stringify([anotherFinding]));
    const content = join(folder, 'kept/content-v2');
    for (const entry of await readdir(content, { recursive: true, withFileTypes: true }))
      if (entry.isFile()) await truncate(join(entry.parentPath, entry.name), 20);
    expect(await ranIn(folder)).toEqual([1, 2]);
  });
});

/** Runs a study, and tells how many images or masks each run of its networks took, probes left out. */
async function ranIn(folder: string): Promise<number[]> {
  let ran: number[] = [];
  await runIn(folder, {
    rebind(container) {
      const real = container.get(RUNTIME);
      container.rebind(RUNTIME).toConstantValue(countingRuntime(real, (images) => ran.push(images)));
      container.bind(PROGRESS).toConstantValue({
        begin(stage) {
          if (stage === 'maps') ran = [];
          return { advance: () => undefined };
        },
      });
    },
  });
  return ran;
}

it('a study counts what it allows from 1', async () => {
  for (const bad of ['images: 0', 'budget: 0', 'budget: 1.5']) {
    const study = HIDING.replace('[hiding]', `[{ use: hiding, ${bad} }]`);
    const folder = await studyFolder({ study });
    const reading = async () =>
      resolveStudy(await readStudy(nodeMachine, join(folder, 'study.yaml')), registry);
    await expect(reading(), bad).rejects.toThrow(`methods[0].${bad.split(':')[0]}`);
  }
});
