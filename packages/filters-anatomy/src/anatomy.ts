import type { Heatmap, Mask, Raster } from '@camscope/core';
import { maskOfCut, resizeRaster, toGrey, upsample } from '@camscope/pixels';
import { toMap, widened } from './binary.ts';
import { findBody } from './body.ts';
import { convexHull } from './hull.ts';
import { findLungs } from './lungs.ts';
import type { AnatomyOptions } from './options.ts';

/** Anatomy is found at this width in pixels. */
const WORKING_WIDTH = 128;

/**
 * A rough mask of a frontal chest radiograph, at its size, widened by `margin` of its width. Where no lungs are found,
 * or for the thorax only one, that of the body.
 */
export function findAnatomy(image: Raster, region: AnatomyOptions['region'], margin: number): Mask {
  const height = Math.max(1, Math.round((WORKING_WIDTH * image.height) / image.width));
  const grey = unitGrey(resizeRaster(toGrey(image), WORKING_WIDTH, height));
  const found = widened(findRegion(grey, region), Math.round(margin * WORKING_WIDTH));
  return maskOfCut(upsample(toMap(found), image, 'bilinear'), {
    threshold: 0.5,
    edge: 0.5,
    inclusive: false,
  });
}

function findRegion(grey: Heatmap, region: AnatomyOptions['region']): Mask {
  const body = findBody(grey);
  if (region === 'body') return body;
  const { mask, found } = findLungs(grey, body);
  if (region === 'lungs') return found > 0 ? mask : body;
  return found === 2 ? convexHull(mask) : body;
}

function unitGrey({ width, height, data, white }: Raster): Heatmap {
  return { width, height, data: Float32Array.from(data, (value) => Math.min(1, Math.max(0, value / white))) };
}
