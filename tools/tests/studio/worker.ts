import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '@camscope/cli';
import type { Raster } from '@camscope/core';
import { sharpCodec } from '@camscope/images';
import { toGrey } from '@camscope/pixels';
import { startNodeRuntime } from '@camscope/runtime-node';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MapRequest } from '../../../packages/studio/src/work/api.ts';
import { InNode } from '../../studio/in-node.ts';
import { mapIn, openWorkshopIn } from '../../studio/open-workshop.ts';
import { sizesOf } from '../../studio/sizes.ts';
import { toleranceOf } from '../../studio/tolerances.ts';
import type { Built } from './built.ts';
import { IMAGES } from './image-files.ts';

const NETWORK = 'phantom-resnet50';

/** The worker, in a page that shows nothing. */
export function testWorker({ app, browser }: Built): void {
  const stop = new AbortController();
  const complaints: string[] = [];
  let page: Page;
  let served: Promise<number>;

  beforeAll(async () => {
    const url = await new Promise<string>((resolve) => {
      const io = { cwd: '/', stderr: () => undefined, stderrIsTty: false, debug: false };
      served = main(['studio', '--no-open'], { ...io, stdout: resolve, signal: stop.signal });
    });
    page = await browser().newPage();
    page.on('console', (message) => {
      const isIcon = message.location().url.endsWith('/favicon.ico');
      if (message.type() === 'error' && !isIcon) complaints.push(message.text());
    });
    await openWorkshopIn(page, url.trim());
  }, 300_000);
  afterAll(async () => {
    await page?.close();
    stop.abort();
    await served;
  });

  test('starts on WASM where WebGPU is software, leaves a core to the page, and opens what comes along', async () => {
    const [started, { radiographs, networks }] = await page.evaluate(() =>
      Promise.all([workshop.start(), workshop.phantoms()]),
    );
    expect(started).toMatchObject({
      provider: 'wasm',
      why: 'software-webgpu',
      available: ['webgpu', 'wasm'],
    });
    expect(started.threads).toBe(Math.max(1, Math.min(8, availableParallelism() - 1)));
    expect(radiographs).toHaveLength(4);
    expect(networks).toContain(NETWORK);
  });

  test.each(Object.entries(IMAGES))('decodes %s as Node does', async (name, { make, within }) => {
    const bytes = await make();
    const expected = toGrey(await sharpCodec.decode(bytes, name));
    const seen = await page.evaluate(
      async ({ name, bytes }) => {
        const opened = await workshop.openImage(new Blob([Uint8Array.from(bytes)]), name);
        await workshop.closeImage(opened.id);
        return { ...opened, levels: Array.from(opened.levels) };
      },
      { name, bytes: Array.from(bytes) },
    );
    expect(seen).toMatchObject({ width: expected.width, height: expected.height, white: expected.white });
    const apart = seen.levels.map((level, i) => Math.abs(level - expected.data[i]));
    expect(Math.max(...apart)).toBeLessThanOrEqual(within);
  });

  test('what is no image is refused as in the command line', async () => {
    const told = await page.evaluate(() =>
      workshop.openImage(new Blob(['text that is no image']), 'chest.png').catch((error: unknown) => {
        const { code, message } = error as { code: string; message: string };
        return { code, message };
      }),
    );
    expect(told).toEqual({
      code: 'IMAGE_INVALID',
      message: expect.stringMatching(
        /^Cannot read chest.png\n {2}found: a file that begins with 74 65/,
      ) as string,
    });
  });

  describe('gives the maps of Node', () => {
    const runtime = startNodeRuntime();
    const node = new InNode(runtime);
    let opened: Awaited<ReturnType<typeof openPhantoms>>;
    let raster: Raster;
    let network: string;
    beforeAll(async () => {
      opened = await openPhantoms(page);
      raster = await sharpCodec.decode(await readFile(join(app(), 'phantom', opened.file)), opened.file);
      network = await node.openNetwork(await readFile(networkFile()), `${NETWORK}.onnx`);
    });
    afterAll(async () => {
      node.close();
      await runtime.close();
    });

    test.each(OF_EACH_FORM)('of $method.use', async (asked) => {
      const request: MapRequest = { ...asked, image: opened.image, network: opened.network, target: 0 };
      const made = await mapIn(page, request);
      const expected = await node.explain({ ...request, network }, raster);
      expect(made.method).toBe(expected.method);
      expect(apart(made.logits, expected.logits)).toBeLessThan(1e-5);
      expect(apart(made.map, expected.finished.map.data)).toBeLessThan(toleranceOf(asked.method.use, 'wasm'));
    });
  });

  test('what is cancelled ends, and so does what waits behind it', async () => {
    const { image, network } = await openPhantoms(page);
    const codes = await page.evaluate(
      async (given) => {
        const code = (error: unknown) => (error as { code: string }).code;
        const long = workshop
          .explain({ ...given, method: { use: 'rise' }, target: 1 })
          .then(() => 'done', code);
        const behind = workshop
          .explain({ ...given, method: { use: 'grad-cam' }, target: 1 })
          .then(() => 'done', code);
        await new Promise((resolve) => setTimeout(resolve, 300));
        await workshop.cancel();
        const after = await workshop.explain({ ...given, method: { use: 'grad-cam' }, target: 2 });
        return [await long, await behind, after.method];
      },
      { image, network },
    );
    expect(codes).toEqual(['INTERRUPTED', 'INTERRUPTED', 'grad-cam']);
  });

  test('a box is measured on paper', async () => {
    const { image, network } = await openPhantoms(page);
    const scores = await page.evaluate(
      async (given) => {
        const { key } = await workshop.explain({ ...given, method: { use: 'grad-cam' }, target: 0 });
        const whole = { use: 'threshold', options: { value: 0 } };
        const box = { x0: 0, y0: 0, x1: 512, y1: 512 };
        return workshop.measure(key, whole, [{ box }]);
      },
      { image, network },
    );
    // A box around the whole image holds all of the energy, and the hottest pixel.
    const of = Object.fromEntries(scores.map(({ id, value }) => [id, value]));
    expect(of).toMatchObject({ 'energy-in-box': 1, 'hit-rate': 1 });
  });

  test('the exported study gives the numbers of the screen', { timeout: 300_000 }, async () => {
    const { image, network } = await openPhantoms(page);
    const { scores, files } = await page.evaluate(
      async (given) => {
        const methods = [{ use: 'grad-cam' }, { use: 'finer', of: 'layer-cam' }];
        const segmenter = { use: 'multi-otsu', options: {} };
        const finishing = {
          map: { rectify: 'raw', upsample: 'bicubic', normalise: 'max' },
          filters: [{ use: 'anatomy' }, { use: 'gaussian', options: { sigma: 0.02 } }],
        } as const;
        const shapes = [
          { box: { x0: 60.5, y0: 150, x1: 300, y1: 400.25 } },
          {
            polygon: [
              [300, 90],
              [420, 120],
              [350, 260],
            ] as const,
          },
        ];
        const keys: string[] = [];
        const scores = [];
        for (const method of methods) {
          const made = await workshop.explain({ ...given, ...finishing, method, target: 0 });
          keys.push(made.key);
          for (const score of await workshop.measure(made.key, segmenter, shapes))
            scores.push({ method: made.method, ...score });
        }
        const scene = { maps: keys, colourMap: 'jet', opacity: 0.5, segmenter, shapes };
        const exported = await workshop.exported(scene, 'study');
        const files = await Promise.all(
          exported.map(
            async ({ name, content }) =>
              [name, Array.from(new Uint8Array(await content.arrayBuffer()))] as const,
          ),
        );
        return { scores, files };
      },
      { image, network },
    );
    const folder = await mkdtemp(join(tmpdir(), 'camscope-studio-'));
    try {
      for (const [name, bytes] of files) await writeFile(join(folder, name), Uint8Array.from(bytes));
      let told = '';
      const io = { cwd: folder, stdout: () => undefined, stderrIsTty: false, debug: false };
      const code = await main(['run', 'study.yaml'], {
        ...{ ...io, signal: new AbortController().signal },
        stderr: (text) => (told += text),
      });
      expect(code, told).toBe(0);
      const rows = await rowsOf(join(folder, 'results', 'scores.csv'));
      const measured = scores.filter(({ value }) => value !== null);
      expect(measured.length).toBeGreaterThan(10);
      for (const { method, id, value } of measured) {
        const row = rows.find((each) => each['method'] === method && each['metric'] === id);
        expect(Math.abs(Number(row?.['value']) - value!), `${method} ${id}`).toBeLessThan(1e-5);
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('files of a scene are what they say', async () => {
    const { image, network } = await openPhantoms(page);
    const files = await page.evaluate(
      async (given) => {
        const { key } = await workshop.explain({ ...given, method: { use: 'grad-cam' }, target: 0 });
        const segmenter = { use: 'multi-otsu' };
        const scene = { maps: [key], colourMap: 'viridis', opacity: 0.4, segmenter, shapes: [] };
        const all = await Promise.all(
          (['png', 'svg', 'npy', 'csv', 'coco'] as const).map((format) => workshop.exported(scene, format)),
        );
        return Promise.all(
          all.flat().map(async ({ name, content }) => ({
            name,
            head: (await content.text()).slice(0, 120),
            size: content.size,
          })),
        );
      },
      { image, network },
    );
    const heads = Object.fromEntries(
      files.map(({ name, head }) => [name.replace(/^.*Cardiomegaly/, ''), head]),
    );
    expect(Object.keys(heads).sort()).toEqual([
      '.npy',
      '.png',
      '.raw.npy',
      '.svg',
      'boxes.csv',
      'boxes.json',
    ]);
    expect(heads['.svg']).toContain('viewBox="0 0 512 512"');
    expect(heads['boxes.csv']).toMatch(/^image,method,layer,label,rank,xMin/);
    expect(files.find(({ name }) => /Cardiomegaly\.npy$/.test(name))?.size).toBeGreaterThan(4 * 512 * 512);
  });

  test('nothing was refused by the policy, and the first load is small', () => {
    expect(complaints).toEqual([]);
    expect(sizesOf(app()).first).toBeLessThan(290_000);
  });
}

const OF_EACH_FORM: readonly Pick<MapRequest, 'method' | 'budget' | 'layer'>[] = [
  { method: { use: 'grad-cam' } },
  { method: { use: 'lrp' } },
  { method: { use: 'eigen-cam' } },
  { method: { use: 'finer', of: 'grad-cam-plus-plus' } },
  { method: { use: 'score-cam' }, budget: 16 },
];

/** Opens the first phantom radiograph and the network, anew. */
function openPhantoms(page: Page) {
  return page.evaluate(async (phantom) => {
    const { radiographs } = await workshop.phantoms();
    const image = await workshop.openImage({ phantom: radiographs[0] }, '');
    const network = await workshop.openNetwork({ phantom }, phantom);
    return { image: image.id, network: network.id, file: image.name };
  }, NETWORK);
}

function networkFile(): URL {
  return new URL(`../../../packages/networks-phantom/models/${NETWORK}.onnx`, import.meta.url);
}

function apart(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
}

async function rowsOf(file: string): Promise<Record<string, string>[]> {
  const [header, ...lines] = (await readFile(file, 'utf8')).trimEnd().split('\n');
  const columns = header.split(',');
  return lines.map((line) => {
    const cells = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
      ([, quoted, plain]) => quoted ?? plain,
    );
    return Object.fromEntries(cells.map((cell, i) => [columns[i], cell]));
  });
}
