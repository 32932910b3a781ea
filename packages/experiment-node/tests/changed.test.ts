import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CamscopeError,
  FILES,
  RUNTIME,
  runtimeWith,
  sessionWith,
  type Container,
  type Runtime,
} from '@camscope/core';
import { overviewOf, prepareRun } from '@camscope/experiment';
import { countingRuntime } from '@camscope/testkit';
import { describe, expect, it } from 'vitest';
import { opened, runIn, software, table } from './running.ts';
import { studyFolder } from './support.ts';
import { WHOLE } from './whole.ts';

const STUDY = `${WHOLE.study!.replace('[grad-cam]', '[grad-cam, hiding]')}sanity: { metrics: [likeness], images: 1, steps: 2 }\nruntime: { batch: 1 }\n`;

function rebound(wrap: (runtime: Runtime) => Runtime) {
  return (container: Container) => {
    const runtime = container.get(RUNTIME);
    container.rebind(RUNTIME).toConstantValue(wrap(runtime));
  };
}

/** Runs the study in a folder. @returns how many images went through its networks, probes included. */
async function imagesOf(folder: string): Promise<number> {
  let count = 0;
  const rebind = rebound((runtime) => countingRuntime(runtime, (images) => (count += images)));
  const { result } = await runIn(folder, { rebind });
  expect(result.units).toMatchObject({ left: 0 });
  return count;
}

async function changed(from: string, to: string): Promise<number> {
  const folder = await studyFolder({ ...WHOLE, study: STUDY });
  expect(await imagesOf(folder)).toBeGreaterThan(0);
  expect(STUDY).toContain(from);
  await writeFile(join(folder, 'study.yaml'), STUDY.replace(from, to));
  return imagesOf(folder);
}

describe('a study that has run, changed in', () => {
  it.each([
    ['nothing', 'out:', 'out:'],
    ['its metrics', 'mean-heat]', 'mean-heat, { use: mean-heat, as: again }]'],
    ['a segmenter', '[threshold]', '[{ use: threshold, options: { above: 0.4 } }]'],
    ['its filters', 'segmenters:', 'filters: [invert]\nsegmenters:'],
    ['its labels', 'out:', 'labels: { Bright: bright, Dark: dark }\nout:'],
    ['its agreement', '[overlap, likeness]', '[overlap]'],
  ])('%s runs no network', async (_, from, to) => {
    expect(await changed(from, to)).toBe(0);
  });

  it("a method's option runs that method alone", async () => {
    const of = async (methods: string) => {
      const folder = await studyFolder({ ...WHOLE, study: STUDY.replace('[grad-cam, hiding]', methods) });
      return imagesOf(folder);
    };
    const option = '{ use: grad-cam, options: { relu: false } }';
    const more = await changed('[grad-cam, hiding]', `[${option}, hiding]`);
    expect(more).toBeGreaterThan(0);
    // What is not a method's own is predicting, and the control.
    const [both, one] = [await of('[grad-cam, hiding]'), await of('[hiding]')];
    expect(more).toBe(both - one);
  });
});

/** A runtime that multiplies in TF32 where it is asked for. */
function rounding(runtime: Runtime): Runtime {
  const counted = countingRuntime(runtime, () => {});
  return {
    ...counted,
    async open(source, options) {
      return { ...(await counted.open(source, options)), precision: options.precision ?? 'exact' };
    },
  };
}

it('TF32 makes other units, a note and another lock, where it is what is computed in', async () => {
  const study = `${WHOLE.study!}runtime: { precision: tf32 }\n`;
  const folder = await studyFolder({ ...WHOLE, study });
  const { out } = await runIn(folder);
  const notesIn = async () => JSON.parse(await readFile(join(out, 'run.json'), 'utf8')).notes.join();
  expect(await notesIn()).not.toContain('TF32');
  const lockIn = async () =>
    JSON.parse(await readFile(join(out, 'study.lock.json'), 'utf8')).runtime.precision;
  expect(await lockIn()).toBe('exact');

  await writeFile(join(folder, 'study.yaml'), WHOLE.study!);
  const dueOf = async (rebind?: ReturnType<typeof rebound>) => {
    const open = await opened(folder, { rebind });
    const parts = await overviewOf(await prepareRun(open, { software }), out, open.container.get(FILES));
    return parts.filter(({ due }) => due > 0).map(({ stage }) => stage);
  };
  expect(await dueOf()).toEqual([]);

  await writeFile(join(folder, 'study.yaml'), study);
  expect(await dueOf(rebound(rounding))).toContain('explain');
  const { result } = await runIn(folder, { rebind: rebound(rounding) });
  expect(result.units.left).toBe(0);
  expect(await notesIn()).toContain('The networks multiply in TF32 on cpu');
  expect(await lockIn()).toBe('tf32');
});

/** A runtime whose first run of masks fails, as for want of memory. */
function failingOnce(runtime: Runtime): Runtime {
  let hasFailed = false;
  return runtimeWith(runtime, {
    async open(source, options) {
      const session = await runtime.open(source, options);
      return sessionWith(session, {
        async run(feeds, how) {
          if (!hasFailed && Object.keys(feeds).length > 1) {
            hasFailed = true;
            throw new CamscopeError('RUNTIME_FAILED', 'No memory');
          }
          return session.run(feeds, how);
        },
      });
    },
  });
}

it('what was made of a map that failed for want of memory is made again with it', async () => {
  const [sound, folder] = [
    await studyFolder({ ...WHOLE, study: STUDY }),
    await studyFolder({ ...WHOLE, study: STUDY }),
  ];
  await runIn(sound);
  const { result, out } = await runIn(folder, { rebind: rebound(failingOnce) });
  expect(result.units.failed).toBeGreaterThan(0);
  const failed = await table(out, 'maps.csv');
  expect(failed.filter(({ failure }) => failure.startsWith('RUNTIME_FAILED'))).not.toEqual([]);

  const open = await opened(folder);
  const parts = await overviewOf(await prepareRun(open, { software }), out, open.container.get(FILES));
  const due = parts.filter(({ due }) => due > 0);
  expect([...new Set(due.map(({ stage }) => stage))]).toEqual(
    expect.arrayContaining(['explain', 'measure', 'agreement', 'faithfulness']),
  );
  expect(new Set(due.flatMap(({ why }) => why))).toEqual(new Set(['failed before']));

  expect((await runIn(folder)).result.units).toMatchObject({ left: 0, failed: 0 });
  for (const name of ['maps.csv', 'scores.csv', 'agreement.csv', 'faithfulness.csv'])
    expect(await readFile(join(out, name), 'utf8'), name).toBe(
      await readFile(join(sound, 'results', name), 'utf8'),
    );
});
