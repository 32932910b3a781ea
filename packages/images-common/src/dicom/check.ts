import { invalidImage } from '../invalid.ts';
import { checkSize } from '../limits.ts';
import type { ImageAttributes } from './attributes.ts';

/** @throws CamscopeError IMAGE_INVALID for pixels that are not read, or that contradict themselves. */
export function checkAttributes(attributes: ImageAttributes, jpeg: boolean, name: string): void {
  checkSize(name, attributes.columns, attributes.rows);
  const problem =
    frameProblem(attributes) ?? depthProblem(attributes, jpeg) ?? colourProblem(attributes, jpeg);
  if (!problem) return;
  throw invalidImage(name, `DICOM with ${problem}`, 'Convert it to one grey or RGB frame of 8 or 16 bits');
}

function frameProblem({ frames }: ImageAttributes): string | undefined {
  return frames === 1 ? undefined : `${frames} frames`;
}

function depthProblem(attributes: ImageAttributes, jpeg: boolean): string | undefined {
  const { samples, bitsAllocated, bitsStored, highBit, modality } = attributes;
  const fits = bitsStored >= 1 && highBit >= bitsStored - 1 && highBit < bitsAllocated;
  const whole = jpeg || samples === 3 ? bitsAllocated === 8 && bitsStored === 8 : true;
  if (!(bitsAllocated === 8 || bitsAllocated === 16) || !fits || !whole) {
    return `samples of ${samples} × ${bitsAllocated} bits, ${bitsStored} of them stored up to bit ${highBit}`;
  }
  if ('slope' in modality && !Number.isFinite(modality.slope * modality.intercept)) {
    return `a rescale slope of ${modality.slope} and intercept of ${modality.intercept}`;
  }
  return undefined;
}

function colourProblem({ samples, photometric }: ImageAttributes, jpeg: boolean): string | undefined {
  const readable =
    samples === 1
      ? ['MONOCHROME1', 'MONOCHROME2']
      : samples === 3
        ? ['RGB', 'YBR_FULL', ...(jpeg ? ['YBR_FULL_422'] : [])]
        : [];
  if (readable.includes(photometric)) return undefined;
  return `${samples} samples per pixel and the photometric interpretation '${photometric}'`;
}
