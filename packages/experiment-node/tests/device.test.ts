import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROGRESS, RUNTIME } from '@camscope/core';
import { countingRuntime } from '@camscope/testkit';
import { describe, expect, it } from 'vitest';
import { columns, opened, runIn, table, type Running } from './running.ts';
import { annotated, STUDY, studyFolder } from './support.ts';

const study = (runtime: string) => `${STUDY}runtime: { provider: cpu${runtime} }\n`;
const list = (...ids: string[]) => ids.map((id) => ({ id, annotations: annotated('Bright') }));

/** Makes the CPU a device, and tells how many images each run of the maps' networks took. */
function onDevice(ran: number[]): Running {
  return {
    rebind(container) {
      const real = countingRuntime(container.get(RUNTIME), (images) => ran.push(images));
      container.rebind(RUNTIME).toConstantValue({
        ...real,
        baseline: 'none',
        open: (source, options) => real.open(source, { ...options, provider: 'cpu' }),
      });
      container.bind(PROGRESS).toConstantValue({
        begin(stage) {
          if (stage === 'maps') ran.length = 0;
          return { advance: () => undefined };
        },
      });
    },
  };
}

describe('on a device', () => {
  it('as many run together as are fastest there, which is measured once and told', async () => {
    const folder = await studyFolder({ study: study(''), list: list('a.raw', 'b.raw') });
    const ran: number[] = [];
    const { out } = await runIn(folder, onDevice(ran));
    const [size] = ran.slice(-1);
    expect(ran.length).toBeGreaterThan(3);
    expect(size).toBeGreaterThanOrEqual(1);
    const facts = (await table(out, 'maps.csv')).map((row) => JSON.parse(row['facts']) as unknown);
    expect(facts).toEqual([{ size }, { size }]);
    await writeFile(join(folder, 'list.json'), JSON.stringify(list('a.raw', 'b.raw', 'c.raw')));
    await runIn(folder, onDevice(ran));
    expect(ran).toEqual([size]);
  });

  it('a batch that is named is kept to in every run', async () => {
    const ids = list('a.raw', 'b.raw', 'c.raw');
    const ran: number[] = [];
    const { out } = await runIn(await studyFolder({ study: study(', batch: 2'), list: ids }), onDevice(ran));
    expect(ran).toEqual([2, 2]);
    const facts = columns(await table(out, 'maps.csv'), 'facts');
    expect(facts).toEqual(ids.map(() => '{"size":2}'));
  });

  it('lots are as large as it may want', async () => {
    const folder = await studyFolder({ study: study('') });
    expect((await opened(folder, onDevice([]))).study.session).toMatchObject({ batch: 64, measured: true });
    expect((await opened(folder)).study.session).toMatchObject({ batch: 8 });
  });
});
