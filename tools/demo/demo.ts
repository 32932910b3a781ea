// The main job on an example that needs nothing but this project: draws radiographs with an opacity whose place is
// known, makes a network that sees opacities, runs a study on them, and says where everything is.
// Usage: npm run demo [-- --out FOLDER]
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { sharpCodec } from '@camscope/images';
import { demoNetwork, LABELS } from './network.ts';
import { demoRadiograph } from './radiograph.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const IMAGES = 12;
const METHODS = ['grad-cam', 'layer-cam', 'smooth-grad'];

const { values } = parseArgs({ options: { out: { type: 'string', default: join(ROOT, 'out/demo') } } });
const out = resolve(values.out);
await rm(out, { recursive: true, force: true });
await mkdir(join(out, 'images'), { recursive: true });

console.error(`Drawing ${IMAGES} radiographs (drawings, not patients) …`);
const rows = ['Image Index,Finding Label,Bbox [x,y,w,h],,,'];
for (let i = 0; i < IMAGES; i++) {
  const { raster, box } = demoRadiograph(i + 1);
  const name = `${String(i + 1).padStart(8, '0')}_000.png`;
  await writeFile(join(out, 'images', name), await sharpCodec.encodePng(raster));
  rows.push([name, 'Pneumonia', box.x0, box.y0, box.x1 - box.x0, box.y1 - box.y0].join(','));
}
await writeFile(join(out, 'boxes.csv'), rows.join('\n') + '\n');
await writeFile(join(out, 'network.onnx'), demoNetwork());
await writeFile(join(out, 'network.card.yaml'), card());
await writeFile(join(out, 'study.yaml'), study());

camscope('run', join(out, 'study.yaml'), '--out', join(out, 'run'));
const [first] = rows.slice(1);
camscope(
  ...['explain', join(out, 'images', first.split(',')[0]), '--card', join(out, 'network.card.yaml')],
  ...[
    '--method',
    'grad-cam',
    '--target',
    'Pneumonia',
    '--segmenter',
    'multi-otsu',
    '--out',
    join(out, 'explained'),
  ],
);
const shown = relative(process.cwd(), out) || '.';
console.log(`
The study is ${shown}/study.yaml; its scores are ${shown}/run/scores.csv, its raw maps ${shown}/run/maps.
One heatmap over its radiograph, with the box found: ${shown}/explained (the .png).`);

function camscope(...args: string[]): void {
  const { status } = spawnSync(process.execPath, [join(ROOT, 'packages/cli/bin/camscope.js'), ...args], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}

function card(): string {
  return `# What the ONNX file does not say.
file: network.onnx
name: demo
labels: [${LABELS.join(', ')}]
activation: softmax
preprocessing: { size: [224, 224], channels: 1 }
`;
}

function study(): string {
  return `# Where did the network look, and does it agree with the reader's box?
version: 1
models:
  - card: ./network.card.yaml
data: { use: chestxray14, images: ./images, boxes: ./boxes.csv }
methods: [${METHODS.join(', ')}]
segmenters: [{ use: multi-otsu, options: { classes: 3 } }]
metrics: [box-iou, mask-iou]
`;
}
