import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { STUDY, studyFolder } from './studies.ts';
import { camscope, start } from './support.ts';

/** A metric of the user's own: what a thread that measures must load, too. */
const PLUGIN = `import { defineMetric, definePlugin } from '@camscope/core';
const heat = defineMetric({
  id: 'heat', title: 'Heat', needs: 'map', scoreDirection: 'none', range: [0, 1],
  measure: ({ map }) => ({ value: map.data.reduce((sum, one) => sum + one, 0) / map.data.length }),
});
export default definePlugin({ name: 'heat', apiVersion: 1, contributes: [heat] });
`;

const MEASURED = `${STUDY.replace('[box-iou, hit-rate]', '[box-iou, heat, hit-rate, iou-accuracy]').replace(
  'priors: [mean-box, centre-box]\n',
  '',
)}plugins: [./heat.ts]
agreement: [region-iou, spearman]
`;

const workers = (count: number) => ({
  'heat.ts': PLUGIN,
  // One image cannot be read.
  '00000003_000.png': 'no picture',
  'study.yaml': `${MEASURED}runtime: { workers: ${count}, batch: 1 }\n`,
});

async function tables(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.csv'));
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const)),
  );
}

describe('measuring in threads', () => {
  it('gives the same tables to the byte, and the same summary', async () => {
    const { 'study.yaml': here, ...files } = workers(0);
    const cwd = await studyFolder({ ...files, 'here.yaml': here, 'there.yaml': workers(2)['study.yaml'] });
    const [own, sent] = [
      await camscope(cwd, ['run', 'here.yaml', '--out', 'here', '--json']),
      await camscope(cwd, ['run', 'there.yaml', '--out', 'there', '--json']),
    ];
    // The image that cannot be read.
    expect([own.code, sent.code]).toEqual([1, 1]);
    const expected = await tables(join(cwd, 'here'));
    expect(Object.keys(expected)).toEqual(['agreement.csv', 'images.csv', 'maps.csv', 'scores.csv']);
    expect(expected['scores.csv']).toContain(',heat,');
    expect(await tables(join(cwd, 'there'))).toEqual(expected);
    const summary = ({ stdout }: typeof own) => ({
      ...(JSON.parse(stdout) as object),
      out: '',
      seconds: 0,
      device: undefined,
    });
    expect(summary(sent)).toEqual(summary(own));
  });

  it("loads a plugin of the user's in a process of its own, too", async () => {
    const cwd = await studyFolder(workers(1));
    // The image that cannot be read.
    expect(await start(cwd, ['run', 'study.yaml'])).toMatchObject({ code: 1 });
    const { 'scores.csv': scores } = await tables(join(cwd, 'results'));
    expect(scores).toContain(',heat,');
  });

  it('keeps what is finished when interrupted, and goes on', async () => {
    const cwd = await studyFolder(workers(1));
    const stop = new AbortController();
    const stderr = (text: string) => {
      if (/maps: [1-9]/.test(text)) stop.abort();
    };
    const asked = ['run', 'study.yaml'];
    expect(await camscope(cwd, asked, { signal: stop.signal, stderr, stderrIsTty: true })).toMatchObject({
      code: 130,
    });
    // The image that cannot be read.
    expect(await camscope(cwd, asked)).toMatchObject({ code: 1 });
    expect(await camscope(cwd, [...asked, '--out', 'undisturbed'])).toMatchObject({ code: 1 });
    expect(await tables(join(cwd, 'results'))).toEqual(await tables(join(cwd, 'undisturbed')));
  });
});
