import { copyFile, cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Annotation, Box, Mask, Sample } from '@camscope/core';
import { generatePhantom, labels, phantom, rasterOf, specOf, type Label } from '@camscope/datasets-phantom';
import { nodeFiles } from '@camscope/files-node';
import { sharpCodec } from '@camscope/images';
import { phantomDenseNet121, phantomResNet50 } from '@camscope/networks-phantom';
import { maskOfRuns } from '@camscope/pixels';
import { workspace } from '../pages.ts';

/** The networks that pages speak of, by their names there. */
const NETWORKS = {
  'model.onnx': phantomResNet50,
  'network.onnx': phantomResNet50,
  'resnet50.onnx': phantomResNet50,
  'densenet121.onnx': phantomDenseNet121,
};

const SIZE = 128;
/** Of the images of ChestX-ray14 as published. */
const FRAME = 1024;

const HALF = Object.fromEntries(labels.map((label) => [label, 0.5])) as Record<Label, number>;

const CARD = `file: densenet121.onnx
labels: [Cardiomegaly, Effusion, Pneumothorax, Atelectasis, Pneumonia]
activation: sigmoid
preprocessing: { size: [128, 128], channels: 1, mean: [0.5], std: [0.25] }
`;

/** Of a page that shows none. */
const STUDY = `version: 1
models: [model.onnx]
data: { use: phantom, folder: phantoms, count: 6, seed: 3 }
methods: [grad-cam, layer-cam]
segmenters: [multi-otsu]
metrics: [box-iou, hit-rate]
agreement: [spearman]
runtime: { batch: 2, workers: 0 }
out: results
`;

/**
 * Writes what the commands of pages take for granted: networks, radiographs with boxes, readings and masks of them, a part of
 * ChestX-ray14 as it is published, and a study. All of it is drawn: phantoms, and networks that know nothing else.
 */
export async function fillFolder(folder: string): Promise<void> {
  for (const [name, { file }] of Object.entries(NETWORKS))
    await copyFile(fileURLToPath(file), join(folder, name));
  await writeFile(join(folder, 'densenet121.card.yaml'), CARD);
  await writeFile(join(folder, 'study.yaml'), STUDY);
  const samples = await writeOwnFiles(folder);
  await copyFile(samples[0].image, join(folder, 'chest.png'));
  await writeChestXray14(folder);
  // What is installed there, and what a command in a checkout names by its path.
  for (const name of ['node_modules', 'packages', 'examples'])
    await symlink(join(workspace, name), join(folder, name));
  await mkdir(join(folder, 'out/phantoms/drawn'), { recursive: true });
  await copyFile(samples[0].image, join(folder, 'out/phantoms/drawn/phantom-0001_0.png'));
}

/** Somebody's own radiographs, `boxes.csv`, `readings.csv` of three readers, and `masks`. */
export async function writeOwnFiles(folder: string): Promise<readonly Sample[]> {
  const options = phantom.options.parse({ count: 12, seed: 7 });
  const { samples } = await phantom.open(options, {
    baseDirectory: folder,
    files: nodeFiles,
    codec: sharpCodec,
  });
  await mkdir(join(folder, 'radiographs'));
  for (const { id, image } of samples) await cp(image, join(folder, 'radiographs', `${id}.png`));
  const boxes = drawn(samples, 'R1').flatMap(({ sample, annotation: { label, boxes: all } }) =>
    all.map(({ x0, y0, x1, y1 }) => [
      ...[`${sample.id}.png`, label === 'Effusion' ? 'Pleural Effusion' : label],
      ...[x0, y0, x1 - x0, y1 - y0],
    ]),
  );
  await writeTable(join(folder, 'boxes.csv'), 'image,label,x,y,width,height', boxes);
  const readings = ['R1', 'R2', 'R3']
    .flatMap((reader) => drawn(samples, reader))
    .flatMap(({ sample, annotation: { label, reader, boxes: all } }) =>
      all.map(({ x0, y0, x1, y1 }) => [`${sample.id}.png`, label, x0, y0, x1, y1, reader, sample.patient]),
    );
  const header = 'image,label,x_min,y_min,x_max,y_max,reader,patient';
  await writeTable(join(folder, 'readings.csv'), header, readings);
  for (const { sample, annotation } of drawn(samples, 'truth')) {
    const { width, height, data } = maskOfRuns(annotation.mask!);
    const raster = { width, height, channels: 1 as const, data: data.map((one) => 255 * one), white: 255 };
    const masks = join(folder, 'masks', annotation.label);
    await mkdir(masks, { recursive: true });
    await writeFile(join(masks, `${sample.id}.png`), await sharpCodec.encodePng(raster));
  }
  return samples;
}

/** `images`, and the two tables of boxes and labels, of which boxes are in pixels of the images as published. */
export async function writeChestXray14(folder: string): Promise<void> {
  const boxes: unknown[][] = [];
  const entries: unknown[][] = [];
  await mkdir(join(folder, 'images'));
  for (let patient = 1; patient <= 2; patient++) {
    const drawn = generatePhantom(specOf(patient, { prevalence: HALF }), { size: SIZE });
    const image = `${String(patient).padStart(8, '0')}_000.png`;
    await writeFile(join(folder, 'images', image), await sharpCodec.encodePng(rasterOf(drawn, 8)));
    for (const { label, mask } of drawn.findings) {
      const { x0, y0, x1, y1 } = boxAround(mask);
      const box = [x0, y0, x1 - x0, y1 - y0].map((value) => (value * FRAME) / SIZE);
      boxes.push([image, label, ...box]);
    }
    const found = drawn.findings.map(({ label }) => label).join('|') || 'No Finding';
    entries.push([image, found, 0, patient, 50, 'F', 'PA', 2500, 2048, 0.168, 0.168]);
  }
  await writeTable(join(folder, 'BBox_List_2017.csv'), 'Image Index,Finding Label,Bbox [x,y,w,h],,,', boxes);
  const header =
    'Image Index,Finding Labels,Follow-up #,Patient ID,Patient Age,Patient Gender,View Position,OriginalImage[Width,Height],OriginalImagePixelSpacing[x,y]';
  await writeTable(join(folder, 'Data_Entry_2017_v2020.csv'), header, entries);
}

function boxAround({ width, data }: Mask): Box {
  const inside = [...data.keys()].filter((i) => data[i] === 1);
  const [xs, ys] = [inside.map((i) => i % width), inside.map((i) => Math.floor(i / width))];
  return { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs) + 1, y1: Math.max(...ys) + 1 };
}

function drawn(samples: readonly Sample[], reader: string): { sample: Sample; annotation: Annotation }[] {
  return samples
    .flatMap((sample) => sample.annotations.map((annotation) => ({ sample, annotation })))
    .filter(({ annotation }) => annotation.reader === reader);
}

function writeTable(path: string, header: string, rows: readonly unknown[][]): Promise<void> {
  return writeFile(path, `${[header, ...rows.map((row) => row.join(','))].join('\n')}\n`);
}
