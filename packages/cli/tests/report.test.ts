import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { floatTensor, type Raster } from '@camscope/core';
import { encodeNpy } from '@camscope/pipeline';
import { sharpCodec } from '@camscope/images';
import { describe, expect, it } from 'vitest';
import { STUDY, studyFolder } from './studies.ts';
import { camscope, CARD } from './support.ts';

/** A folder in which a study has run. */
async function ran(files: Parameters<typeof studyFolder>[0] = {}): Promise<string> {
  const cwd = await studyFolder(files);
  expect(await camscope(cwd, ['run', 'study.yaml'])).toMatchObject({ code: 0 });
  return cwd;
}

const page = (cwd: string, folder = 'results/report', name = 'index.html') =>
  readFile(join(cwd, folder, name), 'utf8');
const details = (cwd: string) => page(cwd, 'results/report', 'details.html');
/** Of the pathologies: what comes after each method’s own. */
const byPathology = (html: string) => html.slice(html.indexOf('Each pathology’s best'));
const pictures = (html: string) =>
  [...html.matchAll(/data:image\/jpeg;base64,([^"]*)/g)].map(([, data]) => Buffer.from(data, 'base64'));

describe('report', () => {
  it('writes two pages beside the run, their figures, tables and pictures', async () => {
    const cwd = await ran();
    const { code, stdout, stderr } = await camscope(cwd, ['report', 'results']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${join(cwd, 'results/report/index.html')}\n` });
    const figures = await readdir(join(cwd, 'results/report/figures'));
    const tables = await readdir(join(cwd, 'results/report/tables'));
    expect(stderr).toBe(
      `camscope: ${figures.length / 2} figures and ${tables.length / 2} tables beside the page\n`,
    );
    const [svg, numbers] = ['.svg', '.csv'].map((end) => figures.filter((name) => name.endsWith(end)));
    expect(svg.map((name) => name.replace('.svg', '.csv'))).toEqual(numbers);
    for (const name of svg)
      expect(await readFile(join(cwd, 'results/report/figures', name), 'utf8'), name).toMatch(
        /^(<\?xml[^>]*>\s*)?<svg /,
      );
    const [csv, latex] = ['.csv', '.tex'].map((end) => tables.filter((name) => name.endsWith(end)));
    expect(csv.map((name) => name.replace('.csv', '.tex'))).toEqual(latex);
    const html = await page(cwd);
    expect(html).toMatch(/^<!doctype html>/);
    expect(html).toContain('<title>study</title>');
    expect(html).toContain('Grad-CAM');
    expect(html).toContain('Mean box');
    expect(await details(cwd)).toContain('<title>study · Details</title>');
    const written = await readdir(join(cwd, 'results/report/pictures'));
    const opened = [...(await details(cwd)).matchAll(/href="pictures\/([^"]*)"/g)].map(([, name]) => name);
    expect(new Set(opened)).toEqual(new Set(written));
    for (const name of written) {
      const bytes = await readFile(join(cwd, 'results/report/pictures', name));
      expect(await sharpCodec.decode(new Uint8Array(bytes), name)).toMatchObject({ width: 512 });
    }
  });

  it('needs nothing from outside, and runs no script', async () => {
    const cwd = await ran();
    await camscope(cwd, ['report', 'results']);
    for (const html of [await page(cwd), await details(cwd)]) {
      expect(html).not.toMatch(/<script|<link|<iframe|@import/i);
      expect([...html.matchAll(/\s(?:src|srcset)="([^"]{0,5})/g)].map(([, start]) => start)).toEqual(
        new Array(pictures(html).length).fill('data:'),
      );
      expect(html).not.toMatch(/url\((?!#)/);
    }
  });

  it('shows names as they are written', async () => {
    const name = '<script>alert(1)</script> & "co"';
    const cwd = await ran({ 'card.yaml': CARD.replace('name: mirror', `name: '${name}'`) });
    await camscope(cwd, ['report', 'results', '--title', '<img src=x onerror=alert(2)>']);
    const html = await page(cwd);
    expect(html).not.toContain('<script');
    expect(html).not.toContain('<img src=x');
    expect(html).toMatch(/<title>&(lt|#60);img src=x onerror=alert\(2\)/);
    expect(html).toMatch(
      /&(lt|#60);script&(gt|#62);alert\(1\)&(lt|#60);\/script&(gt|#62); &(amp|#38); &(quot|#34);co/,
    );
  });

  it('shows the best, the median and the worst case of each class, with every method', async () => {
    const cwd = await ran();
    await camscope(cwd, ['report', 'results']);
    // A typical finding on the first screen, and one of each class: the radiograph and one map each.
    expect(pictures(await page(cwd))).toHaveLength(6);
    const whole = await details(cwd);
    const html = byPathology(whole);
    // Of the mass three cases, of the nodule one; before them three of the method’s own.
    expect(pictures(html)).toHaveLength(8);
    expect(pictures(whole)).toHaveLength(11);
    const order = ['best', 'median', 'worst'].map((rank) =>
      html.search(new RegExp(`${rank}[^]{0,200}0000000`, 'i')),
    );
    expect(Math.min(...order)).toBeGreaterThan(0);
    const [, , , , worst, map] = await Promise.all(
      pictures(html).map((bytes) => sharpCodec.decode(new Uint8Array(bytes), '')),
    );
    expect(worst).toMatchObject({ width: 208, height: 208 });
    const at = ({ data, channels, white }: Raster, x: number, y: number) => {
      const start = channels * (208 * y + x);
      const pixel = [...data.subarray(start, start + channels)].map((value) =>
        Math.round((4 * value) / white),
      );
      return pixel.length === 1 ? [pixel[0], pixel[0], pixel[0]] : pixel;
    };
    // The box of the third image is [640, 1024) × [0, 384) of 1024: a white line at 130 with black beside it.
    expect(at(worst, 131, 39)).toEqual([4, 4, 4]);
    expect(at(worst, 129, 39)).toEqual([0, 0, 0]);
    // Where the block is, the map is hot: red over white. Its box is dashed, black with white beside it.
    expect(at(map, 91, 117)[0]).toBeGreaterThan(at(map, 91, 117)[1]);
    const line = Array.from({ length: 40 }, (_, i) => at(map, 53, 90 + i).join());
    const beside = Array.from({ length: 40 }, (_, i) => at(map, 51, 90 + i).join());
    expect(line).toContain('0,0,0');
    expect(new Set(line).size).toBeGreaterThan(1);
    expect(beside).toContain('4,4,4');
    expect(at(map, 131, 39)).toEqual([4, 4, 4]);
  });

  it('does without pictures', async () => {
    const cwd = await ran();
    expect(await camscope(cwd, ['report', 'results', '--no-gallery', '--out', 'plain'])).toMatchObject({
      code: 0,
      stdout: `${join(cwd, 'plain/index.html')}\n`,
    });
    expect(pictures(await page(cwd, 'plain'))).toEqual([]);
    await expect(readdir(join(cwd, 'results/report'))).rejects.toThrow('ENOENT');
  });

  it('leaves out the pictures of an image that is gone, and shows no map that is', async () => {
    const cwd = await ran({ 'study.yaml': `${STUDY}runtime: { batch: 1 }\n` });
    await rm(join(cwd, '00000001_000.png'));
    const maps = join(cwd, 'results/maps/mirror/grad-cam');
    const [, , third] = (await readdir(maps)).toSorted();
    await rm(join(maps, third));
    expect(await camscope(cwd, ['report', 'results'])).toMatchObject({ code: 0 });
    const html = await details(cwd);
    expect(pictures(byPathology(html))).toHaveLength(6);
    expect(html).toContain('no map');
  });

  it('reads what is sound of a run whose disk was full, and says what is not', async () => {
    const cwd = await ran({ 'study.yaml': `${STUDY}runtime: { batch: 1 }\n` });
    const file = join(cwd, 'results/scores.csv');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.slice(0, -20));
    const maps = join(cwd, 'results/maps/mirror/grad-cam');
    const [first] = (await readdir(maps)).toSorted();
    await writeFile(join(maps, first), '');
    const { code, stderr } = await camscope(cwd, ['report', 'results']);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^camscope: scores\.csv: record \d+ is left out, since it /);
    const html = (await page(cwd)) + (await details(cwd));
    expect(html).toContain('Some of the files of this run are damaged.');
    expect(html).toMatch(/The map of grad-cam on 00000001_000\.png, Mass, is not shown: DATA_INVALID/);
    expect(html).toContain('no map');
  });

  it('tells that a run is not finished, and that the report before was of another state', async () => {
    const cwd = await ran();
    await camscope(cwd, ['report', 'results']);
    const account = join(cwd, 'results/run.json');
    await writeFile(
      account,
      (await readFile(account, 'utf8')).replace('"finished": true', '"finished": false'),
    );
    const { code, stderr } = await camscope(cwd, ['report', 'results']);
    expect(code).toBe(0);
    expect(stderr).toContain('camscope: the run is not finished: the report is of what is there\n');
    expect(stderr).toContain('camscope: the report that was there was of an earlier run of the study\n');
    expect(await page(cwd)).toContain('This run is not finished.');
    expect((await camscope(cwd, ['report', 'results'])).stderr).not.toContain('earlier run');
  });

  it('tells of a run that goes on on how many units it stands', async () => {
    const cwd = await ran();
    await rm(join(cwd, 'results/run.json'));
    await writeFile(join(cwd, 'results/partial.json'), '{ "units": 40, "done": 12 }');
    const { code, stderr } = await camscope(cwd, ['report', 'results']);
    expect(code).toBe(0);
    expect(stderr).toContain(
      'camscope: the run is not finished: the report is of what is there, 12 of 40 units\n',
    );
    expect(await page(cwd)).toContain('its tables are of 12 of 40 units of work.');
  });

  it('writes the sentences with their numbers beside the page', async () => {
    const cwd = await ran();
    await camscope(cwd, ['report', 'results', '--no-gallery']);
    const text = await readFile(join(cwd, 'results/report/summary.json'), 'utf8');
    const { sentences } = JSON.parse(text) as { sentences: { id: string; text: string; numbers: object }[] };
    expect(sentences[0]).toMatchObject({ id: 'best', numbers: { metric: 'box-iou', compared: 1 } });
    expect(await details(cwd)).toContain(sentences.at(-1)!.text);
  });

  it('judges by the metric and under the segmenter that it is told', async () => {
    const cwd = await ran({
      'study.yaml': STUDY.replace('}]\nmetrics', '}, { use: threshold, as: fixed }]\nmetrics'),
    });
    const tables = async (...argv: string[]) => {
      expect(await camscope(cwd, ['report', 'results', '--no-gallery', ...argv])).toMatchObject({ code: 0 });
      const html = await page(cwd);
      await rm(join(cwd, 'results/report'), { recursive: true });
      return html;
    };
    const [first, other, under] = [
      await tables(),
      await tables('--metric', 'hit-rate'),
      await tables('--segmenter', 'fixed'),
    ];
    expect(first).toMatch(/ by IoU of boxes/);
    expect(other).toMatch(/ by Hit rate \(pointing game\)/);
    expect(under).not.toBe(first);
  });

  it('ends with 2 where it cannot be told, and says what to do', async () => {
    const cwd = await ran();
    const cases: [argv: string[], summary: string, remedy: string][] = [
      [['results', '--metric', 'box-iuo'], "No metric of the run is called 'box-iuo'", 'Nearest: box-iou'],
      [
        ['results', '--segmenter', 'multi-otus'],
        "No segmenter of the run is called 'multi-otus'",
        'Nearest: multi-otsu',
      ],
      [['.'], 'is not the folder of a run', "'camscope run'"],
      [['absent'], 'is not the folder of a run', 'study.lock.json'],
      [[], "missing required argument 'run'", 'camscope report --help'],
    ];
    for (const [argv, summary, remedy] of cases) {
      const { code, stdout, stderr } = await camscope(cwd, ['report', ...argv]);
      expect({ code, stdout }, argv.join(' ')).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(summary);
      expect(stderr).toContain(remedy);
    }
    await writeFile(join(cwd, 'results/scores.csv'), 'model,image\nmirror\n');
    expect(await camscope(cwd, ['report', 'results'])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/scores\.csv lacks a column/),
    });
  });

  it('says of an interrupted run that it is incomplete', async () => {
    const cwd = await studyFolder({ 'study.yaml': `${STUDY}runtime: { batch: 1 }\n` });
    const stop = new AbortController();
    const stderr = (text: string) => {
      if (/maps: [1-9]/.test(text)) stop.abort();
    };
    expect(
      await camscope(cwd, ['run', 'study.yaml'], { signal: stop.signal, stderr, stderrIsTty: true }),
    ).toMatchObject({ code: 130 });
    expect(await camscope(cwd, ['report', 'results'])).toMatchObject({ code: 0 });
    expect(await page(cwd)).toContain('This run is not finished.');
  });

  it('tells of heatmaps made elsewhere, whether a network is there or not', async () => {
    const maps = 'imports: [{ as: grad-cam, model: elsewhere, files: map.npy }]\n';
    const hot = Float32Array.from({ length: 64 }, (_, i) => (i === 0 ? 1 : 0));
    const cwd = await studyFolder({
      'study.yaml': STUDY + maps,
      'alone.yaml': STUDY.replace(/models:.*\n/, '').replace(/methods:.*\n/, maps),
      'map.npy': encodeNpy(floatTensor(hot, [8, 8])),
    });
    for (const [study, networks] of [
      ['study.yaml', ['mirror', 'elsewhere']],
      ['alone.yaml', ['elsewhere']],
    ] as const) {
      expect(await camscope(cwd, ['run', study, '--force'])).toMatchObject({ code: 0 });
      expect(await camscope(cwd, ['report', 'results'])).toMatchObject({ code: 0 });
      const table = async (name: string) =>
        readFile(join(cwd, 'results/report/tables', `${name}.csv`), 'utf8');
      const first = (csv: string) =>
        csv
          .trim()
          .split('\n')
          .slice(1)
          .map((line) => line.split(',')[0]);
      expect(first(await table('networks')), study).toEqual(networks);
      expect(first(await table('methods')).filter((name) => name === 'grad-cam')).toHaveLength(1);
      for (const name of networks)
        expect(await table(`box-iou-${name}-all`), study).toMatch(/Grad-CAM|grad-cam/);
    }
  });

  it('tells of a study that only classifies', async () => {
    const labels = [
      'Image Index,Finding Labels,Follow-up #,Patient ID,Patient Age,Patient Gender,View Position,OriginalImage[Width,Height],OriginalImagePixelSpacing[x,y]',
      ...['1,Mass', '2,No Finding', '3,Mass|Nodule'].map((line) => {
        const [n, found] = line.split(',');
        return `0000000${n}_000.png,${found},0,${n},60,F,PA,1024,1024,0.1,0.1`;
      }),
      '',
    ].join('\n');
    const study = STUDY.replace(/methods:[^]*priors.*\n/, 'classification: [auroc, accuracy]\n').replace(
      'boxes: boxes.csv',
      'boxes: boxes.csv, labels: labels.csv, only: all',
    );
    const cwd = await ran({ 'study.yaml': study, 'labels.csv': labels });
    expect(await camscope(cwd, ['report', 'results'])).toMatchObject({ code: 0 });
    expect(await page(cwd)).toContain('AUROC');
  });
});
