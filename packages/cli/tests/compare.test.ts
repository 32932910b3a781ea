import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BOXES, STUDY, studyFolder } from './studies.ts';
import { camscope } from './support.ts';

/** Two runs of one study; in the second the box of the second image lies on the block, and that of the third beside it. */
async function twoRuns(): Promise<string> {
  const boxes = BOXES.replace('2_000.png,Mass,448', '2_000.png,Mass,256').replace(
    '3_000.png,Mass,640,0',
    '3_000.png,Mass,256,0',
  );
  const cwd = await studyFolder({
    'other.csv': boxes,
    'b.yaml': STUDY.replace('boxes.csv', 'other.csv'),
  });
  for (const [study, out] of [
    ['study.yaml', 'a'],
    ['b.yaml', 'b'],
  ])
    expect(await camscope(cwd, ['run', study, '--out', out])).toMatchObject({ code: 0 });
  return cwd;
}

describe('compare', () => {
  it('tells the paired differences, method by method', async () => {
    const cwd = await twoRuns();
    const { code, stdout, stderr } = await camscope(cwd, ['compare', 'a', 'b', '--metric', 'box-iou']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [header, ...lines] = stdout
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/ {2,}/));
    expect(header.join('|')).toBe('model|method|segmenter|metric|n|unpaired|A|B|B − A|95 %|p (Holm)');
    expect(lines).toHaveLength(1);
    // Masses 1, ⅓ and 0, and the nodule 0; then the second is 1.
    const [method, segmenter, metric, n, unpaired, a, b, difference] = lines[0];
    expect([method, segmenter, metric, n, unpaired]).toEqual(['grad-cam', 'multi-otsu', 'box-iou', '4', '0']);
    expect([a, b, difference]).toEqual(['0.3333', '0.5000', '0.1667']);
  });

  it('says of a run that goes on on how many units it stands', async () => {
    const cwd = await twoRuns();
    await rm(join(cwd, 'b/run.json'));
    await writeFile(join(cwd, 'b/partial.json'), '{ "units": 40, "done": 12 }');
    const { code, stderr } = await camscope(cwd, ['compare', 'a', 'b']);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: `camscope: the run is not finished: what is there of ${join(cwd, 'b')} is compared, 12 of 40 units\n`,
    });
  });

  it('prints JSON', async () => {
    const cwd = await twoRuns();
    const { stdout } = await camscope(cwd, ['compare', 'a', 'b', '--json']);
    const lines = JSON.parse(stdout) as {
      metric: string;
      difference: { estimate: number };
      adjusted: number;
    }[];
    expect(lines.map(({ metric }) => metric)).toEqual(['box-iou', 'hit-rate']);
    expect(lines[0].difference.estimate).toBeCloseTo(1 / 6, 12);
  });

  it('writes a CSV file', async () => {
    const cwd = await twoRuns();
    const { stdout } = await camscope(cwd, ['compare', 'b', 'a', '--out', 'differences.csv']);
    expect(stdout).toContain('B − A');
    const [header, first, ...others] = (await readFile(join(cwd, 'differences.csv'), 'utf8'))
      .trim()
      .split('\n');
    expect(header).toBe(
      'model,method,segmenter,metric,n,unpaired,mean_a,mean_b,difference,low,high,p,p_holm',
    );
    expect(others).toHaveLength(1);
    const fields = first.split(',');
    expect(fields.slice(0, 6)).toEqual(['', 'grad-cam', 'multi-otsu', 'box-iou', '4', '0']);
    expect(Number(fields[8])).toBeCloseTo(-1 / 6, 12);
  });

  it('says where the data are others, of the same people', async () => {
    const cwd = await twoRuns();
    const path = join(cwd, 'b/study.lock.json');
    const lock = JSON.parse(await readFile(path, 'utf8')) as { data: object };
    const data = { ...lock.data, use: 'subset', title: 'A subset', citation: { text: 'B. 2020' } };
    await writeFile(path, JSON.stringify({ ...lock, data }));
    const { stderr } = await camscope(cwd, ['compare', 'a', 'b']);
    expect(stderr).toMatch(
      /^camscope: NIH ChestX-ray14 and A subset are of one collection, NIH ChestX-ray14 \(Wang et al\..*; B\. 2020\): the same people/,
    );
  });

  it('ends with 2 where there is nothing to compare, and says why', async () => {
    const cwd = await studyFolder();
    await camscope(cwd, ['run', 'study.yaml', '--out', 'a']);
    const cases: [argv: string[], text: string][] = [
      [['a'], "missing required argument 'b'"],
      [['a', 'absent'], 'is not the folder of a run'],
      [['a', 'a', '--metric', 'dice'], "Not both runs have the metric 'dice'"],
      [['a', 'a', '--segmenter', 'otsu'], "Not both runs have the segmenter 'otsu'"],
      [['a', 'a', '--metrics', 'dice'], '--metric'],
    ];
    for (const [argv, text] of cases) {
      const { code, stdout, stderr } = await camscope(cwd, ['compare', ...argv]);
      expect({ code, stdout }, argv.join(' ')).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(text);
    }
  });
});
