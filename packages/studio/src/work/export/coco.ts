import { boxArea, type Box, type Raster } from '@camscope/core';
import type { Shape } from '../api.ts';
import type { ShownScene } from './scene.ts';

interface Found {
  readonly image: string;
  readonly label: string;
  readonly annotator: string;
  readonly shape: Shape;
}

/** Key of an annotation that says who, or what method, it is of. */
export const READER_KEY = 'annotator';
export const DRAWN_BY = 'studio';

/** What was drawn, as annotations of every class that is explained; where nothing is, the whole image. */
export function drawnFindings({ maps, shapes }: ShownScene): Found[] {
  const targets = new Map(
    maps.map(({ held, image }) => [JSON.stringify([image.name, held.label]), { held, image }]),
  );
  return [...targets.values()].flatMap(({ held, image }) => {
    const { width, height } = image.raster;
    const whole: Shape = { box: { x0: 0, y0: 0, x1: width, y1: height } };
    const found = { image: image.name, label: held.label };
    if (shapes.length === 0) return [{ ...found, annotator: 'whole-image', shape: whole }];
    return shapes.map((shape) => ({ ...found, annotator: DRAWN_BY, shape }));
  });
}

/** The regions of every map as annotations of its method. */
export function regionFindings({ maps }: ShownScene): Found[] {
  return maps.flatMap(({ held, image, segmentation }) =>
    (segmentation?.regions ?? []).map(({ box }) => ({
      ...{ image: image.name, label: held.label, annotator: held.method },
      shape: { box },
    })),
  );
}

/** Findings in COCO's format. */
export function cocoOf({ maps }: ShownScene, findings: readonly Found[]): string {
  const images = new Map(maps.map(({ image: { name, raster } }) => [name, { name, ...sizeOf(raster) }]));
  const labels = [...new Set(maps.map(({ held }) => held.label))];
  return cocoText([...images.values()], findings, labels);
}

/** @param labels that are listed, whether they are found or not. */
export function cocoText(
  shown: readonly { readonly name: string; readonly width: number; readonly height: number }[],
  findings: readonly Found[],
  labels: readonly string[] = [...new Set(findings.map(({ label }) => label))],
): string {
  const names = shown.map(({ name }) => name);
  const images = shown.map(({ name, width, height }, i) => ({ id: i + 1, file_name: name, width, height }));
  const annotations = findings.map(({ image, label, annotator, shape }, i) => ({
    ...{ id: i + 1, image_id: names.indexOf(image) + 1, category_id: labels.indexOf(label) + 1 },
    ...{ iscrowd: 0, [READER_KEY]: annotator },
    ...geometryOf(shape),
  }));
  const categories = labels.map((name, i) => ({ id: i + 1, name }));
  return `${JSON.stringify({ images, categories, annotations }, null, 1)}\n`;
}

function sizeOf({ width, height }: Raster) {
  return { width, height };
}

function geometryOf(shape: Shape) {
  if ('box' in shape) return boxed(shape.box);
  const [xs, ys] = [shape.polygon.map(([x]) => x), shape.polygon.map(([, y]) => y)];
  const box = { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) };
  return { ...boxed(box), segmentation: [shape.polygon.flat()] };
}

function boxed(box: Box) {
  return { bbox: [box.x0, box.y0, box.x1 - box.x0, box.y1 - box.y0], area: boxArea(box) };
}
