import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isCamscopeError } from '@camscope/core';
import { describe, expect, it } from 'vitest';
import {
  noOverrides,
  readCard,
  readStudy,
  resolveStudy,
  type Study,
  type StudyOverrides,
} from '@camscope/experiment';
import { nodeMachine } from '@camscope/experiment-node';
import { nodeFiles } from '@camscope/files-node';
import { registry, STUDY, studyFolder } from './support.ts';

/** The study in a folder as the command line changes it. */
async function studyIn(folder: string, overrides: Partial<StudyOverrides> = {}): Promise<Study> {
  const file = join(folder, 'study.yaml');
  return resolveStudy(await readStudy(nodeMachine, file, file, { ...noOverrides, ...overrides }), registry);
}

/** The message of the error that a study ends in, without the temporary folder. */
async function failure(study: string, overrides?: Partial<StudyOverrides>): Promise<string> {
  const folder = await studyFolder({ study, 'card.yaml': 'file: mirror.onnx\nlables: [a]\n' });
  try {
    await studyIn(folder, overrides);
  } catch (error) {
    if (!isCamscopeError(error)) throw error;
    return `${error.code} ${error.message.replaceAll(`${folder}/`, '')}`;
  }
  throw new Error('It did not fail');
}

describe('a study', () => {
  it('is read with every default filled in', async () => {
    const folder = await studyFolder();
    const { config } = await readStudy(nodeMachine, join(folder, 'study.yaml'));
    expect(config).toEqual({
      version: 1,
      plugins: [],
      models: [{ file: 'mirror.onnx', name: 'mirror', labels: ['bright', 'dark', 'other'] }],
      data: { use: 'listed', list: 'list.json' },
      classes: 'annotated',
      labels: {},
      methods: [{ use: 'grad-cam', options: {}, layer: 'auto', aggregate: 'mean', map: {} }],
      map: { rectify: 'none', upsample: 'nearest', normalise: 'min-max', reduce: 'max-abs' },
      imports: [],
      filters: [],
      segmenters: [{ use: 'threshold', options: {} }],
      metrics: [{ use: 'hot-area', options: {} }],
      agreement: [],
      features: [],
      classification: [],
      priors: [],
      seed: 0,
      runtime: { options: {}, fallback: [], precision: 'exact' },
      out: 'results',
    });
  });

  it('names every problem with its place', async () => {
    const study = STUDY.replace('version: 1', 'version: 2')
      .replace('upsample', 'upsampel')
      .replace('metrics:', 'metrix:');
    expect(await failure(study)).toMatchInlineSnapshot(`
      "CONFIG_INVALID study.yaml:1:10: version: Invalid input: expected 1
        found: also
          study.yaml:6:8: unknown key 'upsampel' (nearest: upsample)
          study.yaml:8:1: unknown key 'metrix' (nearest: metrics)"
    `);
  });

  it('knows the keys of nested entries', async () => {
    const study = STUDY.replace('[grad-cam]', '\n  - use: grad-cam\n    layr: x').replace(
      '[threshold]',
      '[{ us: threshold }]',
    );
    expect(await failure(study)).toMatchInlineSnapshot(`
      "CONFIG_INVALID study.yaml:7:5: unknown key 'layr' (nearest: layer)
        found: also
          study.yaml:9:14: segmenters[0].use: Invalid input: expected string, but it is missing
          study.yaml:9:16: unknown key 'us' (nearest: use, as)"
    `);
  });

  it('bounds threads and workers', async () => {
    const study = `${STUDY}runtime: { threads: 100000, workers: 257 }\n`;
    expect(await failure(study)).toMatchInlineSnapshot(`
      "CONFIG_INVALID study.yaml:11:21: runtime.threads: 100000 are too many: at most 256
        found: also
          study.yaml:11:38: runtime.workers: 257 are too many: at most 256"
    `);
  });

  it('must be YAML', async () => {
    expect(await failure('version: [1')).toMatchInlineSnapshot(
      `"CONFIG_INVALID study.yaml:1:12: Flow sequence in block collection must be sufficiently indented and end with a ]"`,
    );
    expect(await failure('')).toMatchInlineSnapshot(
      `"CONFIG_INVALID study.yaml:1:1: Invalid input: expected object, received null"`,
    );
  });

  it.each([
    ['a method', STUDY.replace('grad-cam', 'grad-cma')],
    ['an option', STUDY.replace('[grad-cam]', '[{ use: grad-cam, options: { relu: 1, rleu: true } }]')],
    ['an option of the data', STUDY.replace('list: list.json', 'lst: list.json')],
    ['a runtime', `${STUDY}runtime: web\n`],
    ['a name', STUDY.replace('[grad-cam]', '[{ use: grad-cam, as: "a/b" }]')],
    [
      'a repeated name',
      STUDY.replace('[grad-cam]', '[grad-cam, { use: grad-cam, options: { relu: false } }]'),
    ],
    ['classes', `${STUDY}classes: all\n`],
    ['a model without a file', STUDY.replace('file: mirror.onnx, ', '')],
    ['a missing model', STUDY.replace('mirror.onnx', 'absent.onnx')],
    ['a missing card', STUDY.replace('file: mirror.onnx', 'card: absent.yaml')],
    ['a bad card', STUDY.replace('file: mirror.onnx', 'card: card.yaml')],
    ['no segmenter', STUDY.replace('[threshold]', '[]')],
    ['an idle segmenter', STUDY.replace('[hot-area]', '[mean-heat]')],
    ['agreement with what a map came of', `${STUDY}agreement: [rise]\n`],
    ['no metric', STUDY.replace('[hot-area]', '[]')],
  ])('refuses %s', async (_, study) => {
    expect(await failure(study)).toMatchSnapshot();
  });
});

describe('the mistakes of a study', () => {
  it('are told all at once, in the order of the file', async () => {
    const study = `version: 1
models:
  - { file: absent.onnx }
  - { card: card.yaml }
  - { name: nameless }
data: { use: listd, list: list.json }
methods: [grad-cma, { use: grad-cam, options: { preset: sinned, rleu: true }, map: { upsampel: nearest } }]
filters: [inverted]
segmenters: [threshold, threshold]
metrics: [hot-aera]
faithfulness: { metrics: [deletoin], methods: [grad-cam, squares, rings] }
sanity: { metrics: [overlap] }
priors: [reader, nobody]
runtime: web
`;
    expect(await failure(study)).toMatchSnapshot();
  });
});

describe('a study changed by the command line', () => {
  const WHOLE = `${STUDY.replace('[grad-cam]', '[grad-cam, { use: squares, as: blocks }]')}agreement: [likeness]
imports: [{ as: theirs, files: '{stem}.npy' }]
classification: [separation]
faithfulness: [loss]
sanity: { metrics: [likeness], methods: [blocks] }
`;

  it('has the values that are set, as typed and checked as those in the file', async () => {
    const set = [
      'methods.0.options.relu=false',
      'methods.0.map.normalise=max',
      'methods.1=squares',
      'models.0.labels=[a, b, c]',
      'runtime.batch=2',
      'data.scale=4',
      'segmenters.0.options.above=0.25',
      'labels.Bright=a',
      'cache=kept',
      'out=',
      'out=elsewhere',
    ];
    const folder = await studyFolder();
    const study = await studyIn(folder, { set });
    expect(study).toMatchObject({
      methods: [
        { name: 'grad-cam', options: { relu: false }, map: { normalise: 'max', upsample: 'nearest' } },
        { name: 'squares' },
      ],
      models: [{ card: { labels: ['a', 'b', 'c'], name: 'mirror' } }],
      session: { batch: 2 },
      data: { options: { scale: 4, list: 'list.json' } },
      segmenters: [{ options: { above: 0.25 } }],
      labels: { Bright: 'a' },
      cache: join(folder, 'kept'),
    });
    expect(study.file.config.out).toBe('elsewhere');
    expect(study.file.overrides.set).toEqual(set);
  });

  it('may set what the file writes in short', async () => {
    const study = STUDY.replace(
      '{ file: mirror.onnx, name: mirror, labels: [bright, dark, other] }',
      'mirror.onnx',
    );
    const folder = await studyFolder({ study: `${study}faithfulness: [loss]\nruntime: node\n` });
    const set = ['models.0.name=glass', 'faithfulness.images=2', 'runtime.threads=1'];
    expect(await studyIn(folder, { set })).toMatchObject({
      models: [{ file: join(folder, 'mirror.onnx'), card: { name: 'glass' } }],
      faithfulness: { images: 2, metrics: [{ name: 'loss' }] },
      session: { threads: 1 },
      runtime: { name: 'node' },
    });
  });

  it.each([
    ['no value', ['out']],
    ['no YAML', ['out=[1']],
    ['YAML that refers to nothing', ['out=*there']],
    ['a value of another type', ['runtime.batch=many']],
    ['a key that there is not', ['methods.0.optons.relu=false']],
    ['an option that there is not', ['methods.0.options.rleu=false']],
    ['a method that there is not', ['methods.0=grad-cma']],
    ['an entry that there is not', ['methods.3=squares']],
    ['an entry of what is no list', ['seed.0=1']],
    ['a key of a list', ['methods.first=squares']],
    ['several of them', ['out', 'methods.3=squares']],
    ['several values', ['sed=1', 'runtime.batch=0']],
    ['a key of the language', ['__proto__.out=x']],
  ])('is refused for %s, and says which', async (_, set) => {
    expect(await failure(STUDY, { set })).toMatchSnapshot();
  });

  it('says where in the file a mistake is that nobody set', async () => {
    const study = STUDY.replace('hot-area', 'hot-aera');
    expect(await failure(study, { set: ['methods.0.options.relu=false'] })).toMatch(
      /^NAME_UNKNOWN study\.yaml:8:11: /,
    );
  });

  const names = (list: readonly { name: string }[]) => list.map(({ name }) => name);
  const narrowed = async (...only: string[]) => studyIn(await studyFolder({ study: WHOLE }), { only });

  it('keeps the methods that are wanted, in every part', async () => {
    const study = await narrowed('method=grad-cam', 'method=theirs');
    expect([names(study.methods), names(study.imports)]).toEqual([['grad-cam'], ['theirs']]);
    expect(study.faithfulness?.methods).toEqual(['grad-cam']);
    expect(study.sanity).toBeUndefined();
    expect(names(study.metrics)).toEqual(['hot-area']);
  });

  it('keeps the measures that are wanted, and what they need', async () => {
    const likeness = await narrowed('metric=likeness');
    expect([names(likeness.metrics), names(likeness.agreement), names(likeness.segmenters)]).toEqual([
      [],
      ['likeness'],
      [],
    ]);
    expect(names(likeness.sanity!.metrics)).toEqual(['likeness']);
    expect([likeness.faithfulness, likeness.classification]).toEqual([undefined, []]);
    const right = await narrowed('metric=separation');
    expect([names(right.classification), right.methods, right.imports]).toEqual([['separation'], [], []]);
  });

  it('keeps what all keys want', async () => {
    const study = await narrowed('method=blocks', 'metric=hot-area', 'segmenter=threshold');
    expect([study.methods, study.metrics, study.segmenters].map(names)).toEqual([
      ['blocks'],
      ['hot-area'],
      ['threshold'],
    ]);
  });

  it.each([
    ['a key that there is not', ['metod=grad-cam']],
    ['no name', ['method']],
    ['a method that there is not', ['method=grad-cma']],
    ['a measure and a segmenter that there are not', ['metric=hot', 'segmenter=threshhold']],
  ])('is refused for wanting %s', async (_, only) => {
    expect(await failure(WHOLE, { only })).toMatchSnapshot();
  });
});

describe('a method', () => {
  const methods = async (written: string) => {
    const folder = await studyFolder({ study: STUDY.replace('[grad-cam]', `[${written}]`) });
    return (await studyIn(folder)).methods;
  };

  it('finishes its map as it says itself, else as its preset, else as the study says', async () => {
    const written = '{ use: grad-cam, options: { preset: signed }, map: { normalise: none } }';
    expect(await methods(written)).toMatchObject([
      {
        options: { relu: false },
        map: { upsample: 'nearest', rectify: 'raw', normalise: 'none', reduce: 'max-abs' },
      },
    ]);
  });

  it('may outdo the options of its preset', async () => {
    const written = '{ use: grad-cam, options: { preset: signed, relu: true } }';
    expect(await methods(written)).toMatchObject([{ options: { relu: true }, map: { normalise: 'max' } }]);
  });

  it.each([
    [
      'a preset',
      '{ use: grad-cam, options: { preset: sinned } }',
      "study.yaml:5:47: No preset of 'grad-cam' is called 'sinned'",
    ],
    [
      'how to finish',
      '{ use: grad-cam, map: { normalise: mean } }',
      'study.yaml:5:46: methods[0].map.normalise',
    ],
    [
      'what to finish',
      '{ use: grad-cam, map: { normalize: max } }',
      "study.yaml:5:35: unknown key 'normalize' (nearest: normalise)",
    ],
    [
      'no layers',
      '{ use: grad-cam, layer: 5 }',
      'study.yaml:5:35: methods[0].layer: give a name or a list of names',
    ],
  ])('is refused for %s', async (_, written, message) => {
    await expect(methods(written)).rejects.toThrow(message);
  });
});

describe('a model card', () => {
  it('names its file relative to itself, and may be JSON', async () => {
    const folder = await studyFolder({ 'card.json': '{"file": "mirror.onnx", "labels": ["a", "b"]}' });
    expect(await readCard(nodeFiles, join(folder, 'card.json'))).toEqual({
      file: join(folder, 'mirror.onnx'),
      labels: ['a', 'b'],
    });
  });

  it('yields to what the study says beside it', async () => {
    const study = STUDY.replace('file: mirror.onnx, name: mirror', 'card: card.yaml');
    const folder = await studyFolder({
      study,
      'card.yaml': 'file: mirror.onnx\nname: of the card\nlabels: [x]\n',
    });
    const { models } = await studyIn(folder);
    expect(models).toMatchObject([
      {
        file: join(folder, 'mirror.onnx'),
        card: { name: 'of the card', labels: ['bright', 'dark', 'other'] },
      },
    ]);
  });

  it('is refused with the place of what is wrong', async () => {
    const folder = await studyFolder();
    const file = join(folder, 'card.yaml');
    await writeFile(file, 'preprocessing:\n  size: [4]\n  channels: 2\n');
    await expect(readCard(nodeFiles, file)).rejects.toThrow(`${file}:2:9: preprocessing.size`);
    await expect(readCard(nodeFiles, join(folder, 'absent.yaml'))).rejects.toThrow('Cannot read');
  });
});
