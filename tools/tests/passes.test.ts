import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createContainer,
  defineDataset,
  definePlugin,
  FILES,
  parseOptions,
  REGISTRY,
  RUNTIME,
  type Sample,
} from '@camscope/core';
import { readsAttention } from '@camscope/engine';
import phantoms from '@camscope/datasets-phantom';
import { bindStudy, openStudy, readStudy, resolveStudy, runStudy } from '@camscope/experiment';
import { openStore, nodeMachine } from '@camscope/experiment-node';
import { nodeFiles } from '@camscope/files-node';
import images from '@camscope/images';
import { maps, readLines } from '@camscope/pipeline';
import { loadWanted, portablePlugins } from '@camscope/plugins';
import runtimeNode from '@camscope/runtime-node';
import { countingRuntime } from '@camscope/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';

const LABELS = ['Cardiomegaly', 'Effusion', 'Pneumothorax', 'Atelectasis'];
const plugins = await loadWanted(portablePlugins, ['explainer', 'segmenter', 'metric', 'model']);
/** Samples that a method averages over, with these options. */
const SAMPLES: Readonly<Record<string, { readonly options: string; readonly samples: number }>> = {
  // The image itself tells the class, and is no sample of either.
  'integrated-gradients': { options: '{ steps: 4 }', samples: 5 },
  'smooth-grad': { options: '{ samples: 4 }', samples: 5 },
  'square-grad': { options: '{ samples: 4 }', samples: 5 },
  'var-grad': { options: '{ samples: 4 }', samples: 5 },
  'smooth-ig': { options: '{ samples: 2, steps: 2 }', samples: 5 },
  'blur-ig': { options: '{ steps: 4, sigma: 2 }', samples: 5 },
  'expected-gradients': { options: '{ samples: 4 }', samples: 5 },
  'gradient-shap': { options: '{ samples: 4 }', samples: 5 },
};
/** A sum, other rules of going back, components, biases, a second gradient. */
const FORMS = ['grad-cam', 'guided-grad-cam', 'lrp', 'eigen-cam', 'full-grad', 'shapley-cam'];
/** Methods of one graph, of any network: those that mask count masks. */
const gradientMethods = plugins
  .flatMap(({ contributes }) => contributes)
  .filter((one) => one.kind === 'explainer')
  .filter((one) => one.map && !readsAttention(one, parseOptions(one)))
  .map(({ id }) => id)
  .filter((id) => FORMS.includes(id) || id in SAMPLES);
/** Four phantoms, the first with one finding, the last with four. */
const oneToFour = defineDataset({
  id: 'one-to-four',
  title: 'Phantoms with one to four findings',
  open: async (_, context) => {
    const reader = createContainer([phantoms]).get(REGISTRY).dataset.get('phantom');
    const options = parseOptions(reader, { count: 4, seed: 1, folder: 'phantoms' });
    const { samples } = await reader.open(options, context);
    const drawn = (n: number) =>
      LABELS.slice(0, n).map((label) => ({ label, boxes: [{ x0: 20, y0: 20, x1: 60, y1: 60 }] }));
    const with1to4 = samples.map((sample, i): Sample => ({ ...sample, annotations: drawn(i + 1) }));
    return { labels: LABELS, samples: with1to4, notes: [] };
  },
});

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'camscope-passes-'))));
afterAll(() => rm(folder, { recursive: true }));

test('there are methods of one pass, and of several', () => {
  expect(gradientMethods).toEqual(expect.arrayContaining(['grad-cam', ...Object.keys(SAMPLES)]));
  expect(gradientMethods.length).toBeGreaterThan(10);
});

test.each(gradientMethods)(
  '%s: an image goes through the network once, whatever its findings',
  async (id) => {
    const { options = '{}', samples = 1 } = SAMPLES[id] ?? {};
    const study = `version: 1
models: [npm:@camscope/networks-phantom/models/phantom-resnet50.onnx]
data: one-to-four
methods: [{ use: ${id}, options: ${options} }]
segmenters: [multi-otsu]
metrics: [box-iou]
priors: []
runtime: { batch: 8, threads: 1 }
`;
    const file = join(folder, `${id}.yaml`);
    await writeFile(file, study);
    const data = definePlugin({ name: 'one-to-four', apiVersion: 1, contributes: [oneToFour] });
    const container = createContainer([...plugins, images, runtimeNode, data]);
    container.bind(FILES).toConstantValue(nodeFiles);
    const out = join(folder, id);
    const resolved = await resolveStudy(await readStudy(nodeMachine, file), container.get(REGISTRY));
    bindStudy(container, resolved, openStore(join(out, 'store')));
    let passed = 0;
    const runtime = container.get(RUNTIME);
    container.rebind(RUNTIME).toConstantValue(countingRuntime(runtime, (more) => (passed += more)));
    const opened = await openStudy(container);
    try {
      passed = 0;
      const { maps: made, failures } = await runStudy(opened, {
        out,
        software: { camscope: '0', plugins: [] },
      });
      expect([...failures.keys()]).toEqual([]);
      expect(made).toBe(1 + 2 + 3 + 4);
      expect(passed).toBe(4 * samples);
      const lines = await readLines({ files: nodeFiles, folder: out, table: maps }, [
        'image',
        'class',
        'passes',
      ]);
      expect(lines.map(({ passes }) => passes)).toEqual(lines.map(() => samples));
    } finally {
      await opened.close();
    }
  },
);
