import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { floatTensor, type FloatTensor } from '@camscope/core';
import { describe, expect, it } from 'vitest';
import { countPlan } from '@camscope/experiment';
import { encodeNpy } from '@camscope/pipeline';
import { columns, opened, rawMap, runIn, table } from './running.ts';
import { STUDY, studyFolder, type StudyFiles } from './support.ts';

const NO_NETWORK = STUDY.replace(/models:\n.*\n/, '').replace(
  'methods: [grad-cam]',
  'imports: [{ as: mine, files: "maps/{stem}.{label}.npy" }]',
);

/** Hot in its top left quarter of 4×4. */
const quarter = floatTensor(
  Float32Array.from({ length: 16 }, (_, i) => (i < 8 && i % 4 < 2 ? 3 : -1)),
  [4, 4],
);
const wrong = (...dims: number[]) => floatTensor(new Float32Array(dims.reduce((a, b) => a * b, 1)), dims);

async function folderWith(
  study: string,
  maps: Readonly<Record<string, FloatTensor>>,
  files: StudyFiles = {},
) {
  const folder = await studyFolder({ ...files, study });
  for (const [name, map] of Object.entries(maps)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), encodeNpy(map));
  }
  return folder;
}

describe('heatmaps made elsewhere', () => {
  it('are measured without any network, and keep their files by name', async () => {
    const folder = await folderWith(NO_NETWORK, {
      'maps/a.Bright.npy': quarter,
      'maps/b.Bright.npy': quarter,
      'maps/b.Dark.npy': quarter,
      'maps/c.Dark.npy': quarter,
    });
    expect(countPlan(await opened(folder))).toEqual({ images: 3, findings: 4, maps: 4, rows: 4 });
    const { out, result } = await runIn(folder);
    const lines = await table(out, 'scores.csv');
    expect(
      columns(lines, 'model', 'image', 'class', 'method', 'kind', 'layer', 'value', 'score', 'x1'),
    ).toEqual([
      'imported a.raw Bright mine method  16  4',
      'imported b.raw Bright mine method  16  4',
      'imported b.raw Dark mine method  16  4',
      'imported c.raw Dark mine method  16  4',
    ]);
    expect(result).toMatchObject({ maps: 4, failedMaps: 0 });
    const maps = await table(out, 'maps.csv');
    expect(
      columns(maps, 'model', 'image', 'class', 'map', 'array', 'x0', 'y0', 'x1', 'y1', 'failure'),
    ).toEqual(
      ['a.raw Bright', 'b.raw Bright', 'b.raw Dark', 'c.raw Dark'].map(
        (finding, n) =>
          `imported ${finding} maps/imported/mine/00000.npz ${['a.0', 'b.0', 'b.1', 'c.1'][n]} 0 0 8 8 `,
      ),
    );
    expect(await rawMap(out, maps[2])).toEqual(quarter);
  });

  it('are reasons where they are missing or no maps, and lose no other', async () => {
    const list = [
      { id: 'a.raw', annotations: [{ label: 'Bright', boxes: [{ x0: 0, y0: 0, x1: 4, y1: 4 }] }] },
    ];
    const imports = ['absent', 'vector', 'stack', 'single', 'junk']
      .map((name) => `{ as: ${name}, files: "${name}.npy" }`)
      .join(', ');
    const study = NO_NETWORK.replace(/imports: .*\n/, `imports: [${imports}]\n`);
    const folder = await folderWith(
      study,
      { 'vector.npy': wrong(16), 'stack.npy': wrong(2, 4, 4) },
      { list, 'junk.npy': Uint8Array.of(1, 2, 3) },
    );
    const single = encodeNpy(
      floatTensor(
        Float32Array.from({ length: 16 }, (_, i) => i),
        [1, 1, 4, 4],
      ),
    );
    await writeFile(join(folder, 'single.npy'), single);
    const { out, result } = await runIn(folder);
    const lines = await table(out, 'scores.csv');
    const told = lines.map(
      ({ method, value, reason }) => `${method} ${value} ${reason.replaceAll(folder, '')}`,
    );
    expect(told).toEqual([
      expect.stringMatching(/^absent {2}FILE_UNREADABLE: Cannot read \/absent\.npy; found: ENOENT/),
      'vector  DATA_INVALID: /vector.npy is not a heatmap; asked: an array (h, w); found: an array (16)',
      'stack  DATA_INVALID: /stack.npy is not a heatmap; asked: an array (h, w); found: an array (2, 4, 4)',
      'single 32 ',
      expect.stringMatching(/^junk {2}DATA_INVALID: \/junk\.npy is not a float32 array/),
    ]);
    expect(result).toMatchObject({ maps: 5, failedMaps: 4 });
    const maps = await table(out, 'maps.csv');
    expect(maps.map(({ map }) => map !== '')).toEqual([false, false, false, true, false]);
    expect(maps.map(({ failure }) => failure)).toEqual(lines.map(({ reason }) => reason));
  });

  it('stand beside the methods of the network that they explain', async () => {
    const study = STUDY.replace(
      'segmenters',
      'imports: [{ as: mine, model: mirror, files: "{stem}.npy" }]\nsegmenters',
    ).replace('[hot-area]', '[hot-area]\nagreement: [overlap]');
    const list = [
      { id: 'a.raw', annotations: [{ label: 'Bright', boxes: [{ x0: 0, y0: 0, x1: 4, y1: 4 }] }] },
    ];
    const { out } = await runIn(await folderWith(study, { 'a.npy': quarter }, { list }));
    expect(columns(await table(out, 'scores.csv'), 'model', 'method', 'value')).toEqual([
      'mirror grad-cam 16',
      'mirror mine 16',
    ]);
    expect(columns(await table(out, 'maps.csv'), 'map', 'array')).toEqual([
      'maps/mirror/grad-cam/00000.npz a.0',
      'maps/mirror/mine/00000.npz a.0',
    ]);
    // Both have 16 of 64 pixels and share 4.
    expect(columns(await table(out, 'agreement.csv'), 'model_a', 'a', 'model_b', 'b', 'value')).toContain(
      `mirror grad-cam mirror mine ${4 / 28}`,
    );
  });

  it('of the same name on two networks are compared across', async () => {
    const study = NO_NETWORK.replace(
      /imports: .*\n/,
      'imports: [{ as: mine, model: one, files: "{stem}.npy" }, { as: mine, model: two, files: "{stem}.npy" }]\n',
    ).replace('metrics: [hot-area]', 'agreement: [overlap]');
    const list = [
      { id: 'a.raw', annotations: [{ label: 'Bright', boxes: [{ x0: 0, y0: 0, x1: 4, y1: 4 }] }] },
    ];
    const { out } = await runIn(await folderWith(study, { 'a.npy': quarter }, { list }));
    expect(columns(await table(out, 'agreement.csv'), 'model_a', 'a', 'model_b', 'b', 'value')).toEqual([
      ' reader one mine 1',
      ' reader two mine 1',
      'one mine two mine 1',
    ]);
  });

  it.each([
    ['twice', NO_NETWORK.replace(/imports: \[(.*)\]/, 'imports: [$1, $1]')],
    [
      'as a method',
      STUDY.replace(
        'segmenters',
        'imports: [{ as: grad-cam, model: mirror, files: "{stem}.npy" }]\nsegmenters',
      ),
    ],
  ])('are refused when their rows would be named %s', async (_, study) => {
    await expect(opened(await studyFolder({ study }))).rejects.toThrow(/study\.yaml:\d+:\d+: Two .*called '/);
  });
});
