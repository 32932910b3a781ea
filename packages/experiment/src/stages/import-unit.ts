import { CamscopeError, type Files, type FloatTensor } from '@camscope/core';
import { attemptAsync, decodeNpy, filled } from '@camscope/pipeline';
import { wholeOf } from '@camscope/pixels';
import type { ChosenImport } from '../config/study.ts';
import type { Finding, PlannedImage } from '../plan/plan.ts';
import type { MapsUnit } from '../units/maps-units.ts';
import { arrayOf, failed, type Explanation, type MadeMaps } from './explained.ts';

/** Reads heatmaps made elsewhere. They span the whole image. A missing file is a failure with a reason. */
export async function importUnit(
  { images }: MapsUnit,
  chosen: ChosenImport,
  files: Files,
): Promise<MadeMaps> {
  const maps = new Map<string, FloatTensor>();
  const explained: Explanation[][] = [];
  for (const image of images) {
    const ofImage: Explanation[] = [];
    for (const finding of image.findings) {
      const raw = await attemptAsync(() => read(chosen, image, finding, files));
      if ('failure' in raw) ofImage.push(failed(raw.failure));
      else {
        const array = arrayOf(image, finding);
        maps.set(array, raw.value);
        ofImage.push({ array, region: wholeOf(image.sample.frame) });
      }
    }
    explained.push(ofImage);
  }
  return { explained: { images: explained }, maps };
}

/** float32 [1,h,w]. */
async function read(
  { files: pattern }: ChosenImport,
  { sample }: PlannedImage,
  { label }: Finding,
  files: Files,
): Promise<FloatTensor> {
  const path = filled(pattern, sample.id, { label });
  const array = decodeNpy(await files.read(path), path);
  const [height, width] = array.dims.slice(-2);
  if (array.dims.length >= 2 && array.data.length === height * width)
    return { ...array, dims: [1, height, width] };
  throw new CamscopeError('DATA_INVALID', `${path} is not a heatmap`, {
    asked: 'an array (h, w)',
    found: `an array (${array.dims.join(', ')})`,
  });
}
