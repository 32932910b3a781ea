import { readRun } from '@camscope/pipeline';
import { memoryFiles } from '@camscope/files-memory';
import { describe, expect, it } from 'vitest';
import { renderRun, type Report } from '../src/index.ts';
import { RUN } from './run-in-memory.ts';

async function reportOf(asked: Parameters<typeof renderRun>[1] = {}): Promise<Report> {
  return renderRun(await readRun('/', memoryFiles(new Map(RUN))), { replicates: 200, ...asked });
}

const lines = ({ tables }: Report, name: string) =>
  tables
    .find((table) => table.name === name)!
    .csv.trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));

describe('a run in memory', () => {
  it('is told by what its lock declares', async () => {
    const report = await reportOf();
    expect(report.html).toContain('<title>chest-study</title>');
    expect(report.html).toContain('This run is not finished');
    expect(lines(report, 'networks')[0]).toEqual(
      expect.arrayContaining(['net', 'resnet50', 'layer4', 'net.onnx', 'abc']),
    );
    expect(report.figures.map(({ name }) => name)).toContain('accuracy-thresholds');
    expect(report.details).toContain('Accuracy over the threshold of overlap');
  });

  it('names methods, guesses and readers, the unnamed one as its baseline is called', async () => {
    const report = await reportOf();
    expect(lines(report, 'methods').map((line) => line.slice(0, 3))).toEqual([
      ['cam', 'CAM', 'method'],
      ['signed', 'CAM (signed)', 'method'],
      ['guess', 'A guess', 'prior'],
      ['reader:ann', 'Reader ann', 'reader'],
      ['reader', 'Radiologist', 'reader'],
      ['reader:bob', 'Reader bob', 'reader'],
    ]);
    // Every method is held against the guess that declares itself the reference.
    expect(report.tables.map(({ name }) => name)).toContain('overlap-against-guess');
  });

  it('counts what passed through the network once for all maps of an image', async () => {
    expect(lines(await reportOf(), 'costs')).toEqual([
      // 4 + 6 passes for three maps; a quarter, a half and three quarters of the masks' mass.
      ['cam', 'net', '3', '3.33333333333', '0.5', 'true'],
    ]);
  });

  it('is judged as asked', async () => {
    expect((await reportOf({ metric: 'accuracy.0.3' })).html).toContain('by Accuracy at overlap (0.3)');
    await expect(reportOf({ metric: 'overlop' })).rejects.toMatchObject({
      code: 'NAME_UNKNOWN',
      message: expect.stringContaining('overlap') as string,
    });
    await expect(reportOf({ segmenter: 'ots' })).rejects.toMatchObject({ code: 'NAME_UNKNOWN' });
  });
});
