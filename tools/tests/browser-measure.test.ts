import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContainer, parseOptions, REGISTRY } from '@camscope/core';
import phantom from '@camscope/datasets-phantom';
import { nodeFiles } from '@camscope/files-node';
import { agreement, maps, readLines, readRun, scores } from '@camscope/pipeline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { main } from '@camscope/cli';
import { sharpCodec } from '@camscope/images';
import type { RunInPieces } from '../browser/measure-run.ts';
import { CHROMIUM, openPage, type OpenPage } from '../browser/open-page.ts';

const installed = existsSync(CHROMIUM);
if (process.env['CI'] && !installed)
  throw new Error(`No Chromium at ${CHROMIUM}: these tests must not be skipped`);

const DATA = { count: 4, seed: 3, findings: { Cardiomegaly: 0.9, Effusion: 0.9 }, readers: 2 };
const STUDY = `version: 1
models: [npm:@camscope/networks-phantom/models/phantom-resnet50.onnx]
data: ${JSON.stringify({ use: 'phantom', folder: 'phantoms', ...DATA })}
methods: [grad-cam, { use: guided-grad-cam, images: 2 }]
filters: [{ use: gaussian, options: { sigma: 0.02 } }]
segmenters: [multi-otsu, contours]
metrics: [box-iou, mask-iou, hit-rate, energy-in-box, iou-accuracy]
agreement: [region-iou, spearman]
out: results
`;

describe.skipIf(!installed)(`measuring in ${CHROMIUM}`, () => {
  let open: OpenPage;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'camscope-browser-'));
    open = await openPage();
  });
  afterAll(async () => {
    await open?.close();
    await rm(folder, { recursive: true });
  });

  test('gives the rows of the command line, byte for byte', { timeout: 300_000 }, async () => {
    await writeFile(join(folder, 'study.yaml'), STUDY);
    let told = '';
    const code = await main(['run', 'study.yaml'], {
      cwd: folder,
      stdout: () => undefined,
      stderr: (text) => (told += text),
      stderrIsTty: false,
      signal: new AbortController().signal,
      debug: false,
    });
    expect(code, told).toBe(0);
    const out = join(folder, 'results');
    const pieces = await piecesOf(out);
    expect(pieces.findings.length).toBeGreaterThan(4);
    const tables = await open.page.evaluate((run) => camscope.measureRun(run), pieces);
    for (const { name } of [scores, agreement])
      expect(tables[name]).toBe(await readFile(join(out, `${name}.csv`), 'utf8'));
  });

  async function piecesOf(out: string): Promise<RunInPieces> {
    const { lock, maps: lines } = await readRun(out, nodeFiles);
    const scored = await readLines({ files: nodeFiles, folder: out, table: maps }, ['score']);
    const reader = createContainer([phantom]).get(REGISTRY).dataset.get(lock.data.use);
    const options = parseOptions(reader, lock.data.options);
    const data = await reader.open(options, {
      ...{ baseDirectory: folder, files: nodeFiles, codec: sharpCodec },
    });
    const findings = new Map<string, RunInPieces['findings'][number]>();
    const files: Record<string, readonly number[]> = {};
    for (const [i, line] of lines.entries()) {
      const { image, class: label, file } = line;
      const key = JSON.stringify([image, label]);
      const before = findings.get(key)?.maps ?? [];
      findings.set(key, { image, label, maps: [...before, { ...line, score: scored[i].score }] });
      files[file!] ??= [...(await readFile(file!))];
    }
    return { lock, data, findings: [...findings.values()], files };
  }
});
