import { readFileSync } from 'node:fs';
import { parseOptions } from '@camscope/core';
import { chexlocalizeSegmentations, parseAnnotations } from '@camscope/datasets-chexlocalize';
import { finishMap, finishSchema } from '@camscope/pixels';
import { contoursSegmenter } from '@camscope/segmenters-contours';
import { expect, test } from 'vitest';

const FIXTURES = new URL('../../packages/datasets-chexlocalize/tests/fixtures/', import.meta.url);
const text = (name: string) => readFileSync(new URL(`${name}.json`, FIXTURES), 'utf8');

test("CheXlocalize's segmentation of heatmaps is that of torch, OpenCV, Pillow and pycocotools, byte for byte", async () => {
  const { images } = parseAnnotations(text('annotations'), 'annotations.json');
  const maps = JSON.parse(text('maps')) as Record<string, Record<string, number[][]>>;
  const options = parseOptions(contoursSegmenter, { preset: 'chexlocalize' });
  const how = finishSchema.parse({ upsample: 'bilinear', normalise: 'min-max' });
  function* found() {
    for (const [image, { frame }] of images)
      for (const [label, rows] of Object.entries(maps[image])) {
        const raw = { width: rows[0].length, height: rows.length, data: Float32Array.from(rows.flat()) };
        const region = { x0: 0, y0: 0, x1: frame.width, y1: frame.height };
        const { map } = finishMap(raw, { frame, region }, how);
        yield { image, label, mask: contoursSegmenter.segment(map, options).mask };
      }
  }
  const listed = [...images].map(([id, { frame }]) => ({ id, frame }));
  expect((await chexlocalizeSegmentations(listed, found())).text).toBe(text('segmentations'));
});
