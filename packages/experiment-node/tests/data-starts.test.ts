import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { opened, rawMap, runIn, table } from './running.ts';
import { shaded, STUDY, studyFolder } from './support.ts';

const from = (baseline: string) =>
  STUDY.replace('[grad-cam]', `[{ use: from-baselines, options: { baseline: ${baseline} } }]`);

/** What the image and its baselines differ by at the seven places that are not black on either. */
async function mapOfA(folder: string): Promise<number[]> {
  const { out } = await runIn(folder);
  const line = (await table(out, 'maps.csv')).find(({ image }) => image === 'a.raw')!;
  return Array.from((await rawMap(out, line)).data, (value) => Number(value.toFixed(4)));
}

describe('a method that starts from images of the data', () => {
  it('starts from those of a label, and again when one of them changes', async () => {
    const study = from('{ from: data, label: Dark, count: 2 }');
    const folder = await studyFolder({ study, 'c.raw': shaded });
    // The score is 32 times the mean of 16 pixels: 2(x − x′) each, x′ the mean of one like it and one of 0.6 in half of them.
    const dim = 2 * (1 - (1 + 0.6) / 2);
    expect(await mapOfA(folder)).toEqual(
      [0, 0, 0, 0, 0, 0, dim, 0, 0, 0, dim, 0, 0, 0, 0, 0].map((v) => Number(v.toFixed(4))),
    );
    await writeFile(join(folder, 'c.raw'), new Uint8Array(16));
    expect(await mapOfA(folder)).toEqual([0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0]);
  });

  it('is refused where there are too few, at its place in the study', async () => {
    const folder = await studyFolder({ study: from('{ from: data, label: Dark, count: 3 }') });
    await expect(opened(folder)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      summary: 'There are too few images to start from',
      details: {
        at: expect.stringMatching(/study\.yaml:5:\d+$/),
        asked: "3 images of 'Dark'",
        found: '2 of 3 images',
      },
    });
  });
});
