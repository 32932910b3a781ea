import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { everythingIn, LIST } from './surviving.ts';
import { block, camscope, mirror, png } from './support.ts';

interface Part {
  readonly stage: string;
  readonly of: string;
  readonly due: number;
  readonly why: readonly string[];
}

type Change = (cwd: string) => Promise<void>;

const study =
  (from: string, to: string): Change =>
  (cwd) =>
    edit(join(cwd, 'study.yaml'), from, to);

async function edit(path: string, from: string, to: string): Promise<void> {
  const text = await readFile(path, 'utf8');
  expect(text).toContain(from);
  await writeFile(path, text.replace(from, to));
}

/** Ten images more, from the `at`-th on. */
const images =
  (at: number): Change =>
  async (cwd) => {
    const more = Array.from({ length: 10 }, (_, i) => ({ ...LIST[3], id: `new${i}.png` }));
    for (const { id } of more) await writeFile(join(cwd, id), await png(block(1, 1)));
    await writeFile(
      join(cwd, 'list.json'),
      JSON.stringify([...LIST.slice(0, at), ...more, ...LIST.slice(at)]),
    );
  };

/**
 * Due of the new images, and of the three methods' lots that they fall into. A sanity check is of the images whose ids come first
 * by their hash: of none of these.
 */
const TEN_IMAGES = [
  {
    ...{ features: 10, explain: 50, measure: 50 + 3 * 14, agreement: 40 + 14 },
    ...{ predict: 20, classification: 2, faithfulness: 2 * (20 + 14) },
  },
  ['other images or findings', 'what readers drew has changed'],
] as const;

/** A change, the units of each stage that are due after it, and the reasons that are no consequence of others. */
const CHANGES: Readonly<
  Record<string, readonly [Change, Readonly<Record<string, number>>, readonly string[]]>
> = {
  nothing: [async () => undefined, {}, []],
  'a metric': [study('slow-heat]', 'slow-heat, hit-rate]'), { measure: 32 }, ['metric hit-rate is new']],
  'an option of a segmenter': [
    study('classes: 2', 'classes: 3'),
    { measure: 32, agreement: 20 },
    ['option `classes` of multi-otsu: 2 → 3'],
  ],
  'a filter': [
    study('[gaussian]', '[gaussian, edges]'),
    { measure: 32, agreement: 20 },
    ['filter edges is new'],
  ],
  'an option of a filter': [
    study('[gaussian]', '[{ use: gaussian, options: { sigma: 0.02 } }]'),
    { measure: 32, agreement: 20 },
    ['option `sigma` of gaussian: 0.01 → 0.02'],
  ],
  'how maps are finished': [
    study('upsample: nearest', 'upsample: bilinear'),
    { measure: 32, agreement: 20, faithfulness: 24, sanity: 20 },
    ['`map.upsample`: nearest → bilinear'],
  ],
  "a method's option": [
    study('masks: 40', 'masks: 50'),
    { explain: 8, measure: 8, agreement: 12, faithfulness: 8, sanity: 10 },
    ['option `masks` of rise: 40 → 50'],
  ],
  'a label that means the same': [study('runtime:', 'labels: { Mass: Mass }\nruntime:'), {}, []],
  'a method': [
    study('[grad-cam,', '[grad-cam, hires-cam,'),
    { explain: 8, measure: 8, agreement: 12, faithfulness: 8, sanity: 10 },
    [
      ...['mirror/hires-cam is new', 'series mirror/hires-cam is new'],
      ...['other/hires-cam is new', 'series other/hires-cam is new'],
    ],
  ],
  // Of a network that is the same under another name, maps and predictions are known.
  'a network': [
    study('name: other }', 'name: other }, { card: card.yaml, name: third }'),
    { measure: 8, agreement: 8, classification: 1, faithfulness: 12, sanity: 8 },
    [
      ...['series third/grad-cam is new', 'series third/rise is new', 'third is new'],
      ...['third/grad-cam is new', 'third/random is new', 'third/rise is new'],
    ],
  ],
  'a measure of classification': [
    study('[slow-mean]', '[slow-mean, auroc]'),
    { classification: 2 },
    ['measure of classification auroc is new'],
  ],
  'a prior less': [study('[mean-box, random]', '[mean-box]'), { agreement: 4 }, ['series random is gone']],
  'the weights': [
    (cwd) => writeFile(join(cwd, 'mirror.onnx'), withOtherWeights()),
    { explain: 16, measure: 16, agreement: 12, predict: 20, classification: 2, faithfulness: 24, sanity: 20 },
    ['the network has changed'],
  ],
  'the plugin': [
    (cwd) => edit(join(cwd, 'slow.mjs'), "title: 'Heat'", "title: 'Mean heat'"),
    { features: 4, measure: 32, agreement: 20, classification: 2, faithfulness: 24, sanity: 16 },
    ['plugin slow has changed'],
  ],
  'ten images at the end': [images(LIST.length), ...TEN_IMAGES],
  'ten images in the middle': [images(2), ...TEN_IMAGES],
};

/** A weight of the last layer, 64, becomes 32. */
function withOtherWeights(): Uint8Array {
  const bytes = mirror.slice();
  const [from, to] = [64, 32].map((value) => new Uint8Array(Float32Array.of(value).buffer));
  bytes.set(
    to,
    bytes.findIndex((_, i) => from.every((byte, k) => bytes[i + k] === byte)),
  );
  return bytes;
}

it('what will run, and why, is told after every change', async () => {
  const cwd = await everythingIn();
  const first = await camscope(cwd, ['run', 'study.yaml']);
  expect(first.stderr).toContain('why: never ran');
  const files = ['study.yaml', 'list.json', 'mirror.onnx', 'slow.mjs'];
  const before = await Promise.all(
    files.map(async (name) => [name, await readFile(join(cwd, name))] as const),
  );
  for (const [name, [change, due, why]] of Object.entries(CHANGES)) {
    await change(cwd);
    const { code, stdout, stderr } = await camscope(cwd, ['plan', 'study.yaml', '--json']);
    expect(code, stderr).toBe(0);
    const parts = (JSON.parse(stdout) as Part[]).filter((part) => part.due > 0);
    const counted: Record<string, number> = {};
    for (const part of parts) counted[part.stage] = (counted[part.stage] ?? 0) + part.due;
    expect(counted, name).toEqual(due);
    const reasons = new Set(
      parts.flatMap((part) => part.why).filter((reason) => !/are others$/.test(reason)),
    );
    expect([...reasons].sort(), name).toEqual([...why].sort());
    for (const [file, content] of before) await writeFile(join(cwd, file), content);
  }
  await edit(join(cwd, 'study.yaml'), 'slow-heat]', 'slow-heat, hit-rate]');
  const { code, stderr } = await camscope(cwd, ['run', 'study.yaml']);
  expect(code, stderr).toBe(0);
  expect(stderr).toContain('142 units, 110 done, 32 to run: no network is opened\n');
  expect(stderr).toContain('why: metric hit-rate is new\n');
}, 120_000);
