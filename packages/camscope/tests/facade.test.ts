import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defineSegmenter, definePlugin } from '@camscope/core';
import { sharpCodec } from '@camscope/images';
import { encodeNpy } from '@camscope/pipeline/maps';
import { mirror, MIRROR_CARD } from '@camscope/testkit';
import { open, type OpenOptions } from 'camscope';
import { describe, expect, it, onTestFinished } from 'vitest';
import { block, folderWith, png } from './support.ts';

const chest = block(2, 3);
/** The block's box. */
const box = { x0: 2, y0: 3, x1: 5, y1: 6 };
/** Its maps have two grey levels. */
const inTwo = { use: 'multi-otsu', options: { classes: 2 } };
const how = { method: 'grad-cam', map: { upsample: 'nearest' } } as const;

async function opened(options: OpenOptions = {}, files: Readonly<Record<string, Uint8Array | string>> = {}) {
  const picture = await png(chest);
  const folder = await folderWith({
    'mirror.onnx': mirror,
    'card.yaml': MIRROR_CARD,
    'chest.png': picture,
    ...files,
  });
  const card = options.card ?? join(folder, 'card.yaml');
  const network = await open(join(folder, 'mirror.onnx'), { ...options, card });
  onTestFinished(() => network.close());
  return { network, file: (name: string) => join(folder, name) };
}

describe('from a network to scores', () => {
  it('explains, cuts, scores and draws', async () => {
    const { network, file } = await opened();
    const map = await network.explain(file('chest.png'), { ...how, target: 'Mass' });
    expect(map.about).toMatchObject({ label: 'Mass', target: 0, score: 18, method: 'grad-cam', guessed: [] });
    const regions = map.regions(inTwo);
    expect([...regions].map((region) => region.box)).toEqual([box]);
    expect(regions.score(box, ['box-iou', 'hit-rate'])).toEqual({
      'box-iou': { value: 1 },
      'hit-rate': { value: 1 },
    });
    expect(map.score([box], [{ use: 'hit-rate', as: 'hits' }])).toEqual({ hits: { value: 1 } });
    await regions.write(file('overlay.png'), { colourMap: 'viridis' });
    const written = new Uint8Array(await readFile(file('overlay.png')));
    expect(await sharpCodec.decode(written, 'overlay.png')).toMatchObject({ width: 8, channels: 3 });
    expect(written).not.toEqual(await map.png());
  });

  it('takes decoded images and tensors, one or many, in their order', async () => {
    const tensor = {
      type: 'float32',
      dims: [1, 8, 8],
      data: Float32Array.from(chest.data, (v) => v / 255),
    } as const;
    const { network, file } = await opened({}, { 'ready.npy': encodeNpy(tensor) });
    const other = block(0, 0);
    const maps = await network.explain([file('ready.npy'), chest, other], { ...how, batch: 2 });
    expect(maps.map(({ about }) => about.image)).toEqual([file('ready.npy'), '', '']);
    expect(maps[0].map.data).toEqual(maps[1].map.data);
    expect(maps.map((map) => map.regions(inTwo).list[0].box)).toEqual([
      box,
      box,
      { x0: 0, y0: 0, x1: 3, y1: 3 },
    ]);
    expect(await network.explain([], how)).toEqual([]);
  });

  it('filters a map before it is cut, and leaves the one that it had', async () => {
    const nowhere = await png({ ...chest, data: new Uint8Array(64) });
    const { network, file } = await opened({}, { 'nowhere.png': nowhere });
    const map = await network.explain(file('chest.png'), how);
    const morphology = { use: 'morphology', options: { operation: 'erosion', radius: 1, unit: 'pixels' } };
    const smaller = await map.filtered([morphology]);
    expect(smaller.regions(inTwo).list.map((region) => region.box)).toEqual([{ x0: 3, y0: 4, x1: 4, y1: 5 }]);
    expect(map.regions(inTwo).list.map((region) => region.box)).toEqual([box]);
    const outside = { use: 'anatomy', options: { file: file('nowhere.png') } };
    expect(Math.max(...(await map.filtered([outside])).map.data)).toBe(0);
    await expect(map.filtered(['gausian'])).rejects.toThrow('gaussian');
  });

  it('explains the class with the highest score unless another is named', async () => {
    const { network, file } = await opened();
    expect((await network.explain(file('chest.png'), how)).about.label).toBe('Mass');
    expect((await network.explain(file('chest.png'), { ...how, target: 2 })).about.label).toBe('No Finding');
  });

  it("takes plugins of a program's own", async () => {
    const all = defineSegmenter({
      id: 'all',
      title: 'All',
      citation: 'own',
      segment: ({ width, height }) => ({
        regions: [
          { box: { x0: 0, y0: 0, x1: width, y1: height }, area: width * height, meanHeat: 1, score: 1 },
        ],
        mask: { width, height, data: new Uint8Array(width * height).fill(1) },
        thresholds: [],
      }),
    });
    const plugins = [definePlugin({ name: 'mine', apiVersion: 1, contributes: [all] })];
    const { network } = await opened({ plugins });
    const [map] = await network.explain([chest], how);
    expect(map.regions('all').score(box, ['box-iou'])).toEqual({ 'box-iou': { value: 9 / 64 } });
  });
});

describe('is told', () => {
  it('what was guessed, once', async () => {
    const told: string[] = [];
    const { network } = await opened({ card: {}, tell: (text) => told.push(text) });
    for (const method of ['grad-cam', 'hires-cam']) {
      const map = await network.explain(chest, { ...how, method });
      expect(map.about.guessed).toContain('labels');
    }
    expect(told).toEqual([
      expect.stringMatching(/^mirror: nobody stated .*labels.*: guessed; say it in a model card$/),
    ]);
  });

  it.each([
    ['a method', { method: 'grad-cma' }, "No explainer is called 'grad-cma'\n  found: Nearest of "],
    [
      'a class',
      { method: 'grad-cam', target: 'Masss' },
      "No class is called 'Masss'\n  found: Nearest: Mass",
    ],
    [
      'an option',
      { method: { use: 'grad-cam', options: { rleu: true } } },
      "unknown option 'rleu' (nearest: relu",
    ],
    ['a layer', { method: 'grad-cam', layer: 'featurs' }, "'featurs'"],
    [
      'images to start from',
      { method: 'grad-cam', baseline: ['a.png'] },
      'None of the methods starts from images',
    ],
  ])('%s that there is not', async (_, options, message) => {
    const { network } = await opened();
    await expect(network.explain(chest, options)).rejects.toThrow(message);
    // The next call is not spoilt by it.
    expect((await network.explain(chest, how)).about.label).toBe('Mass');
  });

  it('which image cannot be read', async () => {
    const { network, file } = await opened({}, { 'damaged.png': 'no picture' });
    await expect(network.explain([chest, file('damaged.png')], how)).rejects.toThrow('damaged.png');
    await expect(network.explain(file('gone.png'), how)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  it('what cannot be scored', async () => {
    const { network } = await opened();
    const map = await network.explain(chest, how);
    expect(() => map.score(box, ['box-iou'])).toThrow("The metric 'box-iou' measures regions");
    expect(() => map.score(box, ['hit-rat'])).toThrow('Nearest: hit-rate');
    expect(() => map.regions('multi-ots')).toThrow('Nearest: multi-otsu');
    expect(() => map.score({ x0: 5, y0: 0, x1: 2, y1: 4 }, ['hit-rate'])).toThrow('cannot be measured');
    expect(map.score([], ['hit-rate'])).toEqual({
      'hit-rate': { value: null, reason: 'The annotation covers no pixel' },
    });
  });
});

describe('ends', () => {
  it('when it is told to stop', async () => {
    const { network } = await opened();
    const explaining = network.explain(chest, { ...how, signal: AbortSignal.abort() });
    await expect(explaining).rejects.toMatchObject({ code: 'INTERRUPTED' });
  });

  it('what is under way before it closes, and nothing after', async () => {
    const { network } = await opened();
    const explaining = network.explain(chest, how);
    await Promise.all([network.close(), network.close()]);
    const map = await explaining;
    expect(map.regions(inTwo).list).toHaveLength(1);
    await expect(network.explain(chest, how)).rejects.toThrow('The network mirror is closed');
  });
});
