import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Annotation, Sample } from '@camscope/core';
import { phantom } from '@camscope/datasets-phantom';
import { sharpCodec } from '@camscope/images';
import { maskOfRuns } from '@camscope/pixels';
import { nodeFiles } from '@camscope/files-node';
import { expect, onTestFinished, test } from 'vitest';
import { examplesOf } from '../docs/examples/example.ts';
import { readPage, workspace } from '../docs/pages.ts';

const CAMSCOPE = `camscope() { "${process.execPath}" "${join(workspace, 'packages/cli/bin/camscope.js')}" "$@"; }`;
const NETWORK = '@camscope/networks-phantom/package.json';

test.each([
  ['my-network-my-boxes', 'tried', ['Pleural Effusion is the networks’ Effusion', 'mean-box IoU']],
  ['my-masks', 'study/results', ['outlined', 'mean-box IoU']],
  ['three-readers', 'study/results', ['Readers: R1, R2 and R3', 'R1 – R2']],
])('what %s tells can be followed to the report', { timeout: 600_000 }, async (name, results, told) => {
  const folder = mkdtempSync(join(tmpdir(), 'camscope-tutorial-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  await writeFiles(folder);
  const page = `docs/tutorials/${name}.md`;
  const lines = examplesOf(page, readPage(page)).filter(({ language }) => language === 'sh');
  const script = [CAMSCOPE, 'set -e', ...lines.map(({ code }) => code)].join('\n');
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script], { cwd: folder, encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  for (const text of told) expect(`${stdout}${stderr}`.replaceAll("'", '’')).toContain(text);
  expect(existsSync(join(folder, results, 'report/index.html'))).toBe(true);
});

/** What the pages are about: phantoms as somebody's own radiographs, tables and masks, and a network. */
async function writeFiles(folder: string): Promise<void> {
  const models = join(dirname(createRequire(import.meta.url).resolve(NETWORK)), 'models');
  copyFileSync(join(models, 'phantom-resnet50.onnx'), join(folder, 'model.onnx'));
  const { samples } = await phantom.open(phantom.options.parse({ count: 12, seed: 7 }), {
    baseDirectory: folder,
    files: nodeFiles,
    codec: sharpCodec,
  });
  mkdirSync(join(folder, 'radiographs'));
  for (const { id, image } of samples)
    writeFileSync(join(folder, 'radiographs', `${id}.png`), readFileSync(image));
  const of = (reader: string) => drawn(samples).filter(({ annotation }) => annotation.reader === reader);
  const boxes = of('R1').flatMap(({ sample, annotation: { label, boxes: all } }) =>
    all.map(({ x0, y0, x1, y1 }) =>
      [`${sample.id}.png`, label === 'Effusion' ? 'Pleural Effusion' : label, x0, y0, x1 - x0, y1 - y0].join(
        ',',
      ),
    ),
  );
  writeFileSync(join(folder, 'boxes.csv'), `image,label,x,y,width,height\n${boxes.join('\n')}\n`);
  const readings = ['R1', 'R2', 'R3']
    .flatMap(of)
    .flatMap(({ sample, annotation: { label, reader, boxes: all } }) =>
      all.map(({ x0, y0, x1, y1 }) =>
        [`${sample.id}.png`, label, x0, y0, x1, y1, reader, sample.patient].join(','),
      ),
    );
  const header = 'image,label,x_min,y_min,x_max,y_max,reader,patient';
  writeFileSync(join(folder, 'readings.csv'), `${header}\n${readings.join('\n')}\n`);
  for (const { sample, annotation } of of('truth')) {
    const { width, height, data } = maskOfRuns(annotation.mask!);
    const raster = { width, height, channels: 1 as const, data: data.map((one) => 255 * one), white: 255 };
    mkdirSync(join(folder, 'masks', annotation.label), { recursive: true });
    writeFileSync(
      join(folder, 'masks', annotation.label, `${sample.id}.png`),
      await sharpCodec.encodePng(raster),
    );
  }
}

function drawn(samples: readonly Sample[]): { sample: Sample; annotation: Annotation }[] {
  return samples.flatMap((sample) => sample.annotations.map((annotation) => ({ sample, annotation })));
}
