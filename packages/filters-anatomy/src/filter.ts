import { CamscopeError, type FilterContext, type Heatmap, type Mask, type Raster } from '@camscope/core';
import { renormalised, toGrey } from '@camscope/pixels';
import { findAnatomy } from './anatomy.ts';
import { widened } from './binary.ts';
import type { AnatomyOptions } from './options.ts';

/** Multiplies the heat outside a mask: the user's, else one found in the radiograph. */
export function filter(map: Heatmap, options: AnatomyOptions, context: FilterContext): Heatmap {
  const { width, height } = map;
  const mask = maskFor(options, context);
  if (mask.width !== width || mask.height !== height) {
    throw new CamscopeError('INTERNAL', 'A filter takes images of the size of the map', {
      asked: `${width} × ${height}`,
      found: `${mask.width} × ${mask.height}`,
    });
  }
  const data = new Float32Array(map.data.length);
  for (let i = 0; i < data.length; i++) data[i] = mask.data[i] ? map.data[i] : map.data[i] * options.outside;
  return renormalised({ width, height, data }, options.renormalise);
}

function maskFor({ file, region, margin }: AnatomyOptions, context: FilterContext): Mask {
  const image = file === undefined ? context.image : context.file;
  if (!image) {
    throw new CamscopeError('INTERNAL', 'The filter anatomy was given no image', {
      asked: file ?? 'The radiograph',
    });
  }
  if (file === undefined) return findAnatomy(image, region, margin);
  return widened(whiteOf(image), Math.round(margin * image.width));
}

/** The pixels nearer to white than to black. */
function whiteOf(image: Raster): Mask {
  const { width, height, data: grey, white } = toGrey(image);
  const data = new Uint8Array(grey.length);
  for (let i = 0; i < data.length; i++) data[i] = 2 * grey[i] > white ? 1 : 0;
  return { width, height, data };
}
