import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sharpCodec } from '@camscope/images';
import { mirror, MIRROR_CARD } from '@camscope/testkit';

/** Boxes on a block of 3 × 3 of the 8 × 8 pixels, half beside it, and beside it. */
const BOXES = `Image Index,Finding Label,Bbox [x,y,w,h],,,
00000001_000.png,Mass,256,384,384,384
00000002_000.png,Mass,448,384,384,384
00000003_000.png,Mass,640,0,384,384
`;

const STUDY = `version: 1
models: [{ card: card.yaml }]
data: { use: chestxray14, images: ., boxes: boxes.csv }
methods: [grad-cam, layer-cam]
map: { upsample: nearest }
segmenters: [{ use: multi-otsu, options: { classes: 2 } }]
metrics: [box-iou, hit-rate]
agreement: [region-iou]
priors: [mean-box, centre-box]
`;

/** In the second study the box of the second image lies on the block. */
const FILES = {
  'boxes.csv': BOXES,
  'other.csv': BOXES.replace('2_000.png,Mass,448', '2_000.png,Mass,256'),
  'study.yaml': STUDY,
  'b.yaml': STUDY.replace('boxes.csv', 'other.csv'),
  'mirror.onnx': mirror,
  'card.yaml': MIRROR_CARD,
};

/** Writes two studies of a network that gives its image back, `study.yaml` and `b.yaml`, which differ in one box. */
export async function writeMirrorStudies(folder: string): Promise<void> {
  const picture = await block();
  for (const [name, content] of Object.entries(FILES)) await writeFile(join(folder, name), content);
  for (const n of [1, 2, 3]) await writeFile(join(folder, `0000000${n}_000.png`), picture);
}

function block(): Promise<Uint8Array> {
  const data = new Uint8Array(64);
  for (let row = 3; row < 6; row++) data.fill(255, 8 * row + 2, 8 * row + 5);
  return sharpCodec.encodePng({ width: 8, height: 8, channels: 1, data, white: 255 });
}
