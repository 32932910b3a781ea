import { fileURLToPath } from 'node:url';
import { createContainer, REGISTRY } from '@camscope/core';
import {
  generatePhantom,
  labels,
  type Phantom,
  phantomSeed,
  rasterOf,
  specOf,
} from '@camscope/datasets-phantom';
import { openClassifier, openNetwork, type Network } from '@camscope/engine';
import { gradCam } from '@camscope/methods-grad-cam';
import densenet from '@camscope/models-densenet';
import resnet from '@camscope/models-resnet';
import vit from '@camscope/models-vit';
import {
  honestNetworks,
  phantomCheat,
  phantomResNet50,
  type PhantomNetwork,
} from '@camscope/networks-phantom';
import { preprocess, upsample } from '@camscope/pixels';
import { startNodeRuntime } from '@camscope/runtime-node';
import { delong } from '@camscope/statistics';
import { afterAll, describe, expect, it } from 'vitest';
import { using } from './methods.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());
const registry = createContainer([resnet, densenet, vit]).get(REGISTRY);
const prevalence = { Cardiomegaly: 0.5, Effusion: 0.5, Pneumothorax: 0.5, Atelectasis: 0.5, Pneumonia: 0.5 };
/** A set that no network was trained or tested on. */
const phantoms = Array.from({ length: 48 }, (_, n) =>
  generatePhantom(specOf(phantomSeed(2025, n), { prevalence }), { size: 256 }),
);
const heartIsLarge = (phantom: Phantom) => phantom.findings.some(({ label }) => label === 'Cardiomegaly');

describe('the networks, on new phantoms', () => {
  it.each(honestNetworks.map((network) => [network.name, network] as const))(
    '%s is right',
    async (_, network) => {
      const logits = await logitsOf(network);
      for (const [i, label] of labels.entries()) {
        const truths = phantoms.map(({ findings }) =>
          findings.some((finding) => finding.label === label) ? 1 : 0,
        );
        expect(area(truths, logits, i), label).toBeGreaterThan(0.85);
      }
    },
  );

  it('the one that cheats sees the marker and not the heart', async () => {
    const logits = await logitsOf(phantomCheat);
    const marked = phantoms.map(({ marker }) => (marker ? 1 : 0));
    expect(area(marked, logits, 0)).toBeGreaterThan(0.97);
    const large = phantoms.map((phantom) => (heartIsLarge(phantom) ? 1 : 0));
    expect(Math.abs(area(large, logits, 0) - 0.5)).toBeLessThan(0.25);
  });
});

describe('Grad-CAM of Cardiomegaly, where there is a marker and a large heart', () => {
  const both = phantoms.filter((phantom) => phantom.marker && heartIsLarge(phantom));

  it('peaks at the marker for the network that cheats, and over the heart for one that does not', async () => {
    expect(both.length).toBeGreaterThan(6);
    const cheating = await peaksOf(phantomCheat, both);
    const honest = await peaksOf(phantomResNet50, both);
    expect(share(cheating, atMarker)).toBeGreaterThan(0.9);
    expect(share(cheating, atHeart)).toBeLessThan(0.1);
    expect(share(honest, atHeart)).toBeGreaterThan(0.9);
    expect(share(honest, atMarker)).toBe(0);
  });
});

interface Peak {
  readonly phantom: Phantom;
  readonly x: number;
  readonly y: number;
}

/** Within a cell of the map, 16 pixels, of the marker's box. */
function atMarker({ phantom: { marker }, x, y }: Peak): boolean {
  const { x0, y0, x1, y1 } = marker!;
  return x > x0 - 16 && x < x1 + 16 && y > y0 - 16 && y < y1 + 16;
}

function atHeart({ phantom: { heart, size }, x, y }: Peak): boolean {
  return heart.data[y * size + x] === 1;
}

function share(peaks: readonly Peak[], holds: (peak: Peak) => boolean): number {
  return peaks.filter(holds).length / peaks.length;
}

async function peaksOf(network: PhantomNetwork, shown: readonly Phantom[]): Promise<Peak[]> {
  const opened = await open(network);
  return using(runtime, opened, { explainer: gradCam }, async (prepared) => {
    const peaks: Peak[] = [];
    for (const phantom of shown) {
      const [{ maps }] = await prepared.explain([{ image: inputOf(phantom, opened), classes: [0] }]);
      const [, height, width] = maps[0].raw.dims;
      const map = upsample(
        { width, height, data: maps[0].raw.data },
        { width: 256, height: 256 },
        'bilinear',
      );
      const peak = map.data.indexOf(map.data.reduce((most, heat) => Math.max(most, heat)));
      peaks.push({ phantom, x: peak % 256, y: Math.floor(peak / 256) });
    }
    return peaks;
  });
}

async function logitsOf(network: PhantomNetwork): Promise<Float32Array[]> {
  const opened = await open(network);
  const classifier = await openClassifier({
    network: opened,
    runtime,
    session: { provider: 'cpu', threads: 1 },
  });
  try {
    return await classifier.logits(phantoms.map((phantom) => inputOf(phantom, opened)));
  } finally {
    await classifier.release();
  }
}

function open({ file }: PhantomNetwork): Promise<Network> {
  return openNetwork({ location: fileURLToPath(file), registry, runtime });
}

function inputOf(phantom: Phantom, network: Network) {
  return preprocess(rasterOf(phantom, 8), network.preprocessing).tensor;
}

function area(truths: readonly number[], logits: readonly Float32Array[], index: number): number {
  return delong(
    truths,
    logits.map((scores) => scores[index]),
  ).auroc!;
}
